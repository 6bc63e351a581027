//! How calls prove who makes them: which schemes a service offers, and who knows about each.

mod api_key;
mod claim;
#[cfg(feature = "query")]
mod sigv2;
mod sigv4;
mod sigv4a;
mod skew;
mod unmade;

#[cfg(feature = "s3")]
use crate::customize::s3::express;
use crate::error::BoxError;
use crate::{Auth, Service, Settings};
pub use api_key::ApiKey;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_smithy_runtime::client::auth::http::BearerAuthScheme;
use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime_api::client::auth::http::{
    HTTP_API_KEY_AUTH_SCHEME_ID, HTTP_BASIC_AUTH_SCHEME_ID, HTTP_BEARER_AUTH_SCHEME_ID,
    HTTP_DIGEST_AUTH_SCHEME_ID,
};
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeId, AuthSchemeOption, AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture,
    ResolveAuthSchemeOptions,
};
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use aws_types::SdkConfig;
pub(crate) use claim::Claim;
#[cfg(test)]
pub(crate) use sigv4::official;
pub(crate) use sigv4::{InQuery, Onward};
pub(crate) use sigv4a::{is_wanted as is_sigv4a_wanted, preference, region_set};
use skew::Skew;
pub(crate) use skew::{Clocks, SkewClassifier};
pub(crate) use unmade::Unmade;

impl Auth {
    fn id(self) -> AuthSchemeId {
        match self {
            Self::SigV4 => aws_runtime::auth::sigv4::SCHEME_ID,
            Self::SigV4a => sigv4a::ID,
            #[cfg(feature = "s3")]
            Self::S3Express => express::SCHEME_ID,
            #[cfg(feature = "query")]
            Self::SigV2 => sigv2::SCHEME_ID,
            #[cfg(feature = "bearer")]
            Self::Bearer => HTTP_BEARER_AUTH_SCHEME_ID,
            Self::Basic => HTTP_BASIC_AUTH_SCHEME_ID,
            Self::Digest => HTTP_DIGEST_AUTH_SCHEME_ID,
            Self::ApiKey => HTTP_API_KEY_AUTH_SCHEME_ID,
            Self::Anonymous => NO_AUTH_SCHEME_ID,
        }
    }
}

/// Offers the schemes of the service, or of the operation where it has its own, and those that the
/// rules may ask for instead.
#[derive(Debug)]
pub(crate) struct Schemes {
    /// Whether the rules may come to an endpoint that wants signature version 4a.
    rules_have_sigv4a: bool,
}

impl ResolveAuthSchemeOptions for Schemes {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        cfg: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        match params.get::<&'static [Auth]>().copied() {
            Some(schemes) => sigv4a::options(schemes, self.rules_have_sigv4a, cfg, components),
            None => {
                let why = BoxError::from("the schemes of authentication were replaced");
                AuthSchemeOptionsFuture::ready(Err(why))
            }
        }
    }
}

/// Has the signature made over something else than the body as it is in memory.
pub(crate) fn sign_payload_as(cfg: &mut ConfigBag, payload: PayloadSigningOverride) {
    // Where the official signer of version 4a looks for it.
    if cfg!(feature = "sigv4a")
        && let Some(mut signing) = cfg.load::<SigV4OperationSigningConfig>().cloned()
    {
        signing.signing_options.payload_override = Some(payload.clone().to_signable_body());
        cfg.interceptor_state().store_put(signing);
    }
    cfg.interceptor_state().store_put(payload);
}

/// The schemes, with what is added to the configuration of a call that goes by one of them. For
/// services whose rules ask for none besides.
pub(crate) fn options(
    params: &AuthSchemeOptionResolverParams,
    added: Option<&FrozenLayer>,
) -> Result<Vec<AuthSchemeOption>, BoxError> {
    let schemes = params.get::<&'static [Auth]>().copied();
    let schemes = schemes.ok_or("the schemes of authentication were replaced")?;
    let option = |scheme: &Auth| match added {
        None => Ok(AuthSchemeOption::from(scheme.id())),
        Some(added) => {
            let option = AuthSchemeOption::builder().scheme_id(scheme.id());
            Ok(option.properties(added.clone()).build()?)
        }
    };
    schemes.iter().map(option).collect()
}

/// Leaves the body out of the signature, and says so in a header, for the service cannot know it.
#[derive(Debug)]
pub(crate) struct UnsignedPayload;

#[dyn_dispatch_hint]
impl Intercept for UnsignedPayload {
    fn name(&self) -> &'static str {
        "UnsignedPayload"
    }

    fn read_before_signing(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(mut signing) = cfg.load::<SigV4OperationSigningConfig>().cloned() {
            signing.signing_options.content_sha256_header = true;
            cfg.interceptor_state().store_put(signing);
            sign_payload_as(cfg, PayloadSigningOverride::unsigned_payload());
        }
        Ok(())
    }
}

/// Adds the schemes that every client knows. Answers who watches the clocks that they sign by.
pub(crate) fn components(
    components: &mut RuntimeComponentsBuilder,
    service: &Service,
    config: &SdkConfig,
    settings: &Settings,
) -> Option<Clocks> {
    let skew = Skew::default();
    let rules_have_sigv4a = sigv4a::is_in(service.endpoints);
    components.set_auth_scheme_option_resolver(Some(Schemes { rules_have_sigv4a }));
    components.push_auth_scheme(sigv4::Scheme::new(skew.clone()));
    if cfg!(feature = "sigv4a") || rules_have_sigv4a || service.auth.contains(&Auth::SigV4a) {
        components.push_auth_scheme(sigv4a::scheme(skew.clone()));
    }
    if service.auth.contains(&Auth::Digest) {
        let why = "this call must prove who makes it by HTTP digest authentication, which no client \
                   can do; call a service that takes another scheme, or let an HTTP client of your \
                   own do it";
        components.push_auth_scheme(Unmade::new(HTTP_DIGEST_AUTH_SCHEME_ID, why));
    }
    add_schemes(components, service.auth.iter().copied());
    let corrects = config.disable_clock_skew_correction() != Some(true);
    let clocks = corrects.then(|| Clocks::new(skew.clone()));
    #[cfg(feature = "s3")]
    if service.auth.contains(&Auth::S3Express) {
        components.push_auth_scheme(sigv4::Scheme::of_sessions(skew));
    }
    #[cfg(feature = "query")]
    if service.auth.contains(&Auth::SigV2) {
        components.push_auth_scheme(sigv2::Scheme);
    }
    for claim in &settings.claims {
        claim.add(service, components);
    }
    clocks
}

/// Adds those of these schemes that need nothing of a client. The engine copies all that it is given for
/// each call, so each is given what it may need alone.
pub(crate) fn add_schemes(
    components: &mut RuntimeComponentsBuilder,
    schemes: impl Iterator<Item = Auth>,
) {
    for scheme in schemes {
        match scheme {
            #[cfg(feature = "bearer")]
            Auth::Bearer => {
                components.push_auth_scheme(BearerAuthScheme::new());
            }
            Auth::Anonymous => {
                components.push_auth_scheme(NoAuthScheme::new());
                components.set_identity_resolver(NO_AUTH_SCHEME_ID, NoAuthIdentityResolver::new());
            }
            // With what they are made of.
            _ => {}
        }
    }
}

/// Adds who knows bearer tokens, where the configuration has somebody.
#[cfg(feature = "bearer")]
pub(crate) fn tokens(components: &mut RuntimeComponentsBuilder, config: &SdkConfig) {
    if let Some(tokens) = config.token_provider() {
        let tokens: SharedTokenProvider = tokens;
        components.set_identity_resolver(HTTP_BEARER_AUTH_SCHEME_ID, tokens);
    }
}
