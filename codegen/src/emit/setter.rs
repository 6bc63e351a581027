//! Setters: of calls, and of structures that are sent.

use crate::ir::{Member, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// A setter of a member that stands behind `target`, such as `self.input`.
pub(super) fn setter(member: &Member, target: &TokenStream) -> TokenStream {
    let Member { field, summary, deprecated, ty, .. } = member;
    let parameter = parameter(ty);
    let value = value(member);
    quote! {
        #summary
        #deprecated
        pub fn #field(mut self, #field: #parameter) -> Self {
            #target.#field = Some(#value);
            self
        }
    }
}

fn parameter(ty: &Type) -> TokenStream {
    match ty {
        Type::Bool | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::F32 | Type::F64 => {
            quote!(#ty)
        }
        Type::Boxed(name) => quote!(impl Into<#name>),
        Type::List { item, sparse } => {
            let item = nullable(item, *sparse);
            quote!(impl IntoIterator<Item = impl Into<#item>>)
        }
        Type::Map { key, value, sparse } => {
            let value = nullable(value, *sparse);
            quote!(impl IntoIterator<Item = (impl Into<#key>, impl Into<#value>)>)
        }
        _ => quote!(impl Into<#ty>),
    }
}

fn nullable(ty: &Type, sparse: bool) -> TokenStream {
    if sparse { quote!(Option<#ty>) } else { quote!(#ty) }
}

fn value(member: &Member) -> TokenStream {
    let field = &member.field;
    match &member.ty {
        Type::Bool | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::F32 | Type::F64 => {
            quote!(#field)
        }
        Type::Boxed(_) => quote!(Box::new(#field.into())),
        Type::List { .. } => quote!(collect(#field)),
        Type::Map { .. } => quote!(entries(#field)),
        _ => quote!(#field.into()),
    }
}
