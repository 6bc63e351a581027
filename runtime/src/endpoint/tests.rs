//! Tests of the engine.

mod functions;
mod input;
mod templates;
