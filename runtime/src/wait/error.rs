//! What waiting came to.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// The answer that showed that a state is reached.
#[derive(Debug)]
pub struct Waited<O, E> {
    pub(super) waiter: &'static str,
    pub(super) calls: u32,
    pub(super) answer: Result<O, E>,
}

impl<O, E> Waited<O, E> {
    /// The last answer. It may be an error, where that is what was waited for: that a thing is not
    /// there any longer.
    pub fn answer(&self) -> Result<&O, &E> {
        self.answer.as_ref()
    }

    /// The last answer, to keep.
    ///
    /// # Errors
    ///
    /// It was an error, which is what was waited for.
    pub fn into_answer(self) -> Result<O, E> {
        self.answer
    }

    /// How many calls it took.
    pub fn calls(&self) -> u32 {
        self.calls
    }
}

/// Why a state was not reached.
///
/// `Display` says which waiter it was, and the error of the last call where there is one.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<O, E> {
    /// The answer shows that the state will never be reached.
    Failed(Waited<O, E>),
    /// The time was over before the state was reached.
    TimedOut {
        /// How long was waited.
        most: Duration,
        /// The last call and its answer.
        last: Waited<O, E>,
    },
    /// A call failed in a way that the waiter says nothing of.
    Call(E),
}

impl<O, E: fmt::Display> fmt::Display for WaitError<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = match self {
            Self::Call(error) => return error.fmt(f),
            Self::Failed(last) => {
                write!(f, "{}: it will not be so any longer", last.waiter)?;
                last
            }
            Self::TimedOut { most, last } => {
                write!(f, "{}: it was not so within {most:?}", last.waiter)?;
                last
            }
        };
        write!(f, " ({} calls)", last.calls)?;
        match &last.answer {
            Ok(_) => Ok(()),
            Err(error) => write!(f, ": {error}"),
        }
    }
}

impl<O: fmt::Debug, E: Error + 'static> Error for WaitError<O, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Failed(Waited { answer: Err(error), .. })
            | Self::TimedOut { last: Waited { answer: Err(error), .. }, .. } => Some(error),
            _ => None,
        }
    }
}
