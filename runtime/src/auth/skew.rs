//! Clocks that differ: the official correction, which costs something on every call, is switched on by
//! the first answer whose time is not ours.

use crate::error::BoxError;
use aws_runtime::service_clock_skew::ServiceClockSkewInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, Input, InterceptorContext,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// What clocks may differ by, in a time of which signatures allow for minutes.
const TOLERANCE: Duration = Duration::from_secs(30);

/// Whether the clocks of a client and its service have differed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skew(Arc<AtomicBool>);

impl Skew {
    pub(super) fn is_seen(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Watches the clocks, and corrects where they differ.
#[derive(Debug)]
pub(crate) struct Clocks {
    skew: Skew,
    /// When they were last found to agree, in seconds since 1970.
    agreed: AtomicU64,
    official: ServiceClockSkewInterceptor,
}

impl Clocks {
    pub(crate) fn new(skew: Skew) -> Self {
        Self { skew, agreed: AtomicU64::new(0), official: ServiceClockSkewInterceptor::new() }
    }

    /// Whether an answer is of the same time. Of those that are no errors, one in a second is looked at,
    /// for clocks do not drift faster.
    fn agree(&self, response: &HttpResponse, now: SystemTime) -> bool {
        let second = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if response.status().is_success() && self.agreed.load(Ordering::Relaxed) == second {
            return true;
        }
        let agree = !differs(response.headers(), now);
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

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !self.skew.is_seen() {
            return Ok(());
        }
        self.official.modify_before_retry_loop(context, components, cfg)
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !self.skew.is_seen() {
            return Ok(());
        }
        self.official.read_before_transmit(context, components, cfg)
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !self.skew.is_seen() {
            let now = components.time_source().unwrap_or_default().now();
            if self.agree(context.response(), now) {
                return Ok(());
            }
            self.skew.0.store(true, Ordering::Relaxed);
            // When this request was sent was not noted: the answer is as good as its sending.
            let sent = InterceptorContext::new(Input::erase(()));
            self.official.read_before_transmit(&(&sent).into(), components, cfg)?;
        }
        self.official.modify_before_deserialization(context, components, cfg)
    }
}

/// Whether an answer says that it is another time.
fn differs(headers: &Headers, now: SystemTime) -> bool {
    let date = headers.get("date").and_then(|date| DateTime::from_str(date, Format::HttpDate).ok());
    let Some(server) = date.and_then(|date| SystemTime::try_from(date).ok()) else {
        return false;
    };
    let apart = server.duration_since(now).unwrap_or_else(|error| error.duration());
    apart > TOLERANCE
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
}
