//! The client: one short method per operation.

use super::tokens::literal;
use super::{Context, doc};
use crate::format::{Call, File};
use crate::ir::{Operation, Protocol, Retryable, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's client.
pub(super) fn emit(context: &Context<'_>) -> File {
    let service = context.service;
    let mut file = context.file();
    file.use_path(format!("{}::operation::*", context.root()));
    file.use_path(format!("{}::endpoint::RULES", context.root()));
    file.use_path("crate::partitions::PARTITIONS");
    file.use_path("tinsmith_runtime::prelude::*");
    file.item(definition(service, &context.place.crate_name));
    file.call(entries(service));
    file.item(methods(&service.operations));
    file
}

fn definition(service: &Service, crate_name: &str) -> TokenStream {
    let title = format!(" Calls {}.", service.title);
    let example = doc::example(service, crate_name).into_iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! {
        #[doc = #title]
        ///
        /// Cheap to clone; clones share connections, credentials and the quota of retries.
        ///
        #(#[doc = #example])*
        #[derive(Clone, Debug)]
        pub struct Client {
            runtime: tinsmith_runtime::Client,
        }
    }
}

fn entries(service: &Service) -> Call {
    let protocol = match &service.protocol {
        Protocol::AwsJson10(target) => format!("Protocol::AwsJson1_0({})", literal(target)),
        Protocol::AwsJson11(target) => format!("Protocol::AwsJson1_1({})", literal(target)),
    };
    let retryable = service.errors.iter().filter_map(|error| {
        let kind = match error.retryable? {
            Retryable::Transient => "Transient",
            Retryable::Throttling => "Throttling",
        };
        Some(format!("({}, Retryable::{kind})", literal(&error.code)))
    });
    let secret = service.errors.iter().filter(|error| error.hides_message);
    let secret = secret.map(|error| literal(&error.code));
    let entries = vec![
        format!("sdk_id = {}", literal(&service.sdk_id)),
        format!("module = {}", literal(&service.module)),
        format!("version = {}", literal(&service.version)),
        format!("signing_name = {}", literal(&service.signing_name)),
        format!("protocol = {protocol}"),
        "endpoints = &RULES".to_owned(),
        "partitions = &PARTITIONS".to_owned(),
        format!("retryable = {}", list(retryable)),
        format!("secret_messages = {}", list(secret)),
    ];
    Call::entries("client!(Client".to_owned(), entries)
}

/// A list, each of its items on a line.
fn list(items: impl Iterator<Item = String>) -> String {
    let lines: String = items.map(|item| format!("        {item},\n")).collect();
    if lines.is_empty() { "&[]".to_owned() } else { format!("&[\n{lines}    ]") }
}

fn methods(operations: &[Operation]) -> TokenStream {
    let methods = operations.iter().map(|operation| {
        let Operation { name, method, summary, deprecated, .. } = operation;
        quote! {
            #summary
            #deprecated
            pub fn #method(&self) -> #name {
                #name::new(&self.runtime)
            }
        }
    });
    quote! {
        impl Client {
            #(#methods)*
        }
    }
}
