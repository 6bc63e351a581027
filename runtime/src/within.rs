//! Calls that a call has to make on its way, as to open a session.

use crate::call::{enter, failure};
use crate::operation::Value;
use crate::rules::BuiltIn;
use crate::{Answered, CallError, CallErrorKind, Operation, Parameters, Service};
use aws_smithy_runtime::client::orchestrator::StopPoint;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use std::fmt;
use std::sync::Arc;

/// What a client brings to such calls: its configuration, without the interceptors of its user, which
/// are about calls of theirs.
#[derive(Clone)]
pub(crate) struct Within {
    service: &'static Service,
    layer: FrozenLayer,
    interceptors: Vec<SharedInterceptor>,
}

impl Within {
    pub(crate) fn new(
        service: &'static Service,
        layer: &FrozenLayer,
        interceptors: impl Iterator<Item = SharedInterceptor>,
    ) -> Self {
        Self { service, layer: layer.clone(), interceptors: interceptors.collect() }
    }

    /// Calls an operation with the connections, credentials, retries and timeouts of the call that it
    /// is made for.
    pub(crate) async fn call<O: Value + Default>(
        &self,
        operation: &'static Operation,
        input: impl Value,
        parameters: Parameters,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<O, CallError> {
        let mut components = components.to_builder();
        components.set_interceptors(self.interceptors.iter().cloned());
        let mut layer = Layer::new("within");
        let region = parameters.text_of(BuiltIn::Region);
        layer.store_put(crate::client::signing(self.service, region));
        layer.store_put(EndpointResolverParams::new(parameters));
        layer.store_or_unset(cfg.load::<RetryConfig>().cloned());
        layer.store_or_unset(cfg.load::<TimeoutConfig>().cloned());
        let client = StaticRuntimePlugin::new().with_config(self.layer.clone());
        let plugins = RuntimePlugins::new()
            .with_client_plugin(client.with_runtime_components(components))
            .with_operation_plugin(operation.plugin(self.service))
            .with_operation_plugin(StaticRuntimePlugin::new().with_config(layer.freeze()));
        let input = crate::erase(input);
        let called = enter(self.service, operation, input, &plugins, StopPoint::None).await;
        let output = called.map_err(|error| failure(operation, error))?;
        let output = output.finalize().map_err(|error| failure(operation, error))?;
        Answered::new(operation.name(), output).take()
    }
}

/// A call that was made on the way, and failed.
#[derive(Debug)]
pub(crate) struct Failed {
    /// What the call that it was made for comes to.
    pub(crate) kind: CallErrorKind,
    what: String,
    pub(crate) cause: Arc<CallError>,
}

impl Failed {
    pub(crate) fn new(kind: CallErrorKind, what: impl Into<String>, cause: Arc<CallError>) -> Self {
        Self { kind, what: what.into(), cause }
    }
}

impl fmt::Display for Failed {
    /// With the cause, which says what caused it itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.cause)
    }
}

impl std::error::Error for Failed {}

impl fmt::Debug for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Within").field("service", &self.service.sdk_id).finish_non_exhaustive()
    }
}
