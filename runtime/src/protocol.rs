//! Protocols: how a request is made of an input, and an output of an answer.

mod aws_json;

use crate::Protocol;
use crate::error::{Answer, BoxError, Refusal};
use crate::operation::Current;
use crate::service::Retryable;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::ErrorMetadata;
use aws_smithy_types::retry::ErrorKind;
use bytes::Bytes;

/// Makes requests and reads answers, as the operation that is being called says.
#[derive(Debug)]
pub(crate) struct Codec;

impl SerializeRequest for Codec {
    fn serialize_input(&self, input: Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let current = current(cfg)?;
        let body = current.operation.encode(&input)?;
        match current.service.protocol {
            Protocol::AwsJson1_0(target) => aws_json::request("1.0", target, &current, body),
            Protocol::AwsJson1_1(target) => aws_json::request("1.1", target, &current, body),
        }
    }
}

impl DeserializeResponse for Codec {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let current = current(cfg).map_err(OrchestratorError::other)?;
        let body = response.body().bytes().unwrap_or_default();
        if response.status().is_success() {
            return current.operation.decode(body).map_err(OrchestratorError::other);
        }
        let told = match current.service.protocol {
            Protocol::AwsJson1_0(_) | Protocol::AwsJson1_1(_) => aws_json::error(response, body),
        };
        let refusal = refusal(told, response, body, &current);
        Err(OrchestratorError::operation(Error::erase(refusal)))
    }
}

fn current(cfg: &ConfigBag) -> Result<Current, &'static str> {
    cfg.load::<Current>().copied().ok_or("the operation is missing from the configuration")
}

/// What an answer says of an error.
#[derive(Debug, Default)]
struct Told {
    code: Option<String>,
    message: Option<String>,
}

fn refusal(told: Told, response: &HttpResponse, body: &[u8], current: &Current) -> Refusal {
    let excerpt = if told.code.is_none() { excerpt(body) } else { None };
    let is_secret = |code: &String| current.service.secret_messages.contains(&code.as_str());
    let message = told.message.filter(|_| !told.code.as_ref().is_some_and(is_secret));
    let answer = Answer { code: told.code, message, ..answer(response) };
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = &answer.code {
        metadata = metadata.code(code);
    }
    if let Some(message) = &answer.message {
        metadata = metadata.message(message);
    }
    let listed = current.service.retryable.iter();
    let kind = listed.filter(|(code, _)| answer.code() == Some(code)).map(|(_, kind)| *kind).next();
    let kind = kind.map(|kind| match kind {
        Retryable::Transient => ErrorKind::TransientError,
        Retryable::Throttling => ErrorKind::ThrottlingError,
    });
    let body = Bytes::copy_from_slice(body);
    Refusal { answer, metadata: metadata.build(), kind, body, excerpt }
}

/// Status and request id of an answer.
pub(crate) fn answer(response: &HttpResponse) -> Answer {
    let header = |name| response.headers().get(name).map(str::to_owned);
    Answer {
        status: response.status().as_u16(),
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
