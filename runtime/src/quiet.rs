//! What goes through the official orchestrator without being shown.

use crate::Input;
use crate::operation::Value;
use std::fmt;

/// An input or an output that does not show what is in it, or what a client keeps for itself. An
/// interceptor finds the former by their types:
/// `context.input().downcast_ref::<Quiet<PutItemRequest>>()`.
///
/// The orchestrator wants all that it is given to have a `Debug`, for its logs. That of a structure, and
/// of all that is in it, would be compiled into every program; and what is secret is safest where
/// nobody writes it down.
#[derive(Clone, Default)]
pub struct Quiet<T>(pub T);

impl<T> fmt::Debug for Quiet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// An input as the engine takes it. For generated code.
#[doc(hidden)]
#[inline]
pub fn erase<I: Value>(input: I) -> Input {
    Input::erase(Quiet(input))
}
