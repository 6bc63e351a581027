//! All enums of a service.

use super::Context;
use super::tokens::literal;
use crate::format::{Call, File};
use crate::ir::{Enum, EnumKind, EnumValue};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's enums.
pub(super) fn emit(context: &Context<'_>) -> File {
    let mut file = context.file();
    for one in &context.service.enums {
        file.item(definition(one));
        if one.hidden && one.kind == EnumKind::Int {
            file.call(Call::line(format!("redacted!({})", one.name.as_str())));
        }
        file.call(values(one));
        if one.is_key {
            file.call(Call::line(format!("map_key!({})", one.name.as_str())));
        }
    }
    file
}

fn definition(one: &Enum) -> TokenStream {
    let Enum { name, docs, deprecated, values, .. } = one;
    // What depends on the text alone is not derived: text is equal where it is equal on the wire.
    let derived = match one.kind {
        EnumKind::String => None,
        EnumKind::Int if one.hidden => Some(quote!(, PartialEq, Eq, Hash)),
        EnumKind::Int => Some(quote!(, Debug, PartialEq, Eq, Hash)),
    };
    let variants = values.iter().map(|value| {
        let EnumValue { name, docs, .. } = value;
        quote! {
            #docs
            #name,
        }
    });
    let raw = match one.kind {
        EnumKind::String => quote!(String),
        EnumKind::Int => quote!(i32),
    };
    quote! {
        #docs
        #deprecated
        #[derive(Clone #derived)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version does not know.
            Unrecognized(#raw),
        }
    }
}

fn values(one: &Enum) -> Call {
    let entry = |value: &EnumValue| match one.kind {
        EnumKind::String => format!("{} = {}", value.name.as_str(), literal(&value.wire)),
        EnumKind::Int => format!("{} = {}", value.name.as_str(), value.wire),
    };
    let name = one.name.as_str();
    let start = match one.kind {
        EnumKind::String if one.hidden => "string_enum!(redacted ",
        EnumKind::String => "string_enum!(",
        EnumKind::Int => "int_enum!(",
    };
    Call::entries(format!("{start}{name}"), one.values.iter().map(entry).collect())
}
