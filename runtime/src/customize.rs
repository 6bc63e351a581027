//! What single services want that no trait of their models says: the logic. The generator names a
//! quirk in the service or the operation that has it; here each has a file with its reason.

mod again;
pub(crate) mod bearer;
mod crc32;
mod discovery;
pub(crate) mod express;
mod key_digests;
mod listings;
mod long_polls;
mod message_digests;
mod quick_retries;
mod redirects;
mod source_region;
mod success;

use crate::operation::{Current, Operation};
use crate::protocol::Told;
use crate::within::Within;
use crate::{Auth, Service};
pub use discovery::describe_endpoints;
pub(crate) use quick_retries::retry_config;

use crate::http::Made;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::Error;
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
    ErrorsInSuccess,
    /// An answer to HEAD has no body, so that only the status tells which error it is. With the
    /// errors of the operation by their status.
    ErrorsByStatus(&'static [(u16, &'static str)]),
    /// S3 wants the MD5 of a customer's key beside the key.
    KeyDigests,
    /// Keys may hold characters that XML does not allow. They are asked for in URL encoding, and
    /// decoded.
    UrlListings,
    /// A bucket is elsewhere than the client thinks: calls follow it to its region.
    RegionRedirects,
    /// The answer comes with a CRC-32 of its body.
    BodyCrc32,
    /// Another try is cheap and soon worth it: of a database that answers in milliseconds.
    QuickRetries,
    /// The answer has MD5s of the messages that were sent or received.
    MessageDigests,
    /// The service holds the answer back until there is something to tell.
    LongPolls,
    /// An answer may stand still for long, and be well all the same.
    SlowAnswers,
    /// What is copied from another region is asked for there by a presigned request.
    SourceRegion,
    /// The endpoint has to be asked for first.
    DiscoveredEndpoint,
    /// A bearer token may be in an environment variable of the service's own.
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
pub(crate) fn on_request(current: &Current, made: &mut Made, cfg: &mut ConfigBag) {
    for quirk in current.operation.quirks {
        match quirk {
            Quirk::KeyDigests => key_digests::add(&mut made.headers),
            Quirk::UrlListings => listings::ask(made, cfg),
            Quirk::MessageDigests => message_digests::expect(made, cfg),
            Quirk::SourceRegion => source_region::note(current, made, cfg),
            Quirk::LongPolls => long_polls::wait(made, cfg),
            _ => {}
        }
    }
}

/// Whether an answer is what was sent, and about what was sent.
///
/// # Errors
///
/// It is not. What got broken on its way is worth another try.
pub(crate) fn check(
    current: &Current,
    response: &HttpResponse,
    body: &[u8],
    cfg: &ConfigBag,
) -> Result<(), OrchestratorError<Error>> {
    if current.service.has(Quirk::BodyCrc32) {
        crc32::check(response.headers(), body)
            .map_err(|wrong| OrchestratorError::response(wrong.into()))?;
    }
    if current.operation.has(Quirk::MessageDigests) && response.status().is_success() {
        // What is to be sent again might be sent twice.
        message_digests::check(body, cfg).map_err(OrchestratorError::other)?;
    }
    Ok(())
}

/// Whether an answer is an error although its status says otherwise.
pub(crate) fn is_error(current: &Current, response: &HttpResponse, body: &[u8]) -> bool {
    let may_be = response.status().is_success() && current.service.has(Quirk::ErrorsInSuccess);
    may_be && success::is_error(body)
}

/// Whether the answer has its keys in URL encoding because we asked for it.
pub(crate) fn is_url_encoded(current: &Current, body: &[u8], cfg: &ConfigBag) -> bool {
    current.operation.has(Quirk::UrlListings) && listings::is_encoded(body, cfg)
}

/// What an error is whose answer has nothing to read.
pub(crate) fn told(told: Told, current: &Current, response: &HttpResponse) -> Told {
    let quirks = current.operation.quirks.iter();
    let mut by_status = quirks.filter_map(|quirk| match quirk {
        Quirk::ErrorsByStatus(errors) => Some(*errors),
        _ => None,
    });
    match by_status.next() {
        Some(errors) if told.code.is_none() => {
            let code = success::by_status(response.status().as_u16(), errors);
            told.with_code(code)
        }
        _ => told,
    }
}

/// What an operation brings to the configuration of its calls.
pub(crate) fn layer(operation: &Operation, layer: &mut Layer) {
    // Nobody knows when the next event will be.
    if operation.has(Quirk::SlowAnswers) || operation.has_events() {
        layer.store_put(StalledStreamProtectionConfig::disabled());
    }
}

/// What an operation brings to its calls.
pub(crate) fn operation(operation: &Operation, components: &mut RuntimeComponentsBuilder) {
    if operation.has(Quirk::SourceRegion) {
        components.set_auth_scheme_option_resolver(Some(source_region::Schemes));
        let add = SharedInterceptor::permanent(source_region::AddPresigned);
        components.push_interceptor(add);
    }
}

/// What a service brings to all its clients.
pub(crate) fn components(service: &'static Service, components: &mut RuntimeComponentsBuilder) {
    if service.has(Quirk::RegionRedirects) {
        components.push_interceptor(SharedInterceptor::permanent(redirects::Redirects::default()));
        components.push_retry_classifier(again::Classifier);
    }
}

/// The HTTP client of a service, around that of the user.
pub(crate) fn http_client(service: &Service, client: SharedHttpClient) -> SharedHttpClient {
    match service.auth.contains(&Auth::S3Express) {
        true => SharedHttpClient::new(express::Unlogged(client)),
        false => client,
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
        if let Some(own) = components.identity_resolver(&aws_runtime::auth::sigv4::SCHEME_ID) {
            components.set_identity_resolver(express::SCHEME_ID, own);
        }
        return;
    }
    let within = || Within::new(service, layer, components.interceptors());
    if service.auth.contains(&Auth::S3Express) {
        let sessions = express::Sessions::new(within());
        components.set_identity_resolver(express::SCHEME_ID, sessions);
    } else if let Some(ask) = service.discovery {
        let discovery = discovery::Discovery::new(within(), ask);
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
