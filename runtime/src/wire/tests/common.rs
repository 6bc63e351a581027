//! What the tests of all formats share.

use crate::prelude::*;

/// An enum of text.
#[derive(Clone)]
pub enum Kind {
    /// Known.
    Round,
    /// Not known.
    Unrecognized(String),
}

string_enum!(Kind {
    Round = "ROUND",
});

map_key!(Kind);

/// An enum of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// Known.
    Small,
    /// Not known.
    Unrecognized(i32),
}

int_enum!(Size {
    Small = 1,
});

/// A whole number of any size.
pub fn integer(text: &str) -> BigInteger {
    text.parse().unwrap()
}

/// A number of any size and precision.
pub fn decimal(text: &str) -> BigDecimal {
    text.parse().unwrap()
}
