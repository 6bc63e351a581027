//! From JSON to values.

use super::form::Form;
use crate::{Blob, Map, MapKey};
use jiter::{Jiter, JiterError, JsonType, NumberInt, Peek};
use std::borrow::Cow;
use std::fmt;

/// Nothing, or why a value could not be read.
pub type Result<T = ()> = std::result::Result<T, DecodeError>;

/// How deep values may be nested. JSON that is nested deeper is refused, for it would take all
/// memory of a stack.
const MAX_DEPTH: u8 = 200;

/// A value that can be read from JSON. A structure overrides [`member`](Decode::member), everything
/// else overrides [`decode`](Decode::decode).
///
/// The default is what a value is where the answer does not have it.
pub trait Decode: Default {
    /// Reads the member of that name, or skips it.
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result {
        let _ = name;
        reader.skip()
    }

    /// Reads the value; it is not `null`.
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        reader.object(&mut |name, reader| self.member(name, reader))
    }
}

/// Reads a whole document. No bytes at all are an empty object.
///
/// # Errors
///
/// What is wrong with the JSON, with the path to it.
pub fn decode<T: Decode>(json: &[u8]) -> Result<T> {
    let mut value = T::default();
    if !json.trim_ascii().is_empty() {
        let mut reader = Reader::new(json);
        reader.read(&mut value)?;
        reader.finish()?;
    }
    Ok(value)
}

/// Why JSON could not be read, and where.
#[derive(Debug)]
pub struct DecodeError(Box<Failure>);

#[derive(Debug)]
struct Failure {
    message: String,
    /// The byte at which reading stopped.
    offset: usize,
    /// The way to the value, innermost step first.
    path: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Index(usize),
}

impl DecodeError {
    pub(super) fn new(message: impl Into<String>, offset: usize) -> Self {
        Self(Box::new(Failure { message: message.into(), offset, path: Vec::new() }))
    }

    fn within(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// The path to the value that could not be read, such as `Images[3].Created`.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Member(name) if path.is_empty() => path.push_str(name),
                Step::Member(name) => path.extend([".", name]),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        let colon = if path.is_empty() { "" } else { ": " };
        write!(f, "{path}{colon}{} at byte {}", self.0.message, self.0.offset)
    }
}

impl std::error::Error for DecodeError {}

/// JSON that is being read.
pub struct Reader<'j> {
    json: Jiter<'j>,
    data: &'j [u8],
    depth: u8,
}

impl fmt::Debug for Reader<'_> {
    /// Without the data, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("offset", &self.json.current_index()).finish()
    }
}

impl<'j> Reader<'j> {
    pub(crate) fn new(data: &'j [u8]) -> Self {
        Self { json: Jiter::new(data), data, depth: 0 }
    }

    pub(crate) fn finish(&mut self) -> Result {
        self.json.finish().map_err(syntax)
    }

    /// Reads a value; `null` leaves it as it is.
    pub fn read<T: Decode>(&mut self, into: &mut T) -> Result {
        if self.null()? { Ok(()) } else { into.decode(self) }
    }

    /// Reads a value in a form of its own; `null` leaves it as it is.
    pub fn read_as<T>(&mut self, form: impl Form<T>, into: &mut T) -> Result {
        if !self.null()? {
            *into = form.decode_as(self)?;
        }
        Ok(())
    }

    /// Reads the variant of a union; `null` says that it is not this one.
    pub fn variant<U, T: Decode>(&mut self, union: &mut U, variant: fn(T) -> U) -> Result {
        if !self.null()? {
            let mut value = T::default();
            value.decode(self)?;
            *union = variant(value);
        }
        Ok(())
    }

    /// Reads the variant of a union in a form of its own; `null` says that it is not this one.
    pub fn variant_as<U, T>(
        &mut self,
        form: impl Form<T>,
        union: &mut U,
        variant: fn(T) -> U,
    ) -> Result {
        if !self.null()? {
            *union = variant(form.decode_as(self)?);
        }
        Ok(())
    }

    /// Skips the variant of a union that is not known, and keeps its name.
    pub fn unrecognized<U>(
        &mut self,
        name: &str,
        union: &mut U,
        variant: fn(String) -> U,
    ) -> Result {
        // Some services add the name of the shape.
        if name == "__type" {
            return self.skip();
        }
        if !self.null()? {
            self.skip()?;
            *union = variant(name.to_owned());
        }
        Ok(())
    }

    /// Skips a value.
    pub fn skip(&mut self) -> Result {
        self.json.next_skip().map_err(syntax)
    }

    /// Takes a `null` if one is next.
    pub fn null(&mut self) -> Result<bool> {
        let is_null = self.peek()? == Peek::Null;
        if is_null {
            self.json.known_null().map_err(syntax)?;
        }
        Ok(is_null)
    }

    /// Reads an object, each member by a function of its name.
    pub fn object(&mut self, member: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        if self.peek()? != Peek::Object {
            return Err(self.wrong_type("an object"));
        }
        self.enter()?;
        let mut name = self.key(true)?;
        while let Some(key) = name {
            if let Err(error) = member(&key, self) {
                return Err(error.within(Step::Member(key.into_owned())));
            }
            name = self.key(false)?;
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
        let mut next = self.json.known_array().map_err(syntax)?;
        let mut index = 0;
        while next.is_some() {
            if let Err(error) = item(self) {
                return Err(error.within(Step::Index(index)));
            }
            index += 1;
            next = self.json.array_step().map_err(syntax)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// The next key of an object, without a copy unless it has escapes.
    fn key(&mut self, is_first: bool) -> Result<Option<Cow<'j, str>>> {
        let found =
            if is_first { self.json.next_object_bytes() } else { self.json.next_key_bytes() };
        let Some(bytes) = found.map_err(syntax)? else { return Ok(None) };
        // The bytes are part of the data, which outlives the borrow of the parser.
        let start = bytes.as_ptr().addr() - self.data.as_ptr().addr();
        let end = start + bytes.len();
        let key = self.data.get(start..end).unwrap_or_default();
        if key.contains(&b'\\') {
            let quoted = self.data.get(start.saturating_sub(1)..end + 1).unwrap_or_default();
            let mut escaped = Jiter::new(quoted);
            return Ok(Some(Cow::Owned(escaped.next_str().map_err(syntax)?.to_owned())));
        }
        match str::from_utf8(key) {
            Ok(key) => Ok(Some(Cow::Borrowed(key))),
            Err(_) => Err(DecodeError::new("a name that is not UTF-8", start)),
        }
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
        self.json.known_str().map_err(syntax)
    }

    /// Reads text; anything else is passed over.
    pub(crate) fn text_or_skip(&mut self, into: &mut Option<String>) -> Result {
        if self.peek()? == Peek::String { self.read(into) } else { self.skip() }
    }

    /// Reads the text of a number.
    pub(super) fn number(&mut self) -> Result<&str> {
        if !self.peek()?.is_num() {
            return Err(self.wrong_type("a number"));
        }
        let offset = self.json.current_index();
        let bytes = self.json.next_number_bytes().map_err(syntax)?;
        str::from_utf8(bytes).map_err(|_| DecodeError::new("not a number", offset))
    }

    pub(super) fn peek(&mut self) -> Result<Peek> {
        self.json.peek().map_err(syntax)
    }

    pub(super) fn json(&mut self) -> &mut Jiter<'j> {
        &mut self.json
    }

    pub(super) fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(message, self.json.current_index())
    }

    /// The error that something else was expected than what is next.
    pub(super) fn wrong_type(&mut self, expected: &str) -> DecodeError {
        let found = match self.json.peek() {
            Ok(Peek::Null) => "null",
            Ok(Peek::True | Peek::False) => "a boolean",
            Ok(Peek::String) => "a string",
            Ok(Peek::Array) => "a list",
            Ok(Peek::Object) => "an object",
            Ok(peek) if peek.is_num() => "a number",
            Ok(_) | Err(_) => "something that is not JSON",
        };
        self.error(format!("expected {expected}, found {found}"))
    }
}

/// The error of the parser in our words.
pub(super) fn syntax(error: JiterError) -> DecodeError {
    let message = match &error.error_type {
        jiter::JiterErrorType::JsonError(error) => error.to_string(),
        jiter::JiterErrorType::WrongType { expected, actual } => {
            format!("expected {}, found {}", type_name(expected), type_name(actual))
        }
    };
    DecodeError::new(message, error.index)
}

fn type_name(kind: &JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Bool => "a boolean",
        JsonType::Int => "an integer",
        JsonType::Float => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    }
}

impl Decode for String {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        reader.text()?.clone_into(self);
        Ok(())
    }
}

impl Decode for bool {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        match reader.peek()? {
            peek @ (Peek::True | Peek::False) => {
                *self = reader.json().known_bool(peek).map_err(syntax)?;
                Ok(())
            }
            _ => Err(reader.wrong_type("a boolean")),
        }
    }
}

impl Decode for Blob {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        let bytes = aws_smithy_types::base64::decode(reader.text()?);
        *self = Blob::new(bytes.map_err(|_| reader.error("not valid base64"))?);
        Ok(())
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        let mut value = T::default();
        value.decode(reader)?;
        *self = Some(value);
        Ok(())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        (**self).decode(reader)
    }
}

/// A null in a list that may not hold nulls is passed over.
impl<T: Decode> Decode for Vec<T> {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        self.clear();
        reader.items(&mut |reader| {
            if !reader.null()? {
                let mut item = T::default();
                item.decode(reader)?;
                self.push(item);
            }
            Ok(())
        })
    }
}

/// A null in a map that may not hold nulls is passed over.
impl<K: MapKey, V: Decode> Decode for Map<K, V> {
    fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
        self.clear();
        reader.object(&mut |name, reader| {
            if !reader.null()? {
                let mut value = V::default();
                value.decode(reader)?;
                self.insert(K::from_key(name), value);
            }
            Ok(())
        })
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
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
    let peek = reader.peek()?;
    if !peek.is_num() {
        return Err(reader.wrong_type("an integer"));
    }
    let text = reader.number()?;
    if let Ok(number) = text.parse::<i64>() {
        return Ok(number);
    }
    let mut whole = Jiter::new(text.split(['.', 'e', 'E']).next().unwrap_or_default().as_bytes());
    let is_whole = text.parse::<f64>().is_ok_and(|number| number.fract() == 0.0);
    let plain = !text.contains(['e', 'E']);
    match whole.next_int() {
        Ok(NumberInt::Int(number)) if is_whole && plain => Ok(number),
        _ => Err(reader.error("expected an integer of at most 64 bits")),
    }
}

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            /// NaN and the infinities are strings, as the protocols say.
            fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
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
