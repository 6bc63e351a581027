//! The headers that say who calls: user agent, id of the call, number of the attempt. The same as the
//! official interceptors write, which make all of them anew for every attempt.

use super::agent::Agent;
use super::attempt;
use crate::Quiet;
use crate::error::BoxError;
use crate::http::headers;
use aws_runtime::user_agent::AwsUserAgent;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use http::header::{HeaderName, USER_AGENT};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

const AWS_USER_AGENT: HeaderName = HeaderName::from_static("x-amz-user-agent");
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

/// What an interceptor is told that has made a user agent of its own.
const OWN_AGENT: &str = "an interceptor has put an `AwsUserAgent` into the configuration, which is not \
                         looked at: replace the headers `user-agent` and `x-amz-user-agent` in \
                         `modify_before_signing`";

/// Writes the headers, one for each client.
#[derive(Debug, Default)]
pub(super) struct Stamp {
    last: Quiet<Mutex<Option<Arc<Agent>>>>,
}

/// Adds a header beside those that a caller has given.
fn add(all: &mut Headers, name: HeaderName, value: Cow<'static, str>) -> Result<(), BoxError> {
    // A look at each of a few is cheaper than to look one up by its text.
    if all.iter_bytes().any(|(known, _)| known == name.as_str()) {
        return headers::append(all, name, value.into_owned());
    }
    match value {
        Cow::Borrowed(lasting) => headers::set_lasting(all, name, lasting),
        Cow::Owned(other) => headers::set(all, name, other),
    }
}

impl Stamp {
    /// Adds the user agent, which is signed in part.
    pub(super) fn name(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<AwsUserAgent>().is_some() {
            return Err(OWN_AGENT.into());
        }
        let last = self.last.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let agent = match last.filter(|agent| agent.fits(cfg)) {
            Some(agent) => agent,
            None => {
                let made = Arc::new(Agent::new(components, cfg)?);
                *self.last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
                made
            }
        };
        let all = context.request_mut().headers_mut();
        add(all, USER_AGENT, agent.text())?;
        add(all, AWS_USER_AGENT, agent.text())
    }

    /// Adds the id of the call and the number of the attempt, once it is signed.
    pub(super) fn number(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        cfg: &mut ConfigBag,
        now: impl FnOnce() -> SystemTime,
    ) -> Result<(), BoxError> {
        let mut text = Uuid::encode_buffer();
        let id = attempt::begin(context, cfg);
        let id: &str = id.hyphenated().encode_lower(&mut text);
        headers::set(context.request_mut().headers_mut(), INVOCATION_ID, id.to_owned())?;
        let attempt = cfg.load::<RequestAttempts>().map_or(0, RequestAttempts::attempts);
        let all = context.request_mut().headers_mut();
        let retries = cfg.load::<RetryConfig>();
        let timeout = || cfg.load::<TimeoutConfig>()?.read_timeout();
        match timeout().filter(|_| attempt > 1).and_then(|timeout| until(now(), timeout)) {
            Some(until) => {
                let info = format!("ttl={until}; {}", info(attempt, retries));
                headers::set(all, REQUEST, info)
            }
            None => set_info(all, attempt, retries),
        }
    }
}

/// When the caller gives up, as `20150830T123600Z`.
fn until(now: SystemTime, timeout: Duration) -> Option<String> {
    let mut until = DateTime::from(now.checked_add(timeout)?);
    until.set_subsec_nanos(0);
    let mut text = until.fmt(Format::DateTime).ok()?;
    text.retain(|c| c != '-' && c != ':');
    Some(text)
}

/// Which attempt it is, and of how many.
fn info(attempt: u32, retries: Option<&RetryConfig>) -> String {
    match retries {
        Some(retries) => format!("attempt={attempt}; max={}", retries.max_attempts()),
        None => format!("attempt={attempt}"),
    }
}

/// What first attempts say, by the most that there may be, each made once: a header takes text that
/// lives on as it is.
static FIRST: [OnceLock<String>; 16] = [const { OnceLock::new() }; 16];

/// Says which attempt it is, and of how many.
fn set_info(
    all: &mut Headers,
    attempt: u32,
    retries: Option<&RetryConfig>,
) -> Result<(), BoxError> {
    let most = retries.and_then(|retries| usize::try_from(retries.max_attempts()).ok());
    match most.and_then(|most| FIRST.get(most)).filter(|_| attempt == 1) {
        Some(first) => {
            headers::set_lasting(all, REQUEST, first.get_or_init(|| info(attempt, retries)))
        }
        None => headers::set(all, REQUEST, info(attempt, retries)),
    }
}
