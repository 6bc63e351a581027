//! With the official signer.

use super::{ID, is_signed};
use crate::Auth;
use crate::auth::skew::Skew;
use crate::error::BoxError;
use aws_runtime::auth::sigv4;
use aws_runtime::auth::sigv4a::SigV4aSigner;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture,
    AuthSchemePreference, Sign,
};
use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use aws_types::region::{Region, SigningRegionSet};
use std::borrow::Cow;

/// The scheme. Its credentials are those of version 4.
#[derive(Debug)]
pub(in crate::auth) struct Scheme {
    official: SigV4aSigner,
    skew: Skew,
}

pub(in crate::auth) fn scheme(skew: Skew) -> Scheme {
    Scheme { official: SigV4aSigner::new(), skew }
}

impl AuthScheme for Scheme {
    fn scheme_id(&self) -> AuthSchemeId {
        ID
    }

    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        identity_resolvers.identity_resolver(sigv4::SCHEME_ID)
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
        if !self.skew.is_seen() {
            return self.official.sign_http_request(request, identity, endpoint, components, cfg);
        }
        let mut corrected = components.to_builder();
        corrected.set_time_source(Some(SharedTimeSource::new(self.skew.clock(components))));
        self.official.sign_http_request(request, identity, endpoint, &corrected.build()?, cfg)
    }
}

/// The schemes of a call: what its endpoint says first, then what the model says.
pub(in crate::auth) fn options<'a>(
    schemes: &'static [Auth],
    in_rules: bool,
    cfg: &'a ConfigBag,
    components: &'a RuntimeComponents,
) -> AuthSchemeOptionsFuture<'a> {
    let modelled = schemes.iter().map(|scheme| scheme.id());
    if !in_rules || !is_signed(schemes) {
        return AuthSchemeOptionsFuture::ready(Ok(modelled.map(AuthSchemeOption::from).collect()));
    }
    AuthSchemeOptionsFuture::new(async move {
        let params = cfg.load::<EndpointResolverParams>();
        let params =
            params.ok_or_else(|| BoxError::from("the endpoint's parameters were removed"))?;
        let endpoint = components.endpoint_resolver().resolve_endpoint(params).await?;
        let said = endpoint.auth_schemes().iter().map(|scheme| scheme.name().to_owned());
        let mut ids: Vec<AuthSchemeId> = said.map(|name| Cow::from(name).into()).collect();
        for id in modelled {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids.into_iter().map(AuthSchemeOption::from).collect())
    })
}

/// The schemes that a configuration prefers.
pub(crate) fn preference(config: &SdkConfig) -> Option<AuthSchemePreference> {
    config.auth_scheme_preference().cloned()
}

/// Where signatures hold, if neither the user nor the endpoint says more.
pub(crate) fn region_set(region: &str) -> Option<SigningRegionSet> {
    Some(SigningRegionSet::from(Region::new(region.to_owned())))
}
