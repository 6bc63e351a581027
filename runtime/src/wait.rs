//! Waiters: an operation is called again and again until its answer shows that a state is reached.

mod error;
mod poll;
mod status;
mod waits;

pub use error::{WaitError, Waited};
pub use waits::Waits;

use crate::find::Value;
use crate::{Answered, Call, CallError, Client, Input, Output};
use std::fmt;

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
    #[inline]
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
type Polled = Result<Answered, CallError>;

/// How waiting ended.
#[derive(Debug)]
enum Ended {
    Success(Polled),
    Failure(Polled),
    TimedOut(Polled),
    Error(CallError),
}

impl Waiting {
    /// For generated code.
    #[doc(hidden)]
    #[inline]
    pub fn new(client: &Client, waiter: &'static Waiter) -> Self {
        Self { call: Call::new(client), waiter }
    }

    /// For generated code.
    #[doc(hidden)]
    #[inline]
    pub fn with(mut self, change: impl FnOnce(Call) -> Call) -> Self {
        self.call = change(self.call);
        self
    }
}
