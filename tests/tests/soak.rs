//! A short soak; `cargo xtask soak` makes a long one. Alone in its process, whose memory is measured.

use std::time::Duration;
use tinsmith_tests::environment::{resident_kib, skip};
use tinsmith_tests::soak::{Plan, run};

#[tokio::test(flavor = "multi_thread")]
async fn every_call_ends_right_or_with_an_error_that_says_why() {
    if resident_kib().is_none() {
        skip("memory of a soak", "there is no /proc that tells how much a process has");
    }
    let plan = Plan { calls: 6_000, at_once: 64, lifetime: Duration::from_secs(3), seed: 7 };
    let outcome = run(plan).await.unwrap();
    eprintln!("{outcome}");
    let faults = outcome.faults(&plan);
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(outcome.right > plan.calls * 99 / 100, "{outcome}");
}
