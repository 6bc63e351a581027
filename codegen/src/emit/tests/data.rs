//! Values as Rust writes them.

use crate::ir::tests::{Data, FloatType, NoNumber};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// Whether it is what a structure holds that nothing was put into.
pub(super) fn is_empty(data: &Data) -> bool {
    matches!(data, Data::Structure { fields, .. } if fields.is_empty())
}

/// Text as a literal; a raw one where that is easier to read.
pub(super) fn text(text: &str) -> TokenStream {
    let is_raw = text.contains(['"', '\\', '\n']) && !text.contains(['\r', '\0', '\t']);
    let hashes = "#".repeat(hashes(text));
    let raw = is_raw.then(|| format!("r{hashes}\"{text}\"{hashes}").parse::<Literal>());
    match raw {
        Some(Ok(raw)) => raw.into_token_stream(),
        _ => Literal::string(text).into_token_stream(),
    }
}

/// How many hashes end a raw string that holds the text.
fn hashes(text: &str) -> usize {
    let mut most = 0;
    for after in text.split('"').skip(1) {
        let hashes = after.chars().take_while(|c| *c == '#').count();
        most = most.max(hashes + 1);
    }
    most.max(1)
}

impl ToTokens for Data {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Data::Bool(value) => quote!(#value),
            Data::Integer(value) => {
                let digits = Literal::u64_unsuffixed(value.unsigned_abs());
                if *value < 0 { quote!(-#digits) } else { quote!(#digits) }
            }
            Data::Float(value) => {
                let digits = Literal::f64_unsuffixed(value.abs());
                if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
            }
            Data::NoNumber(ty, which) => no_number(*ty, *which),
            Data::Text(value) => {
                let text = text(value);
                quote!(#text.to_owned())
            }
            Data::Blob(value) => {
                let bytes = bytes(value);
                quote!(Blob::new(#bytes))
            }
            Data::Stream(value) => {
                let bytes = bytes(value);
                quote!(conformance::stream(#bytes))
            }
            Data::Events(events) => quote!(conformance::events([#(#events),*])),
            Data::BigNumber(digits) => quote!(conformance::number(#digits)?),
            Data::Moment(secs, 0) => {
                let secs = Data::Integer(*secs);
                quote!(DateTime::from_secs(#secs))
            }
            Data::Moment(secs, nanos) => {
                let (secs, nanos) = (Data::Integer(*secs), Literal::u32_unsuffixed(*nanos));
                quote!(DateTime::from_secs_and_nanos(#secs, #nanos))
            }
            Data::Document(json) => {
                let json = text(json);
                quote!(conformance::document(#json)?)
            }
            Data::Variant(name, variant, None) => quote!(#name::#variant),
            Data::Variant(name, variant, Some(data)) => quote!(#name::#variant(#data)),
            Data::List(items) if items.is_empty() => quote!(Vec::new()),
            Data::List(items) => quote!(Vec::from([#(#items),*])),
            Data::Map(entries) if entries.is_empty() => quote!(Map::new()),
            Data::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| quote!((#key, #value)));
                quote!(Map::from([#(#entries),*]))
            }
            Data::Null => quote!(None),
            Data::Some(data) => quote!(Some(#data)),
            Data::Boxed(data) => quote!(Box::new(#data)),
            Data::Structure { name, fields, .. } if fields.is_empty() => quote!(#name::default()),
            Data::Structure { name, fields, whole } => {
                let fields = fields.iter().map(|(field, data)| quote!(#field: #data));
                let rest = (!whole).then(|| quote!(..Default::default()));
                quote!(#name { #(#fields,)* #rest })
            }
        });
    }
}

fn no_number(ty: FloatType, which: NoNumber) -> TokenStream {
    let ty = match ty {
        FloatType::Single => quote!(f32),
        FloatType::Double => quote!(f64),
    };
    match which {
        NoNumber::NaN => quote!(#ty::NAN),
        NoNumber::Infinity => quote!(#ty::INFINITY),
        NoNumber::NegativeInfinity => quote!(#ty::NEG_INFINITY),
    }
}

/// Bytes as a literal: of text where they are text.
pub(super) fn bytes(bytes: &[u8]) -> TokenStream {
    match std::str::from_utf8(bytes) {
        Ok(said) => text(said),
        Err(_) => Literal::byte_string(bytes).into_token_stream(),
    }
}
