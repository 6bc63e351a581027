//! Types as tokens.

use crate::ir::{Element, Form, Type};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Type::Bool => quote!(bool),
            Type::I8 => quote!(i8),
            Type::I16 => quote!(i16),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::String => quote!(String),
            Type::Blob => quote!(Blob),
            Type::DateTime => quote!(DateTime),
            Type::Unit => quote!(Unit),
            Type::Document => quote!(Document),
            Type::BigInteger => quote!(BigInteger),
            Type::BigDecimal => quote!(BigDecimal),
            Type::Stream => quote!(ByteStream),
            Type::SentEvents(name) => quote!(EventSource<#name>),
            Type::ReceivedEvents(name) => quote!(EventStream<#name>),
            Type::Named(name) | Type::Enum(name) => quote!(#name),
            Type::Boxed(name) => quote!(Box<#name>),
            Type::List { item, sparse: false } => quote!(Vec<#item>),
            Type::List { item, sparse: true } => quote!(Vec<Option<#item>>),
            Type::Map { key, value, sparse: false } => quote!(Map<#key, #value>),
            Type::Map { key, value, sparse: true } => quote!(Map<#key, Option<#value>>),
        });
    }
}

impl ToTokens for Form {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Form::Plain => quote!(form::Plain),
            Form::Boxed => quote!(form::Boxed),
            Form::NumberText => quote!(form::NumberText),
            Form::EpochSeconds => quote!(EpochSeconds),
            Form::DateTime => quote!(DateTimeText),
            Form::HttpDate => quote!(HttpDate),
            Form::LastSegment => quote!(form::LastSegment),
            Form::Base64 => quote!(form::Base64),
            Form::List(item) => quote!(form::List(#item)),
            Form::Map(value) => quote!(form::MapOf(#value)),
            Form::Sparse(value) => quote!(form::Sparse(#value)),
            Form::OrNull(value) => quote!(form::OrNull(#value)),
            Form::Items(name, item) => quote!(form::Items(#name, #item)),
            Form::Flat(item) => quote!(form::Flat(#item)),
            Form::Entries(key, value, form) => quote!(form::Entries(#key, #value, #form)),
            Form::FlatMap(key, value, form) => quote!(form::FlatMap(#key, #value, #form)),
            Form::Attribute(value) => quote!(form::Attribute(#value)),
            Form::Namespace(prefix, uri, value) => quote!(form::Namespace(#prefix, #uri, #value)),
        });
    }
}

impl ToTokens for Element {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = &self.name;
        tokens.extend(match &self.namespace {
            None => quote!(#name),
            Some((prefix, uri)) => {
                quote!(form::Tag { name: #name, namespace: Some((#prefix, #uri)) })
            }
        });
    }
}
