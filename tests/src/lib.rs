//! What tests share: a server that does as it is told, and the way to what may be missing.

pub mod archive;
pub mod environment;
pub mod generate;
pub mod moto;
pub mod server;
