//! The future of a call.

use crate::operation::Value;
use crate::{Answering, Call, CallError, Input, Operation, Output, Quiet};
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
        let inner = call.invoke(operation, Input::erase(Quiet(input)));
        Self { inner, operation, answer: PhantomData }
    }
}

impl<O: Value + Default, E: From<CallError>> Future for Sending<O, E> {
    type Output = Result<O, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // By hand, for it is compiled again for each operation, and so is all that it calls.
        let this = self.get_mut();
        match this.inner.as_mut().poll(context) {
            Poll::Ready(Ok(answer)) => Poll::Ready(match this.operation.take(answer) {
                Ok(output) => Ok(output),
                Err(error) => Err(error.into()),
            }),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<O, E> fmt::Debug for Sending<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").field("operation", &self.operation).finish_non_exhaustive()
    }
}
