//! Requests that are signed and not sent: for whoever is given them, and without credentials.

use crate::auth::InQuery;
use crate::error::{BoxError, CallErrorKind};
use crate::operation::EncodeError;
use crate::wire::percent;
use crate::{Answering, CallError, auth};
use aws_runtime::auth::sigv4::SigV4Signer;
use aws_runtime::auth::{HttpSignatureType, PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::auth::{AuthSchemeEndpointConfig, Sign};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

/// The longest that signature version 4 allows: a week.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Whether a signature may hold for that time.
#[inline]
pub(crate) fn holds(expires: Duration) -> bool {
    expires >= Duration::from_secs(1) && expires <= LONGEST
}

/// Headers that say who made the request, which need not be who sends it.
const OF_THE_CALLER: [&str; 5] = [
    "user-agent",
    "x-amz-user-agent",
    "x-amzn-trace-id",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
];

/// A signed request that was not sent. Whoever has it can send it until it expires: it is a secret.
#[derive(Clone)]
pub struct PresignedRequest {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
}

impl PresignedRequest {
    /// The method, such as `GET`.
    #[inline]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Where to send it, with the signature in the query.
    #[inline]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Headers that must be sent with it, names in lower case. Often there are none: that of the host
    /// follows from [`uri`](Self::uri).
    #[inline]
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body that was signed, byte by byte. `None` where the signature says nothing of a body, and
    /// the sender chooses it, as the content of an object of S3.
    #[inline]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }
}

impl fmt::Debug for PresignedRequest {
    /// Without the query and the values of headers, which are secret.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        f.debug_struct("PresignedRequest")
            .field("method", &self.method)
            .field("uri", &self.uri.split('?').next().unwrap_or_default())
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// Signs in the query. Without a log, for what the official signer writes into it shows secrets there.
#[inline]
fn sign_in_query(
    request: &mut HttpRequest,
    identity: &Identity,
    endpoint: AuthSchemeEndpointConfig<'_>,
    components: &RuntimeComponents,
    cfg: &ConfigBag,
) -> Result<(), BoxError> {
    let signer = SigV4Signer::new();
    quietly(|| signer.sign_http_request(request, identity, endpoint, components, cfg))
}

#[inline]
fn quietly<T>(sign: impl FnOnce() -> T) -> T {
    tracing::dispatcher::with_default(&tracing::Dispatch::none(), sign)
}

/// Who signs a request without a body that others will send, for where, and when.
#[derive(Debug)]
pub(crate) struct Signer<'a> {
    pub(crate) identity: &'a Identity,
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    pub(crate) now: SystemTime,
}

impl Signer<'_> {
    /// Adds a signature to an address that has a query.
    ///
    /// # Errors
    ///
    /// It is no address.
    #[inline]
    pub(crate) fn sign(&self, url: String, expires: Duration) -> Result<String, BoxError> {
        let mut settings = SigningSettings::default();
        settings.expires_in = Some(expires);
        settings.signature_location = SignatureLocation::QueryParams;
        let params = v4::SigningParams::builder()
            .identity(self.identity)
            .region(self.region)
            .name(self.service)
            .time(self.now)
            .settings(settings)
            .build()?;
        let nothing = SignableBody::Bytes(&[]);
        let request = SignableRequest::new("GET", url.as_str(), std::iter::empty(), nothing)?;
        let (signed, _) = quietly(|| sign(request, &params.into()))?.into_parts();
        let (_, added) = signed.into_parts();
        let added =
            added.iter().map(|(name, value)| format!("&{name}={}", percent::encoded(value)));
        Ok(url + &added.collect::<String>())
    }
}

/// A future of a signed request, with the error of its service.
#[must_use = "nothing is signed before it is awaited"]
pub struct Presigning<E> {
    inner: Answering<PresignedRequest, CallError>,
    error: PhantomData<fn() -> E>,
}

impl<E> Presigning<E> {
    /// For generated code; users call `presign` of the operation.
    #[doc(hidden)]
    #[inline]
    pub fn new(inner: Answering<PresignedRequest, CallError>) -> Self {
        Self { inner, error: PhantomData }
    }
}

impl<E: From<CallError>> Future for Presigning<E> {
    type Output = Result<PresignedRequest, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.inner.as_mut().poll(context).map_err(E::from)
    }
}

impl<E> fmt::Debug for Presigning<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presigning").finish_non_exhaustive()
    }
}

/// Has the signature made in the query, and keeps the request.
#[derive(Clone, Debug)]
pub(crate) struct Presign {
    expires: Duration,
    /// Whether what is sent is chosen by the sender.
    free_body: bool,
    /// The names of the headers before checksums were added.
    own_headers: Arc<Mutex<Vec<String>>>,
    signed: Arc<Mutex<Option<PresignedRequest>>>,
}

impl Presign {
    /// # Errors
    ///
    /// The time is not one that a signature may hold.
    #[inline]
    pub(crate) fn new(
        operation: &'static str,
        expires: Duration,
        free_body: bool,
    ) -> Result<Self, CallError> {
        if !holds(expires) {
            let why = format!("a signature holds from one second to seven days, not {expires:?}");
            let cause = EncodeError::Invalid(why);
            return Err(CallError::new(operation, CallErrorKind::InvalidInput, cause));
        }
        Ok(Self { expires, free_body, own_headers: Arc::default(), signed: Arc::default() })
    }

    /// The request, once it was signed.
    ///
    /// # Errors
    ///
    /// It was signed in another way, which cannot stand in a query.
    #[inline]
    pub(crate) fn take(&self, operation: &'static str) -> Result<PresignedRequest, CallError> {
        let signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner).take();
        signed.filter(|request| request.uri.contains("X-Amz-Signature=")).ok_or_else(|| {
            let why = "only calls that are signed by version 4 can be signed for others";
            let cause = EncodeError::Invalid(why.to_owned());
            CallError::new(operation, CallErrorKind::InvalidInput, cause)
        })
    }

    /// Takes away what only the request of this moment has: checksums and the length of a body that
    /// somebody else will choose.
    #[inline]
    fn clear(&self, request: &mut HttpRequest) {
        let own = self.own_headers.lock().unwrap_or_else(PoisonError::into_inner);
        let is_added = |name: &str| {
            let is_sum = name == "content-md5"
                || name == "x-amz-sdk-checksum-algorithm"
                || name.starts_with("x-amz-checksum-");
            is_sum && !own.iter().any(|one| one == name)
        };
        let names: Vec<String> =
            request.headers().iter().map(|(name, _)| name.to_owned()).collect();
        for name in names {
            let is_empty_length =
                name == "content-length" && request.headers().get(&name) == Some("0");
            // Whoever sends it need not ask for a checksum of the answer.
            let is_mode = name == "x-amz-checksum-mode" && is_added(&name);
            let goes = OF_THE_CALLER.contains(&name.as_str())
                || is_mode
                || self.free_body && (is_added(&name) || is_empty_length);
            if goes {
                request.headers_mut().remove(&name);
            }
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Presign {
    #[inline]
    fn name(&self) -> &'static str {
        "Presign"
    }

    #[inline]
    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let names = context.request().headers().iter().map(|(name, _)| name.to_owned());
        *self.own_headers.lock().unwrap_or_else(PoisonError::into_inner) = names.collect();
        Ok(())
    }

    #[inline]
    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.clear(context.request_mut());
        if let Some(mut signing) = cfg.load::<SigV4OperationSigningConfig>().cloned() {
            let options = &mut signing.signing_options;
            options.signature_type = HttpSignatureType::HttpRequestQueryParams;
            options.expires_in = Some(self.expires);
            options.content_sha256_header = false;
            cfg.interceptor_state().store_put(signing);
            cfg.interceptor_state().store_put(InQuery(sign_in_query));
        }
        if self.free_body {
            auth::sign_payload_as(cfg, PayloadSigningOverride::unsigned_payload());
        }
        Ok(())
    }

    #[inline]
    fn read_after_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let body = request.body().bytes().filter(|_| !self.free_body);
        let signed = PresignedRequest {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: headers.collect(),
            body: body.map(Bytes::copy_from_slice),
        };
        *self.signed.lock().unwrap_or_else(PoisonError::into_inner) = Some(signed);
        Ok(())
    }
}
