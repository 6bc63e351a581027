//! What the inputs of an operation add to where it goes.

use super::tokens::literal;
use crate::format::{Call, inline};
use crate::ir::{
    ContextParam, ContextSource, Expr, HostPart, Name, Operation, Selected, Selection, Structure,
};
use quote::quote;

/// The call that says what an operation adds, if it adds anything.
pub(super) fn endpoint(operation: &Operation, input: &Structure) -> Option<Call> {
    let (endpoint, operation) = (&operation.endpoint, operation.name.as_str());
    if endpoint.is_empty() {
        return None;
    }
    let mut entries = Vec::new();
    if !endpoint.host.is_empty() {
        let parts = endpoint.host.iter().map(|part| match part {
            HostPart::Text(text) => literal(text),
            HostPart::Label(member) => member.as_str().to_owned(),
        });
        entries.push(format!("host = [{}]", list(parts)));
    }
    entries.extend(endpoint.params.iter().map(param));
    Some(Call::entries(format!("endpoint!({operation}: {}", input.name.as_str()), entries))
}

fn param(param: &ContextParam) -> String {
    let value = match &param.source {
        ContextSource::Value(value) => constant(value),
        ContextSource::Member { path, present } => {
            format!("{}{}", dotted(path), if *present { "!" } else { "" })
        }
        ContextSource::Texts(paths) => format!("all({})", list(paths.iter().map(selection))),
    };
    format!("{} = {value}", literal(&param.parameter))
}

/// A constant: text, true or false, or a list of texts.
fn constant(value: &Expr) -> String {
    match value {
        Expr::Str(text) => literal(text),
        Expr::Bool(value) => value.to_string(),
        Expr::List(items) => format!("[{}]", list(items.iter().map(constant))),
        other => inline(quote!(#other)),
    }
}

fn selection(selection: &Selection) -> String {
    let path = match selection.path.as_slice() {
        [] => "_".to_owned(),
        path => dotted(path),
    };
    match &selection.then {
        Selected::Text => path,
        Selected::Keys => format!("keys({path})"),
        Selected::Each(paths) => format!("{path}[{}]", list(paths.iter().map(self::selection))),
    }
}

fn dotted(path: &[Name]) -> String {
    path.iter().map(Name::as_str).collect::<Vec<_>>().join(".")
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
