//! What a configuration says itself, over what is there without it: for a client over the defaults,
//! for one call over the client.

use super::EndpointSettings;
#[cfg(feature = "compression")]
use crate::compression;
use crate::{Service, auth, customize, integrity};
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::Layer;
use aws_types::SdkConfig;

/// Adds the settings that are the same for a client and for one call.
pub(super) fn layer(config: &SdkConfig, layer: &mut Layer) {
    #[cfg(feature = "compression")]
    compression::settings(config, layer);
    integrity::settings(config, layer);
    if let Some(app_name) = config.app_name() {
        layer.store_put(app_name.clone());
    }
    if let Some(preference) = auth::preference(config) {
        layer.store_put(preference);
    }
    if let Some(regions) = config.sigv4a_signing_region_set() {
        layer.store_put(regions.clone());
    }
    for metadata in config.framework_metadata() {
        layer.store_append(metadata.clone());
    }
}

/// Adds the settings of one call, over those of its client.
pub(crate) fn call_layer(client: &SdkConfig, config: &SdkConfig, layer: &mut Layer) {
    // The two settings of compression are one: what the call leaves open is the client's.
    let mut both = config.to_builder();
    if config.disable_request_compression().is_none() {
        both.set_disable_request_compression(client.disable_request_compression());
    }
    if config.request_min_compression_size_bytes().is_none() {
        both.set_request_min_compression_size_bytes(client.request_min_compression_size_bytes());
    }
    self::layer(&both.build(), layer);
    if let Some(stalled) = config.stalled_stream_protection() {
        layer.store_put(stalled);
    }
    if let Some(retry_config) = config.retry_config() {
        layer.store_put(retry_config.clone());
    }
    if let Some(timeout_config) = config.timeout_config() {
        layer.store_put(timeout_config.clone());
    }
}

/// Adds the parts that a configuration brings.
pub(crate) fn components(
    mut components: RuntimeComponentsBuilder,
    service: &Service,
    config: &SdkConfig,
) -> RuntimeComponentsBuilder {
    if let Some(http_client) = config.http_client() {
        let http_client = customize::s3::http_client(service, http_client);
        components.set_http_client(Some(http_client));
    }
    if let Some(sleep) = config.sleep_impl() {
        components.set_sleep_impl(Some(sleep));
    }
    if let Some(time_source) = config.time_source() {
        components.set_time_source(Some(time_source));
    }
    if let Some(cache) = config.identity_cache() {
        components.set_identity_cache(Some(cache));
    }
    if let Some(credentials) = config.credentials_provider() {
        components.set_identity_resolver(sigv4::SCHEME_ID, credentials);
    }
    #[cfg(feature = "bearer")]
    auth::tokens(&mut components, config);
    components
}

/// Changes where requests go.
pub(crate) fn endpoint(config: &SdkConfig, settings: &mut EndpointSettings) {
    if let Some(region) = config.region() {
        settings.region = Some(region.as_ref().to_owned());
    }
    if let Some(url) = config.endpoint_url() {
        settings.endpoint_url = Some(url.to_owned());
    }
    settings.use_fips = config.use_fips().or(settings.use_fips);
    settings.use_dual_stack = config.use_dual_stack().or(settings.use_dual_stack);
    if let Some(mode) = config.account_id_endpoint_mode() {
        settings.account_id_endpoint_mode = Some(mode.to_string());
    }
}
