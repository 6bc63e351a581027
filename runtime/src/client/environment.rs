//! Settings from environment variables.

use super::switches;
#[cfg(feature = "bearer")]
use crate::customize::bearer;
use crate::{ParameterValue, Service};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::region::{Region, SigningRegionSet};
use std::borrow::Cow;
use std::str::FromStr;

/// Adds what the configuration does not have.
#[inline]
pub(super) fn complete(config: SdkConfig, service: &Service) -> SdkConfig {
    #[cfg(feature = "bearer")]
    let config = bearer_token(config, service);
    let mut builder = config.to_builder();
    if config.region().is_none() {
        let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
        builder.set_region(region.map(Region::new));
    }
    if config.credentials_provider().is_none() {
        builder.set_credentials_provider(Some(SharedCredentialsProvider::new(Environment)));
    }
    let ignored = parsed("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == Some(true);
    if config.endpoint_url().is_none() && !ignored {
        let own = format!("AWS_ENDPOINT_URL_{}", variable_name(service.sdk_id));
        builder.set_endpoint_url(variable(&own).or_else(|| variable("AWS_ENDPOINT_URL")));
    }
    if config.use_fips().is_none() {
        builder.set_use_fips(parsed("AWS_USE_FIPS_ENDPOINT"));
    }
    if config.use_dual_stack().is_none() {
        builder.set_use_dual_stack(parsed("AWS_USE_DUALSTACK_ENDPOINT"));
    }
    if config.disable_request_compression().is_none() {
        builder.set_disable_request_compression(parsed("AWS_DISABLE_REQUEST_COMPRESSION"));
    }
    if config.request_min_compression_size_bytes().is_none() {
        let size = parsed("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES");
        builder.set_request_min_compression_size_bytes(size);
    }
    if config.request_checksum_calculation().is_none() {
        let calculation = parsed("AWS_REQUEST_CHECKSUM_CALCULATION");
        builder.set_request_checksum_calculation(calculation);
    }
    if config.response_checksum_validation().is_none() {
        let validation = parsed("AWS_RESPONSE_CHECKSUM_VALIDATION");
        builder.set_response_checksum_validation(validation);
    }
    if config.app_name().is_none() {
        let name = variable("AWS_SDK_UA_APP_ID").and_then(|name| AppName::new(name).ok());
        builder.set_app_name(name);
    }
    if config.account_id_endpoint_mode().is_none() {
        builder.set_account_id_endpoint_mode(parsed("AWS_ACCOUNT_ID_ENDPOINT_MODE"));
    }
    if config.auth_scheme_preference().is_none() {
        let preference = listed("AWS_AUTH_SCHEME_PREFERENCE");
        let id = |name| AuthSchemeId::from(Cow::Owned(name));
        let ids = preference.map(|names| names.into_iter().map(id).collect::<Vec<_>>());
        builder.set_auth_scheme_preference(ids);
    }
    if config.sigv4a_signing_region_set().is_none() {
        let regions = listed("AWS_SIGV4A_SIGNING_REGION_SET");
        let regions =
            regions.map(|all| all.iter().map(String::as_str).collect::<SigningRegionSet>());
        builder.set_sigv4a_signing_region_set(regions);
    }
    if config.retry_config().is_none() {
        builder.set_retry_config(retry_config());
    }
    builder.build()
}

/// Adds a bearer token. Whoever has one and no credentials wants it used.
#[cfg(feature = "bearer")]
#[inline]
fn bearer_token(config: SdkConfig, service: &Service) -> SdkConfig {
    match (config.token_provider().is_some(), config.credentials_provider().is_some()) {
        (false, _) => bearer::with_token(service, &config, variable).into_owned(),
        (true, false) => bearer::preferred(config),
        (true, true) => config,
    }
}

/// Settings of the service that the configuration has no place for.
#[inline]
pub(super) fn parameters(service: &Service) -> Vec<(String, ParameterValue)> {
    switches::found(service, |variable, _| parsed(variable))
}

/// The part of the variable that names the service: `WORKSPACES`, `DYNAMODB_STREAMS`.
#[inline]
pub(super) fn variable_name(sdk_id: &str) -> String {
    sdk_id.replace([' ', '-'], "_").to_uppercase()
}

#[inline]
fn retry_config() -> Option<RetryConfig> {
    let attempts = parsed::<u32>("AWS_MAX_ATTEMPTS");
    let mode = parsed::<RetryMode>("AWS_RETRY_MODE");
    if attempts.is_none() && mode.is_none() {
        return None;
    }
    let config = match mode {
        Some(RetryMode::Adaptive) => RetryConfig::adaptive(),
        _ => RetryConfig::standard(),
    };
    Some(match attempts {
        Some(attempts) => config.with_max_attempts(attempts.max(1)),
        None => config,
    })
}

#[inline]
fn parsed<T: FromStr>(name: &str) -> Option<T> {
    let value = variable(name)?;
    let parsed = value.to_lowercase().parse().ok();
    if parsed.is_none() {
        tracing::warn!("the environment variable {name} has a value that cannot be read");
    }
    parsed
}

/// The parts of a value between commas.
#[inline]
fn listed(name: &str) -> Option<Vec<String>> {
    let value = variable(name)?;
    Some(value.split(',').map(|part| part.trim().to_owned()).collect())
}

#[inline]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Credentials in environment variables.
#[derive(Debug)]
struct Environment;

impl ProvideCredentials for Environment {
    #[inline]
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(credentials())
    }
}

#[inline]
fn credentials() -> provider::Result {
    let missing = |name: &str| {
        CredentialsError::not_loaded(format!(
            "the environment variable {name} is not set; set it, give the client an access key, \
             or use the configuration of the crate `aws-config`"
        ))
    };
    let name = "AWS_ACCESS_KEY_ID";
    let id = variable(name).ok_or_else(|| missing(name))?;
    let name = "AWS_SECRET_ACCESS_KEY";
    let secret = variable(name).ok_or_else(|| missing(name))?;
    Ok(Credentials::new(id, secret, variable("AWS_SESSION_TOKEN"), None, "environment"))
}
