//! The loop of all waiters, as the specification of Smithy has it.

use super::status::StatusSeen;
use super::{Ended, Matcher, Polled, State, Waiter, Waiting};
use crate::error::{CallErrorKind, Failure};
use crate::find::Value;
use crate::{CallError, Input, Operation};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_async::time::SharedTimeSource;
use std::time::Duration;

#[inline]
pub(super) async fn run(
    waiting: Waiting,
    operation: &'static Operation,
    input: Box<dyn Fn() -> Input + Send>,
    most: Duration,
) -> (Ended, u32) {
    let Waiting { call, waiter } = waiting;
    let components = call.client().components();
    let (Some(sleep), Some(time)) = (components.sleep_impl(), components.time_source()) else {
        let cause = "the configuration has no way to sleep, or no time source, and so none to wait";
        return (Ended::Error(CallError::new(operation.name(), CallErrorKind::Other, cause)), 0);
    };
    let clock = Clock { sleep, start: time.now(), time, most };
    let (asked, mut calls) = (input(), 0_u32);
    loop {
        calls += 1;
        let status = StatusSeen::default();
        let polled = call.clone().interceptor(status.clone()).invoke(operation, input()).await;
        match (state(waiter, &asked, &polled, status.get()), polled) {
            (Some(State::Success), polled) => return (Ended::Success(polled), calls),
            (Some(State::Failure), polled) => return (Ended::Failure(polled), calls),
            // An error that the waiter says nothing of ends it.
            (None, Err(error)) => return (Ended::Error(error), calls),
            (Some(State::Retry) | None, polled) => {
                let bounds = (seconds(waiter.min_delay), seconds(waiter.max_delay));
                match delay(bounds, calls, clock.left(), fastrand::f64()) {
                    Some(delay) => clock.sleep.sleep(delay).await,
                    None => return (Ended::TimedOut(polled), calls),
                }
            }
        }
    }
}

#[inline]
fn seconds(count: u32) -> Duration {
    Duration::from_secs(count.into())
}

struct Clock {
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
    start: std::time::SystemTime,
    most: Duration,
}

impl Clock {
    #[inline]
    fn left(&self) -> Duration {
        let passed = self.time.now().duration_since(self.start).unwrap_or_default();
        self.most.saturating_sub(passed)
    }
}

/// How long to wait before the next call: at random between the least and twice as much with each
/// call, and no more than the most. The last call is made when the time is nearly over; `None` after
/// it.
#[inline]
fn delay(
    (least, most): (Duration, Duration),
    calls: u32,
    left: Duration,
    random: f64,
) -> Option<Duration> {
    let factor = 2_u32.saturating_pow(calls.saturating_sub(1));
    let highest = least.saturating_mul(factor).min(most).max(least);
    let delay = least + highest.saturating_sub(least).mul_f64(random.clamp(0.0, 1.0));
    if left.is_zero() || left < least {
        return None;
    }
    // Another call after this one would come too late: this one takes its place.
    if left.saturating_sub(delay) <= least {
        return Some(left.saturating_sub(least)).filter(|delay| !delay.is_zero());
    }
    Some(delay)
}

/// The state after an answer; `None` where the waiter says nothing of it.
#[inline]
fn state(waiter: &Waiter, input: &Input, polled: &Polled, status: u16) -> Option<State> {
    let found = waiter.acceptors.iter().find(|(_, matcher)| matcher.accepts(input, polled, status));
    found.map(|(state, _)| *state)
}

impl Matcher {
    #[inline]
    fn accepts(&self, input: &Input, polled: &Polled, status: u16) -> bool {
        let found = |find: super::Find| {
            polled.as_ref().ok().and_then(|answered| find(input, answered.output()))
        };
        let items = |find| match found(find) {
            Some(Value::List(items)) => items,
            _ => Vec::new(),
        };
        match *self {
            Self::Succeeds(is_so) => polled.is_ok() == is_so,
            Self::Error(code) => polled.as_ref().err().is_some_and(|error| {
                [error.code(), error.shape()].into_iter().flatten().any(|said| said == code)
            }),
            Self::Status(wanted) => {
                let error = polled.as_ref().err().and_then(|error| error.answer());
                error.map_or(status, |answer| answer.status()) == wanted
            }
            Self::Text(text, find) => found(find) == Some(Value::Text(text)),
            Self::Bool(is_so, find) => found(find) == Some(Value::Bool(is_so)),
            Self::All(text, find) => {
                let items = items(find);
                !items.is_empty() && items.iter().all(|one| *one == Some(Value::Text(text)))
            }
            Self::Any(text, find) => items(find).contains(&Some(Value::Text(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: Duration = Duration::from_secs(2);
    const MOST: Duration = Duration::from_secs(120);
    const LONG: Duration = Duration::from_secs(100_000);

    #[test]
    fn delays_double_at_most_and_stay_within_their_bounds() {
        let highest = [2, 4, 8, 16, 32, 64, 120, 120];
        for (calls, highest) in (1..).zip(highest) {
            let at = |random| delay((LEAST, MOST), calls, LONG, random);
            assert_eq!(at(0.0), Some(LEAST));
            assert_eq!(at(1.0), Some(Duration::from_secs(highest)), "after {calls}");
        }
        assert_eq!(delay((LEAST, MOST), u32::MAX, LONG, 1.0), Some(MOST));
        let zero = Duration::ZERO;
        assert_eq!(delay((zero, MOST), 3, LONG, 1.0), Some(zero));
    }

    #[test]
    fn the_last_call_is_made_before_the_time_is_over() {
        let left = |seconds| delay((LEAST, MOST), 4, Duration::from_secs(seconds), 1.0);
        assert_eq!(left(30), Some(Duration::from_secs(16)));
        assert_eq!(left(18), Some(Duration::from_secs(16)));
        assert_eq!(left(10), Some(Duration::from_secs(8)), "two seconds before the end");
        assert_eq!(left(2), None);
        assert_eq!(left(1), None);
        assert_eq!(left(0), None);
    }
}
