//! What tests share: a server that does as it is told, and the way to what may be missing.

pub mod archive;
pub mod capture;
pub mod endpoints;
pub mod environment;
#[cfg(feature = "clients")]
pub mod fuzz;
pub mod generate;
pub mod live;
pub mod moto;
pub mod server;
#[cfg(feature = "clients")]
pub mod soak;
