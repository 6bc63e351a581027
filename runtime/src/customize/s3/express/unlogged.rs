//! The engine writes requests to its log, and knows of some headers that they are secret; of the token
//! of a session it does not. While it writes them, the token is kept aside, and put into its header
//! behind the log, by an HTTP client around that of the user.

use super::TOKEN;
use crate::error::BoxError;
use crate::http::headers;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::ConfigBag;
use http::HeaderName;

/// A token that is not in its header.
#[derive(Clone)]
struct Aside(String);

/// Whether the engine writes requests to its log.
fn is_logged() -> bool {
    tracing::enabled!(target: "aws_smithy_runtime::client::orchestrator", tracing::Level::TRACE)
}

/// Keeps the token of a signed request aside.
pub(crate) fn keep_aside(request: &mut HttpRequest) {
    if is_logged()
        && let Some(token) = request.headers_mut().remove(TOKEN)
    {
        request.add_extension(Aside(token));
    }
}

/// An HTTP client that puts tokens where they belong.
#[derive(Debug)]
pub(crate) struct Unlogged(pub(crate) SharedHttpClient);

impl HttpClient for Unlogged {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector(self.0.http_connector(settings, components)))
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.validate_base_client_config(components, cfg)
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.validate_final_config(components, cfg)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.0.connector_metadata()
    }
}

#[derive(Debug)]
struct Connector(SharedHttpConnector);

impl HttpConnector for Connector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let token = request.extension::<Aside>().map(|Aside(token)| token.clone());
        let name = const { HeaderName::from_static(TOKEN) };
        match token.map(|token| headers::set(request.headers_mut(), name, token)) {
            Some(Err(error)) => HttpConnectorFuture::ready(Err(ConnectorError::other(error, None))),
            _ => self.0.call(request),
        }
    }
}
