//! Messages of events, and what is expected of them.

use super::Mismatch;
use super::body::{self, Compare};
use crate::DateTime;
use crate::events::EventSource;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::{HeaderValue, Message};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A stream of events that are there already.
pub fn events<T: Send + Unpin + 'static, const N: usize>(events: [T; N]) -> EventSource<T> {
    EventSource::new(Ready(events.into_iter()))
}

struct Ready<I>(I);

impl<I: Iterator + Unpin> Stream for Ready<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// The value of a header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Header {
    /// True or false.
    Bool(bool),
    /// 8 bits.
    I8(i8),
    /// 16 bits.
    I16(i16),
    /// 32 bits.
    I32(i32),
    /// 64 bits.
    I64(i64),
    /// Bytes in base64.
    Base64(&'static str),
    /// Text.
    Text(&'static str),
    /// A moment.
    Moment(DateTime),
}

impl Header {
    fn is(&self, value: &HeaderValue) -> bool {
        match (self, value) {
            (Self::Bool(expected), HeaderValue::Bool(found)) => expected == found,
            (Self::I8(expected), HeaderValue::Byte(found)) => expected == found,
            (Self::I16(expected), HeaderValue::Int16(found)) => expected == found,
            (Self::I32(expected), HeaderValue::Int32(found)) => expected == found,
            (Self::I64(expected), HeaderValue::Int64(found)) => expected == found,
            (Self::Text(expected), HeaderValue::String(found)) => *expected == found.as_str(),
            (Self::Moment(expected), HeaderValue::Timestamp(found)) => expected == found,
            (Self::Base64(expected), HeaderValue::ByteArray(found)) => {
                aws_smithy_types::base64::decode(expected).is_ok_and(|bytes| bytes == **found)
            }
            _ => false,
        }
    }
}

/// What is expected of a message.
#[derive(Clone, Debug, Default)]
pub struct Event {
    bytes: Option<&'static str>,
    headers: Vec<(&'static str, Header)>,
    forbidden: Vec<&'static str>,
    required: Vec<&'static str>,
    body: Option<(Compare, &'static str)>,
}

impl Event {
    /// Any message.
    pub fn new() -> Self {
        Self::default()
    }

    /// The whole message in base64; the order of headers does not count.
    pub fn bytes(mut self, bytes: &'static str) -> Self {
        self.bytes = Some(bytes);
        self
    }

    /// A header with its value.
    pub fn header(mut self, name: &'static str, value: Header) -> Self {
        self.headers.push((name, value));
        self
    }

    /// A header that is not there.
    pub fn no_header(mut self, name: &'static str) -> Self {
        self.forbidden.push(name);
        self
    }

    /// A header that is there, whatever its value.
    pub fn some_header(mut self, name: &'static str) -> Self {
        self.required.push(name);
        self
    }

    fn payload(mut self, compare: Compare, payload: &'static str) -> Self {
        self.body = Some((compare, payload));
        self
    }

    /// A payload of no bytes.
    pub fn empty(self) -> Self {
        self.payload(body::text, "")
    }

    /// A payload of these bytes.
    pub fn text(self, payload: &'static str) -> Self {
        self.payload(body::text, payload)
    }

    /// A payload that says the same in JSON.
    pub fn json(self, payload: &'static str) -> Self {
        self.payload(body::json, payload)
    }

    /// A payload that says the same in XML.
    pub fn xml(self, payload: &'static str) -> Self {
        self.payload(|actual, expected| body::xml(actual, expected, &[]), payload)
    }

    /// A payload of the same pairs.
    pub fn form(self, payload: &'static str) -> Self {
        self.payload(body::form, payload)
    }

    /// A payload that says the same in CBOR, given in base64.
    pub fn cbor(self, payload: &'static str) -> Self {
        self.payload(body::cbor, payload)
    }

    /// The message as bytes.
    pub(super) fn frame(&self) -> Result<Bytes, Mismatch> {
        let bytes = self.bytes.ok_or_else(|| Mismatch::new("the event has no bytes"))?;
        let bytes = aws_smithy_types::base64::decode(bytes)
            .map_err(|error| Mismatch::new(format!("the event is not base64: {error}")))?;
        let message = read(Bytes::from(bytes.clone()))?;
        // The bytes must be what else is said of them.
        match self.differences(&message).as_slice() {
            [] => Ok(Bytes::from(bytes)),
            [first, ..] => Err(Mismatch::new(format!("the bytes of an event: {first}"))),
        }
    }

    /// All that is not so of a message.
    pub(super) fn differences(&self, message: &Message) -> Vec<String> {
        let find = |name: &str| {
            let found = message.headers().iter().find(|one| one.name().as_str() == name);
            found.map(|header| header.value())
        };
        let mut found = Vec::new();
        for (name, value) in &self.headers {
            match find(name) {
                Some(actual) if value.is(actual) => {}
                actual => {
                    found.push(format!("header {name}: expected {value:?}, found {actual:?}"))
                }
            }
        }
        let unexpected = self.forbidden.iter().filter(|name| find(name).is_some());
        found.extend(unexpected.map(|name| format!("header {name}: expected none, found one")));
        let missing = self.required.iter().filter(|name| find(name).is_none());
        found.extend(missing.map(|name| format!("header {name}: expected one, found none")));
        if let Some((compare, expected)) = self.body
            && let Err(why) = compare(message.payload(), expected)
        {
            let shown = body::shown(message.payload());
            found.push(format!("payload: {why}\nexpected {expected}\nfound {shown}"));
        }
        found.extend(self.bytes.and_then(|bytes| self.other_bytes(message, bytes)));
        found
    }

    /// What the whole message has and the expected one has not, or the other way round.
    fn other_bytes(&self, message: &Message, bytes: &str) -> Option<String> {
        let expected = aws_smithy_types::base64::decode(bytes).map_err(|error| error.to_string());
        let expected = match expected.map(Bytes::from).map(read) {
            Ok(Ok(expected)) => expected,
            Ok(Err(why)) => return Some(why.to_string()),
            Err(why) => return Some(why),
        };
        let sorted = |message: &Message| {
            let headers = message.headers().iter();
            let mut headers: Vec<String> = headers.map(|header| format!("{header:?}")).collect();
            headers.sort();
            headers
        };
        if sorted(&expected) != sorted(message) {
            let (expected, found) = (expected.headers(), message.headers());
            return Some(format!("headers: expected {expected:?}, found {found:?}"));
        }
        // What the payload says was compared, if it says anything.
        let is_same = self.body.is_some() || expected.payload() == message.payload();
        (!is_same).then(|| "the payload differs".to_owned())
    }
}

/// Reads a message.
fn read(mut bytes: Bytes) -> Result<Message, Mismatch> {
    let message = read_message_from(&mut bytes)
        .map_err(|error| Mismatch::new(format!("not a message: {error}")))?;
    if bytes.is_empty() { Ok(message) } else { Err(Mismatch::new("more than one message")) }
}

/// The messages in a body, taken out of those that carry their signatures.
pub(super) fn messages(mut body: Bytes) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    while !body.is_empty() {
        let message = read_message_from(&mut body).map_err(|error| error.to_string())?;
        let is_envelope =
            message.headers().iter().any(|header| header.name().as_str() == ":chunk-signature");
        match (is_envelope, message.payload().is_empty()) {
            (false, _) => messages.push(message),
            // The end is signed too.
            (true, true) => {}
            (true, false) => {
                let mut inside = message.payload().clone();
                messages.push(read_message_from(&mut inside).map_err(|error| error.to_string())?);
            }
        }
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_eventstream::frame::write_message_to;
    use aws_smithy_types::event_stream::Header as Raw;

    fn message() -> Message {
        Message::new(Bytes::from_static(b"{\"a\": 1}"))
            .add_header(Raw::new("kind", HeaderValue::String("event".into())))
            .add_header(Raw::new("size", HeaderValue::Int16(2)))
    }

    fn bytes(message: &Message) -> &'static str {
        let mut buffer = Vec::new();
        write_message_to(message, &mut buffer).unwrap();
        aws_smithy_types::base64::encode(buffer).leak()
    }

    #[test]
    fn a_message_is_as_expected() {
        // The order of headers does not count.
        let other = Message::new(Bytes::from_static(b"{\"a\":1.0}"))
            .add_header(Raw::new("size", HeaderValue::Int16(2)))
            .add_header(Raw::new("kind", HeaderValue::String("event".into())));
        let event = Event::new().bytes(bytes(&other)).header("kind", Header::Text("event"));
        let event = event.header("size", Header::I16(2)).no_header("x").some_header("kind");
        assert_eq!(event.json("{\"a\": 1}").differences(&message()), Vec::<String>::new());
    }

    #[test]
    fn every_difference_is_told() {
        let empty = bytes(&Message::new(Bytes::new()));
        let event = Event::new().bytes(empty).header("kind", Header::Base64("ZXZlbnQ="));
        let event = event.header("size", Header::I32(2)).no_header("kind").some_header("x");
        assert_eq!(event.json("{}").differences(&message()).len(), 6);
        let same_headers = message().headers().to_vec();
        let other = Message::new_from_parts(same_headers, Bytes::new());
        assert_eq!(Event::new().bytes(bytes(&other)).differences(&message()).len(), 1);
    }

    #[test]
    fn bytes_that_are_not_what_is_said_of_them_are_no_frame() {
        let event = Event::new().bytes(bytes(&message()));
        assert!(event.clone().json("{\"a\":1}").frame().is_ok());
        assert!(event.clone().json("{\"a\":2}").frame().is_err());
        assert!(event.header("kind", Header::Text("error")).frame().is_err());
        assert!(Event::new().bytes("AAAA").frame().is_err());
        assert!(Event::new().frame().is_err());
    }
}
