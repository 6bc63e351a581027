//! Wire formats.
//!
//! Each format is a small family of traits: a structure says what its members are called, the
//! format does the rest. What the formats share is here: the forms of values whose types do not
//! tell how they are written, values as text, and the errors.

mod any;
#[cfg(feature = "cbor")]
pub mod cbor;
mod enums;
mod error;
pub mod form;
mod invalid;
#[cfg(feature = "json")]
pub mod json;
mod nullable;
mod object;
mod path;
pub(crate) mod percent;
#[cfg(feature = "query")]
pub mod query;
pub(crate) mod quoted;
#[cfg(test)]
pub mod tests;
mod text;
#[cfg(feature = "xml")]
pub mod xml;

#[doc(hidden)]
pub use enums::debug;
pub use enums::{Enum, EnumValue, TextEnum};
pub use error::{DecodeError, Result};
pub use invalid::InvalidInput;
pub use text::{Text, TextForm};

/// How deep values may be nested. What is nested deeper is refused, for it would take all memory of
/// a stack.
pub(crate) const MAX_DEPTH: u8 = 200;
