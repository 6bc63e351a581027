//! Directory buckets of S3 (S3 Express) want a session: its credentials sign what is about the bucket,
//! for a few minutes, and the service need not look the caller's own ones up each time.

mod create_session;
mod unlogged;

use crate::Parameters;
use crate::error::{BoxError, CallError, CallErrorKind};
use crate::renewed::{self, Lease, Renewed};
use crate::rules::BuiltIn;
use crate::within::{Failed, Within};
use aws_credential_types::Credentials;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::auth::{SigV4SessionTokenNameOverride, sigv4};
use aws_sigv4::http_request::{SignatureLocation, SigningSettings};
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, IdentityFuture, ResolveCachedIdentity, ResolveIdentity,
};
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use create_session::{CREATE_SESSION, CreateSession, Created, Session};
use std::time::{Duration, SystemTime};
pub(crate) use unlogged::{Unlogged, keep_aside};

/// The scheme that endpoint rules name for such buckets.
pub(crate) const SCHEME_ID: AuthSchemeId = AuthSchemeId::new("sigv4-s3express");

/// Where the token of a session stands.
pub(crate) const TOKEN: &str = "x-amz-s3session-token";

/// The same in the query of a presigned request.
const TOKEN_IN_QUERY: &str = "X-Amz-S3session-Token";

/// How long before its end another session is opened.
const EARLY: Duration = Duration::from_secs(20);

/// Opens sessions, one for each bucket and caller, and keeps them.
#[derive(Debug)]
pub(crate) struct Sessions {
    within: Within,
    open: Renewed<Identity>,
}

impl Sessions {
    pub(crate) fn new(within: Within) -> Self {
        Self { within, open: Renewed::default() }
    }

    async fn identity(
        &self,
        components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<Identity, BoxError> {
        let known = Parameters::of(cfg).and_then(|all| Some((all, all.text("Bucket")?)));
        let (parameters, bucket) = known.ok_or("sessions are of buckets, and there is none")?;
        let resolver = components.identity_resolver(sigv4::SCHEME_ID);
        let resolver = resolver.ok_or("there is nobody who knows credentials")?;
        let cache = components.identity_cache();
        let caller = cache.resolve_cached_identity(resolver, components, cfg).await?;
        let caller = caller.data::<Credentials>().ok_or("the caller has no credentials")?;
        let key = renewed::key([
            bucket,
            parameters.text_of(BuiltIn::Region).unwrap_or_default(),
            parameters.text_of(BuiltIn::Endpoint).unwrap_or_default(),
            caller.access_key_id(),
            caller.secret_access_key(),
            caller.session_token().unwrap_or_default(),
        ]);
        let now = components.time_source().unwrap_or_default().now();
        let ask = async {
            let mut parameters = parameters.clone();
            // A session is asked for with the caller's own credentials.
            parameters.set("DisableS3ExpressSessionAuth", true);
            let created: Created = self
                .within
                .call(CREATE_SESSION, CreateSession, parameters, components, cfg)
                .await?;
            lease(created.credentials)
        };
        let session = self.open.get(key, now, ask).await;
        session.map_err(|cause| {
            let what = format!("no session of the bucket {bucket} could be opened");
            Failed::new(CallErrorKind::Credentials, what, cause).into()
        })
    }
}

/// The session as an identity that signs, until shortly before its end.
fn lease(session: Session) -> Result<Lease<Identity>, CallError> {
    let failed =
        |why: BoxError| CallError::new(CREATE_SESSION.name(), CallErrorKind::UnreadableAnswer, why);
    if !session.is_whole() {
        return Err(failed("it has no credentials".into()));
    }
    let Session { access_key_id, secret_access_key, session_token, expiration } = session;
    let end = SystemTime::try_from(expiration).map_err(|error| failed(error.into()))?;
    let token = Some(session_token);
    let credentials =
        Credentials::new(access_key_id, secret_access_key, token, Some(end), "s3express");
    let identity = Identity::builder().data(credentials).expiration(end).property(session_layer());
    let value = identity.build().map_err(|error| failed(error.into()))?;
    Ok(Lease { value, renew: end - EARLY, end })
}

/// What the engine adds to the configuration of a call that signs with a session: where the official
/// signer puts the token, and that there is a session, for the user agent.
pub(crate) fn session_layer() -> FrozenLayer {
    let mut layer = Layer::new("session");
    let name = |settings: &SigningSettings, _: &ConfigBag| match settings.signature_location {
        SignatureLocation::QueryParams => Ok(Some(TOKEN_IN_QUERY)),
        _ => Ok(Some(TOKEN)),
    };
    layer.store_put(SigV4SessionTokenNameOverride::new(name));
    layer.store_append(AwsCredentialFeature::S3ExpressBucket);
    layer.freeze()
}

impl ResolveIdentity for Sessions {
    fn resolve_identity<'a>(
        &'a self,
        components: &'a RuntimeComponents,
        cfg: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(self.identity(components, cfg))
    }

    /// Here, for what the engine keeps knows nothing of buckets.
    fn cache_location(&self) -> IdentityCacheLocation {
        IdentityCacheLocation::IdentityResolver
    }
}
