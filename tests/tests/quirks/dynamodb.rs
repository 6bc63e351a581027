//! The database.

use super::client;
use std::time::{Duration, Instant};
use tinsmith_aws::dynamodb::{Client, Error};
use tinsmith_runtime::{CallErrorKind, RetryConfig};
use tinsmith_tests::server::{Reply, Server};

fn with_sum(body: &str, sum: &str) -> Reply {
    let headers = vec![
        ("content-type", "application/x-amz-json-1.0".to_owned()),
        ("x-amz-crc32", sum.to_owned()),
    ];
    Reply::Answer(200, headers, body.as_bytes().to_vec())
}

/// The CRC-32 of `{}`, as zlib has it.
const SUM: &str = "2745614147";

#[tokio::test]
async fn an_answer_with_another_checksum_is_asked_for_again() {
    let server = Server::start(vec![with_sum("{}", "1"), with_sum("{}", SUM)]).await;
    client::<Client>(&server).build().list_tables().send().await.unwrap();
    assert_eq!(server.requests().len(), 2);

    let server = Server::start(vec![with_sum("{}", "1")]).await;
    let client = client::<Client>(&server).build();
    let error = client.list_tables().send().await.unwrap_err();
    let Error::Call(call) = &error else { panic!("{error:?}") };
    assert_eq!(call.kind(), CallErrorKind::Corrupted);
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "ListTables: the answer is corrupted (status 200): the header x-amz-crc32 says 1, the body \
         has 2745614147"
    );
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn retries_are_quick_and_four() {
    let server = Server::start(vec![Reply::json(500, "{}")]).await;
    let builder = || {
        let client = Client::builder().region("us-east-1").endpoint_url(server.url());
        client.access_key("AKIDEXAMPLE", "secret")
    };
    let start = Instant::now();
    builder().build().list_tables().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 4);
    // At most 25, 50 and 100 ms; usually it would be up to 1, 2 and 4 seconds.
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());

    let usual = builder().retry_config(RetryConfig::standard()).build();
    usual.list_tables().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 8, "the usual is what configurations are filled in with");
    let two = builder().retry_config(RetryConfig::standard().with_max_attempts(2)).build();
    two.list_tables().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 10, "who says something is heard");
}
