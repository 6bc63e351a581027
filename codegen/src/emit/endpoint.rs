//! The rules of endpoints, as data.

use super::Context;
use super::tokens::ident;
use crate::format::File;
use crate::ir::{
    BuiltIn, Condition, Endpoints, Expr, Function, Name, Node, Outcome, Parameter, ParameterType,
    Properties, Then,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// The file of a service's endpoint rules.
pub(super) fn emit(context: &Context<'_>) -> File {
    let mut file = context.file();
    file.use_path("tinsmith_runtime::rules::*");
    let endpoints = &context.service.endpoints;
    for (place, slot) in endpoints.slots.iter().enumerate() {
        let Some(slot) = slot else { continue };
        let place = Literal::usize_unsuffixed(place);
        file.item_close(quote!(const #slot: Expr = Slot(#place);));
    }
    for (name, properties) in &endpoints.properties {
        let properties = properties.iter().map(|(name, value)| quote!((#name, #value)));
        let declaration = format!("const {}: Properties", name.as_str());
        file.data("What is known about some endpoints.", &declaration, quote!(&[#(#properties),*]));
    }
    let declaration = "pub(super) static RULES: Rules";
    file.data("Where requests to this service go.", declaration, rules(endpoints));
    file
}

fn rules(endpoints: &Endpoints) -> TokenStream {
    let Endpoints { parameters, slots: _, kept, properties, conditions, results, nodes } =
        endpoints;
    let results = results.iter().map(|result| outcome(result, properties));
    quote! {
        Rules {
            parameters: &[#(#parameters),*],
            kept: &[#(#kept),*],
            conditions: &[#(#conditions),*],
            results: &[#(#results),*],
            nodes: &[#(#nodes),*],
        }
    }
}

impl ToTokens for Parameter {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Parameter { name, ty, built_in, default, required } = self;
        let ty = ident(match ty {
            ParameterType::String => "string",
            ParameterType::Boolean => "boolean",
            ParameterType::Strings => "strings",
        });
        tokens.extend(quote!(Parameter::#ty(#name)));
        if let Some(built_in) = built_in {
            tokens.extend(quote!(.built_in(#built_in)));
        }
        // Where there is a default, there is always a value.
        match default {
            Some(default) => tokens.extend(quote!(.default(#default))),
            None if *required => tokens.extend(quote!(.required())),
            None => {}
        }
    }
}

impl ToTokens for BuiltIn {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(match self {
            BuiltIn::Region => "Region",
            BuiltIn::UseDualStack => "UseDualStack",
            BuiltIn::UseFips => "UseFips",
            BuiltIn::Endpoint => "Endpoint",
            BuiltIn::AccountId => "AccountId",
            BuiltIn::AccountIdEndpointMode => "AccountIdEndpointMode",
            BuiltIn::CredentialScope => "CredentialScope",
            BuiltIn::S3Accelerate => "S3Accelerate",
            BuiltIn::S3DisableMultiRegionAccessPoints => "S3DisableMultiRegionAccessPoints",
            BuiltIn::S3ForcePathStyle => "S3ForcePathStyle",
            BuiltIn::S3UseArnRegion => "S3UseArnRegion",
            BuiltIn::S3UseGlobalEndpoint => "S3UseGlobalEndpoint",
            BuiltIn::S3ControlUseArnRegion => "S3ControlUseArnRegion",
            BuiltIn::StsUseGlobalEndpoint => "StsUseGlobalEndpoint",
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
            Function::Coalesce => "Coalesce",
            Function::Ite => "Ite",
            Function::ParseUrl => "ParseUrl",
            Function::Substring => "Substring",
            Function::Split => "Split",
            Function::IsValidHostLabel => "IsValidHostLabel",
            Function::UriEncode => "UriEncode",
            Function::AwsPartition => "AwsPartition",
            Function::AwsParseArn => "AwsParseArn",
            Function::AwsIsVirtualHostableS3Bucket => "AwsIsVirtualHostableS3Bucket",
        });
        tokens.extend(quote!(#name));
    }
}

impl ToTokens for Expr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Expr::Str(text) => quote!(Str(#text)),
            Expr::Bool(value) => quote!(Bool(#value)),
            Expr::Int(value) => {
                let value = Literal::i64_unsuffixed(*value);
                quote!(Int(#value))
            }
            Expr::Slot(slot) => quote!(#slot),
            Expr::Attr(of, name) => quote!(Attr(&#of, #name)),
            Expr::Item(of, place) => {
                let place = Literal::i64_unsuffixed(*place);
                quote!(Item(&#of, #place))
            }
            Expr::Call(function, arguments) => quote!(Call(#function, &[#(#arguments),*])),
            Expr::Text(template) => quote!(Text(#template)),
            Expr::List(items) => quote!(List(&[#(#items),*])),
            Expr::Record(entries) => {
                let entries = entries.iter().map(|(name, value)| quote!((#name, #value)));
                quote!(Record(&[#(#entries),*]))
            }
        });
    }
}

/// An outcome, with the names of properties.
fn outcome(outcome: &Outcome, properties: &[(Name, Properties)]) -> TokenStream {
    let name = |place: &usize| properties.get(*place).map(|(name, _)| name);
    match outcome {
        Outcome::Error(message) => quote!(Outcome::Error(#message)),
        Outcome::Endpoint { url, headers, properties } => {
            let properties = properties.as_ref().and_then(name);
            match (headers.as_slice(), properties) {
                ([], None) => quote!(Outcome::url(#url)),
                ([], Some(properties)) => quote!(Outcome::with(#properties, #url)),
                (headers, properties) => {
                    let headers =
                        headers.iter().map(|(name, values)| quote!((#name, &[#(#values),*])));
                    let properties = properties.map_or_else(|| quote!(&[]), |name| quote!(#name));
                    quote! {
                        Outcome::Endpoint {
                            url: #url,
                            headers: &[#(#headers),*],
                            properties: #properties,
                        }
                    }
                }
            }
        }
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
                quote!(To(#place))
            }
            Then::Result(place) => {
                let place = Literal::usize_unsuffixed(*place);
                quote!(End(#place))
            }
            Then::Nothing => quote!(Nothing),
        });
    }
}
