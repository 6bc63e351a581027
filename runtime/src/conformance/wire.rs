//! The HTTP client of tests.

use super::{Event, Mismatch, Sent};
use crate::error::BoxError;
use crate::{ClientBuilder, ServiceClient};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::retry::RetryConfig;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The token of every request that needs one.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A network without a network: it keeps the request, and answers what the test says.
#[derive(Clone, Debug)]
pub struct Wire {
    host: Option<String>,
    answer: Option<Reply>,
    sent: Arc<Mutex<Option<Sent>>>,
}

/// An answer.
#[derive(Clone, Debug)]
struct Reply {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
    /// Why the test's own text is no body.
    fault: Option<String>,
}

impl Wire {
    /// Nobody answers: for tests of requests.
    pub fn silent() -> Self {
        let host = Some("example.com".to_owned());
        Self { host, answer: None, sent: Arc::default() }
    }

    /// Somebody answers with a status, an empty body and no header.
    pub fn answering(status: u16) -> Self {
        let reply = Reply { status, headers: Vec::new(), body: Vec::new(), fault: None };
        Self { answer: Some(reply), ..Self::silent() }
    }

    /// The host that clients are told, with a path if it has one.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    /// Clients are told no host: their endpoint rules decide.
    pub fn no_host(mut self) -> Self {
        self.host = None;
        self
    }

    /// A header of the answer.
    pub fn header(self, name: &'static str, value: &'static str) -> Self {
        self.reply(|reply| reply.headers.push((name, value)))
    }

    /// The body of the answer.
    pub fn body(self, body: &str) -> Self {
        self.reply(|reply| reply.body = body.as_bytes().to_vec())
    }

    /// The body of the answer, in base64.
    pub fn base64(self, body: &str) -> Self {
        self.reply(|reply| match aws_smithy_types::base64::decode(body) {
            Ok(bytes) => reply.body = bytes,
            Err(error) => reply.fault = Some(format!("the body is not base64: {error}")),
        })
    }

    /// The body of the answer: events.
    pub fn events<const N: usize>(self, events: [Event; N]) -> Self {
        self.reply(|reply| {
            for event in &events {
                match event.frame() {
                    Ok(frame) => reply.body.extend_from_slice(&frame),
                    Err(why) => reply.fault = Some(why.to_string()),
                }
            }
        })
    }

    fn reply(mut self, change: impl FnOnce(&mut Reply)) -> Self {
        if let Some(reply) = &mut self.answer {
            change(reply);
        }
        self
    }

    /// A client that is connected to it.
    pub fn client<C: ServiceClient>(&self) -> C {
        self.client_with(|builder| builder)
    }

    /// A client that is connected to it, with settings of its own.
    pub fn client_with<C: ServiceClient>(
        &self,
        settings: impl FnOnce(ClientBuilder<C>) -> ClientBuilder<C>,
    ) -> C {
        let mut builder = ClientBuilder::new()
            .region("us-east-1")
            .access_key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
            .retry_config(RetryConfig::disabled())
            .idempotency_tokens(|| TOKEN.to_owned())
            .http_client(self.clone());
        if let Some(host) = &self.host {
            builder = builder.endpoint_url(format!("https://{host}"));
        }
        settings(builder).build()
    }

    /// The request that a call sent.
    ///
    /// # Errors
    ///
    /// Nothing was sent; the result of the call says why.
    pub fn sent<T, E: fmt::Display>(&self, result: Result<T, E>) -> Result<Sent, Mismatch> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner).take();
        sent.ok_or_else(|| match result {
            Ok(_) => Mismatch::new("nothing was sent"),
            Err(error) => Mismatch::new(format!("nothing was sent: {error}")),
        })
    }

    async fn exchange(self, request: HttpRequest) -> Result<HttpResponse, BoxError> {
        let sent = receive(request).await?;
        *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = Some(sent);
        let reply = self.answer.ok_or("nobody answers")?;
        if let Some(fault) = reply.fault {
            return Err(fault.into());
        }
        let mut response = HttpResponse::new(reply.status.try_into()?, SdkBody::from(reply.body));
        for (name, value) in reply.headers {
            // Names of headers are sent in lower case, as HTTP/2 asks.
            response.headers_mut().try_append(name.to_lowercase(), value)?;
        }
        Ok(response)
    }
}

/// The request as it would be sent.
async fn receive(mut request: HttpRequest) -> Result<Sent, BoxError> {
    let body = ByteStream::new(request.take_body()).collect().await?.into_bytes();
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let (method, uri) = (request.method().to_owned(), request.uri().to_owned());
    Ok(Sent::new(method, uri, headers, body))
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let wire = self.clone();
        HttpConnectorFuture::new(async move {
            wire.exchange(request).await.map_err(|error| ConnectorError::other(error, None))
        })
    }
}

impl HttpClient for Wire {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
