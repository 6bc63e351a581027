//! How structures and unions are written and read in documents: a line a member.

use super::rules;
use super::tokens::{ident, literal};
use crate::format::{Call, inline};
use crate::ir::{Form, Format, Home, Member, Slot, Structure, Type, Union, Variant};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// How a structure is written.
pub(super) fn encode(structure: &Structure, format: Format) -> Call {
    let members = structure.members.iter().filter(|member| member.bound.is_none());
    // The attributes of an element are written before what is in it.
    let (first, rest): (Vec<&Member>, Vec<&Member>) = members.partition(|member| is_first(member));
    let entries = first.into_iter().chain(rest).map(|member| {
        let method = match (member.token, member.required) {
            (true, _) => "token",
            (false, true) => "required",
            (false, false) => "member",
        };
        entry(method, &member.sent, member) + &rules::behind(&member.rules)
    });
    let head = format!("encode_{}!({}", format.module(), structure.name.as_str());
    Call::entries(head, entries.collect())
}

fn is_first(member: &Member) -> bool {
    matches!(member.sent.form, Some(Form::Attribute(_)))
}

/// How a structure is read.
pub(super) fn decode(structure: &Structure, format: Format) -> Call {
    let head = format!("decode_{}!({}", format.module(), structure.name.as_str());
    let mut entries: Vec<String> = Vec::new();
    for member in structure.members.iter().filter(|member| member.bound.is_none()) {
        if is_shadowed(structure, member) {
            continue;
        }
        entries.push(entry("read", &member.received, member));
        entries.extend(other_spelling(structure, member));
    }
    Call::entries(head, entries)
}

/// Whether another member of the same name reads more: a list without an element around it takes all
/// that a single value would take.
fn is_shadowed(structure: &Structure, member: &Member) -> bool {
    let others = structure.members.iter().filter(|other| other.field != member.field);
    let mut same = others.filter(|other| other.received.name == member.received.name);
    same.any(|other| matches!(other.received.form, Some(Form::Flat(_))))
}

/// Services spell the message of an error as they please, whatever their models say.
fn other_spelling(structure: &Structure, member: &Member) -> Option<String> {
    let other = match member.received.name.as_str() {
        "message" => "Message",
        "Message" => "message",
        _ => return None,
    };
    let is_taken = structure.members.iter().any(|member| member.received.name == other);
    let slot = Slot { name: other.to_owned(), form: member.received.form.clone() };
    (structure.home == Home::Error && !is_taken).then(|| entry("read", &slot, member))
}

fn entry(method: &str, slot: &Slot, member: &Member) -> String {
    let form = form(slot.form.as_ref());
    format!("{method}{form} {} = {}", literal(&slot.name), member.field.as_str())
}

/// A form behind a method: `_as(EpochSeconds)`.
pub(super) fn form(form: Option<&Form>) -> String {
    match form {
        Some(form) => format!("_as({})", inline(form.to_token_stream())),
        None => String::new(),
    }
}

/// How a union is written.
pub(super) fn encode_union(union: &Union, format: Format) -> Call {
    let entries = union.variants.iter().map(|variant| {
        let Variant { name, sent: Slot { name: wire_name, form: shape }, ty, rules, .. } = variant;
        let method = match ty {
            Type::Unit => "unit".to_owned(),
            _ => format!("value{}", form(shape.as_ref())),
        };
        let rules = rules::behind(rules);
        format!("{method} {} = {}{rules}", literal(wire_name), name.as_str())
    });
    let head = format!("encode_{}!(enum {}", format.module(), union.name.as_str());
    Call::entries(head, entries.collect())
}

/// How a union is read.
pub(super) fn decode_union(union: &Union, format: Format) -> TokenStream {
    let name = &union.name;
    let arms = union.variants.iter().map(|variant| {
        let Variant { name, received: Slot { name: wire_name, form }, .. } = variant;
        match (form, &variant.ty) {
            (_, Type::Unit) => quote!(#wire_name => r.variant(self, |Unit| Self::#name),),
            (Some(form), _) => quote!(#wire_name => r.variant_as(#form, self, Self::#name),),
            (None, _) => quote!(#wire_name => r.variant(self, Self::#name),),
        }
    });
    let format = ident(format.module());
    quote! {
        impl #format::Decode for #name {
            fn decode(&mut self, member: &str, r: &mut #format::Reader<'_>) -> #format::Result {
                match member {
                    #(#arms)*
                    _ => r.unrecognized(member, self, Self::Unrecognized),
                }
            }
        }
    }
}
