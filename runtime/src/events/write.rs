//! From an event to a message.

use super::EventHeader;
use crate::http::Payload;
use crate::wire::InvalidInput;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};

/// The events of a stream that is sent. Implemented by [`sent_events!`](crate::sent_events).
pub trait SentEvents: Send + 'static {
    /// Writes the event.
    fn write(&self, event: &mut EventWriter);
}

/// An event that says where its members stand. Implemented by
/// [`write_event!`](crate::write_event).
pub trait WriteEvent {
    /// Writes the members.
    fn write(&self, event: &mut EventWriter);
}

/// An event that is being written.
#[derive(Debug, Default)]
pub struct EventWriter {
    /// What kind of message it is, and its name.
    kind: Vec<Header>,
    media_type: Option<&'static str>,
    headers: Vec<Header>,
    payload: Vec<u8>,
    found: InvalidInput,
}

impl EventWriter {
    /// Ends the event.
    pub(super) fn finish(self) -> Result<Message, InvalidInput> {
        if !self.found.is_empty() {
            return Err(self.found);
        }
        let mut headers = self.kind;
        headers.extend(self.media_type.map(|media| text(":content-type", media)));
        headers.extend(self.headers);
        Ok(Message::new_from_parts(headers, self.payload))
    }

    /// Writes the event of that name.
    pub fn event(&mut self, name: &'static str, event: &impl WriteEvent) {
        self.kind = vec![text(":message-type", "event"), text(":event-type", name)];
        event.write(self);
    }

    /// Writes an error, which ends the stream.
    pub fn exception(&mut self, name: &'static str, event: &impl WriteEvent) {
        self.kind = vec![text(":message-type", "exception"), text(":exception-type", name)];
        event.write(self);
    }

    /// Notes that an event cannot be sent, for it is not known what it holds.
    pub fn refuse(&mut self, name: &str) {
        self.found.miss(format!("{name} (an event that is not known)"));
    }

    /// Notes where a member is not as a constraint says. For generated code.
    #[cfg(feature = "constraints")]
    #[doc(hidden)]
    pub fn check<T>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        rule: impl crate::constraints::Rule<T>,
    ) {
        for violation in crate::constraints::violations(value, &rule) {
            self.found.violate(violation.of(name));
        }
    }

    /// Writes a header.
    pub fn header<T: EventHeader>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.headers.push(Header::new(name, value.to_value()));
        }
    }

    /// Writes text or bytes as the payload.
    pub fn raw<T: Payload>(&mut self, media_type: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.set_payload(media_type, value.to_bytes());
        }
    }

    /// Takes a document as the payload, or what is wrong with it.
    pub(crate) fn set_document(
        &mut self,
        media_type: &'static str,
        made: Result<Vec<u8>, InvalidInput>,
    ) {
        match made {
            Ok(payload) => self.set_payload(media_type, payload),
            Err(found) => self.found.extend(found),
        }
    }

    fn set_payload(&mut self, media_type: &'static str, payload: Vec<u8>) {
        self.media_type = Some(media_type);
        self.payload = payload;
    }
}

/// The message that brings what a request has besides its events.
pub(super) fn initial(media_type: &'static str, payload: Vec<u8>) -> Message {
    let headers = vec![
        text(":message-type", "event"),
        text(":event-type", super::INITIAL_REQUEST),
        text(":content-type", media_type),
    ];
    Message::new_from_parts(headers, payload)
}

fn text(name: &'static str, value: &'static str) -> Header {
    Header::new(name, HeaderValue::String(value.into()))
}
