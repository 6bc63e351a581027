//! Streams of events of any kind.

use super::answers::{Canned, ok, runtime, told};
use super::cursor::Cursor;
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use bytes::{Bytes, BytesMut};
use tinsmith_aws::bedrockruntime;

const NAMES: [&str; 8] = [
    ":message-type",
    ":event-type",
    ":exception-type",
    ":content-type",
    ":error-code",
    ":error-message",
    ":date",
    "other",
];

const TEXTS: [&str; 12] = [
    "event",
    "exception",
    "error",
    "messageStart",
    "contentBlockDelta",
    "metadata",
    "initial-response",
    "throttlingException",
    "ThrottlingException",
    "chunk",
    "application/json",
    "",
];

struct Rig {
    runtime: tokio::runtime::Runtime,
    canned: Canned,
    client: bedrockruntime::Client,
}

thread_local! {
    static RIG: Rig = {
        let canned = Canned::default();
        Rig { runtime: runtime(), client: canned.client(), canned }
    };
}

/// Reads a stream of events. The first byte says whether the rest are frames as they are, or what
/// frames are made of whose checksums are right.
pub fn events(data: &[u8]) {
    let mut cursor = Cursor::new(data);
    let body = match cursor.byte() % 4 {
        0 => Bytes::copy_from_slice(cursor.rest()),
        _ => frames(cursor),
    };
    RIG.with(|rig| {
        let response = || HttpResponse::new(ok(), SdkBody::from(body.clone()));
        rig.runtime.block_on(async {
            rig.canned.put(response());
            if let Ok(answer) = rig.client.converse_stream().model_id("m").send().await {
                told(answer.stream.collect().await);
            }
            rig.canned.put(response());
            let call =
                rig.client.invoke_model_with_response_stream().model_id("m").body(b"{}".as_slice());
            if let Ok(mut answer) = call.send().await {
                while let Some(event) = answer.body.next().await {
                    told(event);
                }
            }
        });
    });
}

fn frames(mut cursor: Cursor<'_>) -> Bytes {
    let mut buffer = BytesMut::new();
    while !cursor.is_empty() {
        let headers = (0..cursor.byte() % 6).map(|_| header(&mut cursor)).collect();
        let length = usize::from(cursor.byte());
        let payload = Bytes::copy_from_slice(cursor.take(length));
        // What is too large for a frame is not sent.
        let _ = write_message_to(&Message::new_from_parts(headers, payload), &mut buffer);
    }
    buffer.freeze()
}

fn header(cursor: &mut Cursor<'_>) -> Header {
    let name = *cursor.choose(&NAMES);
    let value = match cursor.byte() % 12 {
        0 => HeaderValue::Bool(true),
        1 => HeaderValue::Byte(1),
        2 => HeaderValue::Int16(-1),
        3 => HeaderValue::Int32(i32::MIN),
        4 => HeaderValue::Int64(i64::MAX),
        5 => HeaderValue::ByteArray(Bytes::from_static(&[0, 255])),
        6 => HeaderValue::Timestamp(DateTime::from_secs(i64::from(cursor.word()))),
        7 => HeaderValue::Uuid(7),
        _ => HeaderValue::String((*cursor.choose(&TEXTS)).into()),
    };
    Header::new(name, value)
}

/// What frames are made of, and frames themselves.
pub(super) fn samples() -> Vec<Vec<u8>> {
    let start = br#"{"role":"assistant"}"#;
    let delta = r#"{"delta":{"text":"Grüß"},"contentBlockIndex":0}"#.as_bytes();
    let mut made = vec![1];
    // Two headers: their names, that they are text, and which; the length of the payload.
    made.extend([2, 0, 8, 0, 1, 8, 3, u8::try_from(start.len()).unwrap_or_default()]);
    made.extend(start);
    made.extend([2, 0, 8, 0, 1, 8, 4, u8::try_from(delta.len()).unwrap_or_default()]);
    made.extend(delta);
    made.extend([2, 0, 8, 1, 2, 8, 7, 2]);
    made.extend(b"{}");
    made.extend([3, 0, 8, 2, 4, 8, 8, 5, 8, 9, 0]);
    let mut whole = vec![0];
    whole.extend(frames(Cursor::new(&made[1..])));
    vec![made, whole]
}
