//! One call: what it overrides, and how it enters the official orchestrator.

use crate::auth::Unmade;
use crate::behind::Behind;
use crate::client::given;
#[cfg(feature = "constraints")]
use crate::constraints::Asked;
use crate::customize::Corrupted;
use crate::error::{BoxError, CallError, CallErrorKind, Refusal};
use crate::interceptors::{ExtraHeaders, InvalidHeader};
use crate::operation::{Current, EncodeError};
use crate::presign::{Presign, PresignedRequest};
#[cfg(feature = "events")]
use crate::protocol::Opened;
use crate::within::Failed;
use crate::{
    Answered, Client, EndpointError, Operation, ParameterValue, SdkConfig, SdkConfigBuilder,
    Service, protocol,
};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime::client::orchestrator::{StopPoint, invoke_with_stop_point};
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use std::error::Error as StdError;
use std::fmt;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument;

/// A future of an answer. Boxed, so that it takes little room where it is awaited, and is compiled
/// once.
pub type Answering<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

/// What the engine comes to.
type Entered<'a> =
    dyn Future<Output = Result<InterceptorContext, SdkError<Error, HttpResponse>>> + Send + 'a;

/// Enters the engine where a call is not about its own answer. Boxed, for each place that enters it by
/// itself is another copy of its code in every program.
pub(crate) fn enter<'a>(
    service: &Service,
    operation: &Operation,
    input: Input,
    plugins: &'a RuntimePlugins,
    stop: StopPoint,
) -> Pin<Box<Entered<'a>>> {
    Box::pin(invoke_with_stop_point(service.sdk_id, operation.name(), input, plugins, stop))
}

/// What an operation is called with besides its input: the client, and settings for this call alone.
pub struct Call {
    client: Client,
    overrides: Option<Box<dyn Behind<Overrides>>>,
}

/// Settings that win over those of the client.
#[derive(Clone, Default)]
struct Overrides {
    operation_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retry_config: Option<RetryConfig>,
    region: Option<String>,
    endpoint_url: Option<String>,
    endpoint_parameters: Vec<(String, ParameterValue)>,
    headers: Vec<(String, String)>,
    interceptors: Vec<SharedInterceptor>,
    config: Option<SdkConfig>,
    #[cfg(feature = "constraints")]
    check_constraints: Option<Asked>,
}

impl Call {
    /// A call with the client's own settings. For generated code.
    #[doc(hidden)]
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), overrides: None }
    }

    #[inline]
    fn overriding(mut self, change: impl FnOnce(&mut Overrides)) -> Self {
        change(self.overrides.get_or_insert_with(|| Box::new(Overrides::default())));
        self
    }

    /// Settings of the official configuration for this call alone, such as credentials or
    /// `with(|call| call.config(|config| config.use_fips(true)))`. What they leave open is as the
    /// client has it. What settings of the call say besides, such as
    /// [`timeout`](Call::timeout), wins over them.
    ///
    /// What belongs to a client as a whole is not changed: the behavior version, where settings of a
    /// service come from, and whether clock skew is corrected.
    #[inline]
    pub fn config(self, change: impl FnOnce(SdkConfigBuilder) -> SdkConfigBuilder) -> Self {
        self.overriding(|overrides| {
            let before = overrides.config.take().map(SdkConfig::into_builder);
            overrides.config = Some(change(before.unwrap_or_default()).build());
        })
    }

    /// How long the call may take in all, retries included.
    #[inline]
    pub fn timeout(self, timeout: Duration) -> Self {
        self.overriding(|overrides| overrides.operation_timeout = Some(timeout))
    }

    /// How long each attempt may take.
    #[inline]
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.overriding(|overrides| overrides.attempt_timeout = Some(timeout))
    }

    /// How to retry.
    #[inline]
    pub fn retry_config(self, retry_config: RetryConfig) -> Self {
        self.overriding(|overrides| overrides.retry_config = Some(retry_config))
    }

    /// The region to call, such as `eu-central-1`.
    #[inline]
    pub fn region(self, region: impl Into<String>) -> Self {
        self.overriding(|overrides| overrides.region = Some(region.into()))
    }

    /// Where to send the request.
    #[inline]
    pub fn endpoint_url(self, url: impl Into<String>) -> Self {
        self.overriding(|overrides| overrides.endpoint_url = Some(url.into()))
    }

    /// A value for a parameter of the service's endpoint rules, as
    /// [`ClientBuilder::endpoint_parameter`](crate::ClientBuilder::endpoint_parameter) gives one to
    /// all calls.
    #[inline]
    pub fn endpoint_parameter(
        self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
    ) -> Self {
        let parameter = (name.into(), value.into());
        self.overriding(|overrides| overrides.endpoint_parameters.push(parameter))
    }

    /// A header to add, or to replace. It is signed like all others.
    #[inline]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.overriding(|overrides| overrides.headers.push((name.into(), value.into())))
    }

    /// An interceptor, run after those of the client.
    #[inline]
    pub fn interceptor(self, interceptor: impl Intercept + 'static) -> Self {
        let interceptor = SharedInterceptor::new(interceptor);
        self.overriding(|overrides| overrides.interceptors.push(interceptor))
    }

    /// Whether the input is checked against the constraints of the model before anything is sent, as
    /// [`ClientBuilder::check_constraints`](crate::ClientBuilder::check_constraints) says for all calls.
    #[cfg(feature = "constraints")]
    pub fn check_constraints(self, check: bool) -> Self {
        self.overriding(|overrides| overrides.check_constraints = Some(Asked(check)))
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Calls the operation. For generated code.
    #[doc(hidden)]
    pub fn invoke(
        self,
        operation: &'static Operation,
        input: Input,
    ) -> Answering<Answered, CallError> {
        let (service, name) = (self.client.service().sdk_id, operation.name());
        let span = tracing::debug_span!(
            "call",
            rpc.system = "aws-api",
            rpc.service = service,
            rpc.method = name
        );
        // Pinned where it is made, and written where it ends up: it is large, and each move would copy it.
        let call = move || async move {
            let plugins = self.plugins(operation);
            let stop = StopPoint::None;
            let called = pin!(invoke_with_stop_point(service, name, input, &plugins, stop)).await;
            let output = match called {
                Ok(context) => context.finalize().map_err(|error| failure(operation, error))?,
                Err(error) => return Err(failure(operation, error)),
            };
            #[cfg(feature = "events")]
            let output = match output.downcast::<Opened>() {
                Ok(opened) => return self.opened(operation, opened).await,
                Err(output) => output,
            };
            Ok(Answered::new(name, output))
        };
        let written = Box::write(Box::new_uninit(), call());
        let called: Answering<Answered, CallError> = Box::into_pin(written);
        // Nobody pays for a span that nobody listens to.
        if span.is_disabled() { called } else { Box::pin(called.instrument(span)) }
    }

    /// Signs the request and does not send it. For generated code.
    #[doc(hidden)]
    #[inline]
    pub fn presign(
        self,
        operation: &'static Operation,
        input: Input,
        expires: Duration,
    ) -> Answering<PresignedRequest, CallError> {
        Box::pin(async move {
            let service = self.client.service();
            // S3 takes whatever body a sender chooses; all others are asked by what is in it.
            let presign = Presign::new(operation.name(), expires, service.signs_like_s3)?;
            let plugins = self.interceptor(presign.clone()).plugins(operation);
            enter(service, operation, input, &plugins, StopPoint::BeforeTransmit)
                .await
                .map_err(|error| failure(operation, error))?;
            presign.take(operation.name())
        })
    }

    /// Waits for the beginning of an answer of events.
    #[cfg(feature = "events")]
    async fn opened(
        &self,
        operation: &'static Operation,
        opened: Opened,
    ) -> Result<Answered, CallError> {
        let answer = protocol::answer(opened.status, &opened.headers);
        let current = Current::new(operation, self.client.service());
        opened
            .output(current)
            .await
            .map(|output| Answered::new(operation.name(), output))
            .map_err(|cause| unreadable(operation.name(), cause, answer, None))
    }

    /// The error that a service gave the same token again. For generated code.
    #[doc(hidden)]
    pub fn repeated(&self, operation: &'static Operation) -> CallError {
        let cause = "the service answered the token that it was asked with";
        CallError::new(operation.name(), CallErrorKind::RepeatedToken, cause)
    }

    fn plugins(&self, operation: &'static Operation) -> Arc<RuntimePlugins> {
        let plugins = self.client.plugins(operation);
        match &self.overrides {
            None => plugins,
            Some(overrides) => {
                let overrides = overrides.plugin(self.client.service(), &self.client);
                Arc::new(RuntimePlugins::clone(&plugins).with_client_plugin(overrides))
            }
        }
    }
}

impl Overrides {
    fn plugin(&self, service: &'static Service, client: &Client) -> StaticRuntimePlugin {
        let mut layer = Layer::new("call");
        let mut components = RuntimeComponentsBuilder::new("call");
        if let Some(config) = &self.config {
            given::call_layer(client.config(), config, &mut layer);
            components = given::components(components, service, config);
        }
        if self.operation_timeout.is_some() || self.attempt_timeout.is_some() {
            let mut timeouts = TimeoutConfig::builder();
            timeouts.set_operation_timeout(self.operation_timeout);
            timeouts.set_operation_attempt_timeout(self.attempt_timeout);
            let mut timeouts = timeouts.build();
            if let Some(given) = self.config.as_ref().and_then(SdkConfig::timeout_config) {
                timeouts.take_defaults_from(given);
            }
            layer.store_put(timeouts);
        }
        if let Some(retry_config) = &self.retry_config {
            layer.store_put(retry_config.clone());
        }
        let has_parameters = !self.endpoint_parameters.is_empty() || self.config.is_some();
        if self.region.is_some() || self.endpoint_url.is_some() || has_parameters {
            let mut settings = client.endpoint_settings().clone();
            if let Some(config) = &self.config {
                given::endpoint(config, &mut settings);
            }
            if let Some(region) = &self.region {
                settings.region = Some(region.clone());
            }
            if let Some(url) = &self.endpoint_url {
                settings.endpoint_url = Some(url.clone());
            }
            settings.parameters.extend(self.endpoint_parameters.iter().cloned());
            layer.store_put(EndpointResolverParams::new(settings.parameters(service)));
            layer.store_put(crate::client::signing(service, settings.region.as_deref()));
        }
        #[cfg(feature = "constraints")]
        if let Some(asked) = self.check_constraints {
            layer.store_put(asked);
        }
        if !self.headers.is_empty() {
            components.push_interceptor(ExtraHeaders(self.headers.clone()));
        }
        for interceptor in &self.interceptors {
            components.push_interceptor(interceptor.clone());
        }
        StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components)
    }
}

impl Clone for Call {
    fn clone(&self) -> Self {
        let copy =
            |overrides: &Overrides| -> Box<dyn Behind<Overrides>> { Box::new(overrides.clone()) };
        let overrides = self.overrides.as_deref().map(|overrides| copy(overrides));
        Self { client: self.client.clone(), overrides }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.client)
            .field("overrides", &self.overrides)
            .finish()
    }
}

impl fmt::Debug for Overrides {
    /// Headers without their values, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Overrides");
        #[cfg(feature = "constraints")]
        shown.field("check_constraints", &self.check_constraints);
        shown
            .field("operation_timeout", &self.operation_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry_config", &self.retry_config)
            .field("region", &self.region)
            .field("endpoint_url", &self.endpoint_url)
            .field("endpoint_parameters", &self.endpoint_parameters)
            .field("headers", &ExtraHeaders(self.headers.clone()))
            .field("interceptors", &self.interceptors)
            .field("config", &self.config.as_ref().map(|_| ".."))
            .finish()
    }
}

/// The official error in ours.
pub(crate) fn failure(
    operation: &'static Operation,
    error: SdkError<Error, HttpResponse>,
) -> CallError {
    let name = operation.name();
    let new = |kind, cause: BoxError| {
        // Of a call that was made on the way, the answer is all that was answered.
        let before = find::<Failed>(&*cause).map(|failed| Arc::clone(&failed.cause));
        let error = CallError::new(name, kind, cause);
        match before {
            Some(before) => error.because_of(&before),
            None => error,
        }
    };
    match error {
        SdkError::ServiceError(context) => match context.into_err().downcast::<Refusal>() {
            Ok(refusal) => CallError::refusal(name, refusal),
            Err(error) => new(CallErrorKind::Other, error.into()),
        },
        SdkError::ResponseError(context) => {
            let answer = protocol::answer(context.raw().status().as_u16(), context.raw().headers());
            let hidden = operation.hides_output;
            let body = context.raw().body().bytes().unwrap_or_default();
            let excerpt = if hidden { None } else { protocol::excerpt(body) };
            let cause = SdkError::<Error, _>::ResponseError(context).into_source();
            unreadable(name, cause.unwrap_or_else(|error| error.into()), answer, excerpt)
        }
        SdkError::TimeoutError(_) => new(CallErrorKind::Timeout, source(error)),
        SdkError::DispatchFailure(ref context) => {
            let kind = match context.as_connector_error() {
                Some(error) if error.is_timeout() => CallErrorKind::Timeout,
                Some(error) if error.is_io() => CallErrorKind::Connection,
                // Not everything that fails before an answer is the connection's fault.
                Some(error) => kind_of(error).unwrap_or(CallErrorKind::Other),
                None => CallErrorKind::Other,
            };
            new(kind, source(error))
        }
        error => {
            let cause = source(error);
            let kind = kind_of(&*cause).unwrap_or(CallErrorKind::Other);
            new(kind, cause)
        }
    }
}

fn unreadable(
    name: &'static str,
    cause: BoxError,
    answer: crate::Answer,
    excerpt: Option<String>,
) -> CallError {
    // An answer that broke off was not all there; one that cannot be read was.
    let is_complete = has::<crate::wire::DecodeError>(&*cause);
    let kind = if is_complete {
        CallErrorKind::UnreadableAnswer
    } else if is_corrupted(&*cause) {
        CallErrorKind::Corrupted
    } else {
        CallErrorKind::Connection
    };
    let excerpt = excerpt.filter(|_| is_complete);
    CallError::new(name, kind, cause).unreadable(answer, excerpt)
}

/// The cause of an official error, whose own words say nothing more.
fn source(error: SdkError<Error, HttpResponse>) -> BoxError {
    match error.into_source() {
        Ok(cause) => match cause.downcast::<ConnectorError>() {
            // What kind it is of is told apart already.
            Ok(connector) => connector.into_source(),
            Err(cause) => cause,
        },
        Err(error) => error.into(),
    }
}

/// What went wrong before anything was sent, by the types of the causes.
fn kind_of(error: &(dyn StdError + 'static)) -> Option<CallErrorKind> {
    if let Some(failed) = find::<Failed>(error) {
        Some(failed.kind)
    } else if has::<EncodeError>(error) || has::<InvalidHeader>(error) {
        Some(CallErrorKind::InvalidInput)
    } else if has::<CredentialsError>(error) {
        Some(CallErrorKind::Credentials)
    } else if has::<EndpointError>(error) {
        Some(CallErrorKind::Endpoint)
    } else if has::<Unmade>(error) {
        Some(CallErrorKind::Unsupported)
    } else {
        None
    }
}

/// Whether an answer is not what was sent.
fn is_corrupted(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "checksums")]
    if has::<crate::integrity::ChecksumMismatch>(error) {
        return true;
    }
    has::<Corrupted>(error)
}

/// Whether an error, or one of its causes, is of a type.
fn has<T: StdError + 'static>(error: &(dyn StdError + 'static)) -> bool {
    find::<T>(error).is_some()
}

/// The first of an error and its causes that is of a type.
fn find<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}
