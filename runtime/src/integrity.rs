//! Checksums of bodies, for services that ask for them or callers that want them.

#[cfg(feature = "checksums")]
mod answer;
#[cfg(feature = "checksums")]
mod chosen;
#[cfg(feature = "checksums")]
mod chunked;
#[cfg(feature = "checksums")]
mod sum;
#[cfg(feature = "checksums")]
mod summed;
#[cfg(feature = "checksums")]
mod trailer;
mod tree;

use crate::error::BoxError;
use crate::http::headers;
use crate::operation::EncodeError;
#[cfg(feature = "checksums")]
pub(crate) use answer::Validation;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::base64;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_types::SdkConfig;
#[cfg(feature = "checksums")]
pub(crate) use chosen::Chosen;
use http::HeaderName;
use md5::{Digest, Md5};
#[cfg(feature = "checksums")]
pub use summed::ChecksumMismatch;

const CONTENT_MD5: &str = "content-md5";

/// What headers with checksums begin with.
const PREFIX: &str = "x-amz-checksum-";

/// What headers say about checksums that are none themselves.
const ABOUT: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];

/// The checksum that an operation sends, where the caller does not choose the algorithm. It is made
/// once, and not for each attempt. What makes it is a function, so that a program has those that its
/// operations need.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checksum(fn(&mut HttpRequest, &mut ConfigBag) -> Result<(), BoxError>);

impl Checksum {
    /// MD5, unless the caller gave a checksum. `smithy.api#httpChecksumRequired`.
    pub(crate) const MD5: Self = Self(add_md5);
    /// SHA-256, of the whole and of a tree.
    pub(crate) const TREE: Self = Self(tree::add_signed);
}

fn add_md5(request: &mut HttpRequest, _: &mut ConfigBag) -> Result<(), BoxError> {
    if is_given(request.headers()) {
        return Ok(());
    }
    let sum = Md5::digest(body(request)?);
    let name = const { HeaderName::from_static(CONTENT_MD5) };
    headers::set(request.headers_mut(), name, base64::encode(sum))
}

#[dyn_dispatch_hint]
impl Intercept for Checksum {
    fn name(&self) -> &'static str {
        "Checksum"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        (self.0)(context.request_mut(), cfg)
    }
}

/// Keeps a client's settings, if it has any.
pub(crate) fn settings(config: &SdkConfig, layer: &mut Layer) {
    if let Some(calculation) = config.request_checksum_calculation() {
        layer.store_put(calculation);
    }
    if let Some(validation) = config.response_checksum_validation() {
        layer.store_put(validation);
    }
}

/// Whether the caller gave a checksum, or will give one behind the body.
fn is_given(headers: &Headers) -> bool {
    headers.iter().any(|(name, _)| {
        let is_sum = name.starts_with(PREFIX) && !ABOUT.contains(&name);
        is_sum || name == CONTENT_MD5 || name == "x-amz-trailer"
    })
}

fn body(request: &HttpRequest) -> Result<&[u8], EncodeError> {
    request.body().bytes().ok_or_else(|| {
        let why = "the checksum of a body that streams cannot be sent before it; give the checksum, or \
                   a body in memory";
        EncodeError::Invalid(why.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::byte_stream::ByteStream;

    #[test]
    fn md5_is_added() {
        let mut request = HttpRequest::new(SdkBody::from("123456789"));
        add_md5(&mut request, &mut ConfigBag::base()).unwrap();
        assert_eq!(request.headers().get(CONTENT_MD5), Some("JfnnlDI7RTiF9RgfG2JNCw=="));
    }

    #[test]
    fn what_callers_gave_is_kept() {
        for name in [CONTENT_MD5, "x-amz-checksum-sha256", "x-amz-trailer"] {
            let mut request = HttpRequest::new(SdkBody::from("123456789"));
            request.headers_mut().insert(name, "x");
            add_md5(&mut request, &mut ConfigBag::base()).unwrap();
            assert_eq!(request.headers().iter().collect::<Vec<_>>(), [(name, "x")]);
        }
    }

    #[test]
    fn md5_of_streams_must_be_given() {
        let stream = ByteStream::new(SdkBody::from_body_1_x(SdkBody::from("x")));
        let mut request = HttpRequest::new(stream.into_inner());
        let error = add_md5(&mut request, &mut ConfigBag::base()).unwrap_err();
        assert!(error.to_string().contains("streams"), "{error}");
    }
}
