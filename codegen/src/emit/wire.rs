//! How structures and unions are written and read: a line a member.

use super::tokens::literal;
use crate::format::{Call, inline};
use crate::ir::{Home, Member, Structure, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// How a structure is written.
pub(super) fn encode(structure: &Structure) -> Call {
    let entry = |member: &Member| {
        let method = match (member.token, member.required) {
            (true, _) => "token",
            (false, true) => "required",
            (false, false) => "member",
        };
        entry(method, member)
    };
    let head = format!("encode_json!({}", structure.name.as_str());
    Call::entries(head, structure.members.iter().map(entry).collect())
}

/// How a structure is read.
pub(super) fn decode(structure: &Structure) -> Call {
    let head = format!("decode_json!({}", structure.name.as_str());
    let mut entries: Vec<String> = Vec::new();
    for member in &structure.members {
        entries.push(entry("read", member));
        entries.extend(other_spelling(structure, member));
    }
    Call::entries(head, entries)
}

/// Services spell the message of an error as they please, whatever their models say.
fn other_spelling(structure: &Structure, member: &Member) -> Option<String> {
    let other = match member.wire_name.as_str() {
        "message" => "Message",
        "Message" => "message",
        _ => return None,
    };
    let is_error = structure.home == Home::Error;
    let member = Member { wire_name: other.to_owned(), ..member.clone() };
    is_error.then(|| entry("read", &member))
}

fn entry(method: &str, member: &Member) -> String {
    let form = match &member.form {
        Some(form) => format!("_as({})", inline(quote!(#form))),
        None => String::new(),
    };
    format!("{method}{form} {} = {}", literal(&member.wire_name), member.field.as_str())
}

/// How a union is written.
pub(super) fn encode_union(union: &Union) -> TokenStream {
    let name = &union.name;
    let arms = union.variants.iter().map(|variant| {
        let Variant { name, wire_name, .. } = variant;
        match &variant.form {
            Some(form) => quote!(Self::#name(value) => w.value_as(#form, #wire_name, value),),
            None => quote!(Self::#name(value) => w.value(#wire_name, value),),
        }
    });
    quote! {
        impl json::Encode for #name {
            fn members(&self, w: &mut json::Object<'_>) {
                match self {
                    #(#arms)*
                    Self::Unrecognized(name) => w.refuse(name),
                }
            }
        }
    }
}

/// How a union is read.
pub(super) fn decode_union(union: &Union) -> TokenStream {
    let name = &union.name;
    let arms = union.variants.iter().map(|variant| {
        let Variant { name, wire_name, .. } = variant;
        match &variant.form {
            Some(form) => quote!(#wire_name => r.variant_as(#form, self, Self::#name),),
            None => quote!(#wire_name => r.variant(self, Self::#name),),
        }
    });
    quote! {
        impl json::Decode for #name {
            fn member(&mut self, name: &str, r: &mut json::Reader<'_>) -> json::Result {
                match name {
                    #(#arms)*
                    _ => r.unrecognized(name, self, Self::Unrecognized),
                }
            }
        }
    }
}
