//! Checksums of what is sent and received.

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tinsmith_aws::s3::{ChecksumAlgorithm, ChecksumMode, Client, ClientSettings};
use tinsmith_runtime::{
    ByteStream, CallErrorKind, ChecksumMismatch, ClientBuilder, RequestChecksumCalculation,
    ResponseChecksumValidation, RetryConfig,
};
use tinsmith_tests::server::{Reply, Request, Server};

fn builder(url: &str) -> ClientBuilder<Client> {
    let quick = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let client = Client::builder().region("eu-central-1").access_key("AKIDEXAMPLE", "secret");
    client.endpoint_url(url).force_path_style(true).retry_config(quick)
}

fn done() -> Reply {
    Reply::Answer(200, Vec::new(), Vec::new())
}

/// A body that comes in pieces, and may be asked for again.
fn stream(bytes: &'static [u8]) -> ByteStream {
    ByteStream::new(SdkBody::retryable(move || SdkBody::from_body_1_x(SdkBody::from(bytes))))
}

/// What every definition of such an algorithm is tried on.
const DIGITS: &[u8] = b"123456789";

/// The algorithms, their headers and the check values of their definitions.
const ALGORITHMS: [(ChecksumAlgorithm, &str, &str); 5] = [
    (ChecksumAlgorithm::Crc32, "x-amz-checksum-crc32", "y/Q5Jg=="),
    (ChecksumAlgorithm::Crc32c, "x-amz-checksum-crc32c", "4waSgw=="),
    (ChecksumAlgorithm::Crc64nvme, "x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
    (ChecksumAlgorithm::Sha1, "x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
    (
        ChecksumAlgorithm::Sha256,
        "x-amz-checksum-sha256",
        "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    ),
];

/// A body in chunks, taken apart: their content, the lines behind the last, and whether all have a
/// signature.
fn unchunked(body: &[u8]) -> (Vec<u8>, Vec<String>, bool) {
    let (mut rest, mut content, mut signed) = (body, Vec::new(), true);
    let line = |rest: &mut &[u8]| {
        let end = rest.windows(2).position(|pair| pair == b"\r\n").expect("a line");
        let line = String::from_utf8(rest[..end].to_vec()).unwrap();
        *rest = &rest[end + 2..];
        line
    };
    loop {
        let head = line(&mut rest);
        let (length, signature) = head.split_once(";chunk-signature=").unwrap_or((&head, ""));
        signed &= signature.len() == 64;
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            break;
        }
        content.extend_from_slice(&rest[..length]);
        assert_eq!(&rest[length..length + 2], b"\r\n");
        rest = &rest[length + 2..];
    }
    let mut trailers = Vec::new();
    loop {
        let trailer = line(&mut rest);
        if trailer.is_empty() {
            break;
        }
        trailers.push(trailer);
    }
    assert!(rest.is_empty(), "nothing is behind the end");
    (content, trailers, signed)
}

#[tokio::test]
async fn each_algorithm_goes_before_bodies_in_memory_and_behind_streams() {
    let server = Server::start(vec![done()]).await;
    let client = builder(server.url()).build();
    for (algorithm, header, sum) in ALGORITHMS {
        let put = || {
            let put = client.put_object().bucket("box").key("k");
            put.checksum_algorithm(algorithm.clone())
        };
        put().body(ByteStream::from_static(DIGITS)).send().await.unwrap();
        put().body(stream(DIGITS)).content_length(9).send().await.unwrap();
        let requests: Vec<Request> = server.requests().into_iter().rev().take(2).collect();
        let (streamed, whole) = (&requests[0], &requests[1]);
        assert_eq!(whole.header(header), sum);
        assert_eq!(whole.body, DIGITS);
        assert!(whole.header("authorization").contains(header), "it is signed");
        for request in [whole, streamed] {
            assert_eq!(request.header("x-amz-sdk-checksum-algorithm"), algorithm.as_str());
        }
        assert_eq!(streamed.header(header), "");
        assert_eq!(streamed.header("x-amz-trailer"), header);
        assert_eq!(streamed.header("x-amz-decoded-content-length"), "9");
        assert_eq!(streamed.header("content-encoding"), "aws-chunked");
        // Nothing hides what is sent over such a connection, so the chunks are signed too.
        let signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
        assert_eq!(streamed.header("x-amz-content-sha256"), signed);
        let (content, trailers, signed) = unchunked(&streamed.body);
        assert_eq!((content.as_slice(), signed), (DIGITS, true));
        assert_eq!(trailers.len(), 2, "{trailers:?}");
        assert!(trailers.contains(&format!("{header}:{sum}")), "{trailers:?}");
        assert!(trailers.iter().any(|line| line.starts_with("x-amz-trailer-signature:")));
    }
}

/// A connection that keeps what is sent.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<Sent>>>);

/// Headers and body.
type Sent = (Vec<(String, String)>, Vec<u8>);

impl HttpConnector for Kept {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let (kept, body) = (self.clone(), ByteStream::new(request.into_parts().body));
        HttpConnectorFuture::new(async move {
            let body = body.collect().await.unwrap().to_vec();
            kept.0.lock().unwrap().push((headers, body));
            Ok(HttpResponse::new(200.try_into().unwrap(), SdkBody::empty()))
        })
    }
}

#[tokio::test]
async fn chunks_are_not_signed_where_the_connection_is_encrypted() {
    let kept = Kept::default();
    let connector = SharedHttpConnector::new(kept.clone());
    let client = builder("https://example.com");
    let client = client.http_client(http_client_fn(move |_, _| connector.clone())).build();
    // More than a chunk, whose length is told by the body itself.
    let body: &'static [u8] = vec![b'x'; 100_000].leak();
    let put = client.put_object().bucket("box").key("k").content_encoding("zstd");
    put.body(stream(body)).content_length(100_000).send().await.unwrap();
    let (headers, sent) = kept.0.lock().unwrap().remove(0);
    let header = |name: &str| {
        let found = headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    assert_eq!(header("x-amz-content-sha256"), "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    assert_eq!(header("content-encoding"), "zstd,aws-chunked");
    assert_eq!(header("content-length"), sent.len().to_string());
    assert_eq!(header("x-amz-decoded-content-length"), "100000");
    assert!(header("authorization").contains("x-amz-trailer"), "{headers:?}");
    let (content, trailers, signed) = unchunked(&sent);
    assert!(content == body && !signed);
    assert!(trailers[0].starts_with("x-amz-checksum-crc32:") && trailers.len() == 1);
}

#[tokio::test]
async fn a_stream_that_is_sent_again_has_its_checksum_again() {
    let failed = Reply::Answer(500, Vec::new(), Vec::new());
    let server = Server::start(vec![failed, done()]).await;
    let put = builder(server.url()).build().put_object().bucket("box").key("k");
    put.body(stream(DIGITS)).content_length(9).send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.header("content-encoding"), "aws-chunked", "and not twice");
        let (content, trailers, _) = unchunked(&request.body);
        assert_eq!(content, DIGITS);
        assert!(trailers.contains(&"x-amz-checksum-crc32:y/Q5Jg==".to_owned()), "{trailers:?}");
    }
}

#[tokio::test]
async fn a_checksum_is_sent_unless_only_required_ones_are_wanted() {
    let server = Server::start(vec![done()]).await;
    let client = builder(server.url()).build();
    let put = client.put_object().bucket("box").key("k");
    put.body(ByteStream::from_static(DIGITS)).send().await.unwrap();
    let required = RequestChecksumCalculation::WhenRequired;
    let client = builder(server.url()).request_checksum_calculation(required).build();
    let put = || client.put_object().bucket("box").key("k");
    put().body(ByteStream::from_static(DIGITS)).send().await.unwrap();
    put().body(stream(DIGITS)).content_length(9).send().await.unwrap();
    let chosen = put().checksum_algorithm(ChecksumAlgorithm::Crc32c);
    chosen.body(ByteStream::from_static(DIGITS)).send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("x-amz-checksum-crc32"), "y/Q5Jg==");
    assert_eq!(requests[0].header("x-amz-sdk-checksum-algorithm"), "CRC32");
    for request in &requests[1..3] {
        assert!(!request.headers.keys().any(|name| name.contains("checksum")), "{request:?}");
        assert_eq!(request.body, DIGITS);
    }
    assert_eq!(requests[3].header("x-amz-checksum-crc32c"), "4waSgw==");
}

fn answer(header: &'static str, sum: &str) -> Reply {
    Reply::Answer(200, vec![(header, sum.to_owned())], b"content".to_vec())
}

/// The CRC-32 of `content`, as zlib has it, and another.
const SUM: &str = "/sUwqQ==";
const OTHER: &str = "AAAAAA==";

#[tokio::test]
async fn an_answer_with_another_checksum_is_an_error() {
    let crc = "x-amz-checksum-crc32";
    let replies = vec![answer(crc, SUM), answer(crc, OTHER), answer(crc, "AAAAAA==-3")];
    let server = Server::start(replies).await;
    let client = builder(server.url()).build();
    let get = || client.get_object().bucket("box").key("k");
    let right = get().send().await.unwrap();
    assert_eq!(right.body.collect().await.unwrap().to_vec(), b"content");
    let wrong = get().send().await.unwrap().body.collect().await.unwrap_err();
    let mut causes = std::iter::successors(wrong.source(), |cause| (*cause).source());
    let cause = causes.find_map(|cause| cause.downcast_ref::<ChecksumMismatch>());
    let said = "the checksum of the body is /sUwqQ==, and the answer said AAAAAA==";
    assert_eq!(cause.unwrap().to_string(), said);
    // The checksum of an object in parts is not that of its content.
    let composite = get().send().await.unwrap();
    assert_eq!(composite.body.collect().await.unwrap().to_vec(), b"content");
    assert_eq!(server.requests()[0].header("x-amz-checksum-mode"), "ENABLED");
}

#[tokio::test]
async fn answers_are_not_compared_where_nobody_asks_for_it() {
    let server = Server::start(vec![answer("x-amz-checksum-crc32", OTHER)]).await;
    let required = ResponseChecksumValidation::WhenRequired;
    let client = builder(server.url()).response_checksum_validation(required).build();
    let get = || client.get_object().bucket("box").key("k");
    assert!(get().send().await.unwrap().body.collect().await.is_ok());
    let asked = get().checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
    assert!(asked.body.collect().await.is_err());
    let requests = server.requests();
    assert_eq!(requests[0].header("x-amz-checksum-mode"), "");
    assert_eq!(requests[1].header("x-amz-checksum-mode"), "ENABLED");
}

#[tokio::test]
async fn the_length_of_a_stream_must_be_known_where_its_checksum_is_wanted() {
    let server = Server::start(vec![done()]).await;
    let client = builder(server.url()).build();
    let endless = || ByteStream::new(SdkBody::from_body_1_x(Unsized(SdkBody::from(DIGITS))));
    let put = || client.put_object().bucket("box").key("k").body(endless());
    let error = put().checksum_algorithm(ChecksumAlgorithm::Sha256).send().await.unwrap_err();
    assert!(error.to_string().contains("without the body's length"), "{error}");
    let tinsmith_aws::s3::Error::Call(call) = error else { panic!("{error:?}") };
    assert_eq!(call.kind(), CallErrorKind::InvalidInput);
    assert!(server.requests().is_empty());
}

/// A body that does not say how long it is.
#[derive(Debug)]
struct Unsized(SdkBody);

impl http_body::Body for Unsized {
    type Data = bytes::Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::pin::Pin::new(&mut self.0).poll_frame(context)
    }
}
