//! Calls that went to the wrong place are made again at once: there is nothing to wait for.

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_types::retry::ErrorKind;
use std::time::Duration;

/// Says of an answer that the service, or what was asked for, is elsewhere.
#[derive(Clone, Debug)]
struct Elsewhere;

/// Has the call of an answer made again.
pub(super) fn again(response: &mut HttpResponse) {
    response.add_extension(Elsewhere);
}

/// Has such calls made again, without a pause.
#[derive(Debug)]
pub(super) struct Classifier;

impl ClassifyRetry for Classifier {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let response = context.response();
        if response.is_some_and(|response| response.extension::<Elsewhere>().is_some()) {
            let kind = ErrorKind::ServerError;
            return RetryAction::retryable_error_with_explicit_delay(kind, Duration::ZERO);
        }
        RetryAction::NoActionIndicated
    }

    fn name(&self) -> &'static str {
        "Again"
    }
}
