//! From an answer to the output of an operation, or to an error.

use super::header::{FromHeader, HeaderForm};
#[cfg(feature = "events")]
use crate::events::EventStream;
use crate::events::Frames;
use crate::operation::Current;
#[cfg(feature = "json")]
use crate::wire::json;
use crate::wire::{DecodeError, Enum, EnumValue, Result};
use crate::{Blob, ByteStream, Map, MapKey};
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use std::borrow::Cow;

/// An output or an error that says where its members stand. Implemented by
/// [`response!`](crate::response).
pub trait Response: Default {
    /// Reads the members.
    ///
    /// # Errors
    ///
    /// What of the answer cannot be read.
    fn read(&mut self, response: &mut ResponseReader<'_>) -> Result;
}

/// An answer that is being read.
#[derive(Debug)]
pub struct ResponseReader<'r> {
    current: Current,
    received: Received<'r>,
    is_error: bool,
    /// Whether members that must be there may not be absent: before events, nothing corrects them.
    is_strict: bool,
    /// Who looks on while a document is read.
    #[cfg(feature = "json")]
    pub(crate) witness: Option<&'r mut dyn json::Witness>,
}

/// The parts of an answer.
#[derive(Debug)]
pub(crate) struct Received<'r> {
    pub(crate) status: u16,
    pub(crate) headers: &'r Headers,
    pub(crate) body: &'r [u8],
    /// The body where it arrives bit by bit.
    pub(crate) stream: Option<SdkBody>,
    /// The events in it, where it has some.
    pub(crate) frames: Option<Frames>,
    /// Whether keys in it are in URL encoding, and are to be decoded.
    pub(crate) is_url_encoded: bool,
}

impl<'r> ResponseReader<'r> {
    pub(crate) fn output(current: Current, received: Received<'r>) -> Self {
        let is_strict = received.frames.is_some();
        Self::new(current, received, false, is_strict)
    }

    pub(crate) fn error(current: Current, received: Received<'r>) -> Self {
        Self::new(current, received, true, false)
    }

    fn new(current: Current, received: Received<'r>, is_error: bool, is_strict: bool) -> Self {
        Self {
            current,
            received,
            is_error,
            is_strict,
            #[cfg(feature = "json")]
            witness: None,
        }
    }

    /// Reads the status.
    pub fn status(&mut self, into: &mut impl FromStatus) -> Result {
        into.set(self.received.status);
        Ok(())
    }

    /// Reads a header.
    pub fn header<T: FromHeader>(&mut self, name: &'static str, into: &mut Option<T>) -> Result {
        self.header_by(name, T::from_header, |value| *into = Some(value))
    }

    /// Reads a header in a form of its own.
    pub fn header_as<T>(
        &mut self,
        form: impl HeaderForm<T>,
        name: &'static str,
        into: &mut Option<T>,
    ) -> Result {
        self.header_by(name, |text| form.read_header(text), |value| *into = Some(value))
    }

    /// Reads a header in a form of its own. What it cannot be read as is as good as not there.
    pub fn loose_header_as<T>(
        &mut self,
        form: impl HeaderForm<T>,
        name: &'static str,
        into: &mut Option<T>,
    ) -> Result {
        let mut read = None;
        // Whatever is wrong with it, the text is in a member beside.
        let _ = self.header_as(form, name, &mut read);
        *into = read;
        Ok(())
    }

    /// Reads a header that should be there.
    pub fn required_header<T: FromHeader>(&mut self, name: &'static str, into: &mut T) -> Result {
        self.demand(name)?;
        self.header_by(name, T::from_header, |value| *into = value)
    }

    /// Reads a header that should be there in a form of its own.
    pub fn required_header_as<T>(
        &mut self,
        form: impl HeaderForm<T>,
        name: &'static str,
        into: &mut T,
    ) -> Result {
        self.demand(name)?;
        self.header_by(name, |text| form.read_header(text), |value| *into = value)
    }

    fn demand(&self, name: &str) -> Result {
        let is_missing = self.is_strict && !self.received.headers.contains_key(name.to_lowercase());
        if is_missing {
            return Err(DecodeError::new("it is missing", None).in_header(name));
        }
        Ok(())
    }

    fn header_by<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&str) -> Result<T>,
        set: impl FnOnce(T),
    ) -> Result {
        let Some(text) = self.header_text(name) else { return Ok(()) };
        match read(&text) {
            Ok(value) => {
                set(value);
                Ok(())
            }
            Err(error) => Err(error.in_header(name)),
        }
    }

    /// The text of a header. Apart from what is done with it, which is compiled for each type.
    fn header_text(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.received.headers.get_all(name.to_lowercase());
        let first = all.next()?;
        let rest: Vec<&str> = all.collect();
        if rest.is_empty() {
            return Some(Cow::Borrowed(first));
        }
        // Headers of the same name are one list.
        Some(Cow::Owned(format!("{first}, {}", rest.join(", "))))
    }

    /// Reads all headers whose names begin with a prefix.
    pub fn prefix_headers<K: MapKey, V: FromHeader>(
        &mut self,
        prefix: &'static str,
        into: &mut Option<Map<K, V>>,
    ) -> Result {
        self.required_prefix_headers(prefix, into.get_or_insert_default())
    }

    /// Reads all headers whose names begin with a prefix, of which there should be some.
    pub fn required_prefix_headers<K: MapKey, V: FromHeader>(
        &mut self,
        prefix: &'static str,
        into: &mut Map<K, V>,
    ) -> Result {
        let lower = prefix.to_lowercase();
        for (name, value) in self.received.headers {
            if let Some(key) = name.strip_prefix(&lower) {
                let value = V::from_header(value).map_err(|error| error.in_header(name))?;
                into.insert(K::from_key(key), value);
            }
        }
        Ok(())
    }

    /// Reads the body as text or bytes.
    pub fn raw<T: FromPayload>(&mut self, into: &mut T) -> Result {
        into.read(self.received.body)
    }

    /// Takes the body as it arrives.
    pub fn stream(&mut self, into: &mut impl FromStream) -> Result {
        if let Some(body) = self.received.stream.take() {
            into.take(ByteStream::new(body));
        }
        Ok(())
    }

    /// Takes the events as they arrive.
    #[cfg(feature = "events")]
    pub fn events<T>(&mut self, into: &mut EventStream<T>) -> Result {
        if let Some(frames) = self.received.frames.take() {
            let answer = crate::protocol::answer(self.received.status, self.received.headers);
            *into = EventStream::new(frames, self.current, answer);
        }
        Ok(())
    }

    /// All of the body.
    pub(crate) fn body(&self) -> &'r [u8] {
        self.received.body
    }

    /// What is being called, and whether keys in the body are in URL encoding.
    pub(crate) fn about(&self) -> (Current, bool) {
        (self.current, self.received.is_url_encoded)
    }

    /// Whether it is read into an error.
    pub(crate) fn is_error(&self) -> bool {
        self.is_error
    }
}

/// A field that takes a status.
pub trait FromStatus {
    /// Sets the status.
    fn set(&mut self, status: u16);
}

impl FromStatus for i32 {
    fn set(&mut self, status: u16) {
        *self = status.into();
    }
}

impl FromStatus for Option<i32> {
    fn set(&mut self, status: u16) {
        *self = Some(status.into());
    }
}

/// A field that takes a body as it arrives.
pub trait FromStream {
    /// Sets the stream.
    fn take(&mut self, stream: ByteStream);
}

impl FromStream for ByteStream {
    fn take(&mut self, stream: ByteStream) {
        *self = stream;
    }
}

impl FromStream for Option<ByteStream> {
    fn take(&mut self, stream: ByteStream) {
        *self = Some(stream);
    }
}

/// A value that is a body by itself.
pub trait Payload {
    /// The bytes.
    fn to_bytes(&self) -> Vec<u8>;
}

impl Payload for Blob {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_ref().to_vec()
    }
}

impl Payload for String {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
}

impl<T: Enum> Payload for T {
    fn to_bytes(&self) -> Vec<u8> {
        match self.to_value() {
            EnumValue::Text(text) => text.as_bytes().to_vec(),
            EnumValue::Int(number) => number.to_string().into_bytes(),
        }
    }
}

/// A value that can be read from a body by itself.
pub trait FromPayload {
    /// Reads the bytes.
    ///
    /// # Errors
    ///
    /// They are not what they should be.
    fn read(&mut self, body: &[u8]) -> Result;
}

impl FromPayload for Blob {
    fn read(&mut self, body: &[u8]) -> Result {
        *self = Blob::new(body);
        Ok(())
    }
}

impl FromPayload for String {
    fn read(&mut self, body: &[u8]) -> Result {
        text(body)?.clone_into(self);
        Ok(())
    }
}

impl<T: Enum> FromPayload for T {
    fn read(&mut self, body: &[u8]) -> Result {
        *self = T::from_value(EnumValue::Text(text(body)?));
        Ok(())
    }
}

/// An empty body is none.
impl<T: FromPayload + Default> FromPayload for Option<T> {
    fn read(&mut self, body: &[u8]) -> Result {
        if !body.is_empty() {
            self.get_or_insert_default().read(body)?;
        }
        Ok(())
    }
}

fn text(body: &[u8]) -> Result<&str> {
    str::from_utf8(body).map_err(|error| DecodeError::new("not UTF-8", error.valid_up_to()))
}
