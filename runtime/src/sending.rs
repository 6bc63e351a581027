//! The future of a call.

use crate::operation::Value;
use crate::{Answering, Call, CallError, Input, Operation, Output};
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future of the answer to a call, with the error of its service.
///
/// It is one type for all operations, where an `async fn` would be another for each, which takes the
/// compiler longer.
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<O, E> {
    inner: Answering<Output, CallError>,
    operation: &'static Operation,
    answer: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Sending<O, E> {
    /// For generated code; users call `send` of the operation.
    #[doc(hidden)]
    #[inline]
    pub fn new(call: Call, operation: &'static Operation, input: impl Value) -> Self {
        Self::erased(call, operation, Input::erase(input))
    }

    fn erased(call: Call, operation: &'static Operation, input: Input) -> Self {
        Self { inner: call.invoke(operation, input), operation, answer: PhantomData }
    }
}

impl<O: Value, E: From<CallError>> Future for Sending<O, E> {
    type Output = Result<O, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let operation = self.operation;
        self.inner.as_mut().poll(context).map(|answer| Ok(operation.take(answer?)?))
    }
}

impl<O, E> fmt::Debug for Sending<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").field("operation", &self.operation).finish_non_exhaustive()
    }
}
