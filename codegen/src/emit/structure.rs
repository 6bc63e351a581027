//! Structures, and the files of those that stand alone.

use super::{Context, http, setter, value, wire};
use crate::format::{Call, File};
use crate::ir::{Debug, Home, Member, Structure};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a structure.
pub(super) fn emit(context: &Context<'_>, structure: &Structure) -> File {
    let mut file = context.file();
    file.item(definition(structure));
    if structure.sent {
        file.item(setters(structure));
    }
    behaviour(context, &mut file, structure);
    file
}

/// Adds a structure without setters.
pub(super) fn items(context: &Context<'_>, file: &mut File, structure: &Structure) {
    file.item(definition(structure));
    if structure.sent && structure.home == Home::Error {
        file.item(setters(structure));
    }
    behaviour(context, file, structure);
}

/// How a structure is shown, made, written and read.
fn behaviour(context: &Context<'_>, file: &mut File, structure: &Structure) {
    let protocol = &context.service.protocol;
    if let Some(call) = redacted(structure) {
        file.call(call);
    }
    if let Some(call) = default(structure) {
        file.call(call);
    }
    let (is_document, is_message) =
        (structure.is_document(protocol), structure.is_message(protocol));
    if structure.sent && is_document {
        file.call(wire::encode(structure, protocol.sends()));
    }
    if structure.sent && is_message && structure.is_input {
        file.call(http::request(structure, protocol.sends()));
    }
    if structure.sent && structure.is_event {
        file.call(http::write_event(structure, protocol.sends()));
    }
    if structure.received && is_document {
        file.call(wire::decode(structure, protocol.receives()));
    }
    if structure.received && is_message {
        file.call(http::response(structure, protocol.receives()));
    }
    if structure.received && structure.is_event && structure.home != Home::Error {
        file.call(http::read_event(structure, protocol.receives()));
    }
}

fn definition(structure: &Structure) -> TokenStream {
    let Structure { name, docs, deprecated, members, .. } = structure;
    let derives = derives(structure);
    let fields = members.iter().map(field);
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn derives(structure: &Structure) -> TokenStream {
    let debug = (structure.debug == Debug::Derived).then(|| quote!(Debug,));
    let default = (!needs_default(structure)).then(|| quote!(Default,));
    let streams = structure.streams();
    let (clone, equal) =
        ((!streams).then(|| quote!(Clone,)), (!streams).then(|| quote!(PartialEq)));
    let derives = quote!(#clone #debug #default #equal);
    if derives.is_empty() { derives } else { quote!(#[derive(#derives)]) }
}

/// Whether it begins with other values than its types do.
fn needs_default(structure: &Structure) -> bool {
    structure
        .members
        .iter()
        .any(|member| member.default.is_some() || (!member.optional && !member.ty.has_default()))
}

fn field(member: &Member) -> TokenStream {
    let Member { field, docs, deprecated, ty, optional, .. } = member;
    let ty = if *optional { quote!(Option<#ty>) } else { quote!(#ty) };
    quote! {
        #docs
        #deprecated
        pub #field: #ty,
    }
}

fn redacted(structure: &Structure) -> Option<Call> {
    let name = structure.name.as_str();
    match structure.debug {
        Debug::Derived => None,
        Debug::Hidden => Some(Call::line(format!("redacted!({name})"))),
        Debug::Redacted => {
            let entry = |member: &Member| {
                let hidden = if member.hidden { " = hidden" } else { "" };
                format!("{}{hidden}", member.field.as_str())
            };
            let entries = structure.members.iter().map(entry).collect();
            Some(Call::entries(format!("redacted!({name}"), entries))
        }
    }
}

fn default(structure: &Structure) -> Option<Call> {
    let entry = |member: &Member| {
        let field = member.field.as_str();
        match &member.default {
            Some(default) if member.optional => format!("{field} = Some({})", value::of(default)),
            Some(default) => format!("{field} = {}", value::of(default)),
            None if !member.optional && !member.ty.has_default() => format!("{field} = epoch()"),
            None => field.to_owned(),
        }
    };
    let entries = structure.members.iter().map(entry).collect();
    let name = structure.name.as_str();
    needs_default(structure).then(|| Call::entries(format!("default!({name}"), entries))
}

fn setters(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let target = quote!(self);
    let setters = structure.members.iter().map(|member| setter::setter(member, &target));
    quote! {
        impl #name {
            /// One without any value, for the setters to fill.
            pub fn new() -> Self {
                Self::default()
            }

            #(#setters)*
        }
    }
}
