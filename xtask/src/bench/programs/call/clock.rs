//! The time that this thread works, in turn for both sides.

use nix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// How often each side has its turn.
const TURNS: usize = 15;

/// How long a turn shall be, about.
const TURN: Duration = Duration::from_millis(60);

fn now() -> Duration {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock");
    Duration::new(time.tv_sec() as u64, time.tv_nsec() as u32)
}

/// Seconds that one of `times` rounds takes.
fn turn(times: usize, work: &mut dyn FnMut()) -> f64 {
    let start = now();
    for _ in 0..times {
        work();
    }
    (now() - start).as_secs_f64() / times as f64
}

/// The medians of the seconds that the two sides take.
pub fn medians<'a>(
    official: &'a mut dyn FnMut(),
    ours: &'a mut dyn FnMut(),
) -> (f64, f64) {
    let [mut first, mut second] = [official, ours].map(|work| {
        // Warm, and then as many rounds as make a turn.
        turn(20, work);
        let one = turn(20, work).max(1e-9);
        let times = ((TURN.as_secs_f64() / one) as usize).max(10);
        (work, times, Vec::new())
    });
    for _ in 0..TURNS {
        first.2.push(turn(first.1, first.0));
        second.2.push(turn(second.1, second.0));
    }
    (median(first.2), median(second.2))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
