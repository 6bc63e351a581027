//! The frames of a body, as they arrive.

use crate::error::BoxError;
use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::Message;
use bytes::BytesMut;
use http_body::Body;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The messages in a body.
pub(crate) struct Frames {
    body: SdkBody,
    decoder: MessageFrameDecoder,
    buffer: BytesMut,
    /// Messages that were looked at and put back.
    back: VecDeque<Message>,
    is_done: bool,
}

impl Frames {
    pub(crate) fn new(body: SdkBody) -> Self {
        Self {
            body,
            decoder: MessageFrameDecoder::new(),
            buffer: BytesMut::new(),
            back: VecDeque::new(),
            is_done: false,
        }
    }

    /// The next message; `None` at the end. After an error there are no more.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Message, BoxError>>> {
        if let Some(message) = self.back.pop_front() {
            return Poll::Ready(Some(Ok(message)));
        }
        while !self.is_done {
            match self.decoder.decode_frame(&mut self.buffer) {
                Ok(DecodedFrame::Complete(message)) => return Poll::Ready(Some(Ok(message))),
                Ok(DecodedFrame::Incomplete) => {}
                Err(error) => return self.fail(error.into()),
            }
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.buffer.extend_from_slice(&data);
                    }
                }
                Some(Err(error)) => return self.fail(error),
                None if self.buffer.is_empty() => self.is_done = true,
                None => return self.fail("the stream broke off within an event".into()),
            }
        }
        Poll::Ready(None)
    }

    fn fail(&mut self, error: BoxError) -> Poll<Option<Result<Message, BoxError>>> {
        self.is_done = true;
        Poll::Ready(Some(Err(error)))
    }

    /// The next message.
    pub(crate) async fn next(&mut self) -> Option<Result<Message, BoxError>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// Puts a message back, to be the next again.
    pub(crate) fn put_back(&mut self, message: Message) {
        self.back.push_front(message);
    }
}

impl fmt::Debug for Frames {
    /// Without the buffer, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frames").field("is_done", &self.is_done).finish_non_exhaustive()
    }
}
