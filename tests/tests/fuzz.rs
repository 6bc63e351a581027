//! Drives the fuzzing targets for a while, with a seed of its own for each.
//!
//! `TINSMITH_FUZZ_SECONDS` says how long each takes, and `TINSMITH_FUZZ_SEED` where to begin.

use std::time::Duration;
use tinsmith_tests::environment::{peak_kib, skip};
use tinsmith_tests::fuzz::{TARGETS, drive};

/// No input is larger than 256 KiB, and all targets run side by side.
const LIMIT_KIB: u64 = 512 << 10;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn nothing_panics(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seconds = number("TINSMITH_FUZZ_SECONDS").unwrap_or(5);
    let seed = number("TINSMITH_FUZZ_SEED").unwrap_or(0x9e37_79b9_7f4a_7c15);
    let rounds = drive(target, seed, Duration::from_secs(seconds));
    println!("{name}: {rounds} rounds");
    assert!(rounds > 20, "{name} is driven at all: {rounds}");
    match peak_kib() {
        Some(peak) => assert!(peak < LIMIT_KIB, "{name}, or its neighbours, took {peak} KiB"),
        None => skip("memory of targets", "there is no /proc that tells how much a process has"),
    }
}

#[test]
fn what_is_written_is_read_again() {
    tinsmith_tests::fuzz::there_and_back();
}

macro_rules! targets {
    ($($test:ident = $name:literal,)*) => {
        $(#[test]
        fn $test() {
            nothing_panics($name);
        })*

        #[test]
        fn no_target_is_left_out() {
            assert_eq!(TARGETS.map(|target| target.name), [$($name),*]);
        }
    };
}

targets! {
    json_is_read_or_refused = "json",
    xml_is_read_or_refused = "xml",
    cbor_is_read_or_refused = "cbor",
    text_is_read_or_refused = "text",
    any_answer_ends_in_an_output_or_an_error = "answers",
    any_stream_of_events_ends = "events",
    any_parameters_have_an_endpoint_or_an_error = "endpoints",
    any_smithy_model_ends_in_a_client_or_diagnostics = "smithy",
    any_service_model_ends_in_a_client_or_diagnostics = "service",
    a_changed_smithy_model_ends_in_a_client_or_diagnostics = "smithy-changed",
    a_changed_service_model_ends_in_a_client_or_diagnostics = "service-changed",
}
