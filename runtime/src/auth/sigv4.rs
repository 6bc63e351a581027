//! AWS Signature Version 4. What most calls need, a signature in headers over a body in memory, is made
//! here, with a key that is kept for the day; everything else is left to the official signer.

mod plain;
#[cfg(test)]
mod tests;

use super::skew::Skew;
#[cfg(feature = "s3")]
use crate::customize::s3::express;
use crate::error::BoxError;
use crate::presign;
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4Signer};
use aws_runtime::auth::{
    HttpSignatureType, PayloadSigningOverride, SigV4OperationSigningConfig,
    SigV4SessionTokenNameOverride,
};
use aws_runtime::content_encoding;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::Document;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::event_stream;
use plain::{KeyCache, Plain};

/// The scheme, one for each client.
#[derive(Debug)]
pub(crate) struct Scheme {
    id: AuthSchemeId,
    /// The header for the token of temporary credentials.
    token: &'static str,
    /// What is done to a request that was signed.
    after: Option<fn(&mut HttpRequest)>,
    official: SigV4Signer,
    keys: KeyCache,
    skew: Skew,
}

impl Scheme {
    /// A scheme that leaves everything to the official signer while the clocks differ.
    pub(crate) fn new(skew: Skew) -> Self {
        Self {
            id: SCHEME_ID,
            token: "x-amz-security-token",
            after: None,
            official: SigV4Signer::new(),
            keys: KeyCache::default(),
            skew,
        }
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
        if !self.skew.is_seen()
            && let Some(credentials) = identity.data::<Credentials>()
            && let Some(plain) = self.plain(credentials, &endpoint, cfg)
            && let Some(signed) =
                plain.sign(request, &self.keys, components.time_source().unwrap_or_default().now())
        {
            signed.apply(request, credentials)?;
        } else {
            let sign =
                || self.official.sign_http_request(request, identity, endpoint, components, cfg);
            match self.shows_secrets(cfg) {
                true => presign::quietly(sign)?,
                false => sign()?,
            }
        }
        if let Some(after) = self.after {
            after(request);
        }
        Ok(())
    }
}

impl Scheme {
    /// Whether the official signer would write secrets into its log: it knows none in the query, and
    /// not the token of a session.
    fn shows_secrets(&self, cfg: &ConfigBag) -> bool {
        let signing = cfg.load::<SigV4OperationSigningConfig>();
        let is_query = signing.is_some_and(|signing| {
            signing.signing_options.signature_type == HttpSignatureType::HttpRequestQueryParams
        });
        is_query || self.id != SCHEME_ID
    }

    /// What a plain signature is made with, or nothing where the configuration asks for another kind.
    fn plain<'a>(
        &self,
        credentials: &'a Credentials,
        endpoint: &'a AuthSchemeEndpointConfig<'_>,
        cfg: &'a ConfigBag,
    ) -> Option<Plain<'a>> {
        let signing = cfg.load::<SigV4OperationSigningConfig>()?;
        let options = &signing.signing_options;
        let is_plain = options.signature_type == HttpSignatureType::HttpRequestHeaders
        && !options.omit_session_token
        && options.payload_override.is_none()
        // That of a session is ours, and says what we know.
        && (self.id != SCHEME_ID || cfg.load::<SigV4SessionTokenNameOverride>().is_none())
        && cfg.load::<PayloadSigningOverride>().is_none()
        && cfg.load::<content_encoding::DeferredSignerSender>().is_none()
        && cfg.load::<event_stream::DeferredSignerSender>().is_none();
        if !is_plain {
            return None;
        }
        let text = |name| endpoint.get(name).map(Document::as_string);
        let region = signing.region.as_ref().map(AsRef::as_ref);
        let name = signing.name.as_ref().map(AsRef::as_ref);
        // A setting of the wrong type is for the official signer to refuse.
        let keeps_path = |name, default: bool| match endpoint.get(name) {
            None => Some(default),
            Some(value) => value.as_bool(),
        };
        Some(Plain {
            credentials,
            token: self.token,
            region: text("signingRegion").unwrap_or(region)?,
            name: text("signingName").unwrap_or(name)?,
            has_digest: options.content_sha256_header,
            keeps_path: keeps_path("disableDoubleEncoding", !options.double_uri_encode)?
                && keeps_path("disableNormalizePath", !options.normalize_uri_path)?,
        })
    }
}
