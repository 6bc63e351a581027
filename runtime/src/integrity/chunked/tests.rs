use super::*;
use crate::auth::official;
use aws_runtime::auth::PayloadSigningOverride;
use aws_runtime::content_encoding::{AwsChunkedBody, AwsChunkedBodyOptions, DeferredSigner};
use aws_smithy_types::config_bag::Layer;
use fastrand::Rng;
use http::HeaderValue;
use std::task::Waker;

const TRAILER: (&str, &str) = ("x-amz-checksum-crc32", "y/Q5Jg==");

/// A body of frames that are there, with a trailer behind them.
struct Frames(VecDeque<Frame<Bytes>>);

impl Body for Frames {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

/// Content in pieces of some length each.
fn frames(content: &Bytes, rng: &mut Rng) -> Frames {
    let (mut rest, mut frames) = (content.clone(), VecDeque::new());
    let most = [1, 1000, 70_000, 200_000][rng.usize(..4)];
    while !rest.is_empty() {
        let least = rest.len().min(if most == 1 { CHUNK } else { 1 });
        let length = rng.usize(least..=most.max(least)).min(rest.len());
        frames.push_back(Frame::data(rest.split_to(length)));
    }
    let mut trailers = HeaderMap::new();
    trailers.insert(TRAILER.0, HeaderValue::from_static(TRAILER.1));
    frames.push_back(Frame::trailers(trailers));
    Frames(frames)
}

/// All that a body gives, and the error that it ends with.
fn read(mut body: impl Body<Data = Bytes, Error = BoxError> + Unpin) -> (Vec<u8>, Option<String>) {
    let mut context = Context::from_waker(Waker::noop());
    let (mut data, mut waits) = (Vec::new(), 0);
    loop {
        match Pin::new(&mut body).poll_frame(&mut context) {
            Poll::Ready(None) => break (data, None),
            Poll::Ready(Some(Ok(frame))) => data.extend(frame.into_data().unwrap()),
            Poll::Ready(Some(Err(error))) => break (data, Some(error.to_string())),
            // The official body does so between its parts.
            Poll::Pending => waits += 1,
        }
        assert!(waits < 10);
    }
}

/// The official body of signed chunks waits for its signer, and ours has what that goes on from.
fn signers() -> (DeferredSigner, Onward) {
    let (signer, sender) = DeferredSigner::new();
    let mut layer = Layer::new("test");
    layer.store_put(sender);
    layer.store_put(PayloadSigningOverride::StreamingSignedPayloadTrailer);
    (signer, official::signed(layer))
}

fn chunks(length: usize, signer: Option<Onward>) -> Chunks {
    Chunks { length: bytes(length), trailer: TRAILER.0.len() + 1 + TRAILER.1.len(), signer }
}

#[test]
fn chunks_are_those_of_the_official_body() {
    let mut rng = Rng::with_seed(64);
    for length in [0, 1, 15, 16, 4096, 65_535, 65_536, 65_537, 131_072, 200_001] {
        for signed in [false, true, false, true] {
            let content: Bytes = (0..length).map(|_| rng.u8(..)).collect();
            let (signer, onward) = signers();
            let chunks = chunks(length, signed.then_some(onward));
            let mut options = AwsChunkedBodyOptions::default()
                .with_stream_length(chunks.length)
                .with_trailer_len(bytes(chunks.trailer));
            if signed {
                let line = TRAILER_SIGNATURE.len() + DIGITS;
                options = options.with_trailer_len(bytes(line)).signed_chunked_encoding(true);
            }
            assert_eq!(chunks.encoded_length(), options.encoded_length(), "{length}");
            let official = AwsChunkedBody::new(frames(&content, &mut rng), options);
            let official = match signed {
                true => read(official.with_signer(signer)),
                false => read(official),
            };
            let ours = Chunked::new(frames(&content, &mut rng), chunks.clone());
            assert_eq!(ours.size_hint().exact(), Some(chunks.encoded_length()));
            let ours = read(ours);
            assert_eq!(bytes(ours.0.len()), chunks.encoded_length());
            assert!(ours == official, "{length}, {signed}, {:?}, {:?}", ours.1, official.1);
        }
    }
}

#[test]
fn a_body_of_another_length_is_an_error() {
    let mut rng = Rng::with_seed(1);
    let content = Bytes::from_static(&[b'a'; 100]);
    for (said, why) in [
        (99, "the body was said to have 99 bytes, and 100 came"),
        (101, "the body was said to have 101 bytes, and 100 came"),
    ] {
        let (sent, error) = read(Chunked::new(frames(&content, &mut rng), chunks(said, None)));
        assert!(!sent.ends_with(b"0\r\n"), "it must not look whole");
        assert!(error.unwrap().contains(why));
    }
    let endless = Chunks { length: u64::MAX, ..chunks(0, None) };
    assert_eq!(endless.encoded_length(), u64::MAX, "whatever is said");
    let other = Chunks { trailer: 10, ..chunks(100, None) };
    let (_, error) = read(Chunked::new(frames(&content, &mut rng), other));
    assert!(error.unwrap().contains("what is behind the body"));
    let unsigned = chunks(100, Some(Onward::default()));
    let (sent, error) = read(Chunked::new(frames(&content, &mut rng), unsigned));
    assert!(sent.is_empty() && error.unwrap().contains("before its request was signed"));
}
