//! Errors in JSON.

use super::{Body, Told};
use crate::wire::Result;
use crate::wire::json::{self, Decode, Reader};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

impl Told {
    pub(in crate::protocol) fn in_json(response: &HttpResponse, body: &[u8]) -> Self {
        Self::with_header(response, json::decode(body).unwrap_or_default())
    }
}

impl Decode for Body {
    fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result {
        match member {
            "__type" => reader.text_or_skip(&mut self.kind),
            "code" | "Code" => reader.text_or_skip(&mut self.code),
            "message" | "Message" | "errorMessage" => reader.text_or_skip(&mut self.message),
            _ => reader.other(),
        }
    }
}
