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

/// Checks members against their constraints, one after the other. A member goes by its name on the wire;
/// where it has none, by its field's.
#[doc(hidden)]
#[macro_export]
macro_rules! constrained {
    ($writer:ident: $({ $($member:tt)* })*) => {
        $($crate::constrained!(@member $writer, $($member)*);)*
    };
    // What stands there is a media type.
    (@member $writer:ident, raw [$media:literal] $($rest:tt)*) => {
        $crate::constrained!(@member $writer, raw [] $($rest)*);
    };
    (@member $writer:ident, stream [$media:literal] $($rest:tt)*) => {
        $crate::constrained!(@member $writer, stream [] $($rest)*);
    };
    (@member $writer:ident, $write:ident [] $member:ident = $value:expr, $($rules:tt)*) => {
        $crate::constrained!(@rules $writer.check(::core::stringify!($member), $value) $($rules)*);
    };
    (@member $writer:ident, $write:ident [$name:literal] $member:ident = $value:expr, $($rules:tt)*) => {
        $crate::constrained!(@rules $writer.check($name, $value) $($rules)*);
    };
    (@rules $writer:ident.check($name:expr, $value:expr)) => {};
    (
        @rules $writer:ident.check($name:expr, $value:expr)
        $($rule:ident $(($($of:tt)*))?)+
    ) => {{
        use $crate::constraints::*;
        $($writer.check($name, $value, $rule $(($($of)*))?);)+
    }};
}
