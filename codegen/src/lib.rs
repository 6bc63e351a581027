//! Reads API model files (Smithy JSON AST, AWS JSON service models) and writes Rust clients.

pub mod diagnostic;
pub mod model;
pub mod source;
