//! Servers that do not do as they should: never a panic, an error that says what happened, and
//! retries that stop at their bounds.

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tinsmith_aws::workspaces::{Client, Error};
use tinsmith_runtime::{CallErrorKind, ClientBuilder, RetryConfig, StalledStreamProtectionConfig};
use tinsmith_tests::server::{Reply, Server};

fn builder(url: &str) -> ClientBuilder<Client> {
    Client::builder().region("eu-central-1").access_key("id", "secret").endpoint_url(url)
}

/// Time as a test wants it: to wait for a retry takes none, and is noted.
#[derive(Clone, Debug, Default)]
struct NoTime(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for NoTime {
    fn sleep(&self, duration: Duration) -> Sleep {
        // That is the bound of a connection, which must not come before the connection.
        if duration == Duration::from_millis(3100) {
            return Sleep::new(std::future::pending());
        }
        // Longer than any wait for a retry is what bounds other things, and never comes.
        if duration > Duration::from_secs(20) {
            return Sleep::new(std::future::pending());
        }
        self.0.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

/// Calls a server until it is done, in no time.
async fn call(replies: Vec<Reply>) -> (Result<usize, Error>, Server, Vec<Duration>) {
    let server = Server::start(replies).await;
    let time = NoTime::default();
    // Whatever watches a stream sleeps too.
    let unwatched = StalledStreamProtectionConfig::disabled();
    let client = builder(server.url()).sleep_impl(time.clone());
    let client = client.stalled_stream_protection(unwatched).build();
    let answer = client.describe_workspace_images().send().await;
    let waits = time.0.lock().unwrap().clone();
    (answer.map(|answer| answer.images.unwrap_or_default().len()), server, waits)
}

fn kind(error: &Error) -> CallErrorKind {
    match error {
        Error::Call(call) => call.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = builder(&url).sleep_impl(NoTime::default()).build();
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::Connection);
    assert!(error.is_retryable());
    let text = error.to_string();
    assert!(text.starts_with("DescribeWorkspaceImages: the connection failed: "), "{text}");
    assert!(text.to_lowercase().contains("connection refused"), "{text}");
}

#[tokio::test]
async fn the_connection_breaks_before_an_answer() {
    let (answer, server, _) = call(vec![Reply::Reset(Vec::new())]).await;
    let error = answer.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::Connection);
    assert_eq!(server.requests().len(), 3, "three attempts, and no more");
}

#[tokio::test]
async fn the_connection_breaks_half_way() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"Images\":[".to_vec();
    for reply in [Reply::Reset(half.clone()), Reply::Raw(half)] {
        let (answer, server, _) = call(vec![reply]).await;
        let error = answer.unwrap_err();
        assert_eq!(kind(&error), CallErrorKind::Connection, "{error}");
        assert!(error.to_string().contains("the connection failed (status 200)"), "{error}");
        assert_eq!(server.requests().len(), 3, "three attempts, and no more");
    }
}

#[tokio::test]
async fn a_broken_connection_is_made_anew() {
    let good = Reply::json(200, r#"{"Images":[{}]}"#);
    let (answer, server, _) = call(vec![Reply::Reset(Vec::new()), good]).await;
    assert_eq!(answer.unwrap(), 1);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn silence_ends_with_the_timeout() {
    let server = Server::start(vec![Reply::Silence]).await;
    let client = builder(server.url()).build();
    let start = Instant::now();
    let images = || client.describe_workspace_images();
    let whole = images().with(|call| call.timeout(Duration::from_millis(300)));
    let error = whole.send().await.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::Timeout);
    assert!(
        error.to_string().starts_with("DescribeWorkspaceImages: no answer in time: "),
        "{error}"
    );
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(server.requests().len(), 1);

    let client = builder(server.url()).retry_config(RetryConfig::standard().with_max_attempts(2));
    let client = client.build();
    let attempts = client.describe_workspace_images();
    let attempts = attempts.with(|call| call.attempt_timeout(Duration::from_millis(200)));
    let error = attempts.send().await.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::Timeout);
    assert_eq!(server.requests().len(), 3, "two attempts more");
}

#[tokio::test]
async fn success_with_html() {
    let html = "<html>\n<body>\n  <h1>Sign in to the hotel's network</h1>";
    let headers = vec![("content-type", "text/html".to_owned())];
    let (answer, server, _) = call(vec![Reply::Answer(200, headers, html.into())]).await;
    let error = answer.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::UnreadableAnswer);
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: the answer cannot be read (status 200): expected an object, found \
         something that is not JSON at byte 0; it begins: <html> <body> <h1>Sign in to the hotel's network</h1>"
    );
    assert_eq!(server.requests().len(), 1, "what was done is not done again");
}

#[tokio::test]
async fn success_with_half_a_document() {
    let (answer, server, _) = call(vec![Reply::json(200, r#"{"Images":[{"Name":"gol"#)]).await;
    let error = answer.unwrap_err();
    assert_eq!(kind(&error), CallErrorKind::UnreadableAnswer);
    let text = error.to_string();
    assert!(text.contains("Images[0].Name: unterminated string at byte 23"), "{text}");
    assert!(text.contains("request id test-request-id"), "{text}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_wrong_type_is_named_by_its_path() {
    let cases = [
        (
            r#"{"Images":[{},{"OperatingSystem":{"Type":5}}]}"#,
            "Images[1].OperatingSystem.Type: expected a string, found a number",
        ),
        (r#"{"Images":{"a":1}}"#, "Images: expected a list, found an object"),
        (r#"{"Images":[null,[1]]}"#, "Images[1]: expected an object, found a list"),
        (
            r#"{"Images":[{"Created":"yesterday"}]}"#,
            "Images[0].Created: expected a number, found a string",
        ),
        (
            r#"{"Images":[{"Updates":{"UpdateAvailable":"yes"}}]}"#,
            "Images[0].Updates.UpdateAvailable: expected a boolean, found a string",
        ),
        (r#"["Images"]"#, "expected an object, found a list"),
        (r#"{"Images":[]} {}"#, "there is more after the end"),
        ("\u{1}", "expected an object, found something that is not JSON"),
    ];
    for (body, expected) in cases {
        let (answer, _server, _) = call(vec![Reply::json(200, body)]).await;
        let error = answer.unwrap_err();
        assert_eq!(kind(&error), CallErrorKind::UnreadableAnswer);
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn nesting_without_end_is_refused() {
    const DEPTH: usize = 10_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    let objects = r#"{"a":"#.repeat(DEPTH) + "1" + &"}".repeat(DEPTH);
    for value in [format!("{open}{close}"), objects] {
        for member in ["Images", "Unknown"] {
            let body = format!(r#"{{"{member}":{value}}}"#);
            let (answer, _server, _) = call(vec![Reply::json(200, &body)]).await;
            let error = answer.unwrap_err();
            assert_eq!(kind(&error), CallErrorKind::UnreadableAnswer, "{error}");
        }
    }
}

#[tokio::test]
async fn failures_of_the_service_are_retried() {
    let good = Reply::json(200, r#"{"Images":[{}]}"#);
    for status in [500, 502, 503, 504] {
        let replies = vec![Reply::json(status, "{}"), Reply::json(status, ""), good.clone()];
        let (answer, server, waits) = call(replies).await;
        assert_eq!(answer.unwrap(), 1);
        assert_eq!(server.requests().len(), 3);
        // Jitter makes a wait shorter, never longer: a second, then two.
        let bounds = [Duration::from_secs(1), Duration::from_secs(2)];
        let within = waits.iter().zip(bounds).all(|(wait, bound)| *wait <= bound);
        assert!(waits.len() == 2 && within, "{waits:?}");
        let attempts: Vec<String> =
            server.requests().iter().map(|one| one.header("amz-sdk-request").to_owned()).collect();
        assert_eq!(attempts, ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]);
        let ids: Vec<String> = server
            .requests()
            .iter()
            .map(|one| one.header("amz-sdk-invocation-id").to_owned())
            .collect();
        assert!(ids[0].len() == 36 && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }
}

#[tokio::test]
async fn retries_stop_at_their_bound() {
    let headers = vec![("x-amzn-requestid", "the-last".to_owned())];
    let failure = Reply::Answer(500, headers, b"<html>out of order</html>".to_vec());
    let (answer, server, waits) = call(vec![failure.clone()]).await;
    let error = answer.unwrap_err();
    assert_eq!((server.requests().len(), waits.len()), (3, 2));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: the service answered an error (status 500, request id the-last); \
         it begins: <html>out of order</html>"
    );
    let server = Server::start(vec![failure]).await;
    let once = builder(server.url()).retry_config(RetryConfig::disabled()).build();
    once.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn throttling_is_retried_and_told() {
    for code in ["ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded"] {
        let body = format!(r#"{{"__type":"{code}","message":"slow down"}}"#);
        let (answer, server, _) = call(vec![Reply::json(400, &body)]).await;
        let error = answer.unwrap_err();
        assert_eq!(server.requests().len(), 3);
        assert!(error.is_throttling() && error.is_retryable());
        assert_eq!(error.code(), Some(code));
    }
}

#[tokio::test]
async fn what_the_caller_did_wrong_is_not_retried() {
    let (answer, server, _) = call(vec![Reply::json(400, r#"{"__type":"NobodyKnows"}"#)]).await;
    assert_eq!(answer.unwrap_err().code(), Some("NobodyKnows"));
    assert_eq!(server.requests().len(), 1);
}
