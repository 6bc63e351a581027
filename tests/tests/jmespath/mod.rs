//! JMESPath twice: as its specification says, and as generated code does.

pub mod document;
pub mod query;
pub mod reference;
