//! A client: one configuration, built once, that all calls share.

mod agent;
mod attempt;
mod builder;
mod environment;
pub(crate) mod given;
mod hooks;
mod known;
mod lambda;
mod plugin;
mod quota;
#[cfg(feature = "https-ring")]
mod ring;
mod stamp;
mod switches;

pub use builder::{ClientBuilder, ServiceClient};
use known::Known;
pub(crate) use plugin::signing;

use crate::behind::Behind;
#[cfg(feature = "bearer")]
use crate::customize::bearer;
use crate::rules::BuiltIn;
use crate::{Operation, ParameterValue, Parameters, Service, Settings};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use std::fmt;
use std::sync::Arc;

/// What a generated client is made of. Cheap to clone; clones share connections, credentials and
/// the quota of retries.
#[derive(Clone)]
pub struct Client(Arc<dyn Behind<Inner>>);

struct Inner {
    service: &'static Service,
    plugins: RuntimePlugins,
    known: Known,
    settings: EndpointSettings,
    config: SdkConfig,
}

/// The settings that decide where requests go.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointSettings {
    pub(crate) region: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) use_fips: Option<bool>,
    pub(crate) use_dual_stack: Option<bool>,
    pub(crate) account_id_endpoint_mode: Option<String>,
    pub(crate) parameters: Vec<(String, ParameterValue)>,
}

impl EndpointSettings {
    pub(crate) fn parameters(&self, service: &Service) -> Parameters {
        let mut parameters = Parameters::new(service.endpoints, |built_in| match built_in {
            BuiltIn::Region => self.region.as_deref().map(Into::into),
            BuiltIn::Endpoint => self.endpoint_url.as_deref().map(Into::into),
            BuiltIn::UseFips => self.use_fips.map(Into::into),
            BuiltIn::UseDualStack => self.use_dual_stack.map(Into::into),
            BuiltIn::AccountIdEndpointMode => {
                self.account_id_endpoint_mode.as_deref().map(Into::into)
            }
            // The account comes from the credentials, all else from settings of the service.
            _ => None,
        });
        for (name, value) in &self.parameters {
            parameters.set_for_client(name, value.clone());
        }
        parameters
    }
}

impl Client {
    /// A client of a service with a configuration. For generated code.
    pub fn new(service: &'static Service, config: &SdkConfig) -> Self {
        Self::with_settings(service, config, Settings::default())
    }

    pub(crate) fn with_settings(
        service: &'static Service,
        config: &SdkConfig,
        settings: Settings,
    ) -> Self {
        #[cfg(feature = "bearer")]
        let config = &*bearer::of_config(service, config);
        let mut endpoint = plugin::endpoint_settings(service, config);
        endpoint.parameters = switches::of_config(service, config);
        endpoint.parameters.extend_from_slice(&settings.endpoint_parameters);
        let plugin = plugin::client_plugin(service, config, &endpoint, settings);
        let plugins = RuntimePlugins::new().with_client_plugin(plugin);
        let config = config.clone();
        Self(Arc::new(Inner { service, plugins, known: Known::new(), settings: endpoint, config }))
    }

    pub(crate) fn service(&self) -> &'static Service {
        self.0.service
    }

    /// What the engine is to know of the client and an operation.
    pub(crate) fn plugins(&self, operation: &'static Operation) -> Arc<RuntimePlugins> {
        self.0.known.or_insert_with(operation.key(), || {
            // One list, for the engine merges two into a third.
            let plugins = self.0.plugins.clone();
            plugins.with_client_plugin(operation.plugin(self.0.service))
        })
    }

    /// What the client brings to all calls: sleep, time, credentials.
    pub(crate) fn components(&self) -> RuntimeComponentsBuilder {
        let mut nothing = ConfigBag::base();
        self.0.plugins.apply_client_configuration(&mut nothing).unwrap_or_else(|_| {
            // Our own plugins are ready, and cannot fail.
            RuntimeComponentsBuilder::new("tinsmith")
        })
    }

    pub(crate) fn config(&self) -> &SdkConfig {
        &self.0.config
    }

    pub(crate) fn endpoint_settings(&self) -> &EndpointSettings {
        &self.0.settings
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.service.sdk_id)
            .field("endpoint", &self.0.settings)
            .finish_non_exhaustive()
    }
}
