//! A body whose checksum is made while it is read.

use super::sum::{Algorithm, Sum};
use crate::error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body::{Body, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A body with the checksum of what was read of it.
pub(super) struct Summed {
    body: SdkBody,
    /// There until the end.
    sum: Option<Sum>,
    end: End,
}

/// What becomes of the checksum at the end.
enum End {
    /// It is sent behind the body, under this name.
    Sent(&'static str),
    /// It must be this one.
    Compared(String),
}

/// The error that a body has another checksum than its answer said. It is among the causes of an error
/// of a body that streams, and of a call.
#[derive(Debug)]
pub struct ChecksumMismatch {
    said: String,
    is: String,
}

impl fmt::Display for ChecksumMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the checksum of the body is {}, and the answer said {}", self.is, self.said)
    }
}

impl std::error::Error for ChecksumMismatch {}

impl Summed {
    /// A body that sends its checksum behind itself.
    pub(super) fn sent(body: SdkBody, algorithm: Algorithm) -> Self {
        Self { body, sum: Some(algorithm.begin()), end: End::Sent(algorithm.header()) }
    }

    /// A body that fails at its end if its checksum is not the one that was said.
    pub(super) fn compared(body: SdkBody, algorithm: Algorithm, said: String) -> Self {
        Self { body, sum: Some(algorithm.begin()), end: End::Compared(said) }
    }

    /// What comes at the end, once: with what the body has behind it, if it has any.
    fn end(&mut self, trailers: Option<HeaderMap>) -> Result<Option<Frame<Bytes>>, BoxError> {
        let mut trailers = trailers;
        if let Some(sum) = self.sum.take() {
            let is = sum.text();
            match &self.end {
                End::Sent(name) => {
                    let value = HeaderValue::from_str(&is)?;
                    let all = trailers.get_or_insert_default();
                    all.insert(HeaderName::from_static(name), value);
                }
                End::Compared(said) if *said == is => {}
                End::Compared(said) => {
                    return Err(ChecksumMismatch { said: said.clone(), is }.into());
                }
            }
        }
        Ok(trailers.map(Frame::trailers))
    }
}

impl Body for Summed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let ended = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => {
                    if let Some(sum) = &mut this.sum {
                        sum.update(&data);
                    }
                    Ok(Some(Frame::data(data)))
                }
                Err(frame) => this.end(frame.into_trailers().ok()),
            },
            Some(Err(error)) => Err(error),
            None => this.end(None),
        };
        Poll::Ready(ended.transpose())
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::task::Waker;

    const ALGORITHM: Algorithm = Algorithm::Crc32;

    /// A body of frames that are there.
    struct Frames(Vec<Frame<Bytes>>);

    impl Body for Frames {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready((!self.0.is_empty()).then(|| Ok(self.0.remove(0))))
        }
    }

    /// Two pieces of a body, and a trailer behind them.
    fn body() -> SdkBody {
        let mut trailers = HeaderMap::new();
        trailers.insert("x-other", HeaderValue::from_static("1"));
        let data = |text: &'static str| Frame::data(Bytes::from_static(text.as_bytes()));
        let frames = vec![data("1234"), data("56789"), Frame::trailers(trailers)];
        SdkBody::from_body_1_x(Frames(frames))
    }

    /// All that a body gives: its data, and its trailers.
    fn read(mut body: Summed) -> Result<(Vec<u8>, HeaderMap), BoxError> {
        let mut context = Context::from_waker(Waker::noop());
        let (mut data, mut trailers) = (Vec::new(), HeaderMap::new());
        while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut context) {
            match frame?.into_data() {
                Ok(bytes) => data.extend_from_slice(&bytes),
                Err(frame) => trailers.extend(frame.into_trailers().unwrap_or_default()),
            }
        }
        Ok((data, trailers))
    }

    #[test]
    fn a_checksum_is_sent_behind_a_body_and_what_it_has_behind_it() {
        let (data, trailers) = read(Summed::sent(body(), ALGORITHM)).unwrap();
        assert_eq!(data, b"123456789");
        assert_eq!(trailers["x-other"], "1");
        assert_eq!(trailers[ALGORITHM.header()], "y/Q5Jg==");
        let (_, trailers) = read(Summed::sent(SdkBody::from("123456789"), ALGORITHM)).unwrap();
        assert_eq!(trailers[ALGORITHM.header()], "y/Q5Jg==");
        let (_, trailers) = read(Summed::sent(SdkBody::empty(), ALGORITHM)).unwrap();
        assert_eq!(trailers[ALGORITHM.header()], "AAAAAA==", "the checksum of nothing");
    }

    #[test]
    fn a_checksum_is_compared_at_the_end() {
        let (data, trailers) =
            read(Summed::compared(body(), ALGORITHM, "y/Q5Jg==".to_owned())).unwrap();
        assert_eq!(data, b"123456789");
        assert_eq!(trailers["x-other"], "1");
        let other = read(Summed::compared(body(), ALGORITHM, "AAAAAA==".to_owned())).unwrap_err();
        assert!(other.is::<ChecksumMismatch>(), "{other}");
        assert!(other.to_string().contains("y/Q5Jg=="), "{other}");
    }

    #[test]
    fn the_length_of_a_body_is_known_as_before() {
        let body = Summed::compared(SdkBody::from("123"), ALGORITHM, String::new());
        assert_eq!(body.size_hint().exact(), Some(3));
    }
}
