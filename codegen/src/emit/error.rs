//! The error of a service, and the structures that it holds.

use super::tokens::literal;
use super::{Context, face, structure};
use crate::format::{Call, File};
use crate::ir::{ErrorVariant, Home, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's errors.
pub(super) fn emit(context: &Context<'_>) -> File {
    let service = context.service;
    let mut file = context.file();
    file.use_path("tinsmith_runtime::prelude::*");
    file.item(definition(service));
    file.call(codes(service));
    for error in service.structures_in(Home::Error) {
        face::uses(context, &mut file, error.members.iter().map(|member| &member.ty));
        structure::items(context, &mut file, error);
    }
    file.forget_all(&format!("{}::error::", context.root()));
    file
}

fn definition(service: &Service) -> TokenStream {
    let title = format!(
        " What {} answers when it refuses, and what can go wrong on the way.",
        service.title
    );
    let variants = service.errors.iter().map(|error| {
        let ErrorVariant { name, docs, .. } = error;
        quote! {
            #docs
            #name(Refused<#name>),
        }
    });
    quote! {
        #[doc = #title]
        ///
        /// `Display` says which operation failed and why, with the id of the request.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum Error {
            #(#variants)*
            /// The call never got an answer, or one that the model does not have.
            Call(CallError),
        }
    }
}

fn codes(service: &Service) -> Call {
    let entry =
        |error: &ErrorVariant| format!("{} = {}", error.name.as_str(), literal(&error.code));
    let format = match &service.protocol {
        protocol if protocol.binds() => "http",
        protocol => protocol.receives().module(),
    };
    let entries = service.errors.iter().map(entry).collect();
    Call::entries(format!("service_error!(Error: {format}"), entries)
}
