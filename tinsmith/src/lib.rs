//! What the program `tinsmith` does, for `cargo xtask` to do the same.

pub mod alone;
pub mod memory;
pub mod models;
pub mod report;
mod summary;
