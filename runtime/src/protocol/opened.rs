//! An answer of events whose beginning was not read yet.

use crate::Protocol;
use crate::error::BoxError;
use crate::events::{Frames, INITIAL_RESPONSE, text};
use crate::http::{Received, ResponseReader};
use crate::operation::Current;
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

/// An answer of events, on its way through the orchestrator.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    frames: Frames,
}

impl Opened {
    pub(super) fn new(status: u16, headers: &Headers, body: SdkBody) -> Self {
        Self { status, headers: headers.clone(), frames: Frames::new(body) }
    }

    /// Reads the output. Where the answer has more than its events, a first one brings it.
    pub(crate) async fn output(mut self, current: Current) -> Result<Output, BoxError> {
        let initial =
            if binds(current.service.protocol) { Bytes::new() } else { self.initial().await? };
        let received = Received {
            status: self.status,
            headers: &self.headers,
            body: &initial,
            stream: None,
            frames: Some(self.frames),
            is_url_encoded: false,
        };
        let mut reader = ResponseReader::output(current, received);
        Ok(current.operation.decode(&mut reader)?)
    }

    async fn initial(&mut self) -> Result<Bytes, BoxError> {
        let Some(message) = self.frames.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if text(&message, ":event-type").is_ok_and(|kind| kind == INITIAL_RESPONSE) {
            return Ok(message.payload().clone());
        }
        self.frames.put_back(message);
        Ok(Bytes::new())
    }
}

/// Whether headers bring what an answer has besides its events.
fn binds(protocol: Protocol) -> bool {
    match protocol {
        #[cfg(feature = "json")]
        Protocol::RestJson1 => true,
        #[cfg(feature = "xml")]
        Protocol::RestXml | Protocol::RestXmlBareErrors => true,
        _ => false,
    }
}
