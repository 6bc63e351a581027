//! Copies from another region: the service asks there by a presigned request, which is part of the
//! call. Whoever says where from and gives no such request gets one made.

use crate::Protocol;
use crate::auth;
use crate::error::BoxError;
use crate::http::Made;
use crate::operation::Current;
use crate::presign;
use crate::rules::BuiltIn;
use crate::wire::percent;
use crate::{Parameters, host_label};
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture, ResolveAuthSchemeOptions,
};
use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::identity::ResolveCachedIdentity;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer, Storable, StoreReplace};
use std::fmt;
use std::time::Duration;

const SOURCE: &str = "SourceRegion";
const DESTINATION: &str = "DestinationRegion";

/// How long the presigned request holds.
const EXPIRES: Duration = Duration::from_secs(3600);

/// What is to be presigned for another region.
#[derive(Clone)]
struct Asked {
    region: String,
    /// The form, as the query of a request.
    query: String,
}

impl fmt::Debug for Asked {
    /// Without the form, which may have secrets in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked").field("region", &self.region).finish_non_exhaustive()
    }
}

impl Storable for Asked {
    type Storer = StoreReplace<Self>;
}

/// The parameter of the form, with the presigned request.
#[derive(Clone)]
struct Presigned(String);

impl Storable for Presigned {
    type Storer = StoreReplace<Self>;
}

impl fmt::Debug for Presigned {
    /// Without the request, which is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Presigned")
    }
}

/// What the presigned request is called in a form: EC2 has a spelling of its own.
fn name(current: &Current) -> &'static str {
    if is_ec2(current) { "PresignedUrl" } else { "PreSignedUrl" }
}

fn is_ec2(current: &Current) -> bool {
    current.service.protocol == Protocol::Ec2Query
}

/// A value in a form.
fn value<'f>(form: &'f str, name: &str) -> Option<&'f str> {
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, value)| *known == name && !value.is_empty()).map(|(_, value)| value)
}

/// Notes what is to be presigned. EC2 is told both regions, all others know of neither.
pub(super) fn note(current: &Current, made: &mut Made, cfg: &mut ConfigBag) {
    let form = made.body.bytes().and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some((form, source)) = form.and_then(|form| Some((form, value(form, SOURCE)?))) else {
        return;
    };
    let region = percent::url_decoded(source);
    let own = Parameters::of(cfg).and_then(|parameters| parameters.text_of(BuiltIn::Region));
    let is_given = value(form, name(current)).is_some();
    let is_elsewhere = own.is_some_and(|own| own != region);
    let own = percent::encoded(own.unwrap_or_default());
    let kept = |pair: &&str| {
        let is_source = pair.split_once('=').is_some_and(|(name, _)| name == SOURCE);
        !is_source || is_ec2(current)
    };
    let mut form = form.split('&').filter(kept).collect::<Vec<_>>().join("&");
    if !is_given && is_elsewhere {
        let mut query = form.clone();
        if value(&form, DESTINATION).is_none() {
            query.push_str(&format!("&{DESTINATION}={own}"));
        }
        if is_ec2(current) {
            form.clone_from(&query);
        }
        cfg.interceptor_state().store_put(Asked { region, query });
    }
    made.body = SdkBody::from(form);
}

/// Offers the usual schemes, once there is a presigned request: here the engine waits.
#[derive(Debug)]
pub(super) struct Schemes;

impl ResolveAuthSchemeOptions for Schemes {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        cfg: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        AuthSchemeOptionsFuture::new(async move {
            let layer = match cfg.load::<Asked>() {
                Some(asked) => Some(presigned(asked, cfg, components).await?),
                None => None,
            };
            auth::options(params, layer.as_ref())
        })
    }
}

async fn presigned(
    asked: &Asked,
    cfg: &ConfigBag,
    components: &RuntimeComponents,
) -> Result<FrozenLayer, BoxError> {
    let current = cfg.load::<Current>().ok_or("nobody knows which operation is called")?;
    let region = host_label(SOURCE, &asked.region)?;
    let mut parameters =
        Parameters::of(cfg).ok_or("the endpoint's parameters were replaced")?.clone();
    parameters.replace_built_in(BuiltIn::Region, region);
    let parameters = EndpointResolverParams::new(parameters);
    let endpoint = components.endpoint_resolver().resolve_endpoint(&parameters).await?;
    let resolver = components.identity_resolver(sigv4::SCHEME_ID);
    let resolver = resolver.ok_or("there is nobody who knows credentials")?;
    let cache = components.identity_cache();
    let identity = cache.resolve_cached_identity(resolver, components, cfg).await?;
    identity.data::<Credentials>().ok_or("the caller has no credentials")?;
    let url = format!("{}/?{}", endpoint.url().trim_end_matches('/'), asked.query);
    let signer = presign::Signer {
        identity: &identity,
        region,
        service: current.service.signing_name,
        now: components.time_source().unwrap_or_default().now(),
    };
    let url = signer.sign(url, EXPIRES)?;
    let mut layer = Layer::new("source region");
    layer.store_put(Presigned(format!("&{}={}", name(current), percent::encoded(&url))));
    Ok(layer.freeze())
}

/// Adds the presigned request to the form.
#[derive(Debug)]
pub(super) struct AddPresigned;

#[dyn_dispatch_hint]
impl Intercept for AddPresigned {
    fn name(&self) -> &'static str {
        "AddPresigned"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Presigned(parameter)) = cfg.load::<Presigned>() else { return Ok(()) };
        let request = context.request_mut();
        let form = request.body().bytes().ok_or("the form was replaced by a stream")?;
        let form = [form, parameter.as_bytes()].concat();
        request.headers_mut().try_insert("content-length", form.len().to_string())?;
        *request.body_mut() = SdkBody::from(form);
        Ok(())
    }
}
