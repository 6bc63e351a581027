//! Interceptors of our own.

use crate::error::BoxError;
use crate::http::headers;
use crate::operation::Current;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use std::fmt;

/// Keeps bodies with secrets out of the engine's logs: it writes a request to the log as it is, but
/// cannot look into a body that it is about to stream.
#[derive(Debug)]
pub(crate) struct HideRequest;

#[dyn_dispatch_hint]
impl Intercept for HideRequest {
    fn name(&self) -> &'static str {
        "HideRequest"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let hides = cfg.load::<Current>().is_some_and(|current| current.operation.hides_input);
        if hides && let Some(bytes) = context.request().body().bytes() {
            let opaque = SdkBody::from_body_1_x(SdkBody::from(bytes.to_vec()));
            *context.request_mut().body_mut() = opaque;
        }
        Ok(())
    }
}

/// Headers for one call.
#[derive(Clone)]
pub(crate) struct ExtraHeaders(pub(crate) Vec<(String, String)>);

impl fmt::Debug for ExtraHeaders {
    /// Without values, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

#[dyn_dispatch_hint]
impl Intercept for ExtraHeaders {
    fn name(&self) -> &'static str {
        "ExtraHeaders"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let all = context.request_mut().headers_mut();
        for (name, value) in &self.0 {
            let set = |name| headers::set(all, name, value.clone());
            headers::named(name).and_then(set).map_err(|_| {
                InvalidHeader(format!("`{name}` is not the name of a header, or has a bad value"))
            })?;
        }
        Ok(())
    }
}

/// A header for one call that cannot be sent.
#[derive(Debug)]
pub(crate) struct InvalidHeader(String);

impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidHeader {}
