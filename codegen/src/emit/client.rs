//! The client: one short method per operation.

use super::operation::quirk;
use super::tokens::literal;
use super::{Context, doc};
use crate::format::{Call, File, inline};
use crate::ir::waiters::Waiter;
use crate::ir::{ApiKey, Auth, Deprecated, Docs, Name, Operation, Protocol, Retryable, Service};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

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
    file.call(methods(&service.operations));
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
    let retryable = service.errors.iter().filter_map(|error| {
        let kind = match error.retryable? {
            Retryable::Transient => "Transient",
            Retryable::Throttling => "Throttling",
        };
        Some(format!("({}, Retryable::{kind})", literal(&error.code)))
    });
    let secret = service.errors.iter().filter(|error| error.hides_message);
    let secret = secret.map(|error| literal(&error.code));
    let mut entries = vec![
        format!("protocol = Protocol::{}", protocol(&service.protocol)),
        format!("sdk_id = {}", literal(&service.sdk_id)),
        format!("module = {}", literal(&service.module)),
        format!("version = {}", literal(&service.version)),
        format!("signing_name = {}", literal(&service.signing_name)),
        "endpoints = &RULES".to_owned(),
        "partitions = &PARTITIONS".to_owned(),
    ];
    // What is the same for nearly all services is not said.
    if service.auth != [Auth::SigV4] {
        let schemes = service.auth.iter().map(|scheme| format!("Auth::{scheme:?}"));
        entries.extend(list(schemes).map(|list| format!("auth = {list}")));
    }
    if let Some(place) = &service.api_key {
        entries.push(format!("api_key = Some(ApiKey::{})", api_key(place)));
    }
    let headers = service.headers.iter();
    let headers = headers.map(|(name, value)| format!("({}, {})", literal(name), literal(value)));
    let lists = [
        ("headers", list(headers)),
        ("retryable", list(retryable)),
        ("secret_messages", list(secret)),
    ];
    let lists = lists.into_iter().filter_map(|(name, list)| Some((name, list?)));
    entries.extend(lists.map(|(name, list)| format!("{name} = {list}")));
    if let Some(operation) = &service.discovery {
        entries.push(format!("discovery = discovery!({})", literal(operation)));
    }
    let quirks = service.quirks.iter().map(quirk);
    entries.extend(list(quirks).map(|list| format!("quirks = {list}")));
    if service.signs_like_s3 {
        entries.push("signs_like_s3 = true".to_owned());
    }
    if service.query_compatible {
        entries.push("query_compatible = true".to_owned());
    }
    Call::entries("client!(Client".to_owned(), entries)
}

fn api_key(place: &ApiKey) -> String {
    match place {
        ApiKey::Header(name, Some(word)) => {
            format!("Header({}, Some({}))", literal(name), literal(word))
        }
        ApiKey::Header(name, None) => format!("Header({}, None)", literal(name)),
        ApiKey::Query(name) => format!("Query({})", literal(name)),
    }
}

fn protocol(protocol: &Protocol) -> String {
    match protocol {
        Protocol::AwsJson10(target) => format!("AwsJson1_0({})", literal(target)),
        Protocol::AwsJson11(target) => format!("AwsJson1_1({})", literal(target)),
        Protocol::RestJson1 => "RestJson1".to_owned(),
        Protocol::RestXml { bare_errors: false } => "RestXml".to_owned(),
        Protocol::RestXml { bare_errors: true } => "RestXmlBareErrors".to_owned(),
        Protocol::AwsQuery => "AwsQuery".to_owned(),
        Protocol::Ec2Query => "Ec2Query".to_owned(),
        Protocol::RpcV2Cbor(service) => format!("RpcV2Cbor({})", literal(service)),
        Protocol::RpcV2Json(service) => format!("RpcV2Json({})", literal(service)),
    }
}

/// A list, each of its items on a line; nothing where there is none.
fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let lines: String = items.map(|item| format!("        {item},\n")).collect();
    (!lines.is_empty()).then(|| format!("&[\n{lines}    ]"))
}

/// The methods, each with its documentation and what it begins.
fn methods(operations: &[Operation]) -> Call {
    let calls = operations.iter().map(|operation| {
        let Operation { name, method, summary, deprecated, .. } = operation;
        method_entry(summary, deprecated.as_ref(), method, name.as_str())
    });
    let waiters = operations.iter().flat_map(|one| one.waiters.iter().map(move |two| (one, two)));
    let waiters = waiters.map(|(operation, waiter)| {
        let Waiter { method, docs, deprecated, .. } = waiter;
        let begins = format!("{}<Waiting>", operation.name.as_str());
        method_entry(docs, deprecated.as_ref(), method, &begins)
    });
    Call::entries("operations!(Client".to_owned(), calls.chain(waiters).collect())
}

fn method_entry(
    docs: &Docs,
    deprecated: Option<&Deprecated>,
    method: &Name,
    begins: &str,
) -> String {
    let docs = docs.lines().iter().map(|line| format!("/// {line}").trim_end().to_owned());
    let deprecated = deprecated.map(|one| inline(one.to_token_stream()));
    let entry = format!("{}: {begins}", method.as_str());
    docs.chain(deprecated).chain([entry]).collect::<Vec<_>>().join("\n    ")
}
