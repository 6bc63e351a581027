//! Forms: how a value looks in JSON where its type alone does not tell.

use super::read::{Decode, Reader, Result};
use super::write::{Encode, Writer};
use crate::{DateTime, Map, MapKey};
use aws_smithy_types::date_time::Format;

/// A way to write and read values of a type. Forms compose: `List(EpochSeconds)`.
pub trait Form<T>: Copy {
    /// Writes the value.
    fn encode_as(self, value: &T, writer: &mut Writer);

    /// Reads a value; it is not `null`.
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T>;
}

/// The form that the type itself tells; for the inside of [`Sparse`].
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// Seconds since 1970 as a number, with a fraction where there is one.
#[derive(Clone, Copy, Debug)]
pub struct EpochSeconds;

/// `2019-12-16T23:48:18Z`
#[derive(Clone, Copy, Debug)]
pub struct DateTimeText;

/// `Mon, 16 Dec 2019 23:48:18 GMT`
#[derive(Clone, Copy, Debug)]
pub struct HttpDate;

/// A list whose items have that form.
#[derive(Clone, Copy, Debug)]
pub struct List<F>(pub F);

/// A map whose values have that form.
#[derive(Clone, Copy, Debug)]
pub struct MapOf<F>(pub F);

/// A list or a map whose values may be null; its values have that form.
#[derive(Clone, Copy, Debug)]
pub struct Sparse<F>(pub F);

impl<T: Encode + Decode> Form<T> for Plain {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        value.encode(writer);
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T> {
        let mut value = T::default();
        value.decode(reader)?;
        Ok(value)
    }
}

impl Form<DateTime> for EpochSeconds {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        if value.has_subsec_nanos() {
            // This format has a text for every moment.
            writer.raw(&value.fmt(Format::EpochSeconds).unwrap_or_default());
        } else {
            writer.raw(itoa::Buffer::new().format(value.secs()));
        }
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        let text = reader.number()?;
        let parsed = match DateTime::from_str(text, Format::EpochSeconds) {
            Ok(moment) => Some(moment),
            // Servers write large numbers with an exponent.
            Err(_) => {
                let seconds: Option<f64> = text.parse().ok();
                seconds.filter(|seconds| seconds.abs() < LIMIT).map(DateTime::from_secs_f64)
            }
        };
        parsed.ok_or_else(|| reader.error("not a moment in seconds since 1970"))
    }
}

/// Seconds that a moment can hold; the year 9999 is well below.
const LIMIT: f64 = 1e15;

impl Form<DateTime> for DateTimeText {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        write_text(value, Format::DateTime, writer);
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        read_text(Format::DateTimeWithOffset, reader)
    }
}

impl Form<DateTime> for HttpDate {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        write_text(value, Format::HttpDate, writer);
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        read_text(Format::HttpDate, reader)
    }
}

/// A moment before the year 1 or after 9999 has no text; it is written as the number that it is, and
/// the service says what it thinks of it.
fn write_text(value: &DateTime, format: Format, writer: &mut Writer) {
    match value.fmt(format) {
        Ok(text) => writer.string(&text),
        Err(_) => EpochSeconds.encode_as(value, writer),
    }
}

fn read_text(format: Format, reader: &mut Reader<'_>) -> Result<DateTime> {
    let parsed = DateTime::from_str(reader.text()?, format);
    parsed.map_err(|error| reader.error(format!("not a moment: {error}")))
}

impl<T, F: Form<T>> Form<Option<T>> for F {
    fn encode_as(self, value: &Option<T>, writer: &mut Writer) {
        match value {
            Some(value) => self.encode_as(value, writer),
            None => writer.raw("null"),
        }
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Option<T>> {
        self.decode_as(reader).map(Some)
    }
}

/// A null in a list that may not hold nulls is passed over.
impl<T, F: Form<T>> Form<Vec<T>> for List<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        writer.items(value, |writer, item| self.0.encode_as(item, writer));
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<T>> {
        let mut items = Vec::new();
        reader.items(&mut |reader| {
            if !reader.null()? {
                items.push(self.0.decode_as(reader)?);
            }
            Ok(())
        })?;
        Ok(items)
    }
}

/// A null in a map that may not hold nulls is passed over.
impl<K: MapKey, V, F: Form<V>> Form<Map<K, V>> for MapOf<F> {
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries(value, |writer, value| self.0.encode_as(value, writer));
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, V>> {
        let mut entries = Map::new();
        reader.object(&mut |name, reader| {
            if !reader.null()? {
                entries.insert(K::from_key(name), self.0.decode_as(reader)?);
            }
            Ok(())
        })?;
        Ok(entries)
    }
}

impl<T, F: Form<T>> Form<Vec<Option<T>>> for Sparse<F> {
    fn encode_as(self, value: &Vec<Option<T>>, writer: &mut Writer) {
        writer.items(value, |writer, item| write_or_null(self.0, item, writer));
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<Option<T>>> {
        let mut items = Vec::new();
        reader.items(&mut |reader| {
            items.push(read_or_null(self.0, reader)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<K: MapKey, V, F: Form<V>> Form<Map<K, Option<V>>> for Sparse<F> {
    fn encode_as(self, value: &Map<K, Option<V>>, writer: &mut Writer) {
        writer.entries(value, |writer, value| write_or_null(self.0, value, writer));
    }

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, Option<V>>> {
        let mut entries = Map::new();
        reader.object(&mut |name, reader| {
            entries.insert(K::from_key(name), read_or_null(self.0, reader)?);
            Ok(())
        })?;
        Ok(entries)
    }
}

fn write_or_null<T>(form: impl Form<T>, value: &Option<T>, writer: &mut Writer) {
    match value {
        Some(value) => form.encode_as(value, writer),
        None => writer.raw("null"),
    }
}

fn read_or_null<T>(form: impl Form<T>, reader: &mut Reader<'_>) -> Result<Option<T>> {
    if reader.null()? { Ok(None) } else { form.decode_as(reader).map(Some) }
}
