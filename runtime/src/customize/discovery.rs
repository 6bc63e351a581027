//! Services that live in cells tell each caller which one is theirs (Timestream): an operation says the
//! endpoint for all others, and for how long it holds.

use super::again::again;
use crate::auth;
use crate::error::{BoxError, CallError, CallErrorKind, Refusal};
use crate::operation::{Current, Operation};
use crate::renewed::{self, Key, Lease, Renewed};
use crate::rules::BuiltIn;
use crate::within::{Failed, Within};
use crate::{Parameters, Quirk, Unit};
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture, ResolveAuthSchemeOptions,
};
use aws_smithy_runtime_api::client::identity::ResolveCachedIdentity;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextMut, FinalizerInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer, Storable, StoreReplace};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What a service answers that does not live at an endpoint any more.
const INVALID: &str = "InvalidEndpointException";

/// The same as a status: the request went to the wrong one.
const MISDIRECTED: u16 = 421;

/// How long an endpoint is used beyond its time, while no other is told.
const BEYOND: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest that an endpoint holds, in minutes: a week.
const LONGEST: i64 = 7 * 24 * 60;

/// The operation of a service that tells endpoints. For generated code.
#[doc(hidden)]
pub const fn describe_endpoints(name: &'static str) -> Operation {
    // Nothing is asked, for the answer follows from who asks.
    Operation::json::<Unit, Endpoints>(name)
}

/// What is told.
#[derive(Debug, Default)]
struct Endpoints {
    endpoints: Vec<Told>,
}

crate::decode_json!(Endpoints {
    read "Endpoints" = endpoints,
});

/// An endpoint.
#[derive(Debug, Default)]
struct Told {
    address: String,
    minutes: i64,
}

crate::decode_json!(Told {
    read "Address" = address,
    read "CachePeriodInMinutes" = minutes,
});

/// Asks for endpoints, one for each caller and region, and keeps them.
#[derive(Clone, Debug)]
pub(super) struct Discovery(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    within: Within,
    ask: &'static Operation,
    told: Renewed<Arc<str>>,
}

/// The endpoint of a call.
#[derive(Clone, Debug)]
struct Discovered {
    key: Key,
    address: Arc<str>,
}

impl Storable for Discovered {
    type Storer = StoreReplace<Self>;
}

impl Discovery {
    pub(super) fn new(within: Within, ask: &'static Operation) -> Self {
        Self(Arc::new(Inner { within, ask, told: Renewed::default() }))
    }

    /// The endpoint for a call, unless its user says where it goes.
    async fn endpoint(
        &self,
        cfg: &ConfigBag,
        components: &RuntimeComponents,
    ) -> Result<Option<FrozenLayer>, BoxError> {
        let asks = |current: &Current| current.operation.has(Quirk::DiscoveredEndpoint);
        let Some(params) = Parameters::of(cfg).filter(|_| cfg.load::<Current>().is_some_and(asks))
        else {
            return Ok(None);
        };
        if params.text_of(BuiltIn::Endpoint).is_some() {
            return Ok(None);
        }
        let resolver = components.identity_resolver(sigv4::SCHEME_ID);
        let resolver = resolver.ok_or("there is nobody who knows credentials")?;
        let cache = components.identity_cache();
        let caller = cache.resolve_cached_identity(resolver, components, cfg).await?;
        let caller = caller.data::<Credentials>().ok_or("the caller has no credentials")?;
        let region = params.text_of(BuiltIn::Region).unwrap_or_default();
        let key = renewed::key([region, caller.access_key_id()]);
        let now = components.time_source().unwrap_or_default().now();
        let Inner { within, ask, told } = &*self.0;
        let asked = async {
            let ask = *ask;
            let call = within.call(ask, Unit, params.clone(), components, cfg);
            lease(ask, call.await?, now)
        };
        let address = told.get(key, now, asked).await.map_err(|cause| {
            Failed::new(CallErrorKind::Endpoint, "the service did not tell its endpoint", cause)
        })?;
        let mut layer = Layer::new("discovery");
        layer.store_put(Discovered { key, address });
        Ok(Some(layer.freeze()))
    }
}

/// The first endpoint that was told, until it is time to ask again.
fn lease(
    ask: &'static Operation,
    told: Endpoints,
    now: SystemTime,
) -> Result<Lease<Arc<str>>, CallError> {
    let first = told.endpoints.into_iter().next().filter(|first| !first.address.is_empty());
    let first = first.ok_or_else(|| {
        CallError::new(ask.name(), CallErrorKind::UnreadableAnswer, "it has no endpoint")
    })?;
    let minutes = u64::try_from(first.minutes.clamp(1, LONGEST)).unwrap_or(1);
    let renew = now + Duration::from_secs(minutes * 60);
    Ok(Lease { value: first.address.into(), renew, end: renew + BEYOND })
}

impl ResolveAuthSchemeOptions for Discovery {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        cfg: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        AuthSchemeOptionsFuture::new(async move {
            let endpoint = self.endpoint(cfg, components).await?;
            auth::options(params, endpoint.as_ref())
        })
    }
}

/// Sends a request to another host, and keeps all else.
fn send_to(address: &str, request: &mut HttpRequest) -> Result<(), BoxError> {
    let (scheme, rest) = request.uri().split_once("://").unwrap_or(("https", "/"));
    let path = rest.find(['/', '?']).and_then(|start| rest.get(start..)).unwrap_or("/");
    let base = match address.contains("://") {
        true => address.trim_end_matches('/').to_owned(),
        false => format!("{scheme}://{address}"),
    };
    let uri = base + path;
    request.set_uri(uri).map_err(|_| format!("the service told `{address}`, no endpoint").into())
}

#[dyn_dispatch_hint]
impl Intercept for Discovery {
    fn name(&self) -> &'static str {
        "Discovery"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match cfg.load::<Discovered>() {
            Some(found) => send_to(&found.address, context.request_mut()),
            None => Ok(()),
        }
    }

    /// Forgets an endpoint that is none any more, so that the next attempt asks again.
    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Discovered { key, address }) = cfg.load::<Discovered>() else { return Ok(()) };
        let error = context.output_or_error().and_then(Result::err);
        let refusal = error.and_then(|error| error.as_operation_error()?.downcast_ref::<Refusal>());
        let is_wrong = refusal.is_some_and(|refusal| {
            refusal.answer.code() == Some(INVALID) || refusal.answer.status == MISDIRECTED
        });
        if let Some(response) = context.response_mut().filter(|_| is_wrong) {
            self.0.told.forget(*key, |known| known == address);
            again(response);
        }
        Ok(())
    }
}
