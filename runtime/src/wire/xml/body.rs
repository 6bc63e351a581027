//! XML as the body of HTTP messages, and as the payload of events.

use super::{Decode, Encode, Result, Tag, decode_answer, decode_into, encode};
use crate::Protocol;
#[cfg(feature = "events")]
use crate::events::{EventReader, EventWriter};
use crate::http::{RequestWriter, ResponseReader};

impl RequestWriter {
    /// Writes an element as the body.
    pub fn xml<T: Encode>(&mut self, root: impl Into<Tag>, value: &Option<T>) {
        if let Some(value) = value {
            self.xml_document(root, value);
        }
    }

    /// Writes the members that stand nowhere else as the body.
    pub fn xml_document(&mut self, root: impl Into<Tag>, value: &dyn Encode) {
        self.set_document("application/xml", encode(root, value));
    }
}

impl ResponseReader<'_> {
    /// Reads the body as one element.
    pub fn xml(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.body(), &[], into)
    }

    /// Reads the members that stand nowhere else from the body.
    pub fn xml_document(&mut self, into: &mut dyn Decode) -> Result {
        let (current, is_url_encoded) = self.about();
        let result: String;
        let wrappers: &[&str] = match (current.service.protocol, self.is_error()) {
            (Protocol::RestXmlBareErrors, true) => &[],
            #[cfg(feature = "query")]
            (Protocol::Ec2Query, true) => &["Errors", "Error"],
            (_, true) => &["Error"],
            #[cfg(feature = "query")]
            (Protocol::AwsQuery, false) => {
                result = format!("{}Result", current.operation.name());
                &[&result]
            }
            (_, false) => &[],
        };
        decode_answer(self.body(), wrappers, is_url_encoded, into)
    }
}

#[cfg(feature = "events")]
impl EventWriter {
    /// Writes an element as the payload.
    pub fn xml<T: Encode>(&mut self, root: impl Into<Tag>, value: &Option<T>) {
        if let Some(value) = value {
            self.xml_document(root, value);
        }
    }

    /// Writes the members that stand nowhere else as the payload.
    pub fn xml_document(&mut self, root: impl Into<Tag>, value: &impl Encode) {
        self.set_document("application/xml", encode(root, value));
    }
}

#[cfg(feature = "events")]
impl EventReader<'_> {
    /// Reads the payload as one element.
    pub fn xml(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), &[], into)
    }

    /// Reads the members that stand nowhere else from the payload.
    pub fn xml_document(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), &[], into)
    }
}
