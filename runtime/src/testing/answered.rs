//! The answer of a test, on its way through the official orchestrator as if a service had given it.

use super::mock::Mock;
use super::mockable::{Mockable, MockableError};
use crate::error::BoxError;
use crate::operation::Current;
use crate::{CallError, CallErrorKind, Quiet};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextMut, Error, Input, InterceptorContext, Output,
};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::retry::ErrorKind;
use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What a closure of a test comes to.
pub(super) type Outcome = Result<Output, Told>;

/// A closure that answers one attempt.
pub(super) type Once = Box<dyn FnOnce(&Input, Current) -> Outcome + Send>;

/// A closure that answers every attempt.
pub(super) type Always = Arc<dyn Fn(&Input, Current) -> Outcome + Send + Sync>;

/// Answers by a closure that knows the types.
pub(super) fn outcome<O: Mockable>(
    input: &Input,
    current: Current,
    answer: impl FnOnce(&O::Input) -> Result<O::Output, O::Error>,
) -> Outcome {
    let Some(Quiet(input)) = input.downcast_ref::<Quiet<O::Input>>() else {
        let cause = "an interceptor replaced the input by another type";
        let error = CallError::new(current.operation.name(), CallErrorKind::Other, cause);
        return Err(Told::new(O::Error::from(error)));
    };
    match answer(input) {
        Ok(output) => Ok(Output::erase(Quiet(output))),
        Err(mut error) => {
            error.complete(current.operation.name(), current.service);
            Err(Told::new(error))
        }
    }
}

/// The error that a test answered.
pub(crate) struct Told {
    error: Box<dyn Any + Send + Sync>,
    shown: String,
    retry: Option<ErrorKind>,
}

impl Told {
    fn new<E: MockableError>(error: E) -> Self {
        let failure = error.failure();
        let retry = match (failure.is_throttling(), failure.is_retryable()) {
            (true, _) => Some(ErrorKind::ThrottlingError),
            (false, true) => Some(ErrorKind::TransientError),
            (false, false) => None,
        };
        let shown = error.to_string();
        Self { error: Box::new(error), shown, retry }
    }

    /// The same as the error of a call, until it is converted into the service's.
    pub(super) fn into_call_error(self) -> CallError {
        CallError::new("", CallErrorKind::Other, Error::erase(self))
    }

    /// An error in a stream of events.
    pub(super) fn in_stream<E: MockableError>(error: E) -> CallError {
        Self::new(error).into_call_error()
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Told").field(&self.shown).finish()
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl std::error::Error for Told {}

/// The error that a test answered, out of the error of a call. For generated code.
///
/// # Errors
///
/// The same error, where it is not that.
#[doc(hidden)]
pub fn mocked<E: MockableError>(error: CallError) -> Result<E, CallError> {
    let told = error.map_cause(|cause| {
        let erased = cause.downcast::<Error>()?;
        erased.downcast::<Told>().map_err(|erased| -> BoxError { Box::new(erased) })
    })?;
    told.error.downcast::<E>().map(|error| *error).map_err(|_| {
        let cause = "the test answered the error of another service";
        CallError::new("", CallErrorKind::Other, cause)
    })
}

/// What was asked, for as long as the call goes on.
#[derive(Clone, Debug)]
struct Asked(Arc<Input>);

impl Storable for Asked {
    type Storer = StoreReplace<Self>;
}

/// What the next answer will be.
#[derive(Debug)]
struct Next(Mutex<Option<Outcome>>);

impl Storable for Next {
    type Storer = StoreReplace<Self>;
}

/// Marks a request that has its answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct HasAnswer;

/// Keeps the input of a call for the mock that will answer it.
pub(crate) fn keep(current: Current, input: Input, cfg: &mut ConfigBag) {
    if let Some(mock) = cfg.load::<Mock>().cloned() {
        let input = Arc::new(input);
        mock.note(current.operation, input.clone());
        cfg.interceptor_state().store_put(Asked(input));
    }
}

/// The answer of a closure, if one answered this attempt.
pub(crate) fn take(cfg: &ConfigBag) -> Option<Result<Output, OrchestratorError<Error>>> {
    let next = cfg.load::<Next>()?.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
    Some(next.map_err(|told| OrchestratorError::operation(Error::erase(told))))
}

/// Asks the mock before every attempt.
#[derive(Debug)]
pub(super) struct AskMock;

impl Intercept for AskMock {
    fn name(&self) -> &'static str {
        "AskMock"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let (Some(mock), Some(asked), Some(current)) =
            (cfg.load::<Mock>(), cfg.load::<Asked>(), cfg.load::<Current>())
        else {
            return Ok(());
        };
        if let Some(outcome) = mock.outcome(&asked.0, *current) {
            context.request_mut().add_extension(HasAnswer);
            cfg.interceptor_state().store_put(Next(Mutex::new(Some(outcome))));
        }
        Ok(())
    }
}

/// Retries errors of tests as it would those of a service.
#[derive(Debug)]
pub(super) struct RetryTold;

impl ClassifyRetry for RetryTold {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let error = context.output_or_error().and_then(Result::err);
        let told = error.and_then(OrchestratorError::as_operation_error);
        match told.and_then(|error| error.downcast_ref::<Told>()).and_then(|told| told.retry) {
            Some(kind) => RetryAction::retryable_error(kind),
            None => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "RetryTold"
    }
}
