//! A stream of events that arrives.

use super::frames::Frames;
use super::read::{EventReader, ReceivedEvent, ReceivedEvents, text};
use crate::error::{BoxError, Refusal};
use crate::operation::Current;
use crate::wire::{DecodeError, Result as Read};
use crate::{Answer, CallError, CallErrorKind};
use aws_smithy_types::event_stream::Message;
use futures_core::Stream;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Events as they arrive. A [`Stream`]; without a library for streams, call
/// [`next`](EventStream::next).
///
/// After an error there are no more events. An error of the model within the stream is the same
/// error that the call itself might have answered.
pub struct EventStream<T> {
    source: Option<Source>,
    events: PhantomData<fn() -> T>,
    /// What a test answers.
    #[cfg(feature = "testing")]
    given: Option<Given<T>>,
}

#[cfg(feature = "testing")]
type Given<T> = Box<dyn Iterator<Item = Result<T, CallError>> + Send + Sync>;

struct Source {
    frames: Frames,
    current: Current,
    answer: Answer,
}

impl<T> EventStream<T> {
    pub(crate) fn new(frames: Frames, current: Current, answer: Answer) -> Self {
        Self { source: Some(Source { frames, current, answer }), ..Self::default() }
    }
}

impl<T: ReceivedEvents> EventStream<T> {
    /// The next event; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, T::Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All events. The first error ends it.
    ///
    /// # Errors
    ///
    /// The first error in the stream.
    pub async fn collect(mut self) -> Result<Vec<T>, T::Error> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event?);
        }
        Ok(events)
    }

    #[cfg(feature = "testing")]
    pub(crate) fn of_test(
        events: impl Iterator<Item = Result<T, CallError>> + Send + Sync + 'static,
    ) -> Self {
        Self { given: Some(Box::new(events)), ..Self::default() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, T::Error>>> {
        #[cfg(feature = "testing")]
        if let Some(given) = &mut self.given {
            let event = given.next();
            if !matches!(event, Some(Ok(_))) {
                self.given = None;
            }
            return Poll::Ready(event.map(|event| event.map_err(Into::into)));
        }
        let Some(source) = &mut self.source else { return Poll::Ready(None) };
        let event = match ready!(source.frames.poll(context)) {
            None => None,
            Some(Ok(message)) => Some(source.event(&message)),
            Some(Err(error)) => Some(Err(source.broken(error))),
        };
        if !matches!(event, Some(Ok(_))) {
            self.source = None;
        }
        Poll::Ready(event.map(|event| event.map_err(Into::into)))
    }
}

impl Source {
    fn event<T: ReceivedEvents>(&self, message: &Message) -> Result<T, CallError> {
        let unreadable = |error: DecodeError| {
            let name = self.current.operation.name();
            CallError::new(name, CallErrorKind::UnreadableAnswer, error)
                .unreadable(self.answer.clone(), None)
        };
        let kind = text(message, ":message-type").map_err(unreadable)?;
        match kind {
            "event" => match read(message, ":event-type").map_err(unreadable)? {
                ReceivedEvent::Event(event) => Ok(event),
                ReceivedEvent::Exception(shape) => Err(self.exception(message, shape)),
            },
            "exception" => {
                let name = text(message, ":exception-type").map_err(unreadable)?;
                match read::<T>(message, ":exception-type") {
                    Ok(ReceivedEvent::Exception(shape)) => Err(self.exception(message, shape)),
                    _ => Err(self.exception(message, name)),
                }
            }
            "error" => {
                let code = text(message, ":error-code").map_err(unreadable)?;
                let said = text(message, ":error-message").ok().map(str::to_owned);
                Err(self.refused(message, code, said))
            }
            other => {
                let what = format!("`{other}` is not a type of message");
                Err(unreadable(DecodeError::new(what, None)))
            }
        }
    }

    fn exception(&self, message: &Message, shape: &str) -> CallError {
        self.refused(message, shape, None)
    }

    fn refused(&self, message: &Message, code: &str, said: Option<String>) -> CallError {
        let payload = message.payload();
        let refusal = Refusal::in_stream(self.current, self.answer.clone(), code, said, payload);
        CallError::refusal(self.current.operation.name(), refusal)
    }

    fn broken(&self, error: BoxError) -> CallError {
        CallError::new(self.current.operation.name(), CallErrorKind::Connection, error)
            .unreadable(self.answer.clone(), None)
    }
}

fn read<T: ReceivedEvents>(message: &Message, header: &str) -> Read<ReceivedEvent<T>> {
    T::read(text(message, header)?, &mut EventReader::new(message))
}

impl<T: ReceivedEvents> Stream for EventStream<T> {
    type Item = Result<T, T::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// No events.
impl<T> Default for EventStream<T> {
    fn default() -> Self {
        Self {
            source: None,
            events: PhantomData,
            #[cfg(feature = "testing")]
            given: None,
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
