//! The storage service.

use super::{client, empty, xml};
use tinsmith_aws::s3::{Client, ClientSettings, Error};
use tinsmith_runtime::RetryConfig;
use tinsmith_tests::server::{Reply, Server};

pub(crate) fn s3(server: &Server) -> Client {
    client::<Client>(server).force_path_style(true).build()
}

const SLOW_DOWN: &str =
    "\n <?xml version=\"1.0\"?>\n<Error><Code>SlowDown</Code><Message>m</Message></Error>";

#[tokio::test]
async fn an_error_may_come_with_status_200_and_is_worth_another_try() {
    let done = xml(200, "  <CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
    let server = Server::start(vec![xml(200, SLOW_DOWN), done]).await;
    let copy = s3(&server).copy_object().bucket("box").key("k").copy_source("a/b");
    let answer = copy.send().await.unwrap();
    assert_eq!(answer.copy_object_result.unwrap().e_tag.as_deref(), Some("\"e\""));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_error_with_status_200_is_told_as_such() {
    let body =
        "<Error><Code>InternalError</Code><Message>m</Message><RequestId>r</RequestId></Error>";
    let server = Server::start(vec![xml(200, body)]).await;
    let client = s3(&server);
    let call = client.complete_multipart_upload().bucket("box").key("k").upload_id("u");
    let error = call.send().await.unwrap_err();
    let said = "CompleteMultipartUpload: InternalError: m (status 200, request id r)";
    assert_eq!(error.to_string(), said);
    assert!(error.is_retryable() && !error.is_throttling());
    assert_eq!(server.requests().len(), 3);

    let call = client.upload_part_copy().bucket("box").key("k").upload_id("u").part_number(1);
    let once = call.copy_source("a/b").with(|call| call.retry_config(RetryConfig::disabled()));
    assert_eq!(once.send().await.unwrap_err().code(), Some("InternalError"));
}

#[tokio::test]
async fn the_status_tells_the_error_where_there_is_no_body() {
    let server = Server::start(vec![empty(404), empty(404), empty(403)]).await;
    let client = s3(&server);
    let error = client.head_object().bucket("box").key("k").send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchKey(_)), "{error:?}");
    assert_eq!((error.code(), error.status()), (Some("NoSuchKey"), Some(404)));
    let error = client.head_bucket().bucket("box").send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchBucket(_)), "{error:?}");
    let error = client.head_object().bucket("box").key("k").send().await.unwrap_err();
    assert!(matches!(error, Error::Call(_)), "{error:?}");
    assert_eq!((error.code(), error.status()), (Some("Forbidden"), Some(403)));
}

#[tokio::test]
async fn what_expires_need_not_be_a_moment() {
    let with = |expires: &str| {
        Reply::Answer(200, vec![("expires", expires.to_owned())], b"content".to_vec())
    };
    let moment = "Thu, 01 Jan 1970 00:01:40 GMT";
    let server = Server::start(vec![with("0"), with(moment), empty(200)]).await;
    let client = s3(&server);
    let get = || client.get_object().bucket("box").key("k");
    let answer = get().send().await.unwrap();
    assert_eq!((answer.expires, answer.expires_string.as_deref()), (None, Some("0")));
    assert_eq!(answer.body.collect().await.unwrap().to_vec(), b"content");
    let answer = get().send().await.unwrap();
    assert_eq!(answer.expires.unwrap().secs(), 100);
    assert_eq!(answer.expires_string.as_deref(), Some(moment));
    let answer = client.head_object().bucket("box").key("k").send().await.unwrap();
    assert_eq!((answer.expires, answer.expires_string), (None, None));
}

/// 32 bytes `k`, and what the command `md5sum` says of them.
const KEY: &str = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";
const MD5: &str = "mT2HRsMGJ5IX5C+0rreZ8Q==";

#[tokio::test]
async fn keys_of_customers_get_their_digest() {
    let done = xml(200, "<CopyObjectResult/>");
    let server = Server::start(vec![empty(200), empty(200), done]).await;
    let client = s3(&server);
    let put = client.put_object().bucket("box").key("k").sse_customer_algorithm("AES256");
    put.sse_customer_key(KEY).send().await.unwrap();
    let put = client.put_object().bucket("box").key("k").sse_customer_key(KEY);
    put.sse_customer_key_md5("mine").send().await.unwrap();
    let copy = client.copy_object().bucket("box").key("k").copy_source("a/b");
    copy.copy_source_sse_customer_key(KEY).send().await.unwrap();
    let requests = server.requests();
    let digest = "x-amz-server-side-encryption-customer-key-md5";
    assert_eq!(requests[0].header(digest), MD5);
    assert!(requests[0].header("authorization").contains(digest), "it is signed");
    assert_eq!(requests[1].header(digest), "mine");
    assert_eq!(requests[2].header(digest), "");
    let digest = "x-amz-copy-source-server-side-encryption-customer-key-md5";
    assert_eq!(requests[2].header(digest), MD5);
}
