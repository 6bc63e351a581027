//! A bucket of S3 lives in one region, and whoever asks for it in another is told where it is. The
//! call follows, once, and the client remembers.

use crate::Parameters;
use crate::Quiet;
use crate::customize::again::again;
use crate::error::BoxError;
use crate::operation::Current;
use crate::rules::BuiltIn;
use crate::sorted::Sorted;
use crate::wire::{Result as Read, xml};
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::sync::{Mutex, PoisonError};

const HEADER: &str = "x-amz-bucket-region";

/// How many buckets a client remembers. Who uses more begins anew.
const MOST: usize = 1_000;

/// Follows buckets to their regions.
#[derive(Debug, Default)]
pub(in crate::customize) struct Redirects {
    /// The regions of buckets that are elsewhere than the client thought.
    known: Quiet<Mutex<Sorted<String, String>>>,
}

/// Says that a call was sent elsewhere, which is not to happen again.
#[derive(Debug)]
struct Redirected;

impl Storable for Redirected {
    type Storer = StoreReplace<Self>;
}

impl Redirects {
    fn known(&self, bucket: &str) -> Option<String> {
        // What is remembered is whole at any time, so a panic elsewhere does not spoil it.
        let known = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(bucket).cloned()
    }

    fn remember(&self, bucket: &str, region: &str) {
        let mut known = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(bucket.to_owned(), region.to_owned());
    }
}

/// The bucket that a call is about, unless an ARN says where it is.
fn bucket(cfg: &ConfigBag) -> Option<(&Parameters, &str)> {
    let parameters = Parameters::of(cfg)?;
    let bucket = parameters.text("Bucket")?;
    (!bucket.starts_with("arn:")).then_some((parameters, bucket))
}

/// Sends what follows of the call to another region.
fn send_to(region: &str, cfg: &mut ConfigBag) {
    let Some((parameters, _)) = bucket(cfg) else { return };
    let mut parameters = parameters.clone();
    parameters.replace_built_in(BuiltIn::Region, region);
    let signing =
        cfg.load::<Current>().map(|current| crate::client::signing(current.service, Some(region)));
    let state = cfg.interceptor_state();
    state.store_put(EndpointResolverParams::new(parameters));
    if let Some(signing) = signing {
        state.store_put(signing);
    }
}

#[dyn_dispatch_hint]
impl Intercept for Redirects {
    fn name(&self) -> &'static str {
        "Redirects"
    }

    /// Sends calls for known buckets to the right region at once. What the call itself says of where
    /// it goes was added before.
    fn read_after_serialization(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let region = bucket(cfg).and_then(|(_, bucket)| self.known(bucket));
        if let Some(region) = region {
            send_to(&region, cfg);
        }
        Ok(())
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<Redirected>().is_some() {
            return Ok(());
        }
        let Some(response) = context.response_mut() else { return Ok(()) };
        let Some(region) = told(response) else { return Ok(()) };
        let Some((parameters, bucket)) = bucket(cfg) else { return Ok(()) };
        if parameters.text("Region") == Some(region.as_str()) {
            return Ok(());
        }
        self.remember(bucket, &region);
        again(response);
        send_to(&region, cfg);
        cfg.interceptor_state().store_put(Redirected);
        Ok(())
    }
}

/// The region that an answer sends the caller to.
fn told(response: &HttpResponse) -> Option<String> {
    let status = response.status().as_u16();
    if !matches!(status, 301 | 307 | 400) {
        return None;
    }
    if let Some(region) = response.headers().get(HEADER) {
        return Some(region.to_owned());
    }
    let body: Body = xml::decode(response.body().bytes()?).ok()?;
    let is_about_it = matches!(
        body.code.as_deref(),
        Some("PermanentRedirect" | "TemporaryRedirect" | "AuthorizationHeaderMalformed")
    );
    body.region.filter(|region| is_about_it && !region.is_empty())
}

/// The parts of an error that speak of regions.
#[derive(Default)]
struct Body {
    code: Option<String>,
    region: Option<String>,
}

impl xml::Decode for Body {
    fn decode(&mut self, member: &str, reader: &mut xml::Reader<'_>) -> Read {
        match member {
            "Code" => reader.text_or_skip(&mut self.code),
            "Region" => reader.text_or_skip(&mut self.region),
            _ => reader.other(),
        }
    }
}
