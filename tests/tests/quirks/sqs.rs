//! The queues.

use super::client;
use std::time::Duration;
use tinsmith_aws::sqs::{
    Client, Error, MessageAttributeValue, MessageSystemAttributeNameForSends,
    MessageSystemAttributeValue, SendMessageBatchRequestEntry,
};
use tinsmith_runtime::{Blob, CallErrorKind, TimeoutConfig};
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
async fn each_message_is_looked_at_wherever_its_digest_stands() {
    let answer = |digest: &str| {
        let first =
            format!("{{\"MD5OfBody\": \"{WORLD}\", \"Body\": \"w\\u006frld\", \"Id\": null}}");
        // An attribute may have any name.
        let attributes = "{\"Body\": {\"StringValue\": \"x\", \"DataType\": \"String\"}}";
        let second = format!(
            "{{\"Body\": \"hello\", \"MessageAttributes\": {attributes}, \"MD5OfBody\": \"{}\"}}",
            HELLO.to_uppercase()
        );
        let third =
            format!("{{\"Body\": \"\", \"MessageId\": \"é\", \"MD5OfBody\": \"{digest}\"}}");
        Reply::json(200, &format!("{{\"Messages\": [{first}, {second}, {third}]}}"))
    };
    let of_nothing = "d41d8cd98f00b204e9800998ecf8427e";
    let server = Server::start(vec![answer(of_nothing), answer(HELLO), answer("")]).await;
    let client = client::<Client>(&server).build();
    let receive = || client.receive_message().queue_url("http://q");
    let messages = receive().send().await.unwrap().messages.unwrap();
    let bodies: Vec<_> = messages.iter().map(|message| message.body.as_deref()).collect();
    assert_eq!(bodies, [Some("world"), Some("hello"), Some("")]);
    for _ in 0..2 {
        let error = receive().send().await.unwrap_err();
        assert!(is_corrupted(&error) && error.to_string().contains("message é"), "{error}");
    }
}

/// The MD5s of attributes, made by other hands: of a number, of three of several types, and of a header
/// for tracing.
const TIMESTAMP: &str = "235c5c510d26fb653d073faed50ae77c";
const THREE: &str = "b8bc4713a07c2951205bcb15de7458a8";
const TRACE: &str = "62a56dd927315f2b2e12832b84617ea5";

fn value(ty: &str) -> MessageAttributeValue {
    MessageAttributeValue::new().data_type(ty)
}

fn three() -> [(&'static str, MessageAttributeValue); 3] {
    [
        ("size", value("Number").string_value("7")),
        ("name", value("String").string_value("é")),
        ("Blob", value("Binary.png").binary_value(Blob::new([0, 1, 255]))),
    ]
}

#[tokio::test]
async fn attributes_that_were_not_taken_as_they_were_sent_are_an_error() {
    let answer = |attributes: &str, system: &str| {
        let said = format!("\"MD5OfMessageAttributes\": \"{attributes}\"");
        let said = format!("{said}, \"MD5OfMessageSystemAttributes\": \"{system}\"");
        Reply::json(200, &format!("{{\"MD5OfMessageBody\": \"{HELLO}\", {said}}}"))
    };
    let right = answer(THREE, TRACE);
    let server = Server::start(vec![right, answer(TRACE, TRACE), answer(THREE, THREE)]).await;
    let client = client::<Client>(&server).build();
    let trace = MessageSystemAttributeValue::new().data_type("String");
    let trace = trace.string_value("Root=1-5759e988-bd862e3fe1be46a994272793");
    let trace = [(MessageSystemAttributeNameForSends::AwsTraceHeader, trace)];
    let send = client.send_message().queue_url("http://q").message_body("hello");
    let send = send.message_attributes(three()).message_system_attributes(trace);
    send.clone().send().await.unwrap();
    for what in ["the attributes of the message", "the system attributes of the message"] {
        let error = send.clone().send().await.unwrap_err();
        assert!(is_corrupted(&error) && error.to_string().contains(what), "{error}");
    }
    assert_eq!(server.requests().len(), 3, "it is not sent again: it might come twice");
}

#[tokio::test]
async fn attributes_in_a_batch_and_of_what_is_received_are_checked_too() {
    let one = |digest: &str| {
        let said = format!("\"MD5OfMessageBody\": \"{HELLO}\", \"MD5OfMessageAttributes\": ");
        format!("{{\"Successful\": [{{\"Id\": \"a\", \"MessageId\": \"m\", {said}\"{digest}\"}}]}}")
    };
    let received = |digest: &str| {
        let attribute = "{\"StringValue\": \"1493147359900\", \"DataType\": \"Number\"}";
        let message = format!(
            "\"MD5OfMessageAttributes\": \"{digest}\", \"MessageId\": \"m\", \"Body\": \"hello\", \
             \"MessageAttributes\": {{\"timestamp\": {attribute}}}"
        );
        format!("{{\"Messages\": [{{{message}}}]}}")
    };
    let replies = [one(THREE), one(TRACE), received(TIMESTAMP), received(THREE)];
    let server = Server::start(replies.iter().map(|body| Reply::json(200, body)).collect()).await;
    let client = client::<Client>(&server).build();
    let entry = SendMessageBatchRequestEntry::new().id("a").message_body("hello");
    let entry = entry.message_attributes(three());
    let send = client.send_message_batch().queue_url("http://q").entries([entry]);
    send.clone().send().await.unwrap();
    assert!(is_corrupted(&send.send().await.unwrap_err()));
    let receive = client.receive_message().queue_url("http://q");
    assert!(receive.clone().send().await.unwrap().messages.is_some());
    let error = receive.send().await.unwrap_err();
    assert!(is_corrupted(&error), "{error:?}");
    let what = format!("the attributes of the message m is {TIMESTAMP}, the service says {THREE}");
    assert!(error.to_string().contains(&what), "{error}");
}

#[tokio::test]
async fn attributes_of_which_nothing_is_said_or_known_are_not_checked() {
    // The second has a value that the algorithm does not provide for; the third has none at all.
    let said = format!("\"MD5OfMessageAttributes\": \"{TRACE}\"");
    let none = Reply::json(200, &format!("{{\"MD5OfMessageBody\": \"{HELLO}\"}}"));
    let some = Reply::json(200, &format!("{{\"MD5OfMessageBody\": \"{HELLO}\", {said}}}"));
    let server = Server::start(vec![none, some]).await;
    let client = client::<Client>(&server).build();
    let send = client.send_message().queue_url("http://q").message_body("hello");
    send.clone().message_attributes(three()).send().await.unwrap();
    let list = value("String").string_list_values(["a"]);
    send.clone().message_attributes([("list", list)]).send().await.unwrap();
    send.send().await.unwrap();
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
