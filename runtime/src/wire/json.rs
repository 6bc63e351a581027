//! JSON, as the AWS JSON protocols write it.
//!
//! A structure says what its members are called, [`Encode`] and [`Decode`] do the rest: options,
//! lists, maps and nulls are the same for all. A value whose form its type cannot tell (a moment)
//! is written and read with a [`Form`].

mod document;
mod form;
mod read;
mod write;

pub use form::{DateTimeText, EpochSeconds, Form, HttpDate, List, MapOf, Plain, Sparse};
pub use read::{Decode, DecodeError, Reader, Result, decode};
pub use write::{Encode, Missing, Object, Writer, encode};
