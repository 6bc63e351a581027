//! DynamoDB answers within milliseconds, and a table that is busy is soon no longer. The pause before
//! another try begins at 25 ms, and there are four attempts, where the caller says nothing else.

use super::Quirk;
use crate::Service;
use aws_smithy_types::retry::RetryConfig;
use std::time::Duration;

const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(25);

/// How a service's calls are retried. Configurations come with the usual defaults filled in, so that
/// whoever gives exactly those has said nothing.
pub(crate) fn retry_config(service: &Service, given: Option<&RetryConfig>) -> RetryConfig {
    let usual = RetryConfig::standard();
    let given = given.cloned().unwrap_or_else(|| usual.clone());
    if !service.has(Quirk::QuickRetries) {
        return given;
    }
    let is_usual = given == usual;
    let given = match given.initial_backoff() == usual.initial_backoff() {
        true => given.with_initial_backoff(PAUSE),
        false => given,
    };
    if is_usual { given.with_max_attempts(ATTEMPTS) } else { given }
}
