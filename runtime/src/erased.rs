//! Inputs and outputs on their way through the official orchestrator.

use std::any::Any;
use std::fmt;

/// An input or an output of whatever type. For generated code.
///
/// The orchestrator is given this one type, where each type of its own is a dozen functions more in
/// every program, and all that its `Debug` needs.
pub struct Erased(Box<dyn Any + Send + Sync>);

impl Erased {
    /// Takes a value. It is boxed by the caller, who knows its type.
    pub fn new(value: Box<dyn Any + Send + Sync>) -> Self {
        Self(value)
    }

    /// The value, to be looked at as what it is.
    pub fn value(&self) -> &dyn Any {
        &*self.0
    }

    /// The value, to be changed or taken as what it is.
    pub fn value_mut(&mut self) -> &mut dyn Any {
        &mut *self.0
    }
}

impl fmt::Debug for Erased {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Erased").finish_non_exhaustive()
    }
}
