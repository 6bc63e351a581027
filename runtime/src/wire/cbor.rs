//! CBOR, as Smithy RPC v2 writes it.
//!
//! A structure says what its members are called, [`Encode`] and [`Decode`] do the rest: options,
//! lists, maps and nulls are the same for all. Types tell all that there is to know here, moments
//! and numbers of any size included, so that [forms](super::form) are needed only for what may be
//! null.

mod big;
mod body;
mod form;
mod read;
mod value;
mod write;

pub use super::{DecodeError, InvalidInput, Result};
pub use form::{ReadAs, WriteAs};
pub(crate) use read::decode_into;
pub use read::{Reader, decode};
pub use value::{Decode, Encode};
pub use write::{Object, Writer, encode};
