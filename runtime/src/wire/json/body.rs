//! JSON as the body of HTTP messages, and as the payload of events.

use super::read::{decode_by, decode_into};
use super::{Decode, Encode, Reader, Result, encode};
#[cfg(feature = "events")]
use crate::events::{EventReader, EventWriter};
use crate::http::{RequestWriter, ResponseReader};

impl RequestWriter {
    /// Writes a structure as the body, an empty one where there is none.
    pub fn json<T: Encode + Default>(&mut self, value: &Option<T>) {
        match value {
            Some(value) => self.json_document(value),
            None => self.json_document(&T::default()),
        }
    }

    /// Writes any value as the body.
    pub fn json_value<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            self.json_document(value);
        }
    }

    /// Writes the members that stand nowhere else as the body.
    pub fn json_document(&mut self, value: &dyn Encode) {
        self.set_document("application/json", encode(value));
    }
}

impl ResponseReader<'_> {
    /// Reads the body as one value.
    pub fn json(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.body(), into)
    }

    /// Reads the members that stand nowhere else from the body.
    pub fn json_document(&mut self, into: &mut dyn Decode) -> Result {
        let reader = match self.witness.take() {
            Some(witness) => Reader::watched(self.body(), witness),
            None => Reader::new(self.body()),
        };
        decode_by(reader, into)
    }
}

#[cfg(feature = "events")]
impl EventWriter {
    /// Writes any value as the payload.
    pub fn json<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            self.json_document(value);
        }
    }

    /// Writes any value as the payload.
    pub fn json_value<T: Encode>(&mut self, value: &Option<T>) {
        self.json(value);
    }

    /// Writes the members that stand nowhere else as the payload.
    pub fn json_document(&mut self, value: &impl Encode) {
        self.set_document("application/json", encode(value));
    }
}

#[cfg(feature = "events")]
impl EventReader<'_> {
    /// Reads the payload as one value.
    pub fn json(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), into)
    }

    /// Reads the members that stand nowhere else from the payload.
    pub fn json_document(&mut self, into: &mut dyn Decode) -> Result {
        decode_into(self.payload(), into)
    }
}
