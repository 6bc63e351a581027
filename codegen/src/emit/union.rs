//! Unions.

use super::tokens::literal;
use super::{Context, wire};
use crate::format::{Call, File};
use crate::ir::{Debug, Type, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a union.
pub(super) fn emit(context: &Context<'_>, union: &Union) -> File {
    let mut file = context.file();
    file.item(definition(union));
    let name = union.name.as_str();
    file.call(Call::line(format!("open_union!({name})")));
    if union.debug != Debug::Derived {
        file.call(Call::line(format!("redacted!({name})")));
    }
    if union.is_stream {
        events(&mut file, union);
        return file;
    }
    if union.sent {
        file.call(wire::encode_union(union, context.service.protocol.sends()));
    }
    if union.received {
        file.item(wire::decode_union(union, context.service.protocol.receives()));
    }
    file
}

/// How the events of a stream are told apart.
fn events(file: &mut File, union: &Union) {
    let name = union.name.as_str();
    let entry = |variant: &Variant| {
        let kind = if variant.is_exception { "exception" } else { "event" };
        let (wire, name) = (literal(&variant.model_name), variant.name.as_str());
        format!("{kind} {wire} = {name}")
    };
    if union.sent {
        let entries = union.variants.iter().map(entry).collect();
        file.call(Call::entries(format!("sent_events!({name}"), entries));
    }
    if union.received {
        let events = union.variants.iter().filter(|variant| !variant.is_exception).map(entry);
        let exceptions = union.exceptions.iter();
        let exceptions = exceptions
            .map(|(name, code)| format!("exception {} = {}", literal(name), literal(code)));
        let entries = events.chain(exceptions).collect();
        file.call(Call::entries(format!("received_events!({name}: Error"), entries));
    }
}

fn definition(union: &Union) -> TokenStream {
    let Union { name, docs, deprecated, variants, .. } = union;
    let debug = (union.debug == Debug::Derived).then(|| quote!(Debug,));
    let variants = variants.iter().map(|variant| {
        let Variant { name, docs, ty, .. } = variant;
        let holds = (*ty != Type::Unit).then(|| quote!((#ty)));
        quote! {
            #docs
            #name #holds,
        }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A variant that this version does not know, by its name. It cannot be sent.
            Unrecognized(String),
        }
    }
}
