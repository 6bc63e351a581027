//! From JSON to values.

use super::cursor::{Cursor, Peek};
use super::form::ReadAs;
use super::witness::Witness;
use crate::wire::any::{Stage, any};
use crate::wire::error::{DecodeError, Result};
use crate::wire::nullable::nullable_reader;
use crate::wire::path::Step;
use crate::wire::{MAX_DEPTH, Text};
use crate::{BigDecimal, BigInteger, Blob};
use std::fmt;

/// A value that can be read from JSON.
pub trait Decode {
    /// Reads the value, which is not `null`. A structure or a union reads the member of that name,
    /// and leaves all others to [`other`](Reader::other); anything else reads itself, whatever the
    /// name.
    ///
    /// Readers call it by [`value`](Reader::value): without a name first, and then for each member
    /// of what has members. Of two functions, both would be compiled for each type, and one would
    /// never be called.
    fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result;
}

/// Reads a whole document. No bytes at all are an empty object.
///
/// # Errors
///
/// What is wrong with the JSON, with the path to it.
pub fn decode<T: Decode + Default>(json: &[u8]) -> Result<T> {
    let mut value = T::default();
    decode_into(json, &mut value)?;
    Ok(value)
}

/// Reads a whole document into a value that may have begun elsewhere.
///
/// # Errors
///
/// What is wrong with the JSON, with the path to it.
pub(crate) fn decode_into(json: &[u8], value: &mut dyn Decode) -> Result {
    decode_by(Reader::new(json), value)
}

/// Reads a whole document into a value, with somebody who may look on.
///
/// # Errors
///
/// What is wrong with the JSON, with the path to it.
pub(super) fn decode_by(mut reader: Reader<'_>, value: &mut dyn Decode) -> Result {
    if !reader.cursor.is_blank() {
        reader.read(value)?;
        reader.finish()?;
    }
    Ok(())
}

/// JSON that is being read.
pub struct Reader<'j> {
    cursor: Cursor<'j>,
    depth: u8,
    stage: Stage,
    witness: Option<&'j mut dyn Witness>,
}

impl fmt::Debug for Reader<'_> {
    /// Without the data, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("offset", &self.cursor.at()).finish()
    }
}

any!();
nullable_reader!();

impl<'j> Reader<'j> {
    pub(crate) fn new(data: &'j [u8]) -> Self {
        Self { cursor: Cursor::new(data), depth: 0, stage: Stage::Within, witness: None }
    }

    /// A reader with somebody who looks on.
    pub(super) fn watched(data: &'j [u8], witness: &'j mut dyn Witness) -> Self {
        Self { witness: Some(witness), ..Self::new(data) }
    }

    pub(crate) fn finish(&mut self) -> Result {
        self.cursor.finish()
    }

    /// Skips a value.
    pub fn skip(&mut self) -> Result {
        // Whoever looks on does so at what is read.
        let witness = self.witness.take();
        let skipped = match self.peek()? {
            Peek::Null => self.cursor.word("null"),
            Peek::True => self.cursor.word("true"),
            Peek::False => self.cursor.word("false"),
            Peek::Number => self.cursor.number().map(drop),
            Peek::String => self.cursor.string().map(drop),
            Peek::Array => self.items(&mut Self::skip),
            Peek::Object => self.object(&mut |_, reader| reader.skip()),
            Peek::Nothing => Err(self.wrong_type("a value")),
        };
        self.witness = witness;
        skipped
    }

    /// Takes a `null` if one is next.
    pub fn null(&mut self) -> Result<bool> {
        let is_null = self.peek()? == Peek::Null;
        if is_null {
            self.cursor.word("null")?;
        }
        Ok(is_null)
    }

    /// Reads an object, each member by a function of its name.
    pub fn object(&mut self, member: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        if self.peek()? != Peek::Object {
            return Err(self.wrong_type("an object"));
        }
        self.enter()?;
        let mut has_more = self.cursor.begin_object()?;
        while has_more {
            let key = self.cursor.name()?;
            let start = self.cursor.at();
            if let Some(witness) = &mut self.witness {
                witness.begin(self.depth, &key);
            }
            if let Err(error) = member(&key, self) {
                return Err(error.within(Step::Member(key.into_owned().into())));
            }
            if let Some(witness) = &mut self.witness {
                witness.end(self.depth, &key, start..self.cursor.at());
            }
            has_more = self.cursor.next_member()?;
        }
        if let Some(witness) = &mut self.witness {
            witness.close(self.depth);
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads a list, each item by a function.
    pub(super) fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> Result) -> Result {
        if self.peek()? != Peek::Array {
            return Err(self.wrong_type("a list"));
        }
        self.enter()?;
        let mut has_more = self.cursor.begin_list()?;
        let mut index = 0;
        while has_more {
            if let Err(error) = item(self) {
                return Err(error.within(Step::Index(index)));
            }
            index += 1;
            has_more = self.cursor.next_item()?;
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
    pub fn text(&mut self) -> Result<&str> {
        if self.peek()? != Peek::String {
            return Err(self.wrong_type("a string"));
        }
        let text = self.cursor.string()?;
        if let Some(witness) = &mut self.witness {
            witness.text(text);
        }
        Ok(text)
    }

    /// Reads text; anything else is passed over.
    pub(crate) fn text_or_skip(&mut self, into: &mut Option<String>) -> Result {
        if self.peek()? == Peek::String { self.read(into) } else { self.skip() }
    }

    /// Reads the text of a number.
    pub(super) fn number(&mut self) -> Result<&str> {
        if self.peek()? != Peek::Number {
            return Err(self.wrong_type("a number"));
        }
        self.cursor.number()
    }

    pub(super) fn peek(&mut self) -> Result<Peek> {
        self.cursor.peek()
    }

    /// Reads true or false.
    pub(super) fn boolean(&mut self) -> Result<bool> {
        let value = match self.peek()? {
            Peek::True => true,
            Peek::False => false,
            _ => return Err(self.wrong_type("a boolean")),
        };
        self.cursor.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    pub(super) fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(message, self.cursor.at())
    }

    /// The error that something else was expected than what is next.
    pub(super) fn wrong_type(&mut self, expected: &str) -> DecodeError {
        let found = match self.cursor.peek() {
            Ok(Peek::Null) => "null",
            Ok(Peek::True | Peek::False) => "a boolean",
            Ok(Peek::String) => "a string",
            Ok(Peek::Array) => "a list",
            Ok(Peek::Object) => "an object",
            Ok(Peek::Number) => "a number",
            Ok(Peek::Nothing) | Err(_) => "something that is not JSON",
        };
        self.error(format!("expected {expected}, found {found}"))
    }
}

impl Decode for String {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        // What is there is empty as a rule, and has no room that could be used.
        *self = reader.text()?.to_owned();
        Ok(())
    }
}

impl Decode for bool {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = reader.boolean()?;
        Ok(())
    }
}

impl Decode for Blob {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        let bytes = aws_smithy_types::base64::decode(reader.text()?);
        *self = Blob::new(bytes.map_err(|_| reader.error("not valid base64"))?);
        Ok(())
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                let number = integer(reader)?;
                *self = number.try_into().map_err(|_| {
                    reader.error(concat!("a number that does not fit ", stringify!($type)))
                })?;
                Ok(())
            }
        }
    )*};
}

integers!(i8, i16, i32, i64);

/// An integer; a number with a fraction of nothing but zeros counts as one.
fn integer(reader: &mut Reader<'_>) -> Result<i64> {
    if reader.peek()? != Peek::Number {
        return Err(reader.wrong_type("an integer"));
    }
    let text = reader.number()?;
    if let Ok(number) = text.parse::<i64>() {
        return Ok(number);
    }
    let is_whole = text.parse::<f64>().is_ok_and(|number| number.fract() == 0.0);
    let whole = text.split('.').next().and_then(|whole| whole.parse().ok());
    let whole = whole.filter(|_| is_whole && !text.contains(['e', 'E']));
    whole.ok_or_else(|| reader.error("expected an integer of at most 64 bits"))
}

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            /// NaN and the infinities are strings, as the protocols say.
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                let parsed = if reader.peek()? == Peek::String {
                    match reader.text()? {
                        "NaN" => Ok(<$type>::NAN),
                        "Infinity" => Ok(<$type>::INFINITY),
                        "-Infinity" => Ok(<$type>::NEG_INFINITY),
                        other => other.parse(),
                    }
                } else {
                    reader.number()?.parse()
                };
                *self = parsed.map_err(|_| reader.error("expected a number"))?;
                Ok(())
            }
        }
    )*};
}

floats!(f32, f64);

macro_rules! big_numbers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            /// Some protocols quote numbers of any size.
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                let text = match reader.peek()? {
                    Peek::String => reader.text()?,
                    _ => reader.number()?,
                };
                let parsed = <$type>::from_text(text);
                let error = || reader.error(format!("expected {}", <$type>::EXPECTED));
                *self = parsed.ok_or_else(error)?;
                Ok(())
            }
        }
    )*};
}

big_numbers!(BigInteger, BigDecimal);
