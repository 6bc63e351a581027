//! The calls that are measured: each through both sides, with clients from one configuration.

use crate::connector::{Sent, canned};
use crate::requests::{Call, official, ours};
use crate::{answers, clients, clock, report};
use std::hint::black_box;
use tokio::runtime::Runtime;

/// A call through both sides.
pub struct Case {
    pub name: &'static str,
    pub official: Box<dyn Fn() -> Call<'static>>,
    pub ours: Box<dyn Fn() -> Call<'static>>,
}

macro_rules! case {
    ($name:literal, $call:ident, $body:expr, $type:literal, $sent:expr,
        $official:ident, $ours:ident::$module:ident) => {{
        let [first, second] = [0, 1].map(|side| $sent.map(|sent: [Sent; 2]| sent[side].clone()));
        let body: String = $body;
        let one = clients::config(canned(&body, $type, first));
        let two = clients::config(canned(&body, $type, second));
        let one: &'static _ = Box::leak(Box::new($official::Client::new(&one)));
        let two: &'static _ = Box::leak(Box::new($ours::$module::Client::new(&two)));
        Case {
            name: $name,
            official: Box::new(|| Box::pin(official::$call(one))),
            ours: Box::new(|| Box::pin(ours::$call(two))),
        }
    }};
}

/// All of them; what they send is kept where it is wanted.
pub fn all(sent: Option<&[Sent; 2]>) -> Vec<Case> {
    let sent = || sent.cloned();
    vec![
        case!("create_workspace_image", create_workspace_image,
            answers::CREATE_WORKSPACE_IMAGE.to_owned(), "application/x-amz-json-1.1", sent(),
            aws_sdk_workspaces, tinsmith_workspaces::workspaces),
        case!("put_item", put_item, answers::PUT_ITEM.to_owned(), "application/x-amz-json-1.0",
            sent(), aws_sdk_dynamodb, tinsmith_dynamodb::dynamodb),
        case!("query", query, answers::query(100), "application/x-amz-json-1.0", sent(),
            aws_sdk_dynamodb, tinsmith_dynamodb::dynamodb),
        case!("list_objects", list_objects, answers::list_objects(1000), "application/xml", sent(),
            aws_sdk_s3, tinsmith_s3::s3),
        case!("receive_message", receive_message, answers::messages(10),
            "application/x-amz-json-1.0", sent(), aws_sdk_sqs, tinsmith_sqs::sqs),
    ]
}

/// The time that calls take, and that making a client takes.
pub fn time(runtime: &Runtime) {
    for case in all(None) {
        let (official, ours) = clock::medians(
            &mut || runtime.block_on((case.official)()),
            &mut || runtime.block_on((case.ours)()),
        );
        report(case.name, "seconds", official, ours);
    }
    let config = clients::config(canned("", "text/plain", None));
    let (official, ours) = clock::medians(
        &mut || drop(black_box(aws_sdk_workspaces::Client::new(&config))),
        &mut || drop(black_box(tinsmith_workspaces::workspaces::Client::new(&config))),
    );
    report("client", "seconds", official, ours);
}

#[cfg(feature = "count")]
pub fn count(runtime: &Runtime) {
    /// Allocations of one of many rounds.
    fn of(runtime: &Runtime, call: &dyn Fn() -> Call<'static>) -> f64 {
        const TIMES: usize = 200;
        for _ in 0..20 {
            runtime.block_on(call());
        }
        let region = stats_alloc::Region::new(&stats_alloc::INSTRUMENTED_SYSTEM);
        for _ in 0..TIMES {
            runtime.block_on(call());
        }
        // The box of the call itself is ours.
        region.change().allocations as f64 / TIMES as f64 - 1.0
    }
    for case in all(None) {
        let counts = (of(runtime, &*case.official), of(runtime, &*case.ours));
        report(case.name, "allocations", counts.0, counts.1);
    }
}

#[cfg(not(feature = "count"))]
pub fn count(_: &Runtime) {
    panic!("built without the feature `count`");
}
