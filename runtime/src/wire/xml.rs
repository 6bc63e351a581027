//! XML, as the protocols of S3 and its time write it.
//!
//! A structure says what its members are called, [`Encode`] and [`Decode`] do the rest. A value is
//! written inside an element that is open, and read from one whose start was read. What is an
//! attribute, what has no element of its own, and how items are called, [forms](super::form) tell.

mod attribute;
mod body;
mod form;
mod leaf;
mod read;
mod value;
mod write;

pub use super::form::Tag;
pub use super::{DecodeError, InvalidInput, Result};
pub use form::{ReadAs, WriteAs};
pub use read::{Reader, decode, decode_in};
pub(crate) use read::{decode_answer, decode_into, root_name};
pub use value::{Decode, Encode};
pub use write::{Object, Writer, encode};
