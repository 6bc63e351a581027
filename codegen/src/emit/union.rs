//! Unions.

use super::{Context, wire};
use crate::format::{Call, File};
use crate::ir::{Debug, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a union.
pub(super) fn emit(context: &Context<'_>, union: &Union) -> File {
    let mut file = context.file();
    let names = union.variants.iter().flat_map(|variant| variant.ty.names());
    for name in names.filter(|name| **name != union.name) {
        file.use_path(context.path(name));
    }
    file.use_path("tinsmith_runtime::prelude::*");
    file.item(definition(union));
    let name = union.name.as_str();
    file.call(Call::line(format!("open_union!({name})")));
    if union.debug != Debug::Derived {
        file.call(Call::line(format!("redacted!({name})")));
    }
    if union.sent {
        file.item(wire::encode_union(union));
    }
    if union.received {
        file.item(wire::decode_union(union));
    }
    file
}

fn definition(union: &Union) -> TokenStream {
    let Union { name, docs, deprecated, variants, .. } = union;
    let debug = (union.debug == Debug::Derived).then(|| quote!(Debug,));
    let variants = variants.iter().map(|variant| {
        let Variant { name, docs, ty, .. } = variant;
        quote! {
            #docs
            #name(#ty),
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
