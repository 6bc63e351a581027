//! A request as it would have been sent.

use crate::error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use std::fmt;

/// A request as it would have been sent, signature and all.
#[derive(Clone)]
pub struct SentRequest {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
}

impl SentRequest {
    /// Reads a request. A body whose length nobody knows may wait for what comes after the answer, and
    /// is left alone.
    pub(super) async fn receive(request: &mut HttpRequest) -> Result<Self, BoxError> {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        let headers = headers.collect();
        let (method, uri) = (request.method().to_owned(), request.uri().to_owned());
        let body = match request.body().content_length() {
            None => None,
            Some(_) => {
                let body = std::mem::replace(request.body_mut(), SdkBody::taken());
                Some(ByteStream::new(body).collect().await?.into_bytes())
            }
        };
        Ok(Self { method, uri, headers, body })
    }

    /// The method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Where it would have gone, from the scheme to the query.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The path and the query.
    pub fn target(&self) -> &str {
        let (_, rest) = self.uri.split_once("://").unwrap_or(("", &self.uri));
        match rest.find(['/', '?']) {
            Some(start) => rest.get(start..).unwrap_or_default(),
            None => "/",
        }
    }

    /// The first header of a name, in whatever case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers().filter(|(sent, _)| sent.eq_ignore_ascii_case(name));
        all.next().map(|(_, value)| value)
    }

    /// All headers, with names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body; none where it is a stream whose length nobody knows, such as one of events.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }
}

impl fmt::Debug for SentRequest {
    /// Without the values of headers and the body, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        f.debug_struct("SentRequest")
            .field("method", &self.method)
            .field("uri", &self.uri)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}
