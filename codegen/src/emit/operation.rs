//! One file per operation: the call, its setters, what it asks and what it answers.

use super::tokens::literal;
use super::{Context, setter, structure};
use crate::format::{Call, File, inline};
use crate::ir::{Home, Name, Operation, Paginator, Path, Structure};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of an operation.
pub(super) fn emit(context: &Context<'_>, operation: &Operation) -> File {
    let mut file = context.file();
    file.use_path(format!("{}::error::Error", context.root()));
    file.use_path("tinsmith_runtime::prelude::*");
    let service = context.service;
    let (Some(input), Some(output)) =
        (service.structure(operation.input), service.structure(operation.output))
    else {
        return file;
    };
    structure::uses(context, &mut file, input);
    file.item(definition(operation, input));
    file.call(call(operation, input, output));
    if !input.members.is_empty() {
        file.item(setters(&operation.name, input));
    }
    if let Some(paginator) = &operation.paginator {
        if let Some((_, item)) = &paginator.items {
            item.names().into_iter().for_each(|name| file.use_path(context.path(name)));
        }
        file.call(pages(operation, paginator, output));
    }
    for structure in [input, output] {
        if structure.home == Home::Operation {
            structure::uses(context, &mut file, structure);
            structure::items(&mut file, structure);
        } else {
            file.use_path(context.path(&structure.name));
        }
    }
    // Types that are defined here are not brought in.
    file.forget(&context.path(&input.name), input.home == Home::Operation);
    file.forget(&context.path(&output.name), output.home == Home::Operation);
    file
}

fn definition(operation: &Operation, input: &Structure) -> TokenStream {
    let Operation { name, docs, deprecated, .. } = operation;
    let input = &input.name;
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug)]
        pub struct #name {
            pub input: #input,
            call: Call,
        }
    }
}

fn call(operation: &Operation, input: &Structure, output: &Structure) -> Call {
    let head = format!(
        "operation!({}({}): {} => {}, Error",
        operation.name.as_str(),
        literal(&operation.wire_name),
        input.name.as_str(),
        output.name.as_str(),
    );
    let hide_input = if operation.hides_input { ", hide_input" } else { "" };
    let hide_output = if operation.hides_output { ", hide_output" } else { "" };
    Call::line(format!("{head}{hide_input}{hide_output})"))
}

fn setters(operation: &Name, input: &Structure) -> TokenStream {
    let target = quote!(self.input);
    let setters = input.members.iter().map(|member| setter::setter(member, &target));
    quote! {
        impl #operation {
            #(#setters)*
        }
    }
}

fn pages(operation: &Operation, paginator: &Paginator, output: &Structure) -> Call {
    let mut entries = Vec::new();
    for (member, path) in &paginator.tokens {
        entries.push(format!("token {} = |output| {}", member.as_str(), borrowed(path)));
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

/// All steps but the last, which must all be there.
fn walk(path: &Path, step: &str) -> (String, Option<(String, bool)>) {
    let mut way = "output".to_owned();
    let Some(((last, optional), before)) = path.steps().split_last() else { return (way, None) };
    for (name, optional) in before {
        way.push('.');
        way.push_str(name.as_str());
        if *optional {
            way.push_str(step);
        }
    }
    (format!("{way}.{}", last.as_str()), Some((last.as_str().to_owned(), *optional)))
}

/// A path to a value that is borrowed: `output.next_token.as_ref()`.
fn borrowed(path: &Path) -> String {
    match walk(path, ".as_ref()?") {
        (way, Some((_, true))) => format!("{way}.as_ref()"),
        (way, _) => format!("Some(&{way})"),
    }
}

/// A path to a value that is copied: `output.has_more`.
fn copied(path: &Path) -> String {
    match walk(path, ".as_ref()?") {
        (way, Some((_, true))) => way,
        (way, _) => format!("Some({way})"),
    }
}

/// A path to a value that is taken: `output.images`.
fn taken(path: &Path) -> String {
    match walk(path, "?") {
        (way, Some((_, true))) => way,
        (way, _) => format!("Some({way})"),
    }
}
