//! Adds what a call says of where it goes, once its input is final.

use super::parameters::Parameters;
use super::rules::{BuiltIn, Rules};
use crate::error::BoxError;
use crate::operation::Current;
use aws_smithy_runtime::client::orchestrator::AuthSchemeAndEndpointOrchestrationV2;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

/// Makes the parameters of calls that have their own, and the prefix of their host.
#[derive(Debug)]
pub(crate) struct CallParameters;

impl CallParameters {
    /// Has endpoints resolved after the credentials, where the rules ask for their account. All
    /// others are resolved before, so that an endpoint can choose between kinds of signatures.
    pub(crate) fn order(rules: &Rules, layer: &mut Layer) {
        let asks =
            |parameter: &super::rules::Parameter| parameter.built_in == Some(BuiltIn::AccountId);
        if rules.parameters.iter().any(asks) {
            layer.store_put(AuthSchemeAndEndpointOrchestrationV2);
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for CallParameters {
    fn name(&self) -> &'static str {
        "CallParameters"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let own = cfg.load::<Current>().and_then(|current| current.operation.endpoint);
        // What the orchestrator adds to, it wants for this call alone.
        let are_added_to = cfg.load::<AuthSchemeAndEndpointOrchestrationV2>().is_some();
        if own.is_none() && !are_added_to {
            return Ok(());
        }
        let client = Parameters::of(cfg);
        // Whoever replaced the parameters knows better.
        let Some(client) = client else { return Ok(()) };
        let parameters = match own {
            Some(own) => own.parameters(client, context.input()),
            None => client.clone(),
        };
        let prefix = own.map(|own| own.host_prefix(context.input())).transpose()?.flatten();
        let state = cfg.interceptor_state();
        state.store_put(EndpointResolverParams::new(parameters));
        if let Some(prefix) = prefix {
            state.store_put(prefix);
        }
        Ok(())
    }
}
