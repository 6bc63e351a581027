//! From the model to the intermediate representation. Every check, every name, every type, every
//! wire name and every doc string is decided here, in named passes, a file each.

mod auth;
mod bindings;
mod bodies;
mod closure;
mod constraints;
mod context_params;
mod customize;
mod defaults;
mod deprecation;
mod discovery;
mod docs;
mod endpoints;
mod enums;
mod errors;
mod forms;
mod host_prefix;
mod members;
mod names;
mod operations;
mod pagination;
mod partitions;
mod patterns;
mod protocol;
mod recursion;
mod service;
mod settings;
mod structures;
mod tests;
mod types;
mod usage;
mod waiters;

pub(crate) use docs::prose;
pub use endpoints::{decision_diagram, rule_set};
pub use partitions::partitions;
pub use patterns::{Translated, translate};
pub use tests::Unlowered;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::model::Model;
use crate::options::ServiceOptions;
use closure::Closure;
use docs::Texts;
use names::Names;
use recursion::Cycles;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use usage::Usage;

/// Lowers the service of a model.
///
/// # Errors
///
/// Everything in the model that no client can be made of, and every option that does not fit it.
pub fn lower(
    model: &Model,
    options: &ServiceOptions,
    source: &str,
) -> Result<ir::Service, Diagnostics> {
    let (service, unlowered) = lower_with_tests(model, options, source)?;
    let mut diagnostics = Diagnostics::default();
    unlowered.into_iter().for_each(|one| diagnostics.push(one.diagnostic));
    diagnostics.check(service)
}

/// Lowers the service of a model, and finds out of which of its tests none can be made. Without the
/// option `tests` it has no tests at all.
///
/// # Errors
///
/// Everything in the model that no client can be made of, and every option that does not fit it.
pub fn lower_with_tests(
    model: &Model,
    options: &ServiceOptions,
    source: &str,
) -> Result<(ir::Service, Vec<Unlowered>), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let (model, stale) = customize::model(model);
    let model = &*model;
    stale.into_iter().for_each(|one| diagnostics.push(one));
    let Some(closure) = closure::find(model, options, &mut diagnostics) else {
        return Err(diagnostics);
    };
    let usage = usage::find(model, &closure);
    let cycles = recursion::find(model, &usage);
    let names = names::assign(model, options, &closure, &usage, &mut diagnostics);
    let protocol = protocol::choose(model, options, &closure, &mut diagnostics);
    let (Some(protocol), false) = (protocol, diagnostics.has_errors()) else {
        return Err(diagnostics);
    };
    let diagnostics = RefCell::new(diagnostics);
    let (patterns, texts) = Default::default();
    let lower =
        Lower { model, closure, usage, cycles, names, protocol, patterns, texts, diagnostics };
    let mut service = lower.service(source);
    let unlowered = if options.tests { lower.tests(&mut service) } else { Vec::new() };
    let diagnostics = lower.diagnostics.into_inner();
    service.warnings = diagnostics.warnings();
    diagnostics.check((service, unlowered))
}

/// The names of the types that shapes become.
pub(crate) fn type_names(
    model: &Model,
    options: &ServiceOptions,
) -> HashMap<crate::model::ShapeId, ir::Name> {
    let (model, _) = customize::model(model);
    let model = &*model;
    // What is wrong with the model, `lower` tells.
    let mut diagnostics = Diagnostics::default();
    let Some(closure) = closure::find(model, options, &mut diagnostics) else {
        return HashMap::new();
    };
    let usage = usage::find(model, &closure);
    names::assign(model, options, &closure, &usage, &mut diagnostics).into_types()
}

/// What the first passes found out, for those that make the representation.
struct Lower<'m> {
    model: &'m Model,
    closure: Closure<'m>,
    usage: Usage,
    cycles: Cycles,
    names: Names,
    protocol: ir::Protocol,
    /// Patterns of the model, and what they came to in Rust.
    patterns: RefCell<BTreeMap<String, Result<Translated, String>>>,
    texts: Texts,
    diagnostics: RefCell<Diagnostics>,
}

impl Lower<'_> {
    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}
