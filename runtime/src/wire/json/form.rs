//! What JSON makes of forms.

use super::read::{Decode, Reader};
use super::write::{Encode, Writer};
use crate::wire::form::{
    Boxed, DateTimeText, EpochSeconds, HttpDate, List, MapOf, NumberText, Plain, Shaped, Sparse,
};
use crate::wire::nullable::nullable;
use crate::wire::{Enum, EnumValue, Result, TextForm};
use crate::{BigDecimal, BigInteger, DateTime, Map, MapKey};
use aws_smithy_types::date_time::Format;

nullable!();

impl WriteAs<DateTime> for EpochSeconds {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        if value.has_subsec_nanos() {
            let mut text = String::new();
            self.push_text(value, &mut text);
            writer.raw(&text);
        } else {
            writer.raw(itoa::Buffer::new().format(value.secs()));
        }
    }
}

impl ReadAs<DateTime> for EpochSeconds {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        let parsed = self.read_text(reader.number()?);
        expect(self, parsed, reader)
    }
}

impl WriteAs<DateTime> for DateTimeText {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        write_moment(value, Format::DateTime, writer);
    }
}

impl ReadAs<DateTime> for DateTimeText {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        let parsed = self.read_text(reader.text()?);
        expect(self, parsed, reader)
    }
}

impl WriteAs<DateTime> for HttpDate {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        write_moment(value, Format::HttpDate, writer);
    }
}

impl ReadAs<DateTime> for HttpDate {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        let parsed = self.read_text(reader.text()?);
        expect(self, parsed, reader)
    }
}

/// A moment before the year 1 or after 9999 has no text; it is written as the number that it is, and
/// the service says what it thinks of it.
fn write_moment(value: &DateTime, format: Format, writer: &mut Writer) {
    match value.fmt(format) {
        Ok(text) => writer.string(&text),
        Err(_) => EpochSeconds.encode_as(value, writer),
    }
}

fn expect<T, F: TextForm<T>>(_: F, parsed: Option<T>, reader: &Reader<'_>) -> Result<T> {
    parsed.ok_or_else(|| reader.error(format!("expected {}", F::EXPECTED)))
}

impl WriteAs<BigInteger> for NumberText {
    fn encode_as(self, value: &BigInteger, writer: &mut Writer) {
        writer.string(value.as_ref());
    }
}

impl WriteAs<BigDecimal> for NumberText {
    fn encode_as(self, value: &BigDecimal, writer: &mut Writer) {
        writer.string(value.as_ref());
    }
}

/// Numbers are read in either spelling.
impl ReadAs<BigInteger> for NumberText {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<BigInteger> {
        Plain.decode_as(reader)
    }
}

/// Numbers are read in either spelling.
impl ReadAs<BigDecimal> for NumberText {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<BigDecimal> {
        Plain.decode_as(reader)
    }
}
