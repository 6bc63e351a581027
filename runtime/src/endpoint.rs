//! Where a request goes: the rules of a service, as data, and the engine that evaluates them.
//!
//! The rules follow the specification of Smithy's rules engine. The generator lowers a tree of rules,
//! or a decision diagram, to a decision table: conditions, results, and nodes that lead from the one
//! to the other.

mod address;
mod arn;
mod bare_path;
mod engine;
mod functions;
mod input;
mod interceptor;
mod macros;
mod parameters;
mod partition;
mod resolver;
pub mod rules;
#[cfg(test)]
mod tests;
mod url;
mod value;

pub(crate) use address::Address;
pub(crate) use bare_path::BarePath;
pub use engine::EndpointError;
pub use input::{AsParameter, Each, EndpointInput, ParameterTexts, host_label};
pub(crate) use interceptor::CallParameters;
pub use parameters::{ParameterValue, Parameters};
pub(crate) use partition::NO_PARTITIONS;
pub use partition::{Partition, Partitions};
pub(crate) use resolver::Resolver;
pub use resolver::{properties, resolve};
