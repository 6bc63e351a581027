//! Values that CBOR can be made of, and that can be read from it.

use super::form::{ReadAs, WriteAs};
use super::read::Reader;
use super::write::{Object, Writer};
use crate::wire::form::EpochSeconds;
use crate::wire::{Result, text};
use crate::{Blob, DateTime};
use minicbor::data::{Int, Type};
use std::str::FromStr;

/// A value that CBOR can be made of. A structure overrides [`members`](Encode::members), everything
/// else overrides [`encode`](Encode::encode).
pub trait Encode {
    /// Writes the members of a structure.
    fn members(&self, object: &mut Object<'_>) {
        let _ = object;
    }

    /// Writes the value.
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        self.members(&mut object);
        object.end();
    }
}

/// A value that can be read from CBOR.
pub trait Decode {
    /// Reads the value, which is not null. A structure or a union reads the member of that name,
    /// and leaves all others to [`other`](Reader::other); anything else reads itself, whatever the
    /// name.
    ///
    /// Readers call it by [`value`](Reader::value): without a name first, and then for each member
    /// of what has members. Of two functions, both would be compiled for each type, and one would
    /// never be called.
    fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result;
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Decode for String {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = reader.text()?.into_owned();
        Ok(())
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

impl Decode for bool {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = reader.bool()?;
        Ok(())
    }
}

impl Encode for Blob {
    fn encode(&self, writer: &mut Writer) {
        writer.bytes(self.as_ref());
    }
}

impl Decode for Blob {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = Blob::new(reader.bytes()?);
        Ok(())
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self, writer: &mut Writer) {
                writer.integer(Int::from(*self));
            }
        }

        impl Decode for $type {
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                let number = reader.integer()?;
                *self = number.try_into().map_err(|_| {
                    reader.error(concat!("a number that does not fit ", stringify!($type)))
                })?;
                Ok(())
            }
        }
    )*};
}

integers!(i8, i16, i32, i64);

impl Encode for f32 {
    fn encode(&self, writer: &mut Writer) {
        writer.f32(*self);
    }
}

/// A number of more precision is rounded.
impl Decode for f32 {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = match reader.peek()? {
            Type::F16 | Type::F32 => reader.single()?,
            _ => parse(&number(reader)?.to_string(), reader)?,
        };
        Ok(())
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        writer.f64(*self);
    }
}

impl Decode for f64 {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = number(reader)?;
        Ok(())
    }
}

/// A number with or without a fraction.
fn number(reader: &mut Reader<'_>) -> Result<f64> {
    if reader.is_integer()? {
        let text = reader.integer()?.to_string();
        return parse(&text, reader);
    }
    reader.float()
}

fn parse<T: FromStr>(text: &str, reader: &Reader<'_>) -> Result<T> {
    text.parse().map_err(|_| reader.error("expected a number"))
}

/// The tag of moments in seconds since 1970.
const EPOCH: u64 = 1;

impl WriteAs<DateTime> for EpochSeconds {
    fn encode_as(self, value: &DateTime, writer: &mut Writer) {
        writer.tag(EPOCH);
        if value.has_subsec_nanos() {
            writer.f64(value.as_secs_f64());
        } else {
            writer.integer(Int::from(value.secs()));
        }
    }
}

/// With or without the tag.
impl ReadAs<DateTime> for EpochSeconds {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
        if reader.peek()? == Type::Tag && reader.tag()? != EPOCH {
            return Err(reader.error("expected a moment, found another tag"));
        }
        let moment = if reader.is_integer()? {
            i64::try_from(reader.integer()?).ok().map(DateTime::from_secs)
        } else {
            text::moment(reader.float()?)
        };
        moment.ok_or_else(|| reader.error("expected a moment in seconds since 1970"))
    }
}
