//! From CBOR to values.

use super::form::ReadAs;
use super::value::Decode;
use crate::wire::MAX_DEPTH;
use crate::wire::any::{Stage, any};
use crate::wire::error::{DecodeError, Result};
use crate::wire::nullable::nullable_reader;
use crate::wire::path::Step;
use minicbor::Decoder;
use minicbor::data::Type;
use minicbor::decode::Error;
use std::borrow::Cow;
use std::fmt;

/// Reads a whole value. No bytes at all are an empty structure.
///
/// # Errors
///
/// What is wrong with the CBOR, with the path to it.
pub fn decode<T: Decode + Default>(cbor: &[u8]) -> Result<T> {
    let mut value = T::default();
    decode_into(cbor, &mut value)?;
    Ok(value)
}

/// Reads a whole value into one that may have begun elsewhere.
///
/// # Errors
///
/// What is wrong with the CBOR, with the path to it.
pub(crate) fn decode_into(cbor: &[u8], value: &mut dyn Decode) -> Result {
    if !cbor.is_empty() {
        let mut reader = Reader::new(cbor);
        reader.read(value)?;
        reader.finish()?;
    }
    Ok(())
}

/// CBOR that is being read.
pub struct Reader<'c> {
    cbor: Decoder<'c>,
    depth: u8,
    stage: Stage,
}

impl fmt::Debug for Reader<'_> {
    /// Without the data, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("offset", &self.cbor.position()).finish()
    }
}

any!();
nullable_reader!();

impl<'c> Reader<'c> {
    pub(crate) fn new(data: &'c [u8]) -> Self {
        Self { cbor: Decoder::new(data), depth: 0, stage: Stage::Within }
    }

    fn finish(&self) -> Result {
        if self.cbor.position() < self.cbor.input().len() {
            return Err(self.error("expected the end"));
        }
        Ok(())
    }

    /// Skips a value.
    pub fn skip(&mut self) -> Result {
        match self.peek()? {
            Type::Array | Type::ArrayIndef => self.items(&mut Self::skip),
            Type::Map | Type::MapIndef => {
                let length = self.take(Decoder::map)?;
                self.sequence(length, &mut |reader| {
                    reader.skip()?;
                    reader.skip()
                })
            }
            Type::Tag => {
                self.tag()?;
                self.enter()?;
                self.skip()?;
                self.depth -= 1;
                Ok(())
            }
            Type::String | Type::StringIndef => self.text().map(drop),
            Type::Bytes | Type::BytesIndef => self.bytes().map(drop),
            Type::F16 | Type::F32 | Type::F64 => self.float().map(drop),
            Type::Bool => self.bool().map(drop),
            Type::Null | Type::Undefined => self.null().map(drop),
            Type::Simple => self.take(Decoder::simple).map(drop),
            _ => self.integer().map(drop),
        }
    }

    /// Takes a null, or something undefined, if one is next.
    pub fn null(&mut self) -> Result<bool> {
        match self.peek()? {
            Type::Null => self.take(Decoder::null).map(|()| true),
            Type::Undefined => self.take(Decoder::undefined).map(|()| true),
            _ => Ok(false),
        }
    }

    /// Reads a map, each member by a function of its name.
    pub fn object(&mut self, member: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        if !matches!(self.peek()?, Type::Map | Type::MapIndef) {
            return Err(self.wrong_type("a map"));
        }
        let length = self.take(Decoder::map)?;
        self.sequence(length, &mut |reader| {
            let name = reader.text()?;
            member(&name, reader)
                .map_err(|error| error.within(Step::Member(name.into_owned().into())))
        })
    }

    /// Reads a list, each item by a function.
    pub(super) fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> Result) -> Result {
        if !matches!(self.peek()?, Type::Array | Type::ArrayIndef) {
            return Err(self.wrong_type("a list"));
        }
        let length = self.take(Decoder::array)?;
        let mut index = 0;
        self.sequence(length, &mut |reader| {
            item(reader).map_err(|error| error.within(Step::Index(index)))?;
            index += 1;
            Ok(())
        })
    }

    /// Reads what is of a length that was told, or else ends with a break.
    fn sequence(
        &mut self,
        length: Option<u64>,
        read: &mut dyn FnMut(&mut Self) -> Result,
    ) -> Result {
        self.enter()?;
        match length {
            // However many are promised, each takes a byte at least.
            Some(length) => {
                for _ in 0..length {
                    read(self)?;
                }
            }
            None => {
                while self.peek()? != Type::Break {
                    read(self)?;
                }
                self.cbor.set_position(self.cbor.position() + 1);
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn enter(&mut self) -> Result {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(())
    }

    /// Reads text.
    pub fn text(&mut self) -> Result<Cow<'c, str>> {
        match self.peek()? {
            Type::String => self.take(Decoder::str).map(Cow::Borrowed),
            Type::StringIndef => self
                .take(|cbor| cbor.str_iter()?.collect::<std::result::Result<String, Error>>())
                .map(Cow::Owned),
            _ => Err(self.wrong_type("a string")),
        }
    }

    /// Reads text; anything else is passed over.
    pub fn text_or_skip(&mut self, into: &mut Option<String>) -> Result {
        match self.peek()? {
            Type::String | Type::StringIndef => self.read(into),
            _ => self.skip(),
        }
    }

    pub(super) fn bytes(&mut self) -> Result<Vec<u8>> {
        if !matches!(self.peek()?, Type::Bytes | Type::BytesIndef) {
            return Err(self.wrong_type("bytes"));
        }
        self.take(|cbor| {
            let mut bytes = Vec::new();
            for piece in cbor.bytes_iter()? {
                bytes.extend_from_slice(piece?);
            }
            Ok(bytes)
        })
    }

    pub(super) fn bool(&mut self) -> Result<bool> {
        match self.peek()? {
            Type::Bool => self.take(Decoder::bool),
            _ => Err(self.wrong_type("a boolean")),
        }
    }

    /// Reads an integer, which may have 65 bits.
    pub(super) fn integer(&mut self) -> Result<i128> {
        if !self.is_integer()? {
            return Err(self.wrong_type("an integer"));
        }
        self.take(Decoder::int).map(i128::from)
    }

    pub(super) fn is_integer(&mut self) -> Result<bool> {
        Ok(kind(self.peek()?) == INTEGER)
    }

    /// Reads a number with a fraction, of any precision.
    pub(super) fn float(&mut self) -> Result<f64> {
        match self.peek()? {
            Type::F64 => self.take(Decoder::f64),
            _ => self.single().map(f64::from),
        }
    }

    /// Reads a number with a fraction, of at most 32 bits.
    pub(super) fn single(&mut self) -> Result<f32> {
        match self.peek()? {
            Type::F16 => self.half(),
            Type::F32 => self.take(Decoder::f32),
            _ => Err(self.wrong_type("a number")),
        }
    }

    /// Reads a number of 16 bits: a sign, five bits of exponent, ten of fraction.
    fn half(&mut self) -> Result<f32> {
        let start = self.cbor.position() + 1;
        let Some(&[high, low]) = self.cbor.input().get(start..start + 2) else {
            return Err(self.error(END));
        };
        self.cbor.set_position(start + 2);
        let bits = u16::from_be_bytes([high, low]);
        let (exponent, fraction) = (bits >> 10 & 0x1f, bits & 0x3ff);
        let size = match exponent {
            // Below the smallest exponent, in steps of two to the power of -24.
            0 => f32::from(fraction) * f32::from_bits((127 - 24) << 23),
            0x1f if fraction == 0 => f32::INFINITY,
            0x1f => f32::NAN,
            _ => f32::from_bits((u32::from(exponent) + 127 - 15) << 23 | u32::from(fraction) << 13),
        };
        Ok(if bits >> 15 == 1 { -size } else { size })
    }

    /// Reads what kind of value the next one is.
    pub(super) fn tag(&mut self) -> Result<u64> {
        self.take(Decoder::tag).map(u64::from)
    }

    pub(super) fn peek(&mut self) -> Result<Type> {
        self.take(|cbor| cbor.datatype())
    }

    fn take<T>(
        &mut self,
        take: impl FnOnce(&mut Decoder<'c>) -> std::result::Result<T, Error>,
    ) -> Result<T> {
        take(&mut self.cbor).map_err(|error| {
            if error.is_end_of_input() { self.error(END) } else { self.error("not valid CBOR") }
        })
    }

    pub(super) fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(message, self.cbor.position())
    }

    /// The error that something else was expected than what is next.
    pub(super) fn wrong_type(&mut self, expected: &str) -> DecodeError {
        let found = self.cbor.datatype().map_or("nothing", kind);
        self.error(format!("expected {expected}, found {found}"))
    }
}

const END: &str = "the end is missing";
const INTEGER: &str = "an integer";

fn kind(of: Type) -> &'static str {
    match of {
        Type::Bool => "a boolean",
        Type::Null | Type::Undefined => "null",
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => INTEGER,
        Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int => INTEGER,
        Type::F16 | Type::F32 | Type::F64 => "a number",
        Type::Bytes | Type::BytesIndef => "bytes",
        Type::String | Type::StringIndef => "a string",
        Type::Array | Type::ArrayIndef => "a list",
        Type::Map | Type::MapIndef => "a map",
        Type::Tag => "a tag",
        Type::Simple | Type::Break | Type::Unknown(_) => "something else",
    }
}
