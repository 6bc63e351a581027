//! Recorded exchanges: a request and its answer, as HTTP messages.

use super::request::SentRequest;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use std::fmt;
use std::path::Path;

/// A recorded exchange: what is asked, and what is answered, each as an HTTP message.
///
/// ```text
/// POST / HTTP/1.1
/// x-amz-target: WorkspacesService.DescribeWorkspaceImages
///
/// {"MaxResults": 1}
/// ```
///
/// ```text
/// HTTP/1.1 200 OK
/// content-type: application/x-amz-json-1.1
///
/// {"Images": []}
/// ```
///
/// Behind the first empty line, everything is the body. Of a request, method, path and query, the
/// body, and those headers that are recorded are compared; JSON by what it says. What differs
/// from one call to the next is not: the signature, `Host`, `Content-Length`, the user agent, and the
/// headers of retries. An idempotency token differs as well, unless the client has
/// [`idempotency_tokens`](crate::ClientBuilder::idempotency_tokens) of its own.
#[derive(Clone)]
pub struct Exchange {
    request: Option<Message>,
    answer: Message,
}

/// An HTTP message.
#[derive(Clone)]
struct Message {
    first: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Why a text is no recorded exchange.
#[derive(Debug)]
pub struct BadExchange(String);

impl fmt::Display for BadExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadExchange {}

/// Headers that differ from one call to the next.
const VOLATILE: [&str; 10] = [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "connection",
    "content-length",
    "host",
    "user-agent",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-user-agent",
];

impl Exchange {
    /// An exchange of a request and an answer.
    ///
    /// # Errors
    ///
    /// One of them is not an HTTP message.
    pub fn new(request: impl AsRef<[u8]>, answer: impl AsRef<[u8]>) -> Result<Self, BadExchange> {
        let request = Message::read(request.as_ref(), "the request")?;
        if request.target().is_none() {
            let first = request.first;
            return Err(BadExchange(format!(
                "the request begins {first:?}; expected a method, a path, and HTTP/1.1"
            )));
        }
        Ok(Self { request: Some(request), ..Self::answer_only(answer)? })
    }

    /// An answer to whatever is asked.
    ///
    /// # Errors
    ///
    /// It is not an HTTP message.
    pub fn answer_only(answer: impl AsRef<[u8]>) -> Result<Self, BadExchange> {
        let answer = Message::read(answer.as_ref(), "the answer")?;
        if answer.status().is_none() {
            let first = answer.first;
            return Err(BadExchange(format!(
                "the answer begins {first:?}; expected HTTP/1.1 and a status"
            )));
        }
        Ok(Self { request: None, answer })
    }

    /// An exchange in two files.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or is not an HTTP message.
    pub fn from_files(
        request: impl AsRef<Path>,
        answer: impl AsRef<Path>,
    ) -> Result<Self, BadExchange> {
        let read = |path: &Path| {
            std::fs::read(path).map_err(|error| BadExchange(format!("{}: {error}", path.display())))
        };
        let (request, answer) = (request.as_ref(), answer.as_ref());
        let files = format!("{} and {}", request.display(), answer.display());
        let exchange = Self::new(read(request)?, read(answer)?);
        exchange.map_err(|BadExchange(why)| BadExchange(format!("{files}: {why}")))
    }

    /// The answer, if the request is the recorded one.
    pub(super) fn answer(self, sent: &SentRequest) -> Result<HttpResponse, String> {
        if let Some(request) = &self.request {
            let differences = request.differences(sent);
            if !differences.is_empty() {
                let all = differences.join("; ");
                return Err(format!("the request is not the recorded one: {all}"));
            }
        }
        let status = self.answer.status().unwrap_or_default();
        let status = status.try_into().map_err(|_| format!("{status} is not a status"))?;
        let mut response = HttpResponse::new(status, SdkBody::from(self.answer.body));
        for (name, value) in self.answer.headers {
            let added = response.headers_mut().try_append(name.clone(), value);
            added.map_err(|_| format!("the recorded header `{name}` is none"))?;
        }
        Ok(response)
    }
}

impl Message {
    fn read(bytes: &[u8], what: &str) -> Result<Self, BadExchange> {
        let (head, body) = split(bytes);
        let head = std::str::from_utf8(head).map_err(|_| {
            BadExchange(format!("what stands before the body of {what} is not text"))
        })?;
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default().trim().to_owned();
        let mut headers = Vec::new();
        for line in lines {
            let (name, value) = line.split_once(':').ok_or_else(|| {
                BadExchange(format!("{what} has {line:?} where a header should be"))
            })?;
            headers.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
        Ok(Self { first, headers, body: body.to_vec() })
    }

    /// Method and target.
    fn target(&self) -> Option<(&str, &str)> {
        let mut words = self.first.split_whitespace();
        let (method, target) = (words.next()?, words.next()?);
        target.starts_with('/').then_some((method, target))
    }

    fn status(&self) -> Option<u16> {
        let mut words = self.first.split_whitespace();
        let is_http = words.next()?.starts_with("HTTP/");
        let status = words.next()?.parse().ok()?;
        (is_http && (100..1000).contains(&status)).then_some(status)
    }

    /// All that a request has another way.
    fn differences(&self, sent: &SentRequest) -> Vec<String> {
        let mut found = Vec::new();
        let line = format!("{} {}", sent.method(), sent.target());
        let recorded = self.target().map(|(method, target)| format!("{method} {target}"));
        if recorded.as_ref() != Some(&line) {
            found.push(format!("recorded {}, sent {line}", recorded.unwrap_or_default()));
        }
        for (name, value) in self.headers.iter().filter(|(name, _)| !is_volatile(name)) {
            if sent.header(name) != Some(value) {
                let sent = sent.header(name);
                found.push(format!("recorded {name} {value:?}, sent {sent:?}"));
            }
        }
        let body = sent.body().unwrap_or_default();
        if !same(&self.body, body) {
            let text = String::from_utf8_lossy;
            found.push(format!("recorded body {:?}, sent {:?}", text(&self.body), text(body)));
        }
        found
    }
}

fn is_volatile(name: &str) -> bool {
    VOLATILE.contains(&name)
}

/// The parts before and behind the first empty line.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = |mark: &[u8]| {
        let place = bytes.windows(mark.len()).position(|window| window == mark)?;
        Some((place, place + mark.len()))
    };
    let found = [at(b"\r\n\r\n"), at(b"\n\n")].into_iter().flatten().min();
    let parts = found.and_then(|(end, start)| Some((bytes.get(..end)?, bytes.get(start..)?)));
    parts.unwrap_or((bytes, &[]))
}

/// Whether bodies say the same: JSON by its values, all else byte for byte, except for white space
/// at the end, which editors add.
fn same(recorded: &[u8], sent: &[u8]) -> bool {
    let json = |bytes| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    match (json(recorded), json(sent)) {
        (Some(recorded), Some(sent)) => recorded == sent,
        _ => recorded.trim_ascii_end() == sent.trim_ascii_end(),
    }
}

impl fmt::Debug for Exchange {
    /// Without headers and bodies, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = self.request.as_ref().map(|request| &request.first);
        f.debug_struct("Exchange")
            .field("request", &request)
            .field("answer", &self.answer.first)
            .finish_non_exhaustive()
    }
}
