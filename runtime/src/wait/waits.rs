//! The future of waiting.

use super::{Ended, Polled, WaitError, Waited, Waiting, poll};
use crate::operation::Value;
use crate::{Answered, CallError, Operation};
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A future of what a service answered once a state was reached, or of why it was not.
///
/// It is one type for all waiters, where an `async fn` would be another for each, which takes the
/// compiler longer.
#[must_use = "nothing is sent before it is awaited"]
pub struct Waits<O, E> {
    inner: Pin<Box<dyn Future<Output = (Ended, u32)> + Send>>,
    waiter: &'static str,
    most: Duration,
    answer: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Waits<O, E> {
    /// For generated code; users call `wait` of what waits.
    #[doc(hidden)]
    #[inline]
    pub fn new<I: Value + Clone>(
        waiting: Waiting,
        operation: &'static Operation,
        input: I,
        most: Duration,
    ) -> Self {
        let waiter = waiting.waiter.name;
        let input = Box::new(move || crate::erase(input.clone()));
        let inner = Box::pin(poll::run(waiting, operation, input, most));
        Self { inner, waiter, most, answer: PhantomData }
    }
}

impl<O: Value + Default, E: From<CallError>> Waits<O, E> {
    fn end(&self, ended: Ended, calls: u32) -> Result<Waited<O, E>, WaitError<O, E>> {
        let waited = |polled| self.waited(polled, calls);
        match ended {
            Ended::Success(polled) => waited(polled),
            Ended::Failure(polled) => Err(WaitError::Failed(waited(polled)?)),
            Ended::TimedOut(polled) => {
                Err(WaitError::TimedOut { most: self.most, last: waited(polled)? })
            }
            Ended::Error(error) => Err(WaitError::Call(error.into())),
        }
    }

    fn waited(&self, polled: Polled, calls: u32) -> Result<Waited<O, E>, WaitError<O, E>> {
        let answer = match polled.map(Answered::take::<O>) {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) => return Err(WaitError::Call(error.into())),
            Err(error) => Err(error.into()),
        };
        Ok(Waited { waiter: self.waiter, calls, answer })
    }
}

impl<O: Value + Default, E: From<CallError>> Future for Waits<O, E> {
    type Output = Result<Waited<O, E>, WaitError<O, E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = self.inner.as_mut().poll(context);
        ended.map(|(ended, calls)| self.end(ended, calls))
    }
}

impl<O, E> fmt::Debug for Waits<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waits").field("waiter", &self.waiter).finish_non_exhaustive()
    }
}
