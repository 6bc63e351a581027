//! `tinsmith-runtime`, and all crates that it is made of, as one shared library.
//!
//! After each change of a program the linker goes through everything that the program is made of,
//! which takes longer than the compiler. With the feature `dynamic` of a generated crate it finds
//! this library instead, linked once:
//!
//! ```sh
//! cargo run --features tinsmith-aws/dynamic
//! ```
//!
//! Nothing changes in the program. It is meant for development: `cargo run` and `cargo test` know
//! where the library is, and whoever starts the program without them has to say. A program for
//! others is built without.
#![forbid(unsafe_code)]

use tinsmith_runtime as _;
