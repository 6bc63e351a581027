//! Where a request goes: the rules of a service, as data, and the engine that evaluates them.
//!
//! The rules follow the specification of Smithy's rules engine. The generator lowers a tree of rules
//! to a decision table: conditions, results, and nodes that lead from the one to the other.

mod engine;
mod partition;
mod resolver;
pub mod rules;

pub use engine::EndpointError;
pub use partition::{Partition, Partitions};
pub(crate) use resolver::{Parameters, Resolver};
