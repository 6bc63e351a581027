//! The public API of a generated service, one line per item: what a reviewer of a model update
//! reads first.

use crate::format::inline;
use crate::ir::{
    Debug, Enum, Form, Home, Member, Operation, Service, Slot, Structure, Type, Union,
};
use quote::quote;

/// All public items of a service, sorted.
pub fn listing(service: &Service) -> String {
    let mut lines: Vec<String> = Vec::new();
    for operation in &service.operations {
        lines.extend(operation_lines(service, operation));
    }
    for structure in &service.structures {
        lines.extend(structure_lines(structure));
    }
    service.unions.iter().for_each(|union| lines.extend(union_lines(union)));
    service.enums.iter().for_each(|one| lines.extend(enum_lines(one)));
    for error in &service.errors {
        let name = error.name.as_str();
        let retry = match error.retryable {
            Some(retryable) => format!(", retryable: {retryable:?}"),
            None => String::new(),
        };
        lines.push(format!("Error::{name}(Refused<{name}>) = {:?}{retry}", error.code));
    }
    lines.sort();
    lines.insert(0, format!("mod {}: {}, {:?}", service.module, service.title, service.protocol));
    lines.join("\n") + "\n"
}

fn operation_lines(service: &Service, operation: &Operation) -> Vec<String> {
    let (Some(input), Some(output)) =
        (service.structure(operation.input), service.structure(operation.output))
    else {
        return Vec::new();
    };
    let name = operation.name.as_str();
    let deprecated = note(operation.deprecated.is_some());
    let (asked, answered) = (input.name.as_str(), output.name.as_str());
    let mut lines = vec![
        format!("Client::{}() -> {name}{deprecated}", operation.method.as_str()),
        format!("{name}: {asked} -> {answered}, wire {:?}", operation.wire_name),
    ];
    for member in &input.members {
        lines.push(format!("{name}::{}({})", member.field.as_str(), setter(&member.ty)));
    }
    if let Some(paginator) = &operation.paginator {
        lines.push(format!("{name}::pages() -> {answered}"));
        if let Some((_, item)) = &paginator.items {
            lines.push(format!("{name}::items() -> {}", text(item)));
        }
    }
    lines
}

fn structure_lines(structure: &Structure) -> Vec<String> {
    let name = structure.name.as_str();
    let ways = match (structure.sent, structure.received) {
        (true, true) => "sent, received",
        (true, false) => "sent",
        _ => "received",
    };
    let shown = if structure.debug == Debug::Derived { "" } else { ", redacted" };
    let deprecated = note(structure.deprecated.is_some());
    let mut lines = vec![format!("struct {name}: {ways}{shown}{deprecated}")];
    for member in &structure.members {
        lines.push(format!("{name}.{}: {}", member.field.as_str(), member_text(member)));
        if structure.sent && structure.home != Home::Operation {
            lines.push(format!("{name}::{}({})", member.field.as_str(), setter(&member.ty)));
        }
    }
    lines
}

fn member_text(member: &Member) -> String {
    let ty = text(&member.ty);
    let ty = if member.optional { format!("Option<{ty}>") } else { ty };
    let required = if member.required { ", required" } else { "" };
    let token = if member.token { ", token" } else { "" };
    let default = member.default.as_ref().map(|default| format!(", default {default:?}"));
    let default = default.unwrap_or_default();
    let wire = match &member.bound {
        Some(bound) => format!("{:?}{}", bound.binding, shown(&bound.form)),
        None => slots(&member.sent, &member.received),
    };
    let deprecated = note(member.deprecated.is_some());
    format!("{ty}{required}{token}{default}, wire {wire}{deprecated}")
}

/// A name on the wire; two where what is received has another than what is sent.
fn slots(sent: &Slot, received: &Slot) -> String {
    let one = |slot: &Slot| format!("{:?}{}", slot.name, shown(&slot.form));
    if sent == received { one(sent) } else { format!("{} / {}", one(sent), one(received)) }
}

fn shown(form: &Option<Form>) -> String {
    form.as_ref().map(|form| format!(" as {}", inline(quote!(#form)))).unwrap_or_default()
}

fn union_lines(union: &Union) -> Vec<String> {
    let name = union.name.as_str();
    let mut lines = vec![format!("enum {name}: union{}", note(union.deprecated.is_some()))];
    for variant in &union.variants {
        let ty = text(&variant.ty);
        lines.push(format!(
            "{name}::{}({ty}), wire {}",
            variant.name.as_str(),
            slots(&variant.sent, &variant.received)
        ));
    }
    lines
}

fn enum_lines(one: &Enum) -> Vec<String> {
    let name = one.name.as_str();
    let mut lines = vec![format!("enum {name}{}", note(one.deprecated.is_some()))];
    for value in &one.values {
        lines.push(format!("{name}::{} = {:?}", value.name.as_str(), value.wire));
    }
    lines
}

fn note(deprecated: bool) -> &'static str {
    if deprecated { ", deprecated" } else { "" }
}

/// A type as Rust writes it.
fn text(ty: &Type) -> String {
    inline(quote!(#ty))
}

/// What a setter takes.
fn setter(ty: &Type) -> String {
    match ty {
        Type::List { .. } => format!("items of {}", text(ty)),
        Type::Map { .. } => format!("entries of {}", text(ty)),
        _ => text(ty),
    }
}
