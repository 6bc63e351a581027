//! Clocks that differ. Signatures hold for some minutes, so what the clock of a service is ahead of ours
//! is measured by the time that its answers say, and signed by. Not by the official interceptor, for
//! nobody but the official signer knows what that has measured.

use crate::error::{BoxError, Refusal};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    InterceptorContext,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::date_time::Format;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// What clocks may differ by, in a time of which signatures allow for minutes.
const TOLERANCE: Duration = Duration::from_secs(30);

/// What they must differ by for an error to be worth another try.
const REFUSED: Duration = Duration::from_secs(4 * 60);

/// A call that took longer than that says nothing of clocks.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Errors that may come of a wrong clock.
const CODES: [&str; 5] = [
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "RequestTimeTooSkewed",
    "AccessDeniedException",
];

/// What the clock of a service is ahead of a client's, in milliseconds; nothing where they agree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skew(Arc<AtomicI64>);

impl Skew {
    /// A clock that is ahead, in milliseconds.
    #[cfg(test)]
    pub(super) fn ahead(ahead: i64) -> Self {
        Self(Arc::new(AtomicI64::new(ahead)))
    }

    pub(super) fn is_seen(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }

    /// The clock of the service.
    pub(super) fn clock(&self, components: &RuntimeComponents) -> Clock {
        Clock { ours: components.time_source().unwrap_or_default(), skew: self.clone() }
    }

    fn correct(&self, now: SystemTime) -> SystemTime {
        let ahead = self.0.load(Ordering::Relaxed);
        let apart = Duration::from_millis(ahead.unsigned_abs());
        let corrected = if ahead < 0 { now.checked_sub(apart) } else { now.checked_add(apart) };
        corrected.unwrap_or(now)
    }
}

/// The clock of a service, as far as it is known.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    ours: SharedTimeSource,
    skew: Skew,
}

impl Clock {
    pub(crate) fn now(&self) -> SystemTime {
        self.skew.correct(self.ours.now())
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        self.now()
    }
}

/// When a request was sent, by our clock.
#[derive(Clone, Copy, Debug)]
struct Sent(SystemTime);

impl Storable for Sent {
    type Storer = StoreReplace<Self>;
}

/// What the clocks were found to differ by, either way; kept with the answer that said so.
#[derive(Clone, Copy, Debug)]
struct Apart(Duration);

/// Watches the clocks, and corrects where they differ.
#[derive(Debug)]
pub(crate) struct Clocks {
    skew: Skew,
    /// When they were last found to agree, in seconds since 1970.
    agreed: AtomicU64,
}

impl Clocks {
    pub(crate) fn new(skew: Skew) -> Self {
        Self { skew, agreed: AtomicU64::new(0) }
    }

    /// The clock of the service.
    pub(crate) fn clock(&self, components: &RuntimeComponents) -> Clock {
        self.skew.clock(components)
    }

    /// Whether an answer is of the same time. Of those that are no errors, one in a second is looked at,
    /// for clocks do not drift faster.
    fn agree(&self, response: &HttpResponse, now: SystemTime) -> bool {
        let second = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if response.status().is_success() && self.agreed.load(Ordering::Relaxed) == second {
            return true;
        }
        let agree = ahead(response.headers(), now, now)
            .is_none_or(|ahead| Duration::from_millis(ahead.unsigned_abs()) <= TOLERANCE);
        if agree {
            self.agreed.store(second, Ordering::Relaxed);
        }
        agree
    }
}

#[dyn_dispatch_hint]
impl Intercept for Clocks {
    fn name(&self) -> &'static str {
        "Clocks"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // It costs something on every call, and is asked for where the clocks differ.
        if self.skew.is_seen() {
            let now = components.time_source().unwrap_or_default().now();
            cfg.interceptor_state().store_put(Sent(now));
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let now = components.time_source().unwrap_or_default().now();
        if !self.skew.is_seen() && self.agree(context.response(), now) {
            return Ok(());
        }
        // Where it was not noted, the answer is as good as the sending.
        let sent = cfg.load::<Sent>().map_or(now, |sent| sent.0);
        if let Some(ahead) = ahead(context.response().headers(), sent, now) {
            self.skew.0.store(ahead, Ordering::Relaxed);
            let apart = Apart(Duration::from_millis(ahead.unsigned_abs()));
            context.response_mut().add_extension(apart);
        }
        Ok(())
    }
}

/// What the clock that an answer was made by is ahead, in milliseconds, between sending and receiving.
/// Nothing where the answer does not say, or says it of another time.
fn ahead(headers: &Headers, sent: SystemTime, received: SystemTime) -> Option<i64> {
    let took = received.duration_since(sent).unwrap_or_default();
    // An age is that of an answer which was kept on the way.
    if headers.get("age").is_some() || took > LONGEST {
        return None;
    }
    let date = DateTime::from_str(headers.get("date")?, Format::HttpDate).ok()?;
    let server = SystemTime::try_from(date).ok()?;
    let here = sent.checked_add(took / 2)?;
    match server.duration_since(here) {
        Ok(ahead) => i64::try_from(ahead.as_millis()).ok(),
        Err(behind) => i64::try_from(behind.duration().as_millis()).ok().map(|behind| -behind),
    }
}

/// Has calls made again that were refused for a clock, once it is corrected.
#[derive(Debug)]
pub(crate) struct SkewClassifier;

impl ClassifyRetry for SkewClassifier {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let apart = context.response().and_then(|response| response.extension::<Apart>());
        let refused = match context.output_or_error() {
            Some(Err(error)) => error.as_operation_error(),
            _ => None,
        };
        let refusal = refused.and_then(|error| error.downcast_ref::<Refusal>());
        let code = refusal.and_then(ProvideErrorMetadata::code);
        if apart.is_some_and(|apart| apart.0 > REFUSED)
            && code.is_some_and(|code| CODES.contains(&code))
        {
            return RetryAction::retryable_error(ErrorKind::ServerError);
        }
        RetryAction::NoActionIndicated
    }

    fn name(&self) -> &'static str {
        "SkewClassifier"
    }

    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::http_status_code_classifier())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    fn answer(status: u16, date: &str) -> HttpResponse {
        let mut answer = HttpResponse::new(status.try_into().unwrap(), SdkBody::empty());
        answer.headers_mut().insert("date", date.to_owned());
        answer
    }

    #[test]
    fn errors_are_looked_at_always_and_other_answers_once_in_a_second() {
        let clocks = Clocks::new(Skew::default());
        let second = |second| SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        let [right, wrong] = ["Thu, 01 Jan 1970 00:16:40 GMT", "Thu, 01 Jan 1970 01:00:00 GMT"];
        assert!(!clocks.agree(&answer(200, wrong), second(1000)), "the first is looked at");
        assert!(clocks.agree(&answer(200, right), second(1000)));
        assert!(clocks.agree(&answer(200, wrong), second(1000)), "the next of that second is not");
        assert!(!clocks.agree(&answer(403, wrong), second(1000)));
        assert!(!clocks.agree(&answer(200, wrong), second(1001)));
    }

    #[test]
    fn clocks_are_measured_halfway_between_sending_and_receiving() {
        let at = |second| SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        let answer = answer(200, "Thu, 01 Jan 1970 01:00:00 GMT");
        let measured = |sent, received| ahead(answer.headers(), at(sent), at(received));
        assert_eq!(measured(3000, 3010), Some(595_000));
        assert_eq!(measured(3700, 3700), Some(-100_000));
        assert_eq!(measured(3000, 3000 + 16 * 60), None, "it took too long");
        assert_eq!(measured(3010, 3000), Some(590_000), "our clock was set back meanwhile");
        let mut kept = HttpResponse::new(200.try_into().unwrap(), SdkBody::empty());
        assert_eq!(ahead(kept.headers(), at(0), at(0)), None);
        kept.headers_mut().insert("date", "Thu, 01 Jan 1970 01:00:00 GMT");
        kept.headers_mut().insert("age", "60");
        assert_eq!(ahead(kept.headers(), at(0), at(0)), None, "it was kept on the way");
    }

    #[test]
    fn time_is_corrected_either_way() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100);
        assert!(!Skew::default().is_seen() && Skew::ahead(-1).is_seen());
        assert_eq!(Skew::default().correct(now), now);
        assert_eq!(Skew::ahead(1500).correct(now), now + Duration::from_millis(1500));
        assert_eq!(Skew::ahead(-1500).correct(now), now - Duration::from_millis(1500));
        for ahead in [i64::MIN, i64::MAX] {
            let _ = Skew::ahead(ahead).correct(now);
        }
    }
}
