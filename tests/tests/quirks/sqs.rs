//! The queues.

use super::client;
use std::time::Duration;
use tinsmith_aws::sqs::{Client, Error, SendMessageBatchRequestEntry};
use tinsmith_runtime::{CallErrorKind, TimeoutConfig};
use tinsmith_tests::live::Live;
use tinsmith_tests::server::{Reply, Server};

/// The MD5s of `hello` and of `world`.
const HELLO: &str = "5d41402abc4b2a76b9719d911017c592";
const WORLD: &str = "7d793037a0760186574b0282f2f435e7";

fn is_corrupted(error: &Error) -> bool {
    matches!(error, Error::Call(call) if call.kind() == CallErrorKind::Corrupted)
}

#[tokio::test]
async fn a_message_that_was_not_taken_as_it_was_sent_is_an_error() {
    let answer = |digest: &str| {
        let id = "\"MessageId\": \"the-id\"";
        Reply::json(200, &format!("{{\"MD5OfMessageBody\": \"{digest}\", {id}}}"))
    };
    let server = Server::start(vec![answer(HELLO), answer(WORLD)]).await;
    let client = client::<Client>(&server).build();
    let send = || client.send_message().queue_url("http://q").message_body("hello");
    assert_eq!(send().send().await.unwrap().message_id.as_deref(), Some("the-id"));
    let error = send().send().await.unwrap_err();
    assert!(is_corrupted(&error), "{error:?}");
    assert!(error.to_string().contains(HELLO) && error.to_string().contains(WORLD), "{error}");
    assert_eq!(server.requests().len(), 2, "it is not sent again: it might come twice");
}

#[tokio::test]
async fn messages_of_a_batch_are_told_apart_by_their_ids() {
    let answer = |first: &str, second: &str| {
        let one = |id: &str, digest: &str| {
            format!(
                "{{\"Id\": \"{id}\", \"MessageId\": \"m\", \"MD5OfMessageBody\": \"{digest}\"}}"
            )
        };
        let both = format!("{}, {}", one("b", second), one("a", first));
        Reply::json(200, &format!("{{\"Successful\": [{both}], \"Failed\": []}}"))
    };
    let server = Server::start(vec![answer(HELLO, WORLD), answer(WORLD, HELLO)]).await;
    let client = client::<Client>(&server).build();
    let entry =
        |id: &str, body: &str| SendMessageBatchRequestEntry::new().id(id).message_body(body);
    let send = || {
        let entries = [entry("a", "hello"), entry("b", "world")];
        client.send_message_batch().queue_url("http://q").entries(entries)
    };
    assert_eq!(send().send().await.unwrap().successful.len(), 2);
    assert!(is_corrupted(&send().send().await.unwrap_err()));
}

#[tokio::test]
async fn messages_that_are_not_what_they_were_are_not_handed_out() {
    let answer = |digest: &str| {
        let message =
            format!("{{\"MessageId\": \"m\", \"Body\": \"hello\", \"MD5OfBody\": \"{digest}\"}}");
        Reply::json(200, &format!("{{\"Messages\": [{message}]}}"))
    };
    let server = Server::start(vec![answer(HELLO), answer(WORLD), Reply::json(200, "{}")]).await;
    let client = client::<Client>(&server).build();
    let receive = || client.receive_message().queue_url("http://q");
    let messages = receive().send().await.unwrap().messages.unwrap();
    assert_eq!(messages[0].body.as_deref(), Some("hello"));
    let error = receive().send().await.unwrap_err();
    assert!(is_corrupted(&error) && error.to_string().contains("message m"), "{error}");
    assert_eq!(receive().send().await.unwrap().messages, None);
}

#[tokio::test]
async fn a_read_timeout_begins_after_the_wait_that_was_asked_for() {
    let server = Live::start(
        &[("content-type", "application/x-amz-json-1.0")],
        |_, mut answer| async move {
            tokio::time::sleep(Duration::from_millis(1500)).await;
            let _ = answer.send_data("{}".into()).await;
        },
    );
    let server = server.await;
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(1)).build();
    let client = Client::builder().region("us-east-1").access_key("AKIDEXAMPLE", "secret");
    let client = client.endpoint_url(server.url()).timeout_config(timeouts).build();
    let receive = || client.receive_message().queue_url("http://q");
    receive().wait_time_seconds(1).send().await.unwrap();
}
