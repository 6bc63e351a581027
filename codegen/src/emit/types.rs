//! Types as tokens.

use crate::ir::{Form, Type};
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
            Type::Document => quote!(Document),
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
            Form::Plain => quote!(json::Plain),
            Form::EpochSeconds => quote!(EpochSeconds),
            Form::DateTime => quote!(DateTimeText),
            Form::HttpDate => quote!(HttpDate),
            Form::List(item) => quote!(json::List(#item)),
            Form::Map(value) => quote!(json::MapOf(#value)),
            Form::Sparse(value) => quote!(json::Sparse(#value)),
        });
    }
}
