//! Queries: names with dots, and values, as the oldest protocols send them. Their answers are XML.
//!
//! A structure says what its members are called, [`Encode`] does the rest.

mod body;
mod form;
mod write;

pub use super::InvalidInput;
pub use form::WriteAs;
pub use write::{Encode, Object, Style, Writer, encode};
