//! CBOR as the body of HTTP messages, and as the payload of events.

use super::{Decode, Encode, Result, decode_into, encode};
#[cfg(feature = "events")]
use crate::events::{EventReader, EventWriter};
use crate::http::{RequestWriter, ResponseReader};

impl RequestWriter {
    /// Writes all members as the body.
    pub fn cbor_document(&mut self, value: &dyn Encode) {
        self.set_document("application/cbor", encode(value));
    }
}

impl ResponseReader<'_> {
    /// Reads all members from the body.
    pub fn cbor_document(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.body(), into)
    }
}

#[cfg(feature = "events")]
impl EventWriter {
    /// Writes any value as the payload.
    pub fn cbor<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            self.cbor_document(value);
        }
    }

    /// Writes any value as the payload.
    pub fn cbor_value<T: Encode>(&mut self, value: &Option<T>) {
        self.cbor(value);
    }

    /// Writes the members that stand nowhere else as the payload.
    pub fn cbor_document(&mut self, value: &impl Encode) {
        self.set_document("application/cbor", encode(value));
    }
}

#[cfg(feature = "events")]
impl EventReader<'_> {
    /// Reads the payload as one value.
    pub fn cbor(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), into)
    }

    /// Reads the members that stand nowhere else from the payload.
    pub fn cbor_document(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), into)
    }
}
