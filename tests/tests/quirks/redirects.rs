//! Buckets that are in another region than the client thinks.

use super::s3::s3;
use super::{empty, xml};
use tinsmith_runtime::{ByteStream, RetryConfig};
use tinsmith_tests::server::{Reply, Request, Server};

const REDIRECT: &str = "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>";

/// Refuses whoever signs for another region.
fn lives_in(region: &'static str, refuse: impl Fn() -> Reply) -> impl Fn(&Request) -> Reply {
    move |request| {
        let signed = request.header("authorization").contains(&format!("/{region}/s3/"));
        if signed { empty(200) } else { refuse() }
    }
}

fn moved() -> Reply {
    let headers = vec![("x-amz-bucket-region", "eu-west-3".to_owned())];
    Reply::Answer(301, headers, REDIRECT.as_bytes().to_vec())
}

#[tokio::test]
async fn calls_follow_a_bucket_to_its_region_and_the_client_remembers() {
    let server = Server::start_with(lives_in("eu-west-3", moved)).await;
    let client = s3(&server);
    let put = || client.put_object().bucket("box").key("k").body(ByteStream::from_static(b"all"));
    put().send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].header("authorization").contains("/us-east-1/s3/"));
    assert_eq!(requests[1].body, b"all");
    put().send().await.unwrap();
    client.clone().get_object().bucket("box").key("k").send().await.unwrap();
    assert_eq!(server.requests().len(), 4, "the region is known now");
}

#[tokio::test]
async fn the_region_may_be_in_the_body_alone() {
    let wrong =
        "<Error><Code>AuthorizationHeaderMalformed</Code><Region>ap-south-1</Region></Error>";
    let server = Server::start_with(lives_in("ap-south-1", move || xml(400, wrong))).await;
    s3(&server).get_object().bucket("box").key("k").send().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_head_is_sent_on_too() {
    let headers = vec![("x-amz-bucket-region", "eu-west-3".to_owned())];
    let refuse = move || Reply::Answer(400, headers.clone(), Vec::new());
    let server = Server::start_with(lives_in("eu-west-3", refuse)).await;
    s3(&server).head_bucket().bucket("box").send().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn nobody_is_sent_on_twice_or_against_their_will() {
    let server = Server::start_with(lives_in("nowhere", moved)).await;
    let client = s3(&server);
    let get = || client.get_object().bucket("box").key("k");
    let error = get().send().await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("PermanentRedirect"), Some(301)));
    assert_eq!(server.requests().len(), 2);
    let once = client.get_object().bucket("other").key("k");
    let once = once.with(|call| call.retry_config(RetryConfig::disabled()));
    once.send().await.unwrap_err();
    assert_eq!(server.requests().len(), 3);
}
