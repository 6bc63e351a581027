//! What constraints come to without the feature `constraints`: nothing.

use crate::Operation;
use aws_smithy_types::config_bag::ConfigBag;

/// What is checked in a request that is being made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checks;

impl Checks {
    pub(crate) fn of(_: &ConfigBag, _: &Operation) -> Self {
        Self
    }

    pub(crate) fn current() -> Self {
        Self
    }

    pub(crate) fn during<T>(self, make: impl FnOnce() -> T) -> T {
        make()
    }
}

/// Checks a member against its constraints.
#[doc(hidden)]
#[macro_export]
macro_rules! constrained {
    ($($all:tt)*) => {};
}
