//! Bodies in chunks, as S3 has them (`aws-chunked`): each with its length before it, and with its
//! signature where it is signed, and what the body has behind it after the last.

use crate::auth::Onward;
use crate::error::BoxError;
use aws_sigv4::sign::v4::{SigningParams, sign_chunk, sign_trailer};
use aws_smithy_runtime_api::http::Headers;
use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// How long a chunk is, in bytes; the last is shorter.
const CHUNK: usize = 64 * 1024;

const END_OF_LINE: &str = "\r\n";
const SIGNATURE: &str = ";chunk-signature=";
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";

/// How many digits a signature has.
const DIGITS: usize = 64;

/// How a body is cut, and what comes behind it.
#[derive(Clone, Debug)]
pub(super) struct Chunks {
    /// The length of the body, in bytes.
    pub(super) length: u64,
    /// The length of the line behind it: of a name, a colon, and a value.
    pub(super) trailer: usize,
    /// Who knows the signature that those of the chunks go on from.
    pub(super) signer: Option<Onward>,
}

impl Chunks {
    /// How long the body gets with all that is added to it, in bytes. What is said of a body may be any
    /// number, and one beyond all bounds stays there.
    pub(super) fn encoded_length(&self) -> u64 {
        let is_signed = self.signer.is_some();
        let line = |text: usize| bytes(text + END_OF_LINE.len());
        let signature = if is_signed { SIGNATURE.len() + DIGITS } else { 0 };
        let head = |chunk: u64| line(format!("{chunk:X}").len() + signature);
        let whole = |chunk: u64| head(chunk) + chunk + line(0);
        let behind = head(0) + line(self.trailer) + line(0);
        let (full, rest) = (self.length / bytes(CHUNK), self.length % bytes(CHUNK));
        let rest = if rest > 0 { whole(rest) } else { 0 };
        let signed = if is_signed { line(TRAILER_SIGNATURE.len() + DIGITS) } else { 0 };
        full.saturating_mul(whole(bytes(CHUNK))).saturating_add(rest + behind + signed)
    }
}

/// A length as bodies have it.
fn bytes(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The error that a body is not as it was said to be.
#[derive(Debug)]
struct OtherLength {
    what: &'static str,
    said: u64,
    is: u64,
}

impl fmt::Display for OtherLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, said, is } = self;
        write!(f, "{what} was said to have {said} bytes, and {is} came; give the right length")
    }
}

impl std::error::Error for OtherLength {}

fn check(what: &'static str, said: u64, is: u64, is_right: bool) -> Result<(), OtherLength> {
    if is_right { Ok(()) } else { Err(OtherLength { what, said, is }) }
}

/// A body that is cut into chunks while it is sent.
pub(super) struct Chunked<B> {
    body: B,
    chunks: Chunks,
    /// How much of the body came.
    came: u64,
    /// What of it is for the next chunk, and how long that is.
    gathered: (Vec<Bytes>, usize),
    /// The last signature that was made here.
    signature: Option<String>,
    /// What is to be sent.
    ready: VecDeque<Bytes>,
    is_done: bool,
}

impl<B> Chunked<B> {
    pub(super) fn new(body: B, chunks: Chunks) -> Self {
        let (gathered, ready) = ((Vec::new(), 0), VecDeque::new());
        Self { body, chunks, came: 0, gathered, signature: None, ready, is_done: false }
    }

    /// Cuts chunks off what came.
    fn add(&mut self, mut data: Bytes) -> Result<(), BoxError> {
        let said = self.chunks.length;
        self.came += bytes(data.len());
        check("the body", said, self.came, self.came <= said)?;
        while !data.is_empty() {
            let (parts, length) = &mut self.gathered;
            let part = data.split_to(data.len().min(CHUNK - *length));
            *length += part.len();
            parts.push(part);
            if *length == CHUNK {
                self.cut()?;
            }
        }
        Ok(())
    }

    /// Makes a chunk of what is gathered.
    fn cut(&mut self) -> Result<(), BoxError> {
        let (parts, length) = std::mem::take(&mut self.gathered);
        self.head(&parts, length)?;
        self.ready.extend(parts);
        self.ready.push_back(Bytes::from_static(END_OF_LINE.as_bytes()));
        Ok(())
    }

    /// The line before a chunk.
    fn head(&mut self, parts: &[Bytes], length: usize) -> Result<(), BoxError> {
        let mut head = format!("{length:X}");
        let signature = self.sign(|signature, params| {
            let whole = match parts {
                [one] => one.clone(),
                several => several.concat().into(),
            };
            Ok(sign_chunk(&whole, signature, params)?.into_parts().1)
        })?;
        if let Some(signature) = signature {
            head.push_str(SIGNATURE);
            head.push_str(signature);
        }
        head.push_str(END_OF_LINE);
        self.ready.push_back(head.into());
        Ok(())
    }

    /// What comes behind the body: the chunk without content, and what the body has behind it.
    fn end(&mut self, trailers: HeaderMap) -> Result<(), BoxError> {
        check("the body", self.chunks.length, self.came, self.came == self.chunks.length)?;
        if self.gathered.1 > 0 {
            self.cut()?;
        }
        self.head(&[], 0)?;
        let trailers = Headers::try_from(trailers)?;
        let mut lines = String::new();
        for (name, value) in &trailers {
            lines.extend([name, ":", value, END_OF_LINE]);
        }
        let (said, is) = (bytes(self.chunks.trailer + END_OF_LINE.len()), bytes(lines.len()));
        check("what is behind the body", said, is, said == is)?;
        let signature = self.sign(|signature, params| {
            Ok(sign_trailer(&trailers, signature, params)?.into_parts().1)
        })?;
        if let Some(signature) = signature {
            lines.extend([TRAILER_SIGNATURE, signature, END_OF_LINE]);
        }
        lines.push_str(END_OF_LINE);
        self.ready.push_back(lines.into());
        self.is_done = true;
        Ok(())
    }

    /// Goes on from the last signature, where chunks are signed.
    fn sign(
        &mut self,
        next: impl FnOnce(&str, &SigningParams<'_, ()>) -> Result<String, BoxError>,
    ) -> Result<Option<&str>, BoxError> {
        let Some(signer) = &self.chunks.signer else { return Ok(None) };
        let seed = signer.seed().ok_or("the body was read before its request was signed")?;
        let params = SigningParams::builder()
            .identity(&seed.identity)
            .region(&seed.region)
            .name(&seed.name)
            .time(seed.time)
            .settings(())
            .build()?;
        let last = self.signature.as_ref().unwrap_or(&seed.signature);
        let signature = next(last, &params)?;
        Ok(Some(self.signature.insert(signature)))
    }
}

impl<B: Body<Data = Bytes, Error = BoxError> + Unpin> Body for Chunked<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        loop {
            if let Some(data) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            if this.is_done {
                return Poll::Ready(None);
            }
            let done = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.add(data),
                    Err(frame) => this.end(frame.into_trailers().unwrap_or_default()),
                },
                Some(Err(error)) => Err(error),
                None => this.end(HeaderMap::new()),
            };
            if let Err(error) = done {
                // What is cut off must not look like a whole body.
                this.is_done = true;
                this.ready.clear();
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_done && self.ready.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.chunks.encoded_length())
    }
}

#[cfg(test)]
mod tests;
