//! Checksums of answers: asked for with the request, and compared while the body is read.

use super::sum::Algorithm;
use super::summed::Summed;
use crate::error::BoxError;
use crate::http::headers;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::base64;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::checksum_config::ResponseChecksumValidation;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

const ENABLED: &str = "ENABLED";

/// Asks for the checksum of the answer by a header, unless the configuration wants none, and compares
/// it.
#[derive(Debug)]
pub(crate) struct Validation(&'static str);

/// Says that a checksum was asked for.
#[derive(Debug)]
struct Asked;

impl Storable for Asked {
    type Storer = StoreReplace<Self>;
}

impl Validation {
    pub(crate) fn new(header: &'static str) -> Self {
        Self(header)
    }
}

#[dyn_dispatch_hint]
impl Intercept for Validation {
    fn name(&self) -> &'static str {
        "Validation"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let header = self.0.to_lowercase();
        let wanted = cfg.load::<ResponseChecksumValidation>();
        let is_wanted = !matches!(wanted, Some(ResponseChecksumValidation::WhenRequired));
        let all = context.request_mut().headers_mut();
        if is_wanted && !all.contains_key(header.as_str()) {
            headers::set_lasting(all, headers::named(&header)?, ENABLED)?;
        }
        let asked = all.get(header.as_str());
        if asked.is_some_and(|asked| asked.eq_ignore_ascii_case(ENABLED)) {
            cfg.interceptor_state().store_put(Asked);
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        if cfg.load::<Asked>().is_some()
            && response.status().is_success()
            && let Some((algorithm, sum)) = said(response)
        {
            let body = std::mem::replace(response.body_mut(), SdkBody::taken());
            *response.body_mut() = body.map(move |body| {
                SdkBody::from_body_1_x(Summed::compared(body, algorithm, sum.clone()))
            });
        }
        Ok(())
    }
}

/// The checksum that an answer has, of the algorithm that is made fastest. That of an object in parts
/// is one of checksums, and says nothing of the body.
fn said(response: &HttpResponse) -> Option<(Algorithm, String)> {
    Algorithm::ALL.into_iter().find_map(|algorithm| {
        let text = response.headers().get(algorithm.header())?;
        let sum = base64::decode(text).ok().filter(|_| !text.contains('-'))?;
        // As ours is written, however it was.
        Some((algorithm, base64::encode(sum)))
    })
}
