//! What is done to every call, in one interceptor before those of the user and one after: the engine
//! goes through all interceptors at each of its hooks, so that each of them costs something at all.

use super::stamp::Stamp;
use super::{attempt, lambda};
use crate::auth::Clocks;
use crate::endpoint::CallParameters;
use crate::error::BoxError;
use crate::interceptors::HideRequest;
use aws_smithy_runtime::client::http::body::content_length_enforcement::EnforceContentLengthRuntimePlugin;
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{
    Intercept, SharedInterceptor, dyn_dispatch_hint,
};
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::config_bag::ConfigBag;

/// What comes before the interceptors of the user.
#[derive(Debug)]
pub(super) struct Before {
    /// Compares the length of what is received with what the answer says.
    length: Vec<SharedInterceptor>,
    /// Where clocks are corrected.
    clocks: Option<Clocks>,
    stamp: Stamp,
    is_function: bool,
}

impl Before {
    pub(super) fn new(clocks: Option<Clocks>) -> Self {
        let nothing = RuntimeComponentsBuilder::new("tinsmith");
        let length = EnforceContentLengthRuntimePlugin::new();
        let length = length.runtime_components(&nothing).interceptors().collect();
        Self { length, clocks, stamp: Stamp::default(), is_function: lambda::is_function() }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Before {
    fn name(&self) -> &'static str {
        "Before"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.stamp.name(context, components, cfg)?;
        match self.is_function {
            true => lambda::trace(context.request_mut().headers_mut()),
            false => Ok(()),
        }
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let now = || match &self.clocks {
            Some(clocks) => clocks.clock(components).now(),
            None => components.time_source().unwrap_or_default().now(),
        };
        self.stamp.number(context, cfg, now)
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        for length in &self.length {
            length.read_before_transmit(context, components, cfg)?;
        }
        match &self.clocks {
            Some(clocks) => clocks.read_before_transmit(context, components, cfg),
            None => Ok(()),
        }
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        for length in &self.length {
            length.modify_before_deserialization(context, components, cfg)?;
        }
        match &self.clocks {
            Some(clocks) => clocks.modify_before_deserialization(context, components, cfg),
            None => Ok(()),
        }
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        attempt::poison(context, components, cfg);
        Ok(())
    }
}

/// What comes after the interceptors of the user, whose input and request are final.
#[derive(Debug, Default)]
pub(super) struct After {
    stalled: StalledStreamProtectionInterceptor,
}

#[dyn_dispatch_hint]
impl Intercept for After {
    fn name(&self) -> &'static str {
        "After"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        CallParameters.read_before_serialization(context, components, cfg)
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        HideRequest.modify_before_transmit(context, components, cfg)?;
        self.stalled.modify_before_transmit(context, components, cfg)
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.stalled.modify_before_deserialization(context, components, cfg)
    }
}
