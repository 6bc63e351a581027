//! The rules of endpoints, as data.

use super::Context;
use super::tokens::ident;
use crate::format::File;
use crate::ir::{BuiltIn, Condition, Endpoints, Expr, Function, Node, Outcome, Parameter, Then};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// The file of a service's endpoint rules.
pub(super) fn emit(context: &Context<'_>) -> File {
    let mut file = context.file();
    file.use_path("tinsmith_runtime::rules::*");
    let endpoints = &context.service.endpoints;
    for (place, slot) in endpoints.slots.iter().enumerate() {
        let place = Literal::usize_unsuffixed(place);
        file.item_close(quote!(const #slot: Expr = Expr::Slot(#place);));
    }
    let declaration = "pub(super) static RULES: Rules";
    file.data("Where requests to this service go.", declaration, rules(endpoints));
    file
}

fn rules(endpoints: &Endpoints) -> TokenStream {
    let Endpoints { parameters, slots, conditions, results, nodes } = endpoints;
    let slots = Literal::usize_unsuffixed(slots.len());
    quote! {
        Rules {
            parameters: &[#(#parameters),*],
            slots: #slots,
            conditions: &[#(#conditions),*],
            results: &[#(#results),*],
            nodes: &[#(#nodes),*],
        }
    }
}

impl ToTokens for Parameter {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Parameter { name, built_in, default, required } = self;
        let built_in = option(built_in);
        let default = option(default);
        tokens.extend(quote! {
            Parameter::new(#name, #built_in, #default, #required)
        });
    }
}

fn option(value: &Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

impl ToTokens for BuiltIn {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(match self {
            BuiltIn::Region => "Region",
            BuiltIn::UseDualStack => "UseDualStack",
            BuiltIn::UseFips => "UseFips",
            BuiltIn::Endpoint => "Endpoint",
        });
        tokens.extend(quote!(BuiltIn::#name));
    }
}

impl ToTokens for Condition {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Condition { function, arguments, slot } = self;
        tokens.extend(match slot {
            Some(slot) => quote!(Condition::assign(#slot, #function, &[#(#arguments),*])),
            None => quote!(Condition::test(#function, &[#(#arguments),*])),
        });
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(match self {
            Function::IsSet => "IsSet",
            Function::Not => "Not",
            Function::BooleanEquals => "BooleanEquals",
            Function::StringEquals => "StringEquals",
            Function::GetAttr => "GetAttr",
            Function::AwsPartition => "AwsPartition",
        });
        tokens.extend(quote!(Function::#name));
    }
}

impl ToTokens for Expr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Expr::Str(text) => quote!(Expr::Str(#text)),
            Expr::Bool(value) => quote!(Expr::Bool(#value)),
            Expr::Int(value) => {
                let value = Literal::i64_unsuffixed(*value);
                quote!(Expr::Int(#value))
            }
            Expr::Slot(slot) => quote!(#slot),
            Expr::Attr(of, name) => quote!(Expr::Attr(&#of, #name)),
            Expr::Call(function, arguments) => quote!(Expr::Call(#function, &[#(#arguments),*])),
            Expr::Text(parts) => quote!(Expr::Text(&[#(#parts),*])),
            Expr::List(items) => quote!(Expr::List(&[#(#items),*])),
            Expr::Record(entries) => {
                let entries = entries.iter().map(|(name, value)| quote!((#name, #value)));
                quote!(Expr::Record(&[#(#entries),*]))
            }
        });
    }
}

impl ToTokens for Outcome {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Outcome::Error(message) => quote!(Outcome::Error(#message)),
            Outcome::Endpoint { url, headers, properties }
                if headers.is_empty() && properties.is_empty() =>
            {
                quote!(Outcome::url(#url))
            }
            Outcome::Endpoint { url, headers, properties } => {
                let headers = headers.iter().map(|(name, values)| quote!((#name, &[#(#values),*])));
                let properties = properties.iter().map(|(name, value)| quote!((#name, #value)));
                quote! {
                    Outcome::Endpoint {
                        url: #url,
                        headers: &[#(#headers),*],
                        properties: &[#(#properties),*],
                    }
                }
            }
        });
    }
}

impl ToTokens for Node {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Node { condition, yes, no } = self;
        let condition = Literal::usize_unsuffixed(*condition);
        tokens.extend(quote!(Node(#condition, #yes, #no)));
    }
}

impl ToTokens for Then {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Then::Node(place) => {
                let place = Literal::usize_unsuffixed(*place);
                quote!(Then::Node(#place))
            }
            Then::Result(place) => {
                let place = Literal::usize_unsuffixed(*place);
                quote!(Then::Result(#place))
            }
            Then::Nothing => quote!(Then::Nothing),
        });
    }
}
