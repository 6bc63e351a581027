//! From values to CBOR.

use super::form::WriteAs;
use super::value::Encode;
use crate::MapKey;
use crate::wire::invalid::{self, InvalidInput, Notes, Noting};
use crate::wire::object::object;
use crate::wire::path::Step;
use minicbor::Encoder;
use minicbor::data::Int;

/// Makes CBOR of a value.
///
/// # Errors
///
/// Every required member, at any depth, that has no value, and every constraint that does not hold.
pub fn encode(value: &dyn Encode) -> Result<Vec<u8>, InvalidInput> {
    let writer = invalid::valid(Writer::default, |writer| value.encode(writer))?;
    Ok(writer.cbor.into_writer())
}

/// CBOR that is being written.
#[derive(Debug)]
pub struct Writer {
    /// Writes to a vector, which takes everything: its results say nothing.
    cbor: Encoder<Vec<u8>>,
    notes: Notes,
}

impl Default for Writer {
    fn default() -> Self {
        Self { cbor: Encoder::new(Vec::new()), notes: Notes::default() }
    }
}

impl Noting for Writer {
    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

impl Writer {
    /// Starts a structure, whose length shows at its end.
    pub fn object(&mut self) -> Object<'_> {
        let _ = self.cbor.begin_map();
        Object { writer: self }
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        let _ = self.cbor.str(text);
    }

    /// Writes bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let _ = self.cbor.bytes(bytes);
    }

    /// Writes an integer, in as few bytes as it takes.
    pub(super) fn integer(&mut self, number: Int) {
        let _ = self.cbor.int(number);
    }

    pub(super) fn f32(&mut self, number: f32) {
        let _ = self.cbor.f32(number);
    }

    pub(super) fn f64(&mut self, number: f64) {
        let _ = self.cbor.f64(number);
    }

    pub(super) fn bool(&mut self, value: bool) {
        let _ = self.cbor.bool(value);
    }

    pub(super) fn null(&mut self) {
        let _ = self.cbor.null();
    }

    /// Says what kind of value the next one is.
    pub(super) fn tag(&mut self, tag: u64) {
        let _ = self.cbor.tag(minicbor::data::Tag::new(tag));
    }

    /// Starts a list of that length.
    pub(super) fn array(&mut self, length: usize) {
        // No list is too long for 64 bits.
        let _ = self.cbor.array(u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// Writes a list of that many items, each by a function of its index.
    pub(super) fn items(&mut self, length: usize, write: &dyn Fn(usize, &mut Self)) {
        self.array(length);
        for index in 0..length {
            self.within(Step::Index(index), |writer| write(index, writer));
        }
    }

    /// Writes a map, each value by a function.
    pub(super) fn entries<'m, K: MapKey + 'm, V: 'm>(
        &mut self,
        entries: impl IntoIterator<Item = (&'m K, &'m V), IntoIter: ExactSizeIterator>,
        write: impl Fn(&mut Self, &'m V),
    ) {
        let entries = entries.into_iter();
        let _ = self.cbor.map(u64::try_from(entries.len()).unwrap_or(u64::MAX));
        for (index, (key, value)) in entries.enumerate() {
            self.string(key.as_key());
            self.within(Step::Index(index), |writer| write(writer, value));
        }
    }
}

/// A structure that is being written.
#[derive(Debug)]
pub struct Object<'w> {
    writer: &'w mut Writer,
}

object!(Object, Encode, WriteAs);

impl Object<'_> {
    /// Writes a member of a plain value.
    pub fn value(&mut self, name: &'static str, value: &dyn Encode) {
        self.writer.string(name);
        self.writer.within(Step::Member(name.into()), |writer| value.encode(writer));
    }

    /// Writes a member of a plain value in a form of its own.
    pub fn value_as<T>(&mut self, form: impl WriteAs<T>, name: &'static str, value: &T) {
        self.writer.string(name);
        self.writer.within(Step::Member(name.into()), |writer| form.encode_as(value, writer));
    }

    pub(super) fn end(self) {
        let _ = self.writer.cbor.end();
    }
}
