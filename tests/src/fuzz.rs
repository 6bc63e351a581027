//! Fuzzing: what comes from outside may be anything, and nothing of it makes anything panic.
//!
//! Each target is a plain function of bytes. A mutator with a seed drives them in the tests, and
//! `cargo fuzz` the same functions, in the folder `fuzz`.

mod answers;
mod cursor;
mod decoders;
mod dice;
mod endpoints;
mod events;
mod everything;
mod models;

pub use decoders::there_and_back;
pub use dice::Dice;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// A function that takes any bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Bytes that make sense, to begin with.
    pub samples: fn() -> Vec<Vec<u8>>,
    /// The function.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 11] = [
    Target { name: "json", samples: decoders::json_samples, run: decoders::read_json },
    Target { name: "xml", samples: decoders::xml_samples, run: decoders::read_xml },
    Target { name: "cbor", samples: decoders::cbor_samples, run: decoders::read_cbor },
    Target { name: "text", samples: decoders::text_samples, run: decoders::read_text },
    Target { name: "answers", samples: answers::samples, run: answers::answer },
    Target { name: "events", samples: events::samples, run: events::events },
    Target { name: "endpoints", samples: endpoints::samples, run: endpoints::endpoint },
    Target { name: "smithy", samples: models::smithy_samples, run: models::smithy },
    Target { name: "service", samples: models::service_samples, run: models::service },
    Target { name: "smithy-changed", samples: models::no_samples, run: models::smithy_changed },
    Target { name: "service-changed", samples: models::no_samples, run: models::service_changed },
];

/// No input takes longer. Most take less than a millisecond.
const PATIENCE: Duration = Duration::from_secs(10);

/// No input grows beyond it.
const MAX_LENGTH: usize = 256 << 10;

/// Runs the target of a name, as a fuzzer does; there is none of another name.
pub fn run(name: &str, data: &[u8]) {
    if let Some(target) = TARGETS.iter().find(|target| target.name == name) {
        (target.run)(data);
    }
}

/// Drives a target for some time, and says how often.
///
/// # Panics
///
/// Where the target does, or takes too long; the message says with what.
pub fn drive(target: &Target, seed: u64, time: Duration) -> usize {
    let samples = (target.samples)();
    let mut dice = Dice::new(seed);
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < time {
        let sample = samples.get(dice.roll(samples.len() + 1)).cloned();
        let mut data = sample.unwrap_or_else(|| dice.noise());
        dice.mutate(&mut data);
        data.truncate(MAX_LENGTH);
        let run = || {
            let start = Instant::now();
            (target.run)(&data);
            assert!(start.elapsed() < PATIENCE, "it takes too long");
        };
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            let text = String::from_utf8_lossy(&data);
            eprintln!("{} panics in round {rounds} of seed {seed}, with: {text:?}", target.name);
            std::panic::resume_unwind(panic);
        }
        rounds += 1;
    }
    rounds
}
