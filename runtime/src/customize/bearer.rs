//! Bedrock has keys of its own: a bearer token in the environment variable
//! `AWS_BEARER_TOKEN_BEDROCK` is taken, and preferred to signatures.

use super::Quirk;
use crate::Service;
use aws_credential_types::Token;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::auth::http::HTTP_BEARER_AUTH_SCHEME_ID;
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use std::borrow::Cow;

/// What the variable's name begins with; behind it stands the name in signatures.
const VARIABLE: &str = "AWS_BEARER_TOKEN";

/// The configuration with the token of the environment that it was loaded from.
pub(crate) fn of_config<'c>(service: &Service, config: &'c SdkConfig) -> Cow<'c, SdkConfig> {
    with_token(service, config, |_| {
        let key = ServiceConfigKey::builder().service_id(service.signing_name);
        // Profiles have no such key.
        let key = key.env(VARIABLE).profile("").build().ok()?;
        config.service_config()?.load_config(key)
    })
}

/// The configuration with the token of a variable, unless it has one.
pub(crate) fn with_token<'c>(
    service: &Service,
    config: &'c SdkConfig,
    variable: impl Fn(&str) -> Option<String>,
) -> Cow<'c, SdkConfig> {
    if !service.has(Quirk::BearerVariable) {
        return Cow::Borrowed(config);
    }
    let name = format!("{VARIABLE}_{}", service.signing_name.to_uppercase());
    let Some(token) = variable(&name).filter(|token| !token.is_empty()) else {
        return Cow::Borrowed(config);
    };
    let provider = SharedTokenProvider::new(Token::new(token, None));
    let config = config.to_builder().token_provider(provider).build();
    Cow::Owned(preferred(config))
}

/// The configuration that prefers bearer tokens, unless it has a preference.
pub(crate) fn preferred(config: SdkConfig) -> SdkConfig {
    if config.auth_scheme_preference().is_some() {
        return config;
    }
    config.to_builder().auth_scheme_preference([HTTP_BEARER_AUTH_SCHEME_ID]).build()
}
