//! Everything that a client brings to a call, in one plugin that is built once.

use super::EndpointSettings;
use super::hooks::{After, Before};
use super::{given, quota};
use crate::auth::SkewClassifier;
use crate::endpoint::{Address, CallParameters, Resolver};
use crate::error::Refusal;
use crate::protocol::Codec;
use crate::{Service, Settings, auth, customize};
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions, sigv4};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::user_agent::ApiMetadata;
use aws_smithy_async::rt::sleep::default_async_sleep;
use aws_smithy_async::time::{SharedTimeSource, SystemTimeSource};
use aws_smithy_runtime::client::defaults::default_http_client_plugin_v2;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, ModeledAsRetryableClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime::client::retries::strategy::StandardRetryStrategy;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugin, StaticRuntimePlugin};
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_schema::protocol::SharedClientProtocol;
use aws_smithy_types::config_bag::{FrozenLayer, Layer};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::region::{Region, SigningRegion};
use aws_types::service_config::ServiceConfigKey;
use aws_types::{SdkConfig, SigningName};
use std::time::Duration;

/// How long to wait for a connection where nothing is said, as the official clients do.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// How long a stream may stand still where nothing is said, as the official clients do.
const GRACE_PERIOD: Duration = Duration::from_secs(5);

/// The settings that decide where requests go. An endpoint for one service, from a profile or the
/// environment, wins over one for all, unless that was set in code.
pub(super) fn endpoint_settings(service: &Service, config: &SdkConfig) -> EndpointSettings {
    let in_code = config.get_origin("endpoint_url").is_client_config();
    let for_service = || {
        let key = ServiceConfigKey::builder()
            .service_id(service.sdk_id)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build()
            .ok()?;
        config.service_config()?.load_config(key)
    };
    let own = if in_code { None } else { for_service() };
    EndpointSettings {
        region: config.region().map(|region| region.as_ref().to_owned()),
        endpoint_url: own.or_else(|| config.endpoint_url().map(str::to_owned)),
        use_fips: config.use_fips(),
        use_dual_stack: config.use_dual_stack(),
        account_id_endpoint_mode: config.account_id_endpoint_mode().map(ToString::to_string),
        parameters: Vec::new(),
    }
}

pub(super) fn client_plugin(
    service: &'static Service,
    config: &SdkConfig,
    endpoint: &EndpointSettings,
    settings: Settings,
) -> StaticRuntimePlugin {
    let mut layer = layer(service, config, endpoint);
    if let Some(tokens) = &settings.tokens {
        layer.store_put(tokens.clone());
    }
    #[cfg(feature = "constraints")]
    if let Some(asked) = settings.check_constraints {
        layer.store_put(asked);
    }
    #[cfg(feature = "testing")]
    let mock = settings.mock.clone();
    #[cfg(feature = "testing")]
    layer.store_or_unset(mock.clone());
    let layer = layer.freeze();
    let components = components(service, config, settings, &layer);
    #[cfg(feature = "testing")]
    let components = match mock {
        Some(mock) => mock.connect(service, components),
        None => components,
    };
    StaticRuntimePlugin::new().with_config(layer).with_runtime_components(components)
}

fn layer(service: &'static Service, config: &SdkConfig, endpoint: &EndpointSettings) -> Layer {
    let mut layer = Layer::new("tinsmith");
    layer.store_put(SharedRequestSerializer::new(Codec));
    layer.store_put(SharedResponseDeserializer::new(Codec));
    layer.store_put(SharedClientProtocol::<HttpRequest, HttpResponse>::new(Address::default()));
    layer.store_put(EndpointResolverParams::new(endpoint.parameters(service)));
    CallParameters::order(service.endpoints, &mut layer);
    layer.store_put(AuthSchemeOptionResolverParams::new(service.auth));
    layer.store_put(signing(service, endpoint.region.as_deref()));
    let retries = customize::retry_config(service, config.retry_config());
    let partition = retry_partition(service, config);
    layer.store_put(quota::of(&partition, &retries));
    layer.store_put(partition);
    layer.store_put(retries);
    let given = config.timeout_config().cloned();
    let mut timeouts = given.unwrap_or_else(|| TimeoutConfig::builder().build());
    let defaults = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).build();
    layer.store_put(timeouts.take_defaults_from(&defaults).clone());
    layer.store_put(config.stalled_stream_protection().unwrap_or_else(|| {
        StalledStreamProtectionConfig::enabled().grace_period(GRACE_PERIOD).build()
    }));
    layer.store_put(ApiMetadata::new(service.module, env!("CARGO_PKG_VERSION")));
    given::layer(config, &mut layer);
    layer
}

/// Under what retries are counted.
fn retry_partition(service: &Service, config: &SdkConfig) -> RetryPartition {
    let region = config.region().map(AsRef::as_ref).unwrap_or_default();
    RetryPartition::new(format!("{}-{region}", service.module))
}

/// How the signature is made.
pub(crate) fn signing(service: &Service, region: Option<&str>) -> SigV4OperationSigningConfig {
    let mut signing_options = SigningOptions::default();
    if service.signs_like_s3 {
        signing_options.double_uri_encode = false;
        signing_options.normalize_uri_path = false;
        signing_options.content_sha256_header = true;
    }
    let mut signing = SigV4OperationSigningConfig {
        signing_options,
        region: region.map(|region| SigningRegion::from(Region::new(region.to_owned()))),
        name: Some(SigningName::from_static(service.signing_name)),
        ..SigV4OperationSigningConfig::default()
    };
    signing.region_set = region.and_then(auth::region_set);
    signing
}

fn components(
    service: &'static Service,
    config: &SdkConfig,
    settings: Settings,
    layer: &FrozenLayer,
) -> RuntimeComponentsBuilder {
    // Pushed and set, for each `with_` moves a large structure.
    let mut components = default_components(service, config);
    let clocks = auth::components(&mut components, service, config, &settings);
    let rules = || Resolver::new(service.endpoints, service.partitions).into_shared();
    components.set_endpoint_resolver(Some(settings.endpoint_resolver.unwrap_or_else(rules)));
    components.set_identity_resolver(sigv4::SCHEME_ID, credentials(config));
    components.push_retry_classifier(HttpStatusCodeClassifier::default());
    components.push_retry_classifier(TransientErrorClassifier::<Refusal>::new());
    components.push_retry_classifier(ModeledAsRetryableClassifier::<Refusal>::new());
    components.push_retry_classifier(AwsErrorCodeClassifier::<Refusal>::new());
    components.push_retry_classifier(SkewClassifier);
    components.push_interceptor(SharedInterceptor::permanent(Before::new(clocks)));
    customize::on_the_way(service, &mut components, layer);
    for interceptor in settings.interceptors {
        components.push_interceptor(interceptor);
    }
    components.push_interceptor(SharedInterceptor::permanent(After::default()));
    customize::components(service, &mut components);
    given::components(components, service, config)
}

/// What the official clients bring by default: an HTTP client, sleep, time, retries, the identity
/// cache. What the configuration brings itself need not be made.
fn default_components(service: &Service, config: &SdkConfig) -> RuntimeComponentsBuilder {
    let mut components = RuntimeComponentsBuilder::new("tinsmith");
    if config.http_client().is_none() {
        let version = config.behavior_version().unwrap_or_else(BehaviorVersion::latest);
        let http_client = default_http_client_plugin_v2(version)
            .and_then(|plugin| plugin.runtime_components(&components).http_client());
        #[cfg(feature = "https-ring")]
        let http_client = http_client.or_else(|| Some(super::ring::http_client()));
        let http_client = http_client.map(|client| customize::s3::http_client(service, client));
        components.set_http_client(http_client);
    }
    if config.sleep_impl().is_none() {
        components.set_sleep_impl(default_async_sleep());
    }
    if config.time_source().is_none() {
        components.set_time_source(Some(SharedTimeSource::new(SystemTimeSource::new())));
    }
    if config.identity_cache().is_none() {
        components.set_identity_cache(Some(IdentityCache::lazy().build()));
    }
    components.set_retry_strategy(Some(StandardRetryStrategy::new()));
    components
}

fn credentials(config: &SdkConfig) -> SharedCredentialsProvider {
    config.credentials_provider().unwrap_or_else(|| SharedCredentialsProvider::new(NoCredentials))
}

/// Stands in where the configuration has no credentials, to say so.
#[derive(Debug)]
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "the configuration has no credentials provider; load it with the crate `aws-config`, \
             or give it one",
        )))
    }
}
