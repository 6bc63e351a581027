//! A stream of events that is sent.

use super::sign::Signer;
use super::write::{EventWriter, SentEvents, initial};
use crate::auth::Onward;
use crate::constraints::Checks;
use crate::error::BoxError;
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::Message;
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body, Frame};
use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, ready};
use tokio::sync::mpsc;

/// Events to be sent, as they come: from any [`Stream`] of them, or through a sender.
///
/// ```no_run
/// # use tinsmith_runtime::events::{EventSource, SentEvents};
/// # async fn send<Event: SentEvents>(event: Event) -> Result<(), Box<dyn std::error::Error>> {
/// let (sender, source) = EventSource::channel(8);
/// // The source goes into a call, the sender stays here.
/// # let _source: EventSource<Event> = source;
/// sender.send(event).await?;
/// # Ok(())
/// # }
/// ```
pub struct EventSource<T> {
    /// An input must be shareable between threads, though its stream is only ever polled by one.
    events: Mutex<Pin<Box<dyn Stream<Item = T> + Send>>>,
}

impl<T: Send + 'static> EventSource<T> {
    /// The events of a stream, in its order. The stream's end is the end of what is sent.
    pub fn new(events: impl Stream<Item = T> + Send + 'static) -> Self {
        Self { events: Mutex::new(Box::pin(events)) }
    }

    /// A sender, and the events that it will be given. It waits while `capacity` events are not
    /// sent yet; at least one is kept. The last sender that is dropped ends the stream.
    pub fn channel(capacity: usize) -> (EventSender<T>, Self) {
        let (sender, receiver) = mpsc::channel(capacity.max(1));
        (EventSender(sender), Self::new(Receiver(receiver)))
    }
}

impl<T, S: Stream<Item = T> + Send + 'static> From<S> for EventSource<T>
where
    T: Send + 'static,
{
    fn from(events: S) -> Self {
        Self::new(events)
    }
}

impl<T> fmt::Debug for EventSource<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSource").finish_non_exhaustive()
    }
}

/// Gives events to a call that is under way. Cheap to clone.
pub struct EventSender<T>(mpsc::Sender<T>);

impl<T> EventSender<T> {
    /// Sends an event, and waits while too many are not sent yet.
    ///
    /// # Errors
    ///
    /// The call has ended.
    pub async fn send(&self, event: T) -> Result<(), SendError> {
        self.0.send(event).await.map_err(|_| SendError)
    }
}

impl<T> Clone for EventSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for EventSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSender").finish_non_exhaustive()
    }
}

/// An event cannot be sent, for the call has ended; its answer says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendError;

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event was not sent: the call has ended, and its answer says why")
    }
}

impl std::error::Error for SendError {}

struct Receiver<T>(mpsc::Receiver<T>);

impl<T> Stream for Receiver<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(context)
    }
}

/// Events before they are a body: whatever type they have.
pub(crate) struct EventBody {
    messages: Pin<Box<dyn Stream<Item = Result<Message, BoxError>> + Send>>,
    initial: Option<Message>,
}

impl EventBody {
    pub(crate) fn new<T: SentEvents>(source: EventSource<T>) -> Self {
        let messages = Messages { source, checks: Checks::current() };
        Self { messages: Box::pin(messages), initial: None }
    }

    /// Sends what else the request has before the events.
    pub(crate) fn set_initial(&mut self, media_type: &'static str, payload: Vec<u8>) {
        self.initial = Some(initial(media_type, payload));
    }

    /// The body, and what it is to be told of its request.
    pub(crate) fn into_body(self) -> (SdkBody, Onward) {
        let request = Onward::default();
        let signer = Signer::new(request.clone());
        let Self { messages, initial } = self;
        let frames = SignedFrames { messages, initial, signer, is_done: false };
        (SdkBody::from_body_1_x(Shared(Mutex::new(frames))), request)
    }
}

impl fmt::Debug for EventBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventBody").finish_non_exhaustive()
    }
}

/// Makes messages of events.
struct Messages<T> {
    source: EventSource<T>,
    /// What the call asks for; it is under way when events come.
    checks: Checks,
}

impl<T: SentEvents> Stream for Messages<T> {
    type Item = Result<Message, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Ok(events) = self.source.events.get_mut() else {
            return Poll::Ready(Some(Err("the source of the events panicked".into())));
        };
        let event = ready!(events.as_mut().poll_next(context));
        Poll::Ready(event.map(|event| {
            let mut writer = EventWriter::default();
            self.checks.during(|| event.write(&mut writer));
            Ok(writer.finish()?)
        }))
    }
}

/// Makes frames of messages, each signed by what the one before was signed with.
struct SignedFrames {
    messages: Pin<Box<dyn Stream<Item = Result<Message, BoxError>> + Send>>,
    initial: Option<Message>,
    signer: Signer,
    is_done: bool,
}

impl SignedFrames {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.is_done {
            return Poll::Ready(None);
        }
        let message = match self.initial.take() {
            Some(message) => Some(Ok(message)),
            None => ready!(self.messages.as_mut().poll_next(context)),
        };
        self.is_done = message.is_none();
        let signed = message.transpose().and_then(|message| self.signer.sign(message));
        Poll::Ready(signed.transpose().map(|signed| {
            let mut buffer = BytesMut::new();
            write_message_to(&signed?, &mut buffer)?;
            Ok(Frame::data(buffer.freeze()))
        }))
    }
}

/// A body must be shareable between threads, though it is only ever polled by one.
struct Shared(Mutex<SignedFrames>);

impl Body for Shared {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.0.get_mut() {
            Ok(frames) => frames.poll(context),
            Err(_) => Poll::Ready(Some(Err("the source of the events panicked".into()))),
        }
    }
}
