//! What can go wrong with a call.

#[cfg(feature = "testing")]
use crate::Service;
use crate::behind::Behind;
use crate::http::{Received, ResponseReader};
use crate::operation::Current;
use crate::wire;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use bytes::Bytes;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

/// Any error of another crate.
pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// What is known of the answer that an error came with.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

impl Answer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The id of the request, to be quoted to the vendor's support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The code of the error.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says about the error.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The whole of an error that the model has.
    fn fmt_refusal(&self, operation: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{operation}: {}", self.code().unwrap_or_default())?;
        if let Some(message) = self.message() {
            write!(f, ": {message}")?;
        }
        self.fmt_tail(f)
    }

    /// `(status 400, request id …)`
    fn fmt_tail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " (status {}", self.status)?;
        if let Some(id) = &self.request_id {
            write!(f, ", request id {id}")?;
        }
        f.write_str(")")
    }
}

/// Whether an error is worth another try.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Retry {
    pub(crate) retryable: bool,
    pub(crate) throttling: bool,
}

impl Retry {
    fn of(answer: &Answer, kind: Option<ErrorKind>) -> Self {
        let code = answer.code().unwrap_or_default();
        let throttling = kind == Some(ErrorKind::ThrottlingError)
            || answer.status == 429
            || aws_runtime::retries::classifiers::THROTTLING_ERRORS.contains(&code);
        let transient = kind.is_some()
            || matches!(answer.status, 500 | 502 | 503 | 504)
            || aws_runtime::retries::classifiers::TRANSIENT_ERRORS.contains(&code);
        Self { retryable: throttling || transient, throttling }
    }
}

/// What the errors of all services have in common.
#[doc(hidden)]
pub trait Failure: fmt::Display {
    fn operation(&self) -> &'static str;
    fn answer(&self) -> Option<&Answer>;
    fn is_retryable(&self) -> bool;
    fn is_throttling(&self) -> bool;
    fn cause(&self) -> Option<&(dyn StdError + 'static)>;
}

/// A modelled error as a service answered it. The error itself is behind [`Deref`]; what came with
/// it can be asked for.
pub struct Refused<T> {
    error: Box<T>,
    told: Box<dyn Behind<Told>>,
}

/// What comes with a modelled error, whichever it is.
#[derive(Debug)]
struct Told {
    operation: &'static str,
    answer: Answer,
    retry: Retry,
}

impl<T: fmt::Debug> fmt::Debug for Refused<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Derived, it would be compiled once more for each error, for its box.
        f.debug_struct("Refused").field("error", &*self.error).field("told", &self.told).finish()
    }
}

impl<T> Refused<T> {
    /// The error alone.
    pub fn into_inner(self) -> T {
        *self.error
    }

    /// The operation that was refused.
    pub fn operation(&self) -> &'static str {
        self.told.operation
    }

    /// Status, request id, code and message.
    pub fn answer(&self) -> &Answer {
        &self.told.answer
    }

    /// What it has in common with all errors. For generated code.
    #[doc(hidden)]
    #[inline]
    pub fn failure(&self) -> &dyn Failure {
        &**self.told
    }
}

#[cfg(feature = "testing")]
impl<T> Refused<T> {
    /// An error that no service answered.
    pub(crate) fn of_test(error: T) -> Self {
        let answer = Answer { status: 400, request_id: None, code: None, message: None };
        let told = Told { operation: "", answer, retry: Retry::default() };
        Self { error: Box::new(error), told: Box::new(told) }
    }

    /// In tests: with another status than 400.
    pub fn with_status(mut self, status: u16) -> Self {
        self.told.answer.status = status;
        self
    }

    /// In tests: with a message.
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.told.answer.message = Some(message.into());
        self
    }

    /// In tests: with the id of a request.
    pub fn with_request_id(mut self, id: impl Into<String>) -> Self {
        self.told.answer.request_id = Some(id.into());
        self
    }

    pub(crate) fn complete(
        &mut self,
        code: &'static str,
        operation: &'static str,
        service: &Service,
    ) {
        let Told { operation: own, answer, retry } = &mut **self.told;
        *own = operation;
        answer.code = Some(code.to_owned());
        *retry = Retry::of(answer, service.kind_of(Some(code)));
    }
}

impl<T> Deref for Refused<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.error
    }
}

impl<T> fmt::Display for Refused<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self.told).fmt(f)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.answer.fmt_refusal(self.operation, f)
    }
}

impl Failure for Told {
    fn operation(&self) -> &'static str {
        self.operation
    }

    fn answer(&self) -> Option<&Answer> {
        Some(&self.answer)
    }

    fn is_retryable(&self) -> bool {
        self.retry.retryable
    }

    fn is_throttling(&self) -> bool {
        self.retry.throttling
    }

    fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        None
    }
}

/// What went wrong on the way, when it was not a modelled error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallErrorKind {
    /// The input cannot be sent: required members are missing, or a setting is wrong. Nothing was
    /// sent.
    InvalidInput,
    /// There are no credentials, or they could not be had. Nothing was sent.
    Credentials,
    /// There is no endpoint for this configuration. Nothing was sent.
    Endpoint,
    /// The call would have to be signed in a way that this build has no signer for; the cause says
    /// what to do. Nothing was sent.
    Unsupported,
    /// No answer came in time. The service may have done what was asked.
    Timeout,
    /// There was no connection, or it broke. The service may have done what was asked.
    Connection,
    /// There is an answer, but it cannot be read. The service may have done what was asked.
    UnreadableAnswer,
    /// There is an answer, but it does not have the checksum that it came with, or what it says of
    /// the request is not what was sent. The service may have done what was asked.
    Corrupted,
    /// The service answered an error that its model does not have.
    Unmodeled,
    /// A paginator was given the same token again.
    RepeatedToken,
    /// Anything else: an interceptor failed, or a part of the configuration is missing.
    Other,
}

/// A call that did not come to an answer, or to one that the model does not have.
///
/// `Display` says everything: the operation, what happened, status and request id where there is an
/// answer, and the causes.
#[derive(Debug)]
pub struct CallError(Box<dyn Behind<Call>>);

struct Call {
    operation: &'static str,
    kind: CallErrorKind,
    answer: Option<Answer>,
    /// An answer with an error, until it is known whether the model has it.
    unread: Option<Unread>,
    /// The start of an answer that cannot be read, where it may be shown.
    excerpt: Option<String>,
    cause: Option<BoxError>,
    retry: Retry,
}

/// An answer whose error was not read yet.
struct Unread {
    current: Current,
    is_event: bool,
    shape: Option<String>,
    headers: Headers,
    body: Bytes,
}

impl fmt::Debug for Call {
    /// Without the body, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallError")
            .field("operation", &self.operation)
            .field("kind", &self.kind)
            .field("answer", &self.answer)
            .field("excerpt", &self.excerpt)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl CallError {
    pub(crate) fn new(
        operation: &'static str,
        kind: CallErrorKind,
        cause: impl Into<BoxError>,
    ) -> Self {
        let retryable = matches!(
            kind,
            CallErrorKind::Timeout | CallErrorKind::Connection | CallErrorKind::Corrupted
        );
        Self(Box::new(Call {
            operation,
            kind,
            answer: None,
            unread: None,
            excerpt: None,
            cause: Some(cause.into()),
            retry: Retry { retryable, throttling: false },
        }))
    }

    /// An answer that could not be read.
    pub(crate) fn unreadable(mut self, answer: Answer, excerpt: Option<String>) -> Self {
        self.0.answer = Some(answer);
        self.0.excerpt = excerpt;
        self
    }

    /// An error because of another, whose answer is all that was answered.
    pub(crate) fn because_of(mut self, error: &Self) -> Self {
        self.0.answer = error.0.answer.clone();
        self.0.retry = error.0.retry;
        self
    }

    /// An error that the service answered; whether it is modelled shows when it is converted.
    pub(crate) fn refusal(operation: &'static str, refusal: Refusal) -> Self {
        Self(Box::new(Call {
            operation,
            kind: CallErrorKind::Unmodeled,
            retry: refusal.retry(),
            answer: Some(refusal.answer),
            unread: Some(Unread {
                current: refusal.current,
                is_event: refusal.is_event,
                shape: refusal.shape,
                headers: refusal.headers,
                body: refusal.body,
            }),
            excerpt: refusal.excerpt,
            cause: None,
        }))
    }

    /// An error that no service answered, and no model has.
    #[cfg(feature = "testing")]
    pub(crate) fn of_test(status: u16, code: String, message: String) -> Self {
        let answer = Answer { status, request_id: None, code: Some(code), message: Some(message) };
        let retry = Retry::of(&answer, None);
        Self(Box::new(Call {
            operation: "",
            kind: CallErrorKind::Unmodeled,
            answer: Some(answer),
            unread: None,
            excerpt: None,
            cause: None,
            retry,
        }))
    }

    #[cfg(feature = "testing")]
    pub(crate) fn set_operation(&mut self, operation: &'static str) {
        self.0.operation = operation;
    }

    /// What the cause can be made into.
    ///
    /// # Errors
    ///
    /// The same error, where it cannot.
    #[cfg(feature = "testing")]
    pub(crate) fn map_cause<T>(
        mut self,
        make: impl FnOnce(BoxError) -> Result<T, BoxError>,
    ) -> Result<T, Self> {
        let Some(cause) = self.0.cause.take() else { return Err(self) };
        make(cause).map_err(|cause| {
            self.0.cause = Some(cause);
            self
        })
    }

    /// What went wrong.
    pub fn kind(&self) -> CallErrorKind {
        self.0.kind
    }

    /// The code of the error as the service sent it; none if there is no answer.
    pub fn code(&self) -> Option<&str> {
        self.0.answer.as_ref()?.code()
    }

    /// What tells which error of the model it is. For generated code.
    #[doc(hidden)]
    pub fn shape(&self) -> Option<&str> {
        self.0.unread.as_ref()?.shape.as_deref()
    }

    /// Reads a modelled error by a function.
    ///
    /// # Errors
    ///
    /// This error again, with the reason why the answer is not what the model says.
    pub(crate) fn refused<T: Default>(
        self,
        read: impl Fn(&mut ResponseReader<'_>, &mut T) -> wire::Result,
    ) -> Result<Refused<T>, Self> {
        let mut error = T::default();
        let told = self.read(&mut |reader| read(reader, &mut error))?;
        Ok(Refused { error: Box::new(error), told })
    }

    /// Reads a modelled error by a function, and answers what is known besides.
    fn read(
        mut self,
        read: &mut dyn FnMut(&mut ResponseReader<'_>) -> wire::Result,
    ) -> Result<Box<dyn Behind<Told>>, Self> {
        let (Some(unread), Some(answer)) = (self.0.unread.take(), self.0.answer.take()) else {
            return Err(self);
        };
        let (status, headers, body) = (answer.status, &unread.headers, &unread.body);
        let received =
            Received { status, headers, body, stream: None, frames: None, is_url_encoded: false };
        let mut reader = match unread.is_event {
            true => ResponseReader::output(unread.current, received),
            false => ResponseReader::error(unread.current, received),
        };
        match read(&mut reader) {
            Ok(()) => {
                let Call { operation, retry, .. } = self.0.into_inner();
                Ok(Box::new(Told { operation, answer, retry }))
            }
            Err(cause) => {
                self.0.answer = Some(answer);
                self.0.cause = Some(cause.into());
                Err(self)
            }
        }
    }
}

impl Failure for CallError {
    fn operation(&self) -> &'static str {
        self.0.operation
    }

    fn answer(&self) -> Option<&Answer> {
        self.0.answer.as_ref()
    }

    fn is_retryable(&self) -> bool {
        self.0.retry.retryable
    }

    fn is_throttling(&self) -> bool {
        self.0.retry.throttling
    }

    fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.source()
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Call { operation, kind, answer, excerpt, cause, .. } = &**self.0;
        write!(f, "{operation}: ")?;
        match (kind, answer) {
            (CallErrorKind::InvalidInput, _) => f.write_str("nothing was sent")?,
            (CallErrorKind::Credentials, _) => f.write_str("no credentials")?,
            (CallErrorKind::Endpoint, _) => f.write_str("nothing was sent")?,
            (CallErrorKind::Unsupported, _) => f.write_str("nothing was sent")?,
            (CallErrorKind::Timeout, _) => f.write_str("no answer in time")?,
            (CallErrorKind::Connection, _) => f.write_str("the connection failed")?,
            (CallErrorKind::UnreadableAnswer, _) => f.write_str("the answer cannot be read")?,
            (CallErrorKind::Corrupted, _) => f.write_str("the answer is corrupted")?,
            (CallErrorKind::RepeatedToken, _) => f.write_str("the pages do not end")?,
            (CallErrorKind::Unmodeled, Some(Answer { code: Some(code), message, .. })) => {
                f.write_str(code)?;
                if let Some(message) = message {
                    write!(f, ": {message}")?;
                }
            }
            (CallErrorKind::Unmodeled, _) => f.write_str("the service answered an error")?,
            (CallErrorKind::Other, _) => f.write_str("the call failed")?,
        }
        if let Some(answer) = answer {
            answer.fmt_tail(f)?;
        }
        let mut cause = cause.as_ref().map(|cause| -> &(dyn StdError + 'static) { &**cause });
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        match excerpt {
            Some(excerpt) => write!(f, "; it begins: {excerpt}"),
            None => Ok(()),
        }
    }
}

impl StdError for CallError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_deref().map(|cause| -> &(dyn StdError + 'static) { cause })
    }
}

/// An error that a service answered, on its way through the orchestrator: retry classifiers look at
/// it there.
pub(crate) struct Refusal {
    pub(crate) current: Current,
    /// Whether it came within a stream of events, where nothing is wrapped around it.
    pub(crate) is_event: bool,
    pub(crate) answer: Answer,
    /// What tells which error of the model it is.
    pub(crate) shape: Option<String>,
    pub(crate) metadata: ErrorMetadata,
    pub(crate) kind: Option<ErrorKind>,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
    pub(crate) excerpt: Option<String>,
}

impl Refusal {
    /// An error that came within a stream.
    pub(crate) fn in_stream(
        current: Current,
        answer: Answer,
        code: &str,
        said: Option<String>,
        payload: &Bytes,
    ) -> Self {
        let answer = Answer { code: Some(code.to_owned()), message: said, ..answer };
        Self {
            current,
            is_event: true,
            answer,
            shape: Some(code.to_owned()),
            metadata: ErrorMetadata::builder().code(code).build(),
            kind: None,
            headers: Headers::new(),
            body: payload.clone(),
            excerpt: None,
        }
    }

    /// Whether another try is worth it, by the same rules as the classifiers.
    fn retry(&self) -> Retry {
        Retry::of(&self.answer, self.kind)
    }
}

impl fmt::Debug for Refusal {
    /// Without the body, which may hold secrets: the engine logs this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("answer", &self.answer).finish_non_exhaustive()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.answer.code().unwrap_or("an error without a code"))
    }
}

impl StdError for Refusal {}

impl ProvideErrorMetadata for Refusal {
    fn meta(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

impl ProvideErrorKind for Refusal {
    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        self.kind
    }

    fn code(&self) -> Option<&str> {
        self.answer.code()
    }
}
