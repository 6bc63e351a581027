//! JSON, as the JSON protocols write it.
//!
//! A structure says what its members are called, [`Encode`] and [`Decode`] do the rest: options,
//! lists, maps and nulls are the same for all. A value whose form its type cannot tell (a moment)
//! is written and read in a [form](super::form).

mod body;
mod cursor;
mod document;
mod form;
mod read;
mod witness;
mod write;

pub use super::{DecodeError, InvalidInput, Result};
pub use form::{ReadAs, WriteAs};
pub(crate) use read::decode_into;
pub use read::{Decode, Reader, decode};
pub(crate) use witness::Witness;
#[cfg(feature = "sqs")]
pub(crate) use witness::watch;
pub use write::{Encode, Object, Writer, encode};
