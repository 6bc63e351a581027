//! The future of a call.

use crate::operation::Value;
use crate::{Answering, CallError, CallErrorKind, Output, Quiet};
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
    inner: Answering<Answered, CallError>,
    answer: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Sending<O, E> {
    /// For generated code; users call `send` of the operation.
    #[doc(hidden)]
    #[inline]
    pub fn new(inner: Answering<Answered, CallError>) -> Self {
        Self { inner, answer: PhantomData }
    }
}

impl<O: Value + Default, E: From<CallError>> Future for Sending<O, E> {
    type Output = Result<O, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // By hand, for it is compiled again for each operation, and so is all that it calls.
        let this = self.get_mut();
        match this.inner.as_mut().poll(context) {
            Poll::Ready(Ok(answered)) => Poll::Ready(match answered.take() {
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
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

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
