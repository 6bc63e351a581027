//! What S3 wants, in many ways.

pub(crate) mod express;
pub(super) mod key_digests;
pub(super) mod listings;
pub(super) mod redirects;
mod success;

use crate::operation::Current;
use crate::protocol::Told;
use crate::{Auth, Quirk, Service};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::config_bag::ConfigBag;

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

/// The HTTP client of a service, around that of the user.
pub(crate) fn http_client(service: &Service, client: SharedHttpClient) -> SharedHttpClient {
    match service.auth.contains(&Auth::S3Express) {
        true => SharedHttpClient::new(express::Unlogged(client)),
        false => client,
    }
}
