//! The logic that clients written by Tinsmith share.
//!
//! Generated code declares what a service has; everything that happens when it is called is here:
//! wire formats, protocols, endpoints, errors, paginators, and the way into the official
//! orchestrator, which signs, sends and retries. Every type of the official crates that shows in a
//! generated signature is re-exported, so that users need to name none of them.

#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]
// What formats share is unused where those who share it are left out; with `full`, all is looked at.
#![cfg_attr(not(feature = "full"), allow(unused))]

mod auth;
mod behind;
mod call;
mod client;
#[cfg(feature = "compression")]
mod compression;
mod customize;
mod endpoint;
mod error;
mod idempotency;
mod integrity;
mod interceptors;
mod lasting;
mod macros;
mod map;
mod operation;
mod pages;
mod post_policy;
mod presign;
mod protocol;
#[cfg(any(feature = "discovery", feature = "s3"))]
mod renewed;
mod sending;
mod service;
mod settings;
mod sorted;
mod tokens;
mod unit;
mod wait;
mod within;

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "constraints")]
#[doc(hidden)]
pub mod constraints;
#[cfg(not(feature = "constraints"))]
#[path = "constraints/off.rs"]
mod constraints;
#[cfg(feature = "events")]
pub mod events;
#[cfg(not(feature = "events"))]
#[path = "events/off.rs"]
mod events;
#[doc(hidden)]
pub mod find;
mod hex;
pub mod http;
pub mod prelude;
#[doc(hidden)]
pub mod refused;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(not(feature = "testing"))]
#[path = "testing/off.rs"]
mod testing;
pub mod wire;

pub use auth::ApiKey;
#[doc(hidden)]
pub use aws_smithy_types::endpoint::Endpoint;
pub use call::{Answering, Call};
pub use client::{Client, ClientBuilder, ServiceClient};
pub use customize::Quirk;
#[cfg(feature = "discovery")]
#[doc(hidden)]
pub use customize::describe_endpoints;
#[doc(hidden)]
pub use endpoint::{
    AsParameter, Each, ParameterTexts, host_label, properties as endpoint_properties,
    resolve as resolve_endpoint,
};
pub use endpoint::{
    EndpointError, EndpointInput, ParameterValue, Parameters, Partition, Partitions, rules,
};
pub use error::{Answer, CallError, CallErrorKind, Failure, Refused};
#[cfg(feature = "checksums")]
pub use integrity::ChecksumMismatch;
pub use map::{Map, MapKey};
pub use operation::Quiet;
#[doc(hidden)]
pub use operation::{Operation, erase};
pub use pages::{Items, Pages};
#[doc(hidden)]
pub use pages::{Next, PageToken, Paginate, PaginateItems, Turn, is_last, next_token, page_items};
pub use post_policy::{PostForm, PostPolicy};
pub use presign::{PresignedRequest, Presigning};
#[doc(hidden)]
pub use sending::Answered;
pub use sending::Sending;
pub use service::{Auth, Protocol, Retryable, Service};
pub(crate) use settings::Settings;
pub use tokens::{DsqlAction, TokenError, dsql_token, rds_token};
#[doc(hidden)]
pub use unit::Unit;
#[doc(hidden)]
pub use wait::{Find, Matcher, State, Waiter};
pub use wait::{WaitError, Waited, Waiting, Waits};

pub use aws_credential_types::provider::token::ProvideToken;
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_credential_types::{Credentials, Token};
pub use aws_smithy_async::rt::sleep::AsyncSleep;
pub use aws_smithy_async::time::TimeSource;
pub use aws_smithy_runtime::client::identity::IdentityCache;
pub use aws_smithy_runtime_api::client::http::HttpClient;
pub use aws_smithy_runtime_api::client::interceptors::Intercept;
#[doc(hidden)]
pub use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
pub use aws_smithy_types::byte_stream::ByteStream;
pub use aws_smithy_types::checksum_config::{
    RequestChecksumCalculation, ResponseChecksumValidation,
};
pub use aws_smithy_types::retry::RetryConfig;
pub use aws_smithy_types::timeout::TimeoutConfig;
pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
pub use aws_types::SdkConfig;
pub use aws_types::app_name::AppName;
pub use aws_types::region::Region;
pub use aws_types::sdk_config::Builder as SdkConfigBuilder;

/// The first second of 1970: the value of a moment that an answer should have and does not.
#[doc(hidden)]
pub fn epoch() -> DateTime {
    DateTime::from_secs(0)
}

/// A number of any size that the model gives as a default.
#[doc(hidden)]
pub fn big<T: std::str::FromStr + Default>(digits: &str) -> T {
    digits.parse().unwrap_or_default()
}

/// Bytes that the model gives as a default, in base64.
#[doc(hidden)]
pub fn blob(base64: &str) -> Blob {
    Blob::new(aws_smithy_types::base64::decode(base64).unwrap_or_default())
}

/// A document that the model gives as a default.
#[cfg(feature = "json")]
#[doc(hidden)]
pub fn document(json: &str) -> Document {
    let mut document = Document::Null;
    // What is not JSON would be a defect of the generator; the default of documents is null.
    let _ = wire::json::decode_into(json.as_bytes(), &mut document);
    document
}

/// Stands in for what must not be shown.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Redacted;

impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("** redacted **")
    }
}

/// Makes a list for a setter of what can be made into its items.
#[doc(hidden)]
pub fn collect<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    let items = items.into_iter();
    let mut list = Vec::with_capacity(items.size_hint().0);
    // By hand, for adapters would be compiled again for each type, where its setter is called.
    for item in items {
        list.push(item.into());
    }
    list
}

/// Makes a map for a setter of what can be made into its keys and values.
#[doc(hidden)]
pub fn entries<K: MapKey, V>(
    entries: impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>,
) -> Map<K, V> {
    // Not collected, which would be into a list first.
    let mut map = Map::new();
    map.extend(entries.into_iter().map(|(key, value)| (key.into(), value.into())));
    map
}
