//! Waiters: an operation is called again and again until its answer shows that a state is reached.

mod error;
mod poll;
mod status;

pub use error::{WaitError, Waited};

use crate::find::Value;
use crate::{Call, CallError, Client, Input, Operation, Output};
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

/// What a waiter looks for. For generated code.
#[doc(hidden)]
#[derive(Debug)]
pub struct Waiter {
    /// The method of the client.
    pub name: &'static str,
    /// The least seconds between two calls.
    pub min_delay: u32,
    /// The most seconds between two calls.
    pub max_delay: u32,
    /// What answers mean; the first that matches counts.
    pub acceptors: &'static [(State, Matcher)],
}

/// The state that a waiter is in after an answer. For generated code.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Success,
    Failure,
    Retry,
}

/// What is looked for in what was asked and answered. For generated code.
#[doc(hidden)]
pub type Find = for<'a> fn(&'a Input, &'a Output) -> Option<Value<'a>>;

/// What an answer is known by. For generated code.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Matcher {
    Succeeds(bool),
    Error(&'static str),
    Status(u16),
    Text(&'static str, Find),
    Bool(bool, Find),
    All(&'static str, Find),
    Any(&'static str, Find),
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Succeeds(is_so) => f.debug_tuple("Succeeds").field(is_so).finish(),
            Self::Error(code) => f.debug_tuple("Error").field(code).finish(),
            Self::Status(status) => f.debug_tuple("Status").field(status).finish(),
            Self::Bool(is_so, _) => f.debug_tuple("Bool").field(is_so).finish(),
            Self::Text(text, _) => f.debug_tuple("Text").field(text).finish(),
            Self::All(text, _) => f.debug_tuple("All").field(text).finish(),
            Self::Any(text, _) => f.debug_tuple("Any").field(text).finish(),
        }
    }
}

/// What a call that waits has besides its input, in place of a [`Call`].
#[derive(Clone, Debug)]
pub struct Waiting {
    call: Call,
    waiter: &'static Waiter,
}

/// What a call came to.
type Polled = Result<Output, CallError>;

/// How waiting ended.
#[doc(hidden)]
#[derive(Debug)]
pub enum Ended {
    Success(Polled),
    Failure(Polled),
    TimedOut(Polled),
    Error(CallError),
}

/// A future of how waiting ends.
type Ending = Pin<Box<dyn Future<Output = (Ended, u32)> + Send>>;

impl Waiting {
    /// For generated code.
    #[doc(hidden)]
    pub fn new(client: &Client, waiter: &'static Waiter) -> Self {
        Self { call: Call::new(client), waiter }
    }

    /// For generated code.
    #[doc(hidden)]
    pub fn with(mut self, change: impl FnOnce(Call) -> Call) -> Self {
        self.call = change(self.call);
        self
    }

    /// Calls until a state is reached. For generated code.
    #[doc(hidden)]
    pub fn wait(
        self,
        operation: &'static Operation,
        input: Box<dyn Fn() -> Input + Send>,
        most: Duration,
    ) -> Ending {
        Box::pin(poll::run(self, operation, input, most))
    }

    /// The name of the waiter. For generated code.
    #[doc(hidden)]
    pub fn name(&self) -> &'static str {
        self.waiter.name
    }
}

/// Gives what waiting came to the types of an operation. For generated code.
///
/// # Errors
///
/// The state was not reached.
#[doc(hidden)]
pub fn ended<O: crate::operation::Value, E: From<CallError>>(
    operation: &'static Operation,
    waiter: &'static str,
    most: Duration,
    (ended, calls): (Ended, u32),
) -> Result<Waited<O, E>, WaitError<O, E>> {
    let waited = |polled: Polled| -> Result<Waited<O, E>, WaitError<O, E>> {
        let answer = match polled.map(|output| operation.take::<O>(output)) {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) => return Err(WaitError::Call(error.into())),
            Err(error) => Err(error.into()),
        };
        Ok(Waited { waiter, calls, answer })
    };
    match ended {
        Ended::Success(polled) => waited(polled),
        Ended::Failure(polled) => Err(WaitError::Failed(waited(polled)?)),
        Ended::TimedOut(polled) => Err(WaitError::TimedOut { most, last: waited(polled)? }),
        Ended::Error(error) => Err(WaitError::Call(error.into())),
    }
}
