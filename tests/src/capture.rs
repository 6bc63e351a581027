//! A connection to nowhere that answers at once, and keeps where requests went and how they were
//! signed.

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The connection; clones keep the same requests.
#[derive(Clone, Debug, Default)]
pub struct Capture(Arc<Mutex<Vec<Captured>>>);

/// A request.
#[derive(Clone, Debug)]
pub struct Captured {
    /// Where it went.
    pub url: String,
    /// Its headers.
    pub headers: BTreeMap<String, String>,
}

impl Captured {
    /// The value of a header; nothing where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl Capture {
    /// The connection as the client of a configuration.
    pub fn client(&self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self.clone());
        http_client_fn(move |_, _| connector.clone())
    }

    /// All requests so far.
    ///
    /// # Panics
    ///
    /// Where another test panicked meanwhile.
    pub fn requests(&self) -> Vec<Captured> {
        self.0.lock().expect("no panic").clone()
    }

    /// The last request.
    ///
    /// # Panics
    ///
    /// Where there was none.
    pub fn last(&self) -> Captured {
        self.0.lock().expect("no panic").last().cloned().expect("a request")
    }
}

impl HttpConnector for Capture {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let captured = Captured { url: request.uri().to_owned(), headers: headers.collect() };
        self.0.lock().expect("no panic").push(captured);
        let status = 200.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from("{}"))))
    }
}
