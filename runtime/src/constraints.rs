//! The constraints of a model (length, range, pattern, unique items, values of enums), checked before
//! anything is sent, where the configuration asks for it.
//!
//! Generated code says them at the end of a member's line, behind `where`:
//! `member "Name" = name where Len(1..=64) Pattern("^[a-z]+$")`. Without the feature `constraints`
//! that comes to nothing.

mod asked;
mod numbers;
mod pattern;
mod rules;

pub(crate) use asked::{Asked, Checks, violations};
pub use pattern::Pattern;
pub use rules::{
    Each, Found, Keys, Known, Len, Measured, Number, Range, Rule, Unique, Values, Violation,
};

/// Checks members against their constraints, one after the other. A member that has no name on the wire
/// goes by its field's.
#[doc(hidden)]
#[macro_export]
macro_rules! constrained {
    ($writer:ident: $({ $($member:tt)* })*) => {
        $($crate::constrained!(@member $writer $($member)*);)*
    };
    (@member $writer:ident $check:ident([] $member:ident, $value:expr): $($rules:tt)*) => {
        $crate::constrained!(@rules $writer.$check(::core::stringify!($member), $value): $($rules)*);
    };
    (@member $writer:ident $check:ident([$name:literal] $member:ident, $value:expr): $($rules:tt)*) => {
        $crate::constrained!(@rules $writer.$check($name, $value): $($rules)*);
    };
    (@rules $writer:ident.$check:ident($name:expr, $value:expr):) => {};
    (
        @rules $writer:ident.$check:ident($name:expr, $value:expr):
        $($rule:ident $(($($of:tt)*))?)+
    ) => {{
        use $crate::constraints::*;
        $($writer.$check($name, $value, $rule $(($($of)*))?);)+
    }};
}
