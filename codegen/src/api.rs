//! The public API of a generated service, one line per item: what a reviewer of a model update
//! reads first.

use crate::format::inline;
use crate::ir::{
    Debug, Enum, EnumKind, Form, Home, Member, Operation, Service, Slot, Structure, Type, Union,
};
use quote::quote;

/// A public item of a generated service: a line of the listing, in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The type that it belongs to; empty for what belongs to the client or the module.
    pub owner: String,
    /// What it stands for: the name of a member in the model, or a value on the wire.
    pub part: Option<String>,
    /// Its name: `Tag.key`, `Tag::key`.
    pub name: String,
    /// What a compiler sees of it besides its name: types and parameters.
    pub public: String,
    /// What else a reviewer wants to know: wire names, defaults, deprecation.
    pub note: String,
}

impl Item {
    fn new(owner: &str, name: String, public: String, note: String) -> Self {
        Self { owner: owner.to_owned(), part: None, name, public, note }
    }

    fn part(mut self, part: &str) -> Self {
        self.part = Some(part.to_owned());
        self
    }

    fn line(&self) -> String {
        format!("{}{}{}", self.name, self.public, self.note)
    }
}

/// All public items of a service as text, sorted by line.
pub fn listing(service: &Service) -> String {
    let mut lines: Vec<String> = items(service).iter().map(Item::line).collect();
    lines.sort();
    lines.insert(0, format!("mod {}: {}, {:?}", service.module, service.title, service.protocol));
    lines.join("\n") + "\n"
}

/// All public items of a service.
pub fn items(service: &Service) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for operation in &service.operations {
        items.extend(operation_items(service, operation));
    }
    for structure in &service.structures {
        items.extend(structure_items(structure));
    }
    service.unions.iter().for_each(|union| items.extend(union_items(union)));
    service.enums.iter().for_each(|one| items.extend(enum_items(one)));
    for error in &service.errors {
        let name = error.name.as_str();
        let retry = match error.retryable {
            Some(retryable) => format!(", retryable: {retryable:?}"),
            None => String::new(),
        };
        let note = format!(" = {:?}{retry}", error.code);
        let public = format!("(Refused<{name}>)");
        items.push(Item::new(name, format!("Error::{name}"), public, note));
    }
    for setting in &service.settings {
        let name = format!("ClientSettings::{}", setting.name.as_str());
        let public = format!("({:?})", setting.ty);
        let note = format!(", parameter {:?}", setting.parameter);
        items.push(Item::new("", name, public, note));
    }
    items
}

fn operation_items(service: &Service, operation: &Operation) -> Vec<Item> {
    let (Some(input), Some(output)) =
        (service.structure(operation.input), service.structure(operation.output))
    else {
        return Vec::new();
    };
    let name = operation.name.as_str();
    let deprecated = note(operation.deprecated.is_some());
    let (asked, answered) = (input.name.as_str(), output.name.as_str());
    let of = |item: String, public: String, note: String| Item::new(name, item, public, note);
    let wire = format!(", wire {:?}", operation.wire_name);
    let method = format!("Client::{}", operation.method.as_str());
    let mut items = vec![
        of(method, format!("() -> {name}"), deprecated.to_owned()),
        of(name.to_owned(), format!(": {asked} -> {answered}"), wire),
    ];
    for member in &input.members {
        let setter_name = format!("{name}::{}", member.field.as_str());
        let item = of(setter_name, format!("({})", setter(&member.ty)), String::new());
        items.push(item.part(&member.model_name));
    }
    if let Some(paginator) = &operation.paginator {
        items.push(of(format!("{name}::pages"), format!("() -> {answered}"), String::new()));
        if let Some((_, item)) = &paginator.items {
            let public = format!("() -> {}", text(item));
            items.push(of(format!("{name}::items"), public, String::new()));
        }
    }
    for waiter in &operation.waiters {
        let method = format!("Client::{}", waiter.method.as_str());
        let deprecated = note(waiter.deprecated.is_some()).to_owned();
        items.push(of(method, format!("() -> {name}<Waiting>"), deprecated));
    }
    items
}

fn structure_items(structure: &Structure) -> Vec<Item> {
    let name = structure.name.as_str();
    let ways = match (structure.sent, structure.received) {
        (true, true) => "sent, received",
        (true, false) => "sent",
        _ => "received",
    };
    let shown = if structure.debug == Debug::Derived { "" } else { ", redacted" };
    // What holds a stream can be neither copied nor compared.
    let streams = if structure.streams() { ": streams" } else { "" };
    let separator = if structure.streams() { ", " } else { ": " };
    let deprecated = note(structure.deprecated.is_some());
    let said = format!("{separator}{ways}{shown}{deprecated}");
    let of = |item: String, public: String, note: String| Item::new(name, item, public, note);
    let mut items = vec![of(format!("struct {name}"), streams.to_owned(), said)];
    for member in &structure.members {
        let field = member.field.as_str();
        let public = format!(": {}", member_type(member));
        let item = of(format!("{name}.{field}"), public, member_note(member));
        items.push(item.part(&member.model_name));
        if structure.sent && structure.home != Home::Operation {
            let public = format!("({})", setter(&member.ty));
            let item = of(format!("{name}::{field}"), public, String::new());
            items.push(item.part(&member.model_name));
        }
    }
    items
}

fn member_type(member: &Member) -> String {
    let ty = text(&member.ty);
    if member.optional { format!("Option<{ty}>") } else { ty }
}

fn member_note(member: &Member) -> String {
    let required = if member.required { ", required" } else { "" };
    let token = if member.token { ", token" } else { "" };
    let default = member.default.as_ref().map(|default| format!(", default {default:?}"));
    let default = default.unwrap_or_default();
    let wire = match &member.bound {
        Some(bound) => format!("{:?}{}", bound.binding, shown(&bound.form)),
        None => slots(&member.sent, &member.received),
    };
    let deprecated = note(member.deprecated.is_some());
    format!("{required}{token}{default}, wire {wire}{deprecated}")
}

/// A name on the wire; two where what is received has another than what is sent.
fn slots(sent: &Slot, received: &Slot) -> String {
    let one = |slot: &Slot| format!("{:?}{}", slot.name, shown(&slot.form));
    if sent == received { one(sent) } else { format!("{} / {}", one(sent), one(received)) }
}

fn shown(form: &Option<Form>) -> String {
    form.as_ref().map(|form| format!(" as {}", inline(quote!(#form)))).unwrap_or_default()
}

fn union_items(union: &Union) -> Vec<Item> {
    let name = union.name.as_str();
    let said = note(union.deprecated.is_some()).to_owned();
    let of = |item: String, public: String, note: String| Item::new(name, item, public, note);
    let mut items = vec![of(format!("enum {name}"), ": union".to_owned(), said)];
    for variant in &union.variants {
        let item = of(
            format!("{name}::{}", variant.name.as_str()),
            format!("({})", text(&variant.ty)),
            format!(", wire {}", slots(&variant.sent, &variant.received)),
        );
        items.push(item.part(&variant.model_name));
    }
    items
}

fn enum_items(one: &Enum) -> Vec<Item> {
    let name = one.name.as_str();
    let deprecated = note(one.deprecated.is_some());
    let kind = if one.kind == EnumKind::Int { ": of integers" } else { "" };
    let of =
        |item: String, public: &str, note: String| Item::new(name, item, public.to_owned(), note);
    let mut items = vec![of(format!("enum {name}"), kind, deprecated.to_owned())];
    for value in &one.values {
        let variant = format!("{name}::{}", value.name.as_str());
        items.push(of(variant, "", format!(" = {:?}", value.wire)).part(&value.wire));
    }
    items
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
