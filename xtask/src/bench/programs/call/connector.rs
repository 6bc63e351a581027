//! A connector that answers at once, and an interceptor that keeps what was sent.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::date_time::Format;
use bytes::Bytes;
use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// What was sent last, where somebody wants to know.
pub type Sent = Arc<Mutex<Option<HttpRequest>>>;

#[derive(Debug)]
struct Canned {
    body: Bytes,
    content_type: &'static str,
    /// Of the start, for the clocks of a client and its service agree as a rule.
    date: String,
    sent: Option<Sent>,
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match &self.sent {
            Some(sent) => *sent.lock().expect("no panic") = Some(request),
            None => drop(black_box(request)),
        }
        let ok = StatusCode::try_from(200).expect("a status");
        let mut response = HttpResponse::new(ok, SdkBody::from(self.body.clone()));
        let headers = response.headers_mut();
        headers.insert("content-type", self.content_type);
        headers.insert("x-amzn-requestid", "a1b2c3d4-0000-1111-2222-333344445555");
        headers.insert("date", self.date.clone());
        HttpConnectorFuture::ready(Ok(response))
    }
}

#[derive(Clone, Debug)]
struct Client(SharedHttpConnector);

impl HttpClient for Client {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.0.clone()
    }
}

/// An HTTP client that gives this answer to everything.
pub fn canned(body: &str, content_type: &'static str, sent: Option<Sent>) -> SharedHttpClient {
    let body = Bytes::from(body.to_owned());
    let date = DateTime::from(SystemTime::now()).fmt(Format::HttpDate).expect("a date");
    let canned = Canned { body, content_type, date, sent };
    SharedHttpClient::new(Client(SharedHttpConnector::new(canned)))
}
