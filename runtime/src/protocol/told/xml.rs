//! Errors in XML.

use super::{Body, Told};
use crate::wire::Result;
use crate::wire::xml::{self, Decode, Reader};

impl Told {
    pub(in crate::protocol) fn in_xml(body: &[u8]) -> Self {
        Self::new(None, xml::decode(body).unwrap_or_default())
    }
}

/// `<ErrorResponse><Error>`, `<Response><Errors><Error>` or `<Error>`: the wrappers are looked
/// through.
impl Decode for Body {
    fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result {
        match member {
            "Error" | "Errors" => reader.value(self),
            "Code" => reader.text_or_skip(&mut self.code),
            "Message" | "message" => reader.text_or_skip(&mut self.message),
            "RequestId" | "RequestID" => reader.text_or_skip(&mut self.request_id),
            _ => reader.other(),
        }
    }
}
