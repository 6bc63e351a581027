//! From a message to an event.

use super::EventHeader;
use crate::http::FromPayload;
use crate::wire::{DecodeError, Result};
use aws_smithy_types::event_stream::{HeaderValue, Message};

/// The events of a stream that arrives. Implemented by
/// [`received_events!`](crate::received_events).
pub trait ReceivedEvents: Sized {
    /// The error of the service.
    type Error: From<crate::CallError>;

    /// Reads the event of that name.
    ///
    /// # Errors
    ///
    /// What of it cannot be read.
    fn read(name: &str, event: &mut EventReader<'_>) -> Result<ReceivedEvent<Self>>;
}

/// What a name in a stream stands for.
#[derive(Debug)]
pub enum ReceivedEvent<T> {
    /// An event.
    Event(T),
    /// An error of the model, by what tells which it is.
    Exception(&'static str),
}

/// An event that says where its members stand. Implemented by [`read_event!`](crate::read_event).
pub trait ReadEvent: Default {
    /// Reads the members.
    ///
    /// # Errors
    ///
    /// What of them cannot be read.
    fn read(&mut self, event: &mut EventReader<'_>) -> Result;
}

/// An event that is being read.
#[derive(Debug)]
pub struct EventReader<'m> {
    message: &'m Message,
}

impl<'m> EventReader<'m> {
    pub(super) fn new(message: &'m Message) -> Self {
        Self { message }
    }

    /// Reads the whole event.
    ///
    /// # Errors
    ///
    /// What of it cannot be read.
    pub fn event<T: ReadEvent>(&mut self) -> Result<T> {
        let mut event = T::default();
        event.read(self)?;
        Ok(event)
    }

    /// Reads a header.
    pub fn header<T: EventHeader>(&mut self, name: &'static str, into: &mut Option<T>) -> Result {
        if let Some(value) = value(self.message, name) {
            *into = Some(T::from_value(value).map_err(|error| error.in_header(name))?);
        }
        Ok(())
    }

    /// Reads a header that should be there.
    pub fn required_header<T: EventHeader>(&mut self, name: &'static str, into: &mut T) -> Result {
        if let Some(value) = value(self.message, name) {
            *into = T::from_value(value).map_err(|error| error.in_header(name))?;
        }
        Ok(())
    }

    /// Reads the payload as text or bytes.
    pub fn raw<T: FromPayload>(&mut self, into: &mut T) -> Result {
        into.read(self.message.payload())
    }

    /// All of the payload.
    pub(crate) fn payload(&self) -> &'m [u8] {
        self.message.payload()
    }
}

fn value<'m>(message: &'m Message, name: &str) -> Option<&'m HeaderValue> {
    let found = message.headers().iter().find(|header| header.name().as_str() == name);
    found.map(|header| header.value())
}

/// The text of a header that every message has.
pub(crate) fn text<'m>(message: &'m Message, name: &str) -> Result<&'m str> {
    match value(message, name) {
        Some(HeaderValue::String(text)) => Ok(text.as_str()),
        Some(_) => Err(DecodeError::new("expected text", None).in_header(name)),
        None => Err(DecodeError::new("it is missing", None).in_header(name)),
    }
}
