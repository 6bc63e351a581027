//! From the model to the intermediate representation. Every check, every name, every type, every
//! wire name and every doc string is decided here, in named passes, a file each.

mod closure;
mod deprecation;
mod docs;
mod endpoints;
mod enums;
mod errors;
mod members;
mod names;
mod operations;
mod pagination;
mod partitions;
mod protocol;
mod recursion;
mod service;
mod structures;
mod types;
mod usage;

pub use partitions::partitions;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::model::Model;
use crate::options::ServiceOptions;
use closure::Closure;
use names::Names;
use recursion::Cycles;
use std::cell::RefCell;
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
    let mut diagnostics = Diagnostics::default();
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
    let lower = Lower { model, closure, usage, cycles, names, diagnostics };
    let service = lower.service(protocol, source);
    lower.diagnostics.into_inner().check(service)
}

/// What the first passes found out, for those that make the representation.
struct Lower<'m> {
    model: &'m Model,
    closure: Closure<'m>,
    usage: Usage,
    cycles: Cycles,
    names: Names,
    diagnostics: RefCell<Diagnostics>,
}

impl Lower<'_> {
    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}
