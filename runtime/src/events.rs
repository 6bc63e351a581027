//! Streams of events: what arrives as a [`Stream`](futures_core::Stream), what is sent as one or
//! through a sender. Frames are those of the AWS event stream encoding.

mod frames;
mod header;
mod read;
mod received;
mod sent;
mod sign;
mod write;

pub use header::EventHeader;
pub use read::{EventReader, ReadEvent, ReceivedEvent, ReceivedEvents};
pub use received::EventStream;
pub use sent::{EventSender, EventSource, SendError};
pub use write::{EventWriter, SentEvents, WriteEvent};

pub(crate) use frames::Frames;
pub(crate) use read::text;
pub(crate) use sent::EventBody;

/// What a body of events is.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.amazon.eventstream";

/// The event that brings what an answer has besides its events.
pub(crate) const INITIAL_RESPONSE: &str = "initial-response";

/// The event that brings what a request has besides its events.
const INITIAL_REQUEST: &str = "initial-request";
