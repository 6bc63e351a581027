//! What is wrong with an answer.

use super::path::{self, Step};
use crate::behind::Behind;
use std::fmt;

/// Nothing, or why a value could not be read.
pub type Result<T = ()> = std::result::Result<T, DecodeError>;

/// Why a value could not be read, and where.
#[derive(Debug)]
pub struct DecodeError(Box<dyn Behind<Failure>>);

#[derive(Debug)]
struct Failure {
    message: String,
    /// The byte at which reading stopped, where the value is part of a body.
    offset: Option<usize>,
    /// The way to the value, innermost step first.
    path: Vec<Step>,
}

impl DecodeError {
    pub(crate) fn new(message: impl Into<String>, offset: impl Into<Option<usize>>) -> Self {
        let (message, offset) = (message.into(), offset.into());
        Self(Box::new(Failure { message, offset, path: Vec::new() }))
    }

    /// The same error, seen from one level further out.
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// The same error of a value in a header.
    pub(crate) fn in_header(self, name: &str) -> Self {
        self.within(Step::Member(format!("header {name}").into()))
    }

    /// The path to the value that could not be read, such as `Images[3].Created`.
    pub fn path(&self) -> String {
        path::text(self.0.path.iter().rev())
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        let colon = if path.is_empty() { "" } else { ": " };
        write!(f, "{path}{colon}{}", self.0.message)?;
        match self.0.offset {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
