//! The formats as generated code uses them.

mod cbor;
pub mod common;
mod json;
mod query;
mod xml;
