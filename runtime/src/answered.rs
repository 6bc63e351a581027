//! What the engine returned.

use crate::operation::Value;
use crate::{CallError, CallErrorKind, Output, Quiet};

/// An output, and of which operation it is. For generated code.
#[doc(hidden)]
#[derive(Debug)]
pub struct Answered {
    operation: &'static str,
    output: Output,
}

impl Answered {
    pub(crate) fn new(operation: &'static str, output: Output) -> Self {
        Self { operation, output }
    }

    pub(crate) fn output(&self) -> &Output {
        &self.output
    }

    /// Takes the output.
    ///
    /// # Errors
    ///
    /// An interceptor put one of another type in its place.
    pub(crate) fn take<O: Value + Default>(mut self) -> Result<O, CallError> {
        // `downcast` is several times as many functions to compile for each operation.
        match self.output.downcast_mut() {
            Some(Quiet(output)) => Ok(std::mem::take(output)),
            None => Err(self.replaced()),
        }
    }

    fn replaced(&self) -> CallError {
        let cause = "an interceptor replaced the output by another type";
        CallError::new(self.operation, CallErrorKind::Other, cause)
    }
}
