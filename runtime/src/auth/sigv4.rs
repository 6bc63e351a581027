//! AWS Signature Version 4 in headers, with a key that is kept for the day. What follows a request,
//! chunks of its body and events, and what is signed in a query goes through `aws-sigv4`, and a program
//! that does nothing of that is linked without it.

mod canonical;
mod headers;
mod key;
#[cfg(test)]
pub(crate) mod official;
mod onward;
#[cfg(test)]
mod tests;

use super::skew::Skew;
#[cfg(feature = "s3")]
use crate::customize::s3::express;
use crate::error::BoxError;
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4::SCHEME_ID;
use aws_runtime::auth::{
    HttpSignatureType, SigV4OperationSigningConfig, SigV4SessionTokenNameOverride,
};
use aws_sigv4::http_request::{SessionTokenMode, SigningSettings};
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::Document;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use headers::{Payload, Signing};
use key::KeyCache;
pub(crate) use onward::Onward;
use onward::Seed;

/// Signs a request as its configuration says.
type SignRequest = fn(
    &mut HttpRequest,
    &Identity,
    AuthSchemeEndpointConfig<'_>,
    &RuntimeComponents,
    &ConfigBag,
) -> Result<(), BoxError>;

/// Who signs in the query. Whoever wants that keeps it in the configuration of a call, for a program
/// that does not would have it as well if it were named here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InQuery(pub(crate) SignRequest);

impl Storable for InQuery {
    type Storer = StoreReplace<Self>;
}

/// The scheme, one for each client.
#[derive(Debug)]
pub(crate) struct Scheme {
    id: AuthSchemeId,
    /// The header for the token of temporary credentials.
    token: &'static str,
    /// What is done to a request that was signed.
    after: Option<fn(&mut HttpRequest)>,
    keys: KeyCache,
    skew: Skew,
}

impl Scheme {
    /// A scheme that signs by the clock of the service.
    pub(crate) fn new(skew: Skew) -> Self {
        Self { id: SCHEME_ID, token: headers::TOKEN, after: None, keys: KeyCache::default(), skew }
    }

    /// The same with sessions of directory buckets.
    #[cfg(feature = "s3")]
    pub(crate) fn of_sessions(skew: Skew) -> Self {
        let after: fn(&mut HttpRequest) = express::keep_aside;
        Self {
            id: express::SCHEME_ID,
            token: express::TOKEN,
            after: Some(after),
            ..Self::new(skew)
        }
    }
}

impl AuthScheme for Scheme {
    fn scheme_id(&self) -> AuthSchemeId {
        self.id.clone()
    }

    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        identity_resolvers.identity_resolver(self.id.clone())
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Scheme {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        endpoint: AuthSchemeEndpointConfig<'_>,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        let config = cfg.load::<SigV4OperationSigningConfig>();
        let config = config.ok_or("how to sign was removed from the configuration of the call")?;
        match config.signing_options.signature_type {
            HttpSignatureType::HttpRequestHeaders => {
                let signing = self.signing(identity, config, &endpoint, cfg)?;
                let payload = Payload::of(request, &config.signing_options, cfg)?;
                let clock = self.skew.clock(components);
                let now = clock.now();
                let signed = signing.sign(request, &payload, &self.keys, now)?;
                if let Some(onward) = cfg.load::<Onward>() {
                    onward.begin(|| Seed::new(&signed, identity, &signing, (now, clock)));
                }
                signed.apply(request)?;
            }
            HttpSignatureType::HttpRequestQueryParams => {
                let sign = cfg.load::<InQuery>();
                let sign = sign.ok_or("only `presign` makes a signature in the query")?;
                (sign.0)(request, identity, endpoint, components, cfg)?;
            }
        }
        if let Some(after) = self.after {
            after(request);
        }
        Ok(())
    }
}

impl Scheme {
    /// What a signature is made with: what the endpoint says, or else the configuration.
    fn signing<'a>(
        &self,
        identity: &'a Identity,
        config: &'a SigV4OperationSigningConfig,
        endpoint: &'a AuthSchemeEndpointConfig<'_>,
        cfg: &'a ConfigBag,
    ) -> Result<Signing<'a>, BoxError> {
        let credentials = identity
            .data::<Credentials>()
            .ok_or("this call is signed with credentials of AWS, and its identity is none")?;
        let options = &config.signing_options;
        let region = config.region.as_ref().map(AsRef::as_ref);
        let region = text(endpoint, "signingRegion")?.or(region);
        let name = config.name.as_ref().map(AsRef::as_ref);
        let name = text(endpoint, "signingName")?.or(name);
        let keeps_codes = flag(endpoint, "disableDoubleEncoding")?;
        let keeps_path = flag(endpoint, "disableNormalizePath")?;
        Ok(Signing {
            credentials,
            token: self.token(config, cfg)?,
            signs_token: !options.omit_session_token,
            region: region.ok_or("there is no region to sign for; set one")?,
            name: name.ok_or("there is no name of the service to sign for")?,
            has_digest: options.content_sha256_header,
            encodes_path: keeps_codes.map_or(options.double_uri_encode, |keeps| !keeps),
            normalizes_path: keeps_path.map_or(options.normalize_uri_path, |keeps| !keeps),
        })
    }

    /// The header for the token, which an interceptor may have changed. That of a session is ours.
    fn token(
        &self,
        config: &SigV4OperationSigningConfig,
        cfg: &ConfigBag,
    ) -> Result<&'static str, BoxError> {
        let Some(other) = cfg.load::<SigV4SessionTokenNameOverride>() else {
            return Ok(self.token);
        };
        if self.id != SCHEME_ID {
            return Ok(self.token);
        }
        let mut settings = SigningSettings::default();
        if config.signing_options.omit_session_token {
            settings.session_token_mode = SessionTokenMode::Exclude;
        }
        Ok(other.name_override(&settings, cfg)?.unwrap_or(self.token))
    }
}

/// A text that an endpoint has about signatures.
fn text<'a>(
    endpoint: &'a AuthSchemeEndpointConfig<'_>,
    name: &str,
) -> Result<Option<&'a str>, BoxError> {
    match endpoint.get(name) {
        None => Ok(None),
        Some(Document::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("`{name}` of the endpoint is no text").into()),
    }
}

/// A yes or no that an endpoint has about signatures.
fn flag(endpoint: &AuthSchemeEndpointConfig<'_>, name: &str) -> Result<Option<bool>, BoxError> {
    match endpoint.get(name) {
        None => Ok(None),
        Some(Document::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(format!("`{name}` of the endpoint is neither true nor false").into()),
    }
}
