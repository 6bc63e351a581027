//! Streams of events, in both directions at once, against a server that takes frames apart.

use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder, write_message_to};
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use bytes::{Bytes, BytesMut};
use std::io;
use std::sync::{Arc, Mutex};
use tinsmith_aws::bedrockruntime::{
    BidirectionalInputPayloadPart, Client, ContentBlock, ContentBlockDelta, ConversationRole,
    ConverseStreamOutput, Error, InvokeModelWithBidirectionalStreamInput as Input,
    InvokeModelWithBidirectionalStreamOutput as Output, Message as Said, StopReason,
};
use tinsmith_runtime::events::EventSource;
use tinsmith_runtime::{Blob, CallErrorKind};
use tinsmith_tests::live::{Answer, Live, next};

const HEADERS: [(&str, &str); 2] =
    [("content-type", "application/vnd.amazon.eventstream"), ("x-amzn-requestid", "the-id")];

fn text(name: &'static str, value: &'static str) -> Header {
    Header::new(name, HeaderValue::String(value.into()))
}

fn bytes(message: &Message) -> Bytes {
    let mut buffer = BytesMut::new();
    write_message_to(message, &mut buffer).unwrap();
    buffer.freeze()
}

/// A frame with an event.
fn event(name: &'static str, payload: impl Into<Bytes>) -> Bytes {
    let headers = vec![
        text(":message-type", "event"),
        text(":event-type", name),
        text(":content-type", "application/json"),
    ];
    bytes(&Message::new_from_parts(headers, payload.into()))
}

/// A frame with an error of the model.
fn exception(name: &'static str, payload: &'static str) -> Bytes {
    let headers = vec![
        text(":message-type", "exception"),
        text(":exception-type", name),
        text(":content-type", "application/json"),
    ];
    bytes(&Message::new_from_parts(headers, payload))
}

fn client(server: &Live) -> Client {
    let client = Client::builder().region("eu-central-1").access_key("id", "secret");
    client.endpoint_url(server.url()).build()
}

/// A server that answers any request with these pieces, and then breaks off or not.
async fn answering(pieces: Vec<Bytes>, breaks: bool) -> Live {
    Live::start(&HEADERS, move |_, mut answer| {
        let pieces = pieces.clone();
        async move {
            for piece in pieces {
                answer.send_data(piece).await.unwrap();
            }
            if breaks {
                // What was sent goes out first.
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                answer.abort(io::Error::other("the cable is cut"));
            }
        }
    })
    .await
}

#[tokio::test]
async fn events_are_read_however_they_are_cut() {
    let frames = [
        event("messageStart", r#"{"role":"assistant"}"#),
        event("contentBlockDelta", r#"{"delta":{"text":"Grüß "},"contentBlockIndex":0}"#),
        event("contentBlockDelta", r#"{"delta":{"text":"Gott"},"contentBlockIndex":0,"p":"abc"}"#),
        event("somethingNew", r#"{"x":1}"#),
        event("messageStop", r#"{"stopReason":"end_turn"}"#),
    ];
    let pieces = frames.concat().chunks(7).map(Bytes::copy_from_slice).collect();
    let server = answering(pieces, false).await;
    let question = Said::new().role(ConversationRole::User);
    let question = question.content([ContentBlock::Text("Wie grüßt man?".to_owned())]);
    let call = client(&server).converse_stream().model_id("a:model/1").messages([question]);
    let mut stream = call.send().await.unwrap().stream;
    let Some(Ok(ConverseStreamOutput::MessageStart(start))) = stream.next().await else {
        panic!("the start of a message")
    };
    assert_eq!(start.role, ConversationRole::Assistant);
    let rest = stream.collect().await.unwrap();
    let said: String = rest
        .iter()
        .filter_map(|event| match event {
            ConverseStreamOutput::ContentBlockDelta(delta) => match &delta.delta {
                ContentBlockDelta::Text(text) => Some(text.as_str()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(said, "Grüß Gott");
    assert_eq!(rest[2], ConverseStreamOutput::Unrecognized("somethingNew".to_owned()));
    let ConverseStreamOutput::MessageStop(stop) = &rest[3] else { panic!("{rest:?}") };
    assert_eq!(stop.stop_reason, StopReason::EndTurn);
}

#[tokio::test]
async fn an_error_of_the_model_in_a_stream_is_typed() {
    let frames = vec![
        event("messageStart", r#"{"role":"assistant"}"#),
        exception("throttlingException", r#"{"message":"slowly"}"#),
        event("messageStop", r#"{"stopReason":"end_turn"}"#),
    ];
    let server = answering(frames, false).await;
    let call = client(&server).converse_stream().model_id("m");
    let mut stream = call.send().await.unwrap().stream;
    assert!(matches!(stream.next().await, Some(Ok(_))));
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_throttling());
    assert_eq!((error.code(), error.request_id()), (Some("ThrottlingException"), Some("the-id")));
    let Error::ThrottlingException(refused) = error else { panic!("{error}") };
    assert_eq!(refused.message.as_deref(), Some("slowly"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error() {
    let whole = event("messageStart", r#"{"role":"assistant"}"#);
    let half = whole.slice(..whole.len() / 2);
    let cut = [(vec![whole.clone(), half], false), (vec![whole.clone()], true)];
    for (pieces, breaks) in cut {
        let server = answering(pieces, breaks).await;
        let call = client(&server).converse_stream().model_id("m");
        let mut stream = call.send().await.unwrap().stream;
        assert!(matches!(stream.next().await, Some(Ok(_))));
        let error = stream.next().await.unwrap().unwrap_err();
        let Error::Call(call) = &error else { panic!("{error}") };
        assert_eq!(call.kind(), CallErrorKind::Connection, "{error}");
        assert!(stream.next().await.is_none());
    }
}

/// A byte that was changed on the way: the checksum of the frame tells.
#[tokio::test]
async fn a_frame_that_is_not_whole_is_an_error() {
    let mut frame = event("messageStart", r#"{"role":"assistant"}"#).to_vec();
    let middle = frame.len() / 2;
    frame[middle] ^= 1;
    let server = answering(vec![frame.into()], false).await;
    let mut stream = client(&server).converse_stream().model_id("m").send().await.unwrap().stream;
    assert!(stream.next().await.unwrap().is_err());
    assert!(stream.next().await.is_none());
}

/// What a server saw of a stream that it was sent.
#[derive(Debug, Default)]
struct Seen {
    target: String,
    headers: hyper::HeaderMap,
    frames: Vec<Message>,
    is_ended: bool,
}

fn header<'m>(message: &'m Message, name: &str) -> Option<&'m HeaderValue> {
    let found = message.headers().iter().find(|header| header.name().as_str() == name);
    found.map(Header::value)
}

/// The message that is signed: the payload of a frame.
fn inside(frame: &Message) -> Message {
    aws_smithy_eventstream::frame::read_message_from(frame.payload().clone()).unwrap()
}

/// Answers each event with the same, and ends when the caller does.
async fn echo(
    mut request: hyper::Request<hyper::body::Incoming>,
    mut answer: Answer,
    seen: Arc<Mutex<Seen>>,
) {
    {
        let mut seen = seen.lock().unwrap();
        seen.target = request.uri().to_string();
        seen.headers = request.headers().clone();
    }
    let (mut decoder, mut buffer) = (MessageFrameDecoder::new(), BytesMut::new());
    while let Some(data) = next(request.body_mut()).await {
        buffer.extend_from_slice(&data.unwrap());
        while let DecodedFrame::Complete(frame) = decoder.decode_frame(&mut buffer).unwrap() {
            if !frame.payload().is_empty() {
                let payload = inside(&frame).payload().clone();
                answer.send_data(event("chunk", payload)).await.unwrap();
            }
            seen.lock().unwrap().frames.push(frame);
        }
    }
    seen.lock().unwrap().is_ended = buffer.is_empty();
}

async fn echoing() -> (Client, Live, Arc<Mutex<Seen>>) {
    let seen = Arc::new(Mutex::new(Seen::default()));
    let told = seen.clone();
    let server =
        Live::start(&HEADERS, move |request, answer| echo(request, answer, told.clone())).await;
    (client(&server), server, seen)
}

fn chunk(text: &str) -> Input {
    Input::Chunk(BidirectionalInputPayloadPart::new().bytes(Blob::new(text)))
}

fn content(event: &Output) -> &str {
    let Output::Chunk(part) = event else { panic!("a chunk") };
    std::str::from_utf8(part.bytes.as_ref().unwrap().as_ref()).unwrap()
}

#[tokio::test]
async fn events_go_both_ways_at_once() {
    let (client, _server, seen) = echoing().await;
    let (sender, source) = EventSource::channel(1);
    let call = client.invoke_model_with_bidirectional_stream().model_id("a:model/1").body(source);
    let (answer, first) = tokio::join!(call.send(), sender.send(chunk("one")));
    first.unwrap();
    let mut events = answer.unwrap().body;
    // Each is answered before the next is sent.
    assert_eq!(content(&events.next().await.unwrap().unwrap()), "one");
    for text in ["zwei", "trois é"] {
        sender.send(chunk(text)).await.unwrap();
        assert_eq!(content(&events.next().await.unwrap().unwrap()), text);
    }
    drop(sender);
    assert!(events.next().await.is_none());

    let seen = seen.lock().unwrap();
    assert!(seen.is_ended);
    assert_eq!(seen.target, "/model/a%3Amodel%2F1/invoke-with-bidirectional-stream");
    assert_eq!(seen.headers["content-type"], "application/vnd.amazon.eventstream");
    let signed = seen.headers["authorization"].to_str().unwrap();
    assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=id/"), "{signed}");
    check_frames(&seen.frames);
}

/// Three events and the end, each with a signature of its own.
fn check_frames(frames: &[Message]) {
    let [events @ .., end] = frames else { panic!("frames") };
    assert_eq!(events.len(), 3);
    for frame in events {
        let event = inside(frame);
        assert_eq!(header(&event, ":event-type"), Some(text(":event-type", "chunk").value()));
        assert_eq!(header(&event, ":message-type"), Some(text("", "event").value()));
        let payload: serde_json::Value = serde_json::from_slice(event.payload()).unwrap();
        assert!(payload["bytes"].is_string());
    }
    assert!(end.payload().is_empty());
    let mut signatures = Vec::new();
    for frame in frames {
        assert!(matches!(header(frame, ":date"), Some(HeaderValue::Timestamp(_))));
        let Some(HeaderValue::ByteArray(signature)) = header(frame, ":chunk-signature") else {
            panic!("a frame that is not signed")
        };
        assert_eq!(signature.len(), 32);
        assert!(!signatures.contains(signature));
        signatures.push(signature.clone());
    }
}

#[tokio::test]
async fn a_stream_of_events_is_sent_as_it_is() {
    let (client, _server, seen) = echoing().await;
    let events = futures_util::stream::iter(["a", "b", "c"].map(chunk));
    let call = client.invoke_model_with_bidirectional_stream().model_id("m");
    let answer = call.body(EventSource::new(events)).send().await.unwrap();
    let echoed = answer.body.collect().await.unwrap();
    assert_eq!(echoed.iter().map(content).collect::<Vec<_>>(), ["a", "b", "c"]);
    check_frames(&seen.lock().unwrap().frames);
}
