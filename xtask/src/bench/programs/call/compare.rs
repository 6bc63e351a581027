//! Whether both sides send the same.

use crate::cases;
use crate::connector::Sent;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use std::collections::BTreeMap;
use tokio::runtime::Runtime;

/// What may differ: who calls, which call it is, when, and what is signed over these.
const FREE: [&str; 5] =
    ["user-agent", "x-amz-user-agent", "amz-sdk-invocation-id", "x-amz-date", "authorization"];

/// Prints what differs; a request that differs makes the program fail.
pub fn run(runtime: &Runtime) {
    let sent = [Sent::default(), Sent::default()];
    let mut differs = false;
    for case in cases::all(Some(&sent)) {
        runtime.block_on((case.official)());
        runtime.block_on((case.ours)());
        let [official, ours] = [0, 1].map(|side| {
            let request = sent[side].lock().expect("no panic").take();
            shown(&request.expect("a request"))
        });
        if official == ours {
            println!("{}\tsame", case.name);
            continue;
        }
        differs = true;
        println!("{}\tdiffers\n official {official:#?}\n ours {ours:#?}", case.name);
    }
    std::process::exit(i32::from(differs));
}

/// A request as it is compared. Of headers that are signed, the names; of a document, what it says,
/// for the order of the keys of a map is free on one side.
fn shown(request: &HttpRequest) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    out.insert("method".to_owned(), request.method().to_owned());
    out.insert("uri".to_owned(), request.uri().to_owned());
    for (name, value) in request.headers() {
        let value = if FREE.contains(&name) { "(free)" } else { value };
        out.insert(format!("header {name}"), value.to_owned());
    }
    let body = request.body().bytes().expect("a body in memory");
    let body = match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(document) => document.to_string(),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    };
    out.insert("body".to_owned(), body);
    out
}
