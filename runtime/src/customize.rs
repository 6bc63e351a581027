//! What single services want that no trait of their models says: the logic. The generator names a
//! quirk in the service or the operation that has it; here each has a file with its reason.

#[cfg(any(feature = "discovery", feature = "s3"))]
mod again;
#[cfg(feature = "bearer")]
pub(crate) mod bearer;
#[cfg(feature = "dynamodb")]
mod crc32;
#[cfg(feature = "discovery")]
mod discovery;
#[cfg(feature = "sqs")]
mod long_polls;
#[cfg(feature = "sqs")]
mod message_digests;
mod quick_retries;
#[cfg(feature = "s3")]
pub(crate) mod s3;
#[cfg(not(feature = "s3"))]
#[path = "customize/s3/off.rs"]
pub(crate) mod s3;
#[cfg(feature = "query")]
mod source_region;

use crate::Auth;
use crate::Service;
use crate::error::BoxError;
use crate::operation::{Current, Operation};
#[cfg(any(feature = "discovery", feature = "s3"))]
use crate::within::Within;
#[cfg(feature = "discovery")]
pub use discovery::describe_endpoints;
pub(crate) use quick_retries::retry_config;

use crate::http::{Made, Received, ResponseReader};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use std::fmt;

/// What a service or an operation wants besides what its model says. For generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quirk {
    /// S3 answers 200 before it knows how things will end; where they end badly, an error is in the
    /// body. Such an answer is an error, and worth another try.
    #[cfg(feature = "s3")]
    ErrorsInSuccess,
    /// An answer to HEAD has no body, so that only the status tells which error it is. With the
    /// errors of the operation by their status.
    #[cfg(feature = "s3")]
    ErrorsByStatus(&'static [(u16, &'static str)]),
    /// S3 wants the MD5 of a customer's key beside the key.
    #[cfg(feature = "s3")]
    KeyDigests,
    /// Keys may hold characters that XML does not allow. They are asked for in URL encoding, and
    /// decoded.
    #[cfg(feature = "s3")]
    UrlListings,
    /// A bucket is elsewhere than the client thinks: calls follow it to its region.
    #[cfg(feature = "s3")]
    RegionRedirects,
    /// The answer comes with a CRC-32 of its body.
    #[cfg(feature = "dynamodb")]
    BodyCrc32,
    /// Another try is cheap and soon worth it: of a database that answers in milliseconds.
    QuickRetries,
    /// The answer has MD5s of the messages that were sent or received.
    #[cfg(feature = "sqs")]
    MessageDigests,
    /// The service holds the answer back until there is something to tell.
    #[cfg(feature = "sqs")]
    LongPolls,
    /// An answer may stand still for long, and be well all the same.
    SlowAnswers,
    /// What is copied from another region is asked for there by a presigned request.
    #[cfg(feature = "query")]
    SourceRegion,
    /// The endpoint has to be asked for first.
    #[cfg(feature = "discovery")]
    DiscoveredEndpoint,
    /// A bearer token may be in an environment variable of the service's own.
    #[cfg(feature = "bearer")]
    BearerVariable,
}

/// An answer that is not what was sent: its checksum is another. Whether it got broken on the way or
/// before cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Corrupted(pub(crate) String);

impl fmt::Display for Corrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Corrupted {}

/// What is done to a request before it is signed.
pub(crate) fn on_request(
    current: &Current,
    made: &mut Made,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    for quirk in current.operation.quirks {
        match quirk {
            #[cfg(feature = "s3")]
            Quirk::KeyDigests => s3::key_digests::add(&mut made.headers)?,
            #[cfg(feature = "s3")]
            Quirk::UrlListings => s3::listings::ask(made, cfg),
            #[cfg(feature = "sqs")]
            Quirk::MessageDigests => message_digests::expect(made, cfg),
            #[cfg(feature = "query")]
            Quirk::SourceRegion => source_region::note(current, made, cfg),
            #[cfg(feature = "sqs")]
            Quirk::LongPolls => long_polls::wait(made, cfg),
            _ => {}
        }
    }
    Ok(())
}

/// Whether an answer is what was sent.
///
/// # Errors
///
/// It is not. What got broken on its way is worth another try.
pub(crate) fn check(
    current: &Current,
    response: &HttpResponse,
    body: &[u8],
) -> Result<(), OrchestratorError<Error>> {
    #[cfg(feature = "dynamodb")]
    if current.service.has(Quirk::BodyCrc32) {
        crc32::check(response.headers(), body)
            .map_err(|wrong| OrchestratorError::response(wrong.into()))?;
    }
    Ok(())
}

/// Reads what an operation gives.
///
/// # Errors
///
/// It cannot be read, or is not about what was sent.
pub(crate) fn read(
    current: Current,
    received: Received<'_>,
    cfg: &ConfigBag,
) -> Result<Output, OrchestratorError<Error>> {
    #[cfg(feature = "sqs")]
    if current.operation.has(Quirk::MessageDigests) {
        return message_digests::read(current, received, cfg);
    }
    // What the rest is not compared with.
    let _ = cfg;
    let mut reader = ResponseReader::output(current, received);
    current.operation.decode(&mut reader).map_err(OrchestratorError::other)
}

/// What an operation brings to the configuration of its calls.
pub(crate) fn layer(operation: &Operation, layer: &mut Layer) {
    // Nobody knows when the next event will be.
    if operation.has(Quirk::SlowAnswers) || operation.has_events() {
        layer.store_put(StalledStreamProtectionConfig::disabled());
    }
}

/// Whether an operation brings more to its calls than configuration.
pub(crate) fn has_components(operation: &Operation) -> bool {
    #[cfg(feature = "query")]
    return operation.has(Quirk::SourceRegion);
    #[cfg(not(feature = "query"))]
    false
}

/// What an operation brings to its calls.
pub(crate) fn operation(operation: &Operation, components: &mut RuntimeComponentsBuilder) {
    #[cfg(feature = "query")]
    if operation.has(Quirk::SourceRegion) {
        components.set_auth_scheme_option_resolver(Some(source_region::Schemes));
        let add = SharedInterceptor::permanent(source_region::AddPresigned);
        components.push_interceptor(add);
    }
}

/// What a service brings to all its clients.
pub(crate) fn components(service: &'static Service, components: &mut RuntimeComponentsBuilder) {
    #[cfg(feature = "s3")]
    if service.has(Quirk::RegionRedirects) {
        components
            .push_interceptor(SharedInterceptor::permanent(s3::redirects::Redirects::default()));
        components.push_retry_classifier(again::Classifier);
    }
}

/// What a service needs to make calls on the way to those of its user.
pub(crate) fn on_the_way(
    service: &'static Service,
    components: &mut RuntimeComponentsBuilder,
    layer: &FrozenLayer,
) {
    #[cfg(feature = "testing")]
    if layer.load::<crate::testing::Mock>().is_some() {
        // A test is about its own calls; what it has for credentials signs them all.
        #[cfg(feature = "s3")]
        if let Some(own) = components.identity_resolver(&aws_runtime::auth::sigv4::SCHEME_ID) {
            components.set_identity_resolver(s3::express::SCHEME_ID, own);
        }
        return;
    }
    #[cfg(feature = "s3")]
    if service.auth.contains(&Auth::S3Express) {
        let within = Within::new(service, layer, components.interceptors());
        components
            .set_identity_resolver(s3::express::SCHEME_ID, s3::express::Sessions::new(within));
    }
    #[cfg(feature = "discovery")]
    if let Some(ask) = service.discovery {
        let within = Within::new(service, layer, components.interceptors());
        let discovery = discovery::Discovery::new(within, ask);
        components.push_interceptor(SharedInterceptor::permanent(discovery.clone()));
        components.push_retry_classifier(again::Classifier);
        components.set_auth_scheme_option_resolver(Some(discovery));
    }
}

impl Operation {
    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.quirks.contains(&quirk)
    }
}

impl Service {
    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.quirks.contains(&quirk)
    }
}
