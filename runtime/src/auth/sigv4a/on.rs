//! With the official signer.

use super::{ID, is_signed};
use crate::Auth;
use crate::auth::skew::Skew;
use crate::error::BoxError;
use aws_runtime::auth::sigv4a::SigV4aSigner;
use aws_runtime::auth::{HttpSignatureType, SigV4OperationSigningConfig, sigv4};
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
        let config = cfg.load::<SigV4OperationSigningConfig>();
        let is_in_query = config.is_some_and(|config| {
            config.signing_options.signature_type == HttpSignatureType::HttpRequestQueryParams
        });
        // What others will send is signed by our clock, as the official signer has it.
        if is_in_query || !self.skew.is_seen() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use aws_credential_types::Credentials;
    use aws_smithy_async::time::StaticTimeSource;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::config_bag::Layer;
    use aws_types::SigningName;

    #[test]
    fn signatures_are_made_by_the_clock_of_the_service() {
        let components = RuntimeComponentsBuilder::for_tests()
            .with_time_source(Some(StaticTimeSource::from_secs(1_000_000_000)))
            .build()
            .unwrap();
        let mut layer = Layer::new("test");
        layer.store_put(SigV4OperationSigningConfig {
            region_set: region_set("eu-central-1"),
            name: Some(SigningName::from_static("s3")),
            ..SigV4OperationSigningConfig::default()
        });
        let cfg = ConfigBag::of_layers(vec![layer]);
        let identity =
            Credentials::new("AKISORANDOMAASORANDOM", "secret", None, None, "test").into();
        for (skew, date) in [
            (Skew::default(), "20010909T014640Z"),
            (Skew::ahead(3_600_000), "20010909T024640Z"),
            (Skew::ahead(-3_600_000), "20010909T004640Z"),
        ] {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri("https://host/").unwrap();
            let endpoint = AuthSchemeEndpointConfig::empty();
            let signed = scheme(skew).sign_http_request(
                &mut request,
                &identity,
                endpoint,
                &components,
                &cfg,
            );
            signed.unwrap();
            assert_eq!(request.headers().get("x-amz-date"), Some(date));
        }
    }
}
