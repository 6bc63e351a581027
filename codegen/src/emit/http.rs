//! How structures stand in HTTP messages: a line a member that is bound.

use super::tokens::literal;
use super::{rules, wire};
use crate::format::Call;
use crate::ir::{Binding, Format, Member, Root, Structure};

/// How the input of an operation is made into a request.
pub(super) fn request(structure: &Structure, format: Format) -> Call {
    let body = structure.has_document() && !has_payload(structure);
    let document = body.then(|| document(format, structure.root.as_ref()));
    call("request!", structure, document, |member| request_entry(member, format))
}

/// How an answer is read.
pub(super) fn response(structure: &Structure, format: Format) -> Call {
    let body = structure.has_document() && !has_payload(structure);
    let document = body.then(|| format.module().to_owned());
    call("response!", structure, document, |member| response_entry(member, format))
}

/// How an event is made into a message.
pub(super) fn write_event(structure: &Structure, format: Format) -> Call {
    let body = structure.has_document() && !has_payload(structure);
    let document = body.then(|| document(format, structure.root.as_ref()));
    call("write_event!", structure, document, |member| request_entry(member, format))
}

/// How an event is read from a message.
pub(super) fn read_event(structure: &Structure, format: Format) -> Call {
    let body = structure.has_document() && !has_payload(structure);
    let document = body.then(|| format.module().to_owned());
    call("read_event!", structure, document, |member| response_entry(member, format))
}

fn has_payload(structure: &Structure) -> bool {
    let bound = structure.members.iter().filter_map(|member| member.bound.as_ref());
    bound.into_iter().any(|bound| bound.binding.is_body())
}

fn call(
    head: &str,
    structure: &Structure,
    document: Option<String>,
    entry: impl Fn(&Member) -> Option<String>,
) -> Call {
    let document = document.map(|document| format!(": {document}")).unwrap_or_default();
    let entries = structure.members.iter().filter_map(entry).collect();
    Call::entries(format!("{head}({}{document}", structure.name.as_str()), entries)
}

fn request_entry(member: &Member, format: Format) -> Option<String> {
    let bound = member.bound.as_ref()?;
    let field = member.field.as_str();
    let rules = rules::behind(&member.rules);
    let method = |name: &str, wire: &str| {
        let token = if member.token { "_token" } else { "" };
        let form = wire::form(bound.form.as_ref());
        format!("{name}{token}{form} {} = {field}", literal(wire))
    };
    let entry = match &bound.binding {
        Binding::Label(name) => method("label", name),
        Binding::LabelOr(name, default) => {
            format!("label_or({}) {} = {field}", literal(default), literal(name))
        }
        Binding::Host(name) => format!("host {} = {field}", literal(name)),
        Binding::Query(name) if must_be_given(member) => method("required_query", name),
        Binding::Query(name) => method("query", name),
        Binding::QueryParams => format!("query_params = {field}"),
        Binding::Header(name) if must_be_given(member) => method("required_header", name),
        Binding::Header(name) | Binding::LooseHeader(name) => method("header", name),
        Binding::PrefixHeaders(prefix) => method("prefix_headers", prefix),
        Binding::Status => return None,
        Binding::Document { root, is_structure } => {
            payload(format, root.as_ref(), *is_structure, field)
        }
        Binding::Raw(media) => format!("raw {} = {field}", literal(media)),
        Binding::Stream(media) => format!("stream {} = {field}", literal(media)),
        Binding::Events => format!("events = {field}"),
    };
    Some(entry + &rules)
}

/// Whether a member is missed where it is not given; a token is made then.
fn must_be_given(member: &Member) -> bool {
    member.required && !member.token
}

/// A member that is the whole document. A structure is sent even where it is not given.
fn payload(format: Format, root: Option<&Root>, is_structure: bool, field: &str) -> String {
    match (format, root) {
        (Format::Xml, Some(root)) => format!("xml(root!({})) = {field}", element(root)),
        _ if is_structure => format!("{} = {field}", format.module()),
        _ => format!("{}_value = {field}", format.module()),
    }
}

fn response_entry(member: &Member, format: Format) -> Option<String> {
    let bound = member.bound.as_ref()?;
    let field = member.field.as_str();
    let form = wire::form(bound.form.as_ref());
    let required = if member.optional { "" } else { "required_" };
    Some(match &bound.binding {
        Binding::Header(name) => format!("{required}header{form} {} = {field}", literal(name)),
        Binding::LooseHeader(name) => {
            format!("loose_header{form} {} = {field}", literal(name))
        }
        Binding::PrefixHeaders(prefix) => {
            format!("{required}prefix_headers{form} {} = {field}", literal(prefix))
        }
        Binding::Status => format!("status = {field}"),
        Binding::Document { .. } => format!("{} = {field}", format.module()),
        Binding::Raw(_) => format!("raw = {field}"),
        Binding::Stream(_) => format!("stream = {field}"),
        Binding::Events => format!("events = {field}"),
        Binding::Label(_)
        | Binding::LabelOr(..)
        | Binding::Host(_)
        | Binding::Query(_)
        | Binding::QueryParams => return None,
    })
}

/// The format of a document, and its outermost element: `xml("Root", "", "uri")`.
fn document(format: Format, root: Option<&Root>) -> String {
    match (format, root) {
        (Format::Xml, Some(root)) => format!("xml({})", element(root)),
        (format, _) => format.module().to_owned(),
    }
}

fn element(root: &Root) -> String {
    match &root.namespace {
        None => literal(&root.name),
        Some((prefix, uri)) => {
            format!("{}, {}, {}", literal(&root.name), literal(prefix), literal(uri))
        }
    }
}
