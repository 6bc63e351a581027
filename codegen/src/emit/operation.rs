//! One file per operation: the call, its setters, what it asks and what it answers.

use super::tokens::literal;
use super::{Context, context, setter, structure, waiters};
use crate::format::{Call, File, inline};
use crate::ir::{
    Checksum, Home, Operation, Paginator, Path, Protocol, Quirk, Step, Structure, Type,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of an operation.
pub(super) fn emit(context: &Context<'_>, operation: &Operation) -> File {
    let mut file = context.file();
    let service = context.service;
    let (Some(input), Some(output)) =
        (service.structure(operation.input), service.structure(operation.output))
    else {
        return file;
    };
    file.item(definition(operation, input));
    file.call(call(context, operation, input, output));
    if let Some(endpoint) = context::endpoint(operation, input) {
        file.call(endpoint);
    }
    if !input.members.is_empty() {
        file.item(setters(operation, input));
    }
    if let Some(paginator) = &operation.paginator {
        file.call(pages(operation, paginator, output));
    }
    waiters::emit(operation, input, output).into_iter().for_each(|call| file.call(call));
    for structure in [input, output] {
        if structure.home == Home::Operation {
            structure::items(context, &mut file, structure);
        }
    }
    file
}

fn definition(operation: &Operation, input: &Structure) -> TokenStream {
    let Operation { name, docs, deprecated, .. } = operation;
    let input = &input.name;
    // Whether it is sent, or waits, is a type: each has its own methods.
    let (parameter, call) = match operation.waiters.is_empty() {
        true => (quote!(), quote!(Call)),
        false => (quote!(<C = Call>), quote!(C)),
    };
    quote! {
        #docs
        #deprecated
        pub struct #name #parameter {
            pub input: #input,
            pub(crate) call: #call,
        }
    }
}

fn call(
    context: &Context<'_>,
    operation: &Operation,
    input: &Structure,
    output: &Structure,
) -> Call {
    // A stream can be sent once.
    let once = if input.streams() { " once" } else { "" };
    let mut parts = vec![
        format!("{}{once}: {}", operation.name.as_str(), input.name.as_str()),
        "Error".to_owned(),
        constructor(context, operation, input),
    ];
    parts.extend(options(context, operation, output));
    let head = parts.remove(0);
    let rest = parts.join(", ");
    Call::line(format!("operation!({head} => {}, {rest})", output.name.as_str()))
}

/// How the operation is made: by the format of its documents, or bound to HTTP.
fn constructor(context: &Context<'_>, operation: &Operation, input: &Structure) -> String {
    let wire_name = literal(&operation.wire_name);
    let protocol = &context.service.protocol;
    match &operation.http {
        Some(http) => {
            format!("http({wire_name}, {}, {})", literal(&http.method), literal(&http.uri))
        }
        None if input.is_bound => format!("bound({wire_name})"),
        None => format!("{}({wire_name})", protocol.sends().module()),
    }
}

/// What is special about an operation.
fn options(context: &Context<'_>, operation: &Operation, output: &Structure) -> Vec<String> {
    let protocol = &context.service.protocol;
    let can_be_empty = matches!(protocol, Protocol::RpcV2Cbor(_) | Protocol::RpcV2Json(_));
    let mut answered = output.members.iter().map(|member| &member.ty);
    let has_events = answered.any(|ty| matches!(ty, Type::ReceivedEvents(_)));
    let flags = [
        (can_be_empty && !operation.has_input, "no_input"),
        (output.streams() && !has_events, "streams"),
        (has_events, "events"),
        (operation.unsigned_payload, "unsigned_payload"),
        (operation.compresses, "compressed"),
        (operation.hides_input, "hide_input"),
        (operation.hides_output, "hide_output"),
    ];
    let flags = flags.into_iter().filter(|(is_so, _)| *is_so).map(|(_, name)| name.to_owned());
    let auth = operation.auth.as_ref().map(|schemes| {
        let schemes: Vec<String> =
            schemes.iter().map(|scheme| format!("Auth::{scheme:?}")).collect();
        format!("auth(&[{}])", schemes.join(", "))
    });
    let endpoint = (!operation.endpoint.is_empty()).then(|| "endpoint(&Self::ENDPOINT)".to_owned());
    let checksum = operation.checksum.as_ref().map(checksum);
    let quirks: Vec<String> = operation.quirks.iter().map(quirk).collect();
    let quirks = (!quirks.is_empty()).then(|| format!("quirks(&[{}])", quirks.join(", ")));
    let validation = operation.validation.as_ref();
    let validation = validation.map(|header| format!("validates({})", literal(header)));
    let said = auth.into_iter().chain(endpoint).chain(checksum).chain(validation);
    said.chain(flags).chain(quirks).collect()
}

/// What a service or an operation wants besides what its model says: `Quirk::KeyDigests`.
pub(super) fn quirk(quirk: &Quirk) -> String {
    match quirk {
        Quirk::ErrorsByStatus(errors) => {
            let errors =
                errors.iter().map(|(status, code)| format!("({status}, {})", literal(code)));
            let errors: Vec<String> = errors.collect();
            format!("Quirk::ErrorsByStatus(&[{}])", errors.join(", "))
        }
        other => format!("Quirk::{other:?}"),
    }
}

fn checksum(checksum: &Checksum) -> String {
    match checksum {
        Checksum::Md5 => "content_md5".to_owned(),
        Checksum::Required => "checksum".to_owned(),
        Checksum::Tree => "tree_checksum".to_owned(),
        Checksum::RequiredBy(header) => format!("checksum_by({})", literal(header)),
        Checksum::OptionalBy(header) => format!("optional_checksum_by({})", literal(header)),
    }
}

fn setters(operation: &Operation, input: &Structure) -> TokenStream {
    let target = quote!(self.input);
    let setters = input.members.iter().map(|member| setter::setter(member, &target));
    let name = &operation.name;
    let of = match operation.waiters.is_empty() {
        true => quote!(impl #name),
        false => quote!(impl<C> #name<C>),
    };
    quote! {
        #of {
            #(#setters)*
        }
    }
}

fn pages(operation: &Operation, paginator: &Paginator, output: &Structure) -> Call {
    let mut entries = Vec::new();
    for (member, paths) in &paginator.tokens {
        let mut paths = paths.iter().map(|path| format!("|output| {}", borrowed(path)));
        let first = paths.next().unwrap_or_default();
        entries.push(format!("token {} = {first}", member.as_str()));
        entries.extend(paths.map(|other| format!("or = {other}")));
    }
    if let Some(path) = &paginator.more {
        entries.push(format!("more = |output| {}", copied(path)));
    }
    if let Some((path, item)) = &paginator.items {
        entries.push(format!("items: {} = |output| {}", inline(quote!(#item)), taken(path)));
    }
    let head = format!("paginator!({}: {}, Error", operation.name.as_str(), output.name.as_str());
    Call::entries(head, entries)
}

/// All steps but the last, which must all be there, and the last.
fn walk<'p>(path: &'p Path, step: &str, item: &str) -> (String, Option<&'p Step>) {
    let mut way = "output".to_owned();
    let Some((last, before)) = path.steps().split_last() else { return (way, None) };
    for Step { field, optional, last } in before {
        way.push('.');
        way.push_str(field.as_str());
        if *optional {
            way.push_str(step);
        }
        if *last {
            way.push_str(item);
        }
    }
    (format!("{way}.{}", last.field.as_str()), Some(last))
}

/// A path to a value that is borrowed: `output.next_token.as_ref()`.
fn borrowed(path: &Path) -> String {
    match walk(path, ".as_ref()?", ".last()?") {
        (way, Some(Step { optional: true, last: false, .. })) => format!("{way}.as_ref()"),
        (way, Some(Step { optional: true, last: true, .. })) => format!("{way}.as_ref()?.last()"),
        (way, Some(Step { last: true, .. })) => format!("{way}.last()"),
        (way, _) => format!("Some(&{way})"),
    }
}

/// A path to a value that is copied: `output.has_more`.
fn copied(path: &Path) -> String {
    match walk(path, ".as_ref()?", ".last()?") {
        (way, Some(Step { optional: true, .. })) => way,
        (way, _) => format!("Some({way})"),
    }
}

/// A path to a value that is taken: `output.images`.
fn taken(path: &Path) -> String {
    match walk(path, "?", ".pop()?") {
        (way, Some(Step { optional: true, .. })) => way,
        (way, _) => format!("Some({way})"),
    }
}
