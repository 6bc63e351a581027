//! Protocols: how a request is made of an input, and an output of an answer.

#[cfg(feature = "json")]
mod aws_json;
#[cfg(feature = "events")]
mod opened;
#[cfg(feature = "query")]
mod query;
#[cfg(any(feature = "json", feature = "xml"))]
mod rest;
#[cfg(any(feature = "cbor", feature = "json"))]
mod rpc_v2;
mod told;

use crate::constraints::Checks;
use crate::customize::{self, s3};
use crate::error::{Answer, BoxError, Refusal};
use crate::http::{Made, Received, RequestWriter, ResponseReader, headers};
use crate::idempotency;
use crate::operation::Current;
use crate::{Protocol, auth};
use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::ErrorMetadata;
use aws_smithy_types::retry::ErrorKind;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderName};
#[cfg(feature = "events")]
pub(crate) use opened::Opened;
use std::sync::{LazyLock, OnceLock};
pub(crate) use told::Told;

/// Makes requests and reads answers, as the operation that is being called says.
#[derive(Debug)]
pub(crate) struct Codec;

const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// The digest of an empty body, as signatures have it.
const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

impl SerializeRequest for Codec {
    fn serialize_input(
        &self,
        mut input: Input,
        cfg: &mut ConfigBag,
    ) -> Result<HttpRequest, BoxError> {
        let current = current(cfg)?;
        let mut writer = RequestWriter::new(current);
        let encode = || current.operation.encode(&mut input, &mut writer);
        let checks = Checks::of(cfg, current.operation);
        idempotency::with_source(cfg, || checks.during(encode))?;
        let (method, uri) = current.operation.target();
        let mut made = writer.finish(uri)?;
        #[cfg(feature = "testing")]
        crate::testing::keep(current, input, cfg);
        address(&current, &mut made)?;
        if current.service.query_compatible {
            headers::set_lasting(&mut made.headers, QUERY_MODE, "true")?;
        }
        for (name, value) in current.service.headers {
            if !made.headers.contains_key(*name) {
                headers::set_lasting(&mut made.headers, headers::named(name)?, value)?;
            }
        }
        customize::on_request(&current, &mut made, cfg)?;
        if let Some(signer) = made.signer.take() {
            cfg.interceptor_state().store_put(signer);
            // Events are signed one by one, each after the one before; the request is signed as if
            // it had no body.
            let nothing = PayloadSigningOverride::Precomputed(SHA256_OF_NOTHING.to_owned());
            auth::sign_payload_as(cfg, nothing);
        }
        request(method, made)
    }
}

/// What names an operation in a header of its requests.
pub(crate) fn target(protocol: Protocol, operation: &'static str) -> Option<&'static str> {
    match protocol {
        #[cfg(feature = "json")]
        Protocol::AwsJson1_0(service) | Protocol::AwsJson1_1(service) => {
            aws_json::target(service, operation)
        }
        _ => None,
    }
}

/// Says where the request goes and what its body is, as the protocol has it.
fn address(current: &Current, made: &mut Made) -> Result<(), BoxError> {
    match current.service.protocol {
        #[cfg(feature = "json")]
        Protocol::AwsJson1_0(_) => aws_json::address(aws_json::V1_0, current, made),
        #[cfg(feature = "json")]
        Protocol::AwsJson1_1(_) => aws_json::address(aws_json::V1_1, current, made),
        #[cfg(feature = "json")]
        Protocol::RpcV2Json(service) => rpc_v2::address("json", service, current, made),
        #[cfg(feature = "json")]
        Protocol::RestJson1 => rest::address(made),
        #[cfg(feature = "cbor")]
        Protocol::RpcV2Cbor(service) => rpc_v2::address("cbor", service, current, made),
        #[cfg(feature = "query")]
        Protocol::AwsQuery | Protocol::Ec2Query => query::address(made),
        #[cfg(feature = "xml")]
        Protocol::RestXml | Protocol::RestXmlBareErrors => rest::address(made),
    }
}

/// What an answer says of an error.
fn told(protocol: Protocol, response: &HttpResponse, body: &[u8]) -> Told {
    match protocol {
        #[cfg(feature = "json")]
        Protocol::AwsJson1_0(_)
        | Protocol::AwsJson1_1(_)
        | Protocol::RestJson1
        | Protocol::RpcV2Json(_) => Told::in_json(response, body),
        #[cfg(feature = "cbor")]
        Protocol::RpcV2Cbor(_) => Told::in_cbor(response, body),
        #[cfg(feature = "query")]
        Protocol::AwsQuery | Protocol::Ec2Query => Told::in_xml(body),
        #[cfg(feature = "xml")]
        Protocol::RestXml | Protocol::RestXmlBareErrors => Told::in_xml(body),
    }
}

/// The request with the length of its body, where there is one and it is known.
fn request(method: &str, made: Made) -> Result<HttpRequest, BoxError> {
    let Made { uri, headers, body, media_type, .. } = made;
    let length = body.content_length().filter(|_| media_type.is_some());
    let mut request = HttpRequest::new(body);
    request.set_method(method)?;
    // Which it has already.
    if uri != "/" {
        request.set_uri(uri.into_owned())?;
    }
    *request.headers_mut() = headers;
    if let Some(length) = length {
        set_length(request.headers_mut(), length)?;
    }
    Ok(request)
}

/// The lengths of small bodies as text, each made once: a header takes text that lives on as it is. In
/// memory, for they would be 32 kB of every program.
static LENGTHS: LazyLock<Vec<OnceLock<String>>> = LazyLock::new(|| vec![OnceLock::new(); 1024]);

fn set_length(all: &mut Headers, length: u64) -> Result<(), BoxError> {
    match usize::try_from(length).ok().and_then(|length| LENGTHS.get(length)) {
        Some(text) => {
            let text = text.get_or_init(|| length.to_string());
            headers::set_lasting(all, CONTENT_LENGTH, text)
        }
        None => headers::set(all, CONTENT_LENGTH, length.to_string()),
    }
}

impl DeserializeResponse for Codec {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        cfg: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        let answered = || answer(response.status().as_u16(), response.headers()).request_id;
        // Within the engine's span of the attempt.
        tracing::debug!(
            status = response.status().as_u16(),
            request_id = answered(),
            "the service answered"
        );
        #[cfg(feature = "testing")]
        if let Some(answered) = crate::testing::take(cfg) {
            return Some(answered);
        }
        let current = current(cfg).ok()?;
        if !current.operation.streams || !response.status().is_success() {
            return None;
        }
        let body = std::mem::replace(response.body_mut(), SdkBody::taken());
        #[cfg(feature = "events")]
        if current.operation.has_events() {
            // What comes before the events has to be waited for, which cannot be done here.
            let status = response.status().as_u16();
            return Some(Ok(Output::erase(Opened::new(status, response.headers(), body))));
        }
        let received = Received { stream: Some(body), ..received(response, &[]) };
        let mut reader = ResponseReader::output(current, received);
        Some(current.operation.decode(&mut reader).map_err(OrchestratorError::other))
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let current = current(cfg).map_err(OrchestratorError::other)?;
        let body = response.body().bytes().unwrap_or_default();
        customize::check(&current, response, body)?;
        let is_error = s3::is_error(&current, response, body);
        if response.status().is_success() && !is_error {
            let is_url_encoded = s3::is_url_encoded(&current, body, cfg);
            let received = Received { is_url_encoded, ..received(response, body) };
            return customize::read(current, received, cfg);
        }
        let told = told(current.service.protocol, response, body);
        let told =
            if current.service.query_compatible { told.with_query_code(response) } else { told };
        let told = s3::told(told, &current, response);
        let mut refusal = refusal(told, response, body, &current);
        if is_error {
            refusal.kind.get_or_insert(ErrorKind::TransientError);
        }
        Err(OrchestratorError::operation(Error::erase(refusal)))
    }
}

fn received<'r>(response: &'r HttpResponse, body: &'r [u8]) -> Received<'r> {
    let status = response.status().as_u16();
    let headers = response.headers();
    Received { status, headers, body, stream: None, frames: None, is_url_encoded: false }
}

fn current(cfg: &ConfigBag) -> Result<Current, &'static str> {
    cfg.load::<Current>().copied().ok_or("the operation is missing from the configuration")
}

fn refusal(told: Told, response: &HttpResponse, body: &[u8], current: &Current) -> Refusal {
    let excerpt = if told.code.is_none() { excerpt(body) } else { None };
    let is_secret = |code: &String| current.service.secret_messages.contains(&code.as_str());
    let message = told.message.filter(|_| !told.shape.as_ref().is_some_and(is_secret));
    let known = answer(response.status().as_u16(), response.headers());
    let request_id = known.request_id.or(told.request_id);
    let answer = Answer { code: told.code, message, request_id, ..known };
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = &answer.code {
        metadata = metadata.code(code);
    }
    if let Some(message) = &answer.message {
        metadata = metadata.message(message);
    }
    let kind = current.service.kind_of(told.shape.as_deref());
    Refusal {
        current: *current,
        is_event: false,
        answer,
        shape: told.shape,
        metadata: metadata.build(),
        kind,
        headers: response.headers().clone(),
        body: Bytes::copy_from_slice(body),
        excerpt,
    }
}

/// Status and request id of an answer.
pub(crate) fn answer(status: u16, headers: &Headers) -> Answer {
    let header = |name| headers.get(name).map(str::to_owned);
    Answer {
        status,
        request_id: header("x-amzn-requestid").or_else(|| header("x-amz-request-id")),
        code: None,
        message: None,
    }
}

/// How much of a body is shown, in bytes.
const EXCERPT: usize = 240;

/// The start of a body that could not be read, on one line.
pub(crate) fn excerpt(body: &[u8]) -> Option<String> {
    let start = body.get(..EXCERPT).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let words: Vec<&str> = text.split_whitespace().collect();
    let dots = if body.len() > EXCERPT { "…" } else { "" };
    (!words.is_empty()).then(|| format!("{}{dots}", words.join(" ")))
}
