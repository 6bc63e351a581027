//! Tests as users write them: a mock answers, and nothing reaches a network.

use bytes::Bytes;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tinsmith_aws::bedrockruntime::{
    self, ConverseStream, ConverseStreamOutput, ConverseStreamResponse, MessageStopEvent,
};
use tinsmith_aws::s3::{self, GetObject, GetObjectOutput, PutObject, PutObjectOutput};
use tinsmith_aws::workspaces::{
    Client, CreateWorkspaceImage, CreateWorkspaceImageResult, DescribeWorkspaceImages,
    DescribeWorkspaceImagesResult, Error, ResourceNotFoundException, WorkspaceImage,
};
use tinsmith_runtime::testing::{
    Exchange, Mock, build, call_error, event_stream, refused, unmodeled,
};
use tinsmith_runtime::{ByteStream, CallErrorKind};

/// A closure that makes images.
fn image(id: &'static str) -> CreateWorkspaceImageResult {
    build::<CreateWorkspaceImageResult>(|image| image.image_id = Some(id.to_owned()))
}

fn create(client: &Client) -> CreateWorkspaceImage {
    let call = client.create_workspace_image().name("golden").description("words");
    call.workspace_id("ws-1")
}

#[tokio::test]
async fn a_closure_answers_and_sees_what_is_asked() {
    let mock = Mock::new();
    mock.answer::<CreateWorkspaceImage>(|input| {
        assert_eq!(input.name.as_deref(), Some("golden"));
        Ok(image("wsi-1"))
    });
    let client: Client = mock.client();
    assert_eq!(create(&client).send().await.unwrap().image_id.as_deref(), Some("wsi-1"));
    let asked = mock.asked::<CreateWorkspaceImage>();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].workspace_id.as_deref(), Some("ws-1"));
    let requests = mock.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!((request.method(), request.target()), ("POST", "/"));
    assert_eq!(request.uri(), "https://workspaces.us-east-1.amazonaws.com/");
    assert_eq!(request.header("X-Amz-Target"), Some("WorkspacesService.CreateWorkspaceImage"));
    assert!(request.header("authorization").unwrap().starts_with("AWS4-HMAC-SHA256 "));
    let body = br#"{"Name":"golden","Description":"words","WorkspaceId":"ws-1"}"#;
    assert_eq!(request.body(), Some(body.as_slice()));
}

#[tokio::test]
async fn what_is_missing_is_found_as_it_is_in_earnest() {
    let mock = Mock::new();
    mock.answer::<CreateWorkspaceImage>(|_| Ok(image("wsi-1")));
    let error = mock.client::<Client>().create_workspace_image().send().await.unwrap_err();
    assert!(error.to_string().contains("WorkspaceId"), "{error}");
    assert!(mock.requests().is_empty() && mock.asked::<CreateWorkspaceImage>().is_empty());
}

#[tokio::test]
async fn a_modelled_error_is_answered() {
    let mock = Mock::new();
    mock.answer::<CreateWorkspaceImage>(|_| {
        let error = build::<ResourceNotFoundException>(|error| {
            error.resource_id = Some("ws-1".to_owned());
        });
        let error = refused(error).with_status(404).with_message("gone").with_request_id("r-1");
        Err(Error::ResourceNotFoundException(error))
    });
    let error = create(&mock.client()).send().await.unwrap_err();
    let said = "CreateWorkspaceImage: ResourceNotFoundException: gone (status 404, request id r-1)";
    assert_eq!(error.to_string(), said);
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert!(!error.is_retryable());
    let Error::ResourceNotFoundException(refused) = error else { panic!("{error}") };
    assert_eq!(refused.resource_id.as_deref(), Some("ws-1"));
}

#[tokio::test]
async fn other_errors_are_answered_and_retried_without_a_pause() {
    let mock = Mock::new();
    for _ in 0..2 {
        let throttled = || Err(unmodeled(400, "ThrottlingException", "slowly").into());
        mock.answer_once::<CreateWorkspaceImage>(move |_| throttled());
    }
    mock.answer::<CreateWorkspaceImage>(|_| Ok(image("wsi-3")));
    let client: Client = mock.client();
    let begun = std::time::Instant::now();
    assert_eq!(create(&client).send().await.unwrap().image_id.as_deref(), Some("wsi-3"));
    assert!(begun.elapsed().as_secs() < 1);
    assert_eq!(mock.requests().len(), 3);
    assert_eq!(mock.unused(), 0);

    mock.answer::<CreateWorkspaceImage>(|_| {
        Err(call_error(CallErrorKind::Timeout, "a minute was not enough").into())
    });
    let error = create(&client).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "CreateWorkspaceImage: no answer in time: a minute was not enough"
    );
    assert!(error.is_retryable());
    let Error::Call(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), CallErrorKind::Timeout);
}

#[tokio::test]
async fn pages_are_answered_one_after_the_other() {
    let mock = Mock::new();
    mock.answer::<DescribeWorkspaceImages>(|input| {
        let page = input.next_token.as_deref().map_or(0, |token| token.parse().unwrap());
        Ok(build::<DescribeWorkspaceImagesResult>(|answer| {
            answer.images = Some(vec![build::<WorkspaceImage>(|image| {
                image.image_id = Some(format!("wsi-{page}"));
            })]);
            answer.next_token = (page < 2).then(|| (page + 1).to_string());
        }))
    });
    let client: Client = mock.client();
    let images = client.describe_workspace_images().items().collect().await.unwrap();
    let ids: Vec<&str> = images.iter().filter_map(|image| image.image_id.as_deref()).collect();
    assert_eq!(ids, ["wsi-0", "wsi-1", "wsi-2"]);
}

fn recorded(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/recorded").join(name)
}

#[tokio::test]
async fn a_recorded_exchange_answers_what_was_recorded() {
    let files = || {
        let (request, answer) = ("describe-images.request.http", "describe-images.answer.http");
        Exchange::from_files(recorded(request), recorded(answer)).unwrap()
    };
    let mock = Mock::new();
    mock.replay(files());
    mock.replay(files());
    let client: Client = mock.client_with(|builder| builder.region("eu-central-1"));
    let images = client.describe_workspace_images();
    let answer = images.clone().max_results(1).send().await.unwrap();
    assert_eq!(answer.images.unwrap()[0].image_id.as_deref(), Some("wsi-1"));
    assert_eq!(mock.unused(), 1);
    let error = images.clone().max_results(2).send().await.unwrap_err().to_string();
    assert!(error.contains("the request is not the recorded one: recorded body"), "{error}");
    assert!(error.contains(r#"sent "{\"MaxResults\":2}""#), "{error}");
    let error = images.send().await.unwrap_err().to_string();
    assert!(error.contains("the mock has no answer for POST https://workspaces.eu-"), "{error}");
}

#[tokio::test]
async fn a_recorded_error_is_read_as_a_service_s_own() {
    let mock = Mock::new();
    let answer = "HTTP/1.1 400 Bad Request\r\nx-amzn-requestid: r-2\r\n\r\n\
                  {\"__type\":\"ResourceNotFoundException\",\"message\":\"no\",\"ResourceId\":\"ws-1\"}";
    mock.replay(Exchange::answer_only(answer).unwrap());
    let error = create(&mock.client()).send().await.unwrap_err();
    assert_eq!(error.request_id(), Some("r-2"));
    let Error::ResourceNotFoundException(refused) = error else { panic!("{error}") };
    assert_eq!(refused.resource_id.as_deref(), Some("ws-1"));
}

#[test]
fn what_is_no_exchange_is_refused() {
    for (request, answer, why) in [
        ("POST", "HTTP/1.1 200 OK", "the request begins \"POST\""),
        ("POST / HTTP/1.1", "200 OK", "the answer begins \"200 OK\""),
        ("POST / HTTP/1.1\nbad", "HTTP/1.1 200 OK", "the request has \"bad\" where a header"),
    ] {
        let error = Exchange::new(request, answer).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    let error = Exchange::from_files(recorded("none"), recorded("none")).unwrap_err();
    assert!(error.to_string().contains("none: "), "{error}");
}

#[tokio::test]
async fn streams_are_answered_and_sent() {
    let mock = Mock::new();
    mock.answer::<GetObject>(|input| {
        let key = input.key.clone().unwrap_or_default();
        Ok(build::<GetObjectOutput>(|object| object.body = ByteStream::from(key.into_bytes())))
    });
    mock.answer::<PutObject>(|_| Ok(build::<PutObjectOutput>(|_| {})));
    let client: s3::Client = mock.client();
    let object = client.get_object().bucket("box").key("the key").send().await.unwrap();
    assert_eq!(object.body.collect().await.unwrap().into_bytes(), Bytes::from("the key"));
    client
        .put_object()
        .bucket("box")
        .key("a")
        .body(Bytes::from_static(b"hello"))
        .send()
        .await
        .unwrap();
    let sent = mock.requests();
    assert!(sent[1].uri().starts_with("https://box.s3.us-east-1.amazonaws.com/a"), "{sent:?}");
    assert!(sent[1].body().unwrap().windows(5).any(|part| part == b"hello"), "{sent:?}");
    assert_eq!(mock.asked::<GetObject>()[0].bucket.as_deref(), Some("box"));
}

#[tokio::test]
async fn events_are_answered_with_an_error_at_the_end() {
    let mock = Mock::new();
    mock.answer::<ConverseStream>(|_| {
        let stop = build::<MessageStopEvent>(|_| {});
        Ok(build::<ConverseStreamResponse>(|answer| {
            answer.stream = event_stream([
                Ok(ConverseStreamOutput::MessageStop(stop)),
                Err(call_error(CallErrorKind::Connection, "pulled").into()),
            ]);
        }))
    });
    let client: bedrockruntime::Client = mock.client();
    let mut answer = client.converse_stream().model_id("nova").send().await.unwrap();
    let first = answer.stream.next().await.unwrap().unwrap();
    assert!(matches!(first, ConverseStreamOutput::MessageStop(_)));
    let error = answer.stream.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("the connection failed: pulled"), "{error}");
    assert!(answer.stream.next().await.is_none());
}

#[tokio::test]
async fn settings_of_the_user_hold_with_a_mock() {
    let mock = Mock::new();
    let count = Arc::new(AtomicU32::new(0));
    let counted = count.clone();
    mock.answer::<CreateWorkspaceImage>(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Err(unmodeled(503, "Busy", "later").into())
    });
    let client: Client = mock.client_with(|builder| {
        builder.region("eu-west-3").retry_config(tinsmith_runtime::RetryConfig::disabled())
    });
    let error = create(&client).send().await.unwrap_err();
    assert_eq!(error.to_string(), "CreateWorkspaceImage: Busy: later (status 503)");
    assert!(error.is_retryable() && !error.is_throttling());
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert!(mock.requests()[0].uri().contains("eu-west-3"));
}
