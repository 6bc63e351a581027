//! What other services than S3 want, without the feature `s3`: nothing of it.

use crate::Service;
use crate::operation::Current;
use crate::protocol::Told;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::config_bag::ConfigBag;

pub(crate) fn is_error(_: &Current, _: &HttpResponse, _: &[u8]) -> bool {
    false
}

pub(crate) fn is_url_encoded(_: &Current, _: &[u8], _: &ConfigBag) -> bool {
    false
}

pub(crate) fn told(told: Told, _: &Current, _: &HttpResponse) -> Told {
    told
}

pub(crate) fn http_client(_: &Service, client: SharedHttpClient) -> SharedHttpClient {
    client
}
