//! Checksums of bodies, for services that ask for them or callers that want them.

mod answer;
mod trailer;
mod tree;

use crate::auth;
use crate::error::BoxError;
use crate::operation::EncodeError;
pub(crate) use answer::Validation;
use aws_runtime::auth::{HttpSignatureType, PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::base64;
use aws_smithy_types::checksum_config::RequestChecksumCalculation;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_types::SdkConfig;
use md5::{Digest, Md5};
use std::str::FromStr;
use trailer::Behind;

const CONTENT_MD5: &str = "content-md5";

/// What headers with checksums begin with.
const PREFIX: &str = "x-amz-checksum-";

/// What headers say about checksums that are none themselves.
const ABOUT: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];

/// The algorithms that the header of the caller may name.
const KNOWN: [&str; 5] = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

/// The checksum that an operation sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checksum {
    /// MD5. `smithy.api#httpChecksumRequired`.
    Md5,
    /// Any. `aws.protocols#httpChecksum`.
    Required,
    /// By the algorithm that a header names, or else any.
    RequiredBy(&'static str),
    /// By the algorithm that a header names, or else any, unless the configuration wants only those
    /// that are required.
    OptionalBy(&'static str),
    /// SHA-256, of the whole and of a tree.
    Tree,
}

/// Adds the checksum of a body, unless the caller gave one. Of a body in memory it is made once, and
/// not for each attempt; behind one that streams it is sent with each.
#[derive(Debug)]
pub(crate) struct Integrity(Checksum);

impl Integrity {
    pub(crate) fn new(checksum: Checksum) -> Self {
        Self(checksum)
    }

    /// Adds the checksum of a body in memory, or says what is to follow the body.
    fn add(
        &self,
        request: &mut HttpRequest,
        calculation: &RequestChecksumCalculation,
    ) -> Result<Option<Behind>, BoxError> {
        if self.0 == Checksum::Tree {
            tree::add(request)?;
            return Ok(None);
        }
        if is_given(request.headers()) {
            return Ok(None);
        }
        let header = match self.0 {
            Checksum::Md5 => {
                let sum = Md5::digest(body(request)?);
                request.headers_mut().try_insert(CONTENT_MD5, base64::encode(sum))?;
                return Ok(None);
            }
            Checksum::Required | Checksum::Tree => None,
            Checksum::RequiredBy(header) | Checksum::OptionalBy(header) => {
                Some(header.to_lowercase())
            }
        };
        let chosen = header.as_deref().and_then(|header| request.headers().get(header));
        let is_optional = chosen.is_none() && matches!(self.0, Checksum::OptionalBy(_));
        let algorithm = match chosen {
            Some(name) => algorithm(name)?,
            None => ChecksumAlgorithm::Crc32,
        };
        if is_optional && *calculation == RequestChecksumCalculation::WhenRequired {
            return Ok(None);
        }
        let behind = match request.body().bytes() {
            Some(bytes) => {
                let mut sum = algorithm.into_impl();
                sum.update(bytes);
                request.headers_mut().try_insert(sum.header_name(), sum.header_value())?;
                None
            }
            None => match Behind::of(request, algorithm) {
                Some(behind) => Some(behind),
                // Nobody asked for it.
                None if is_optional => return Ok(None),
                None => return Err(Behind::unknown().into()),
            },
        };
        if let Some(header) = header {
            request.headers_mut().try_insert(header, algorithm.as_str().to_uppercase())?;
        }
        Ok(behind)
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

fn algorithm(name: &str) -> Result<ChecksumAlgorithm, EncodeError> {
    let known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
    let algorithm = ChecksumAlgorithm::from_str(name).ok().filter(|_| known);
    algorithm.ok_or_else(|| {
        EncodeError::Invalid(format!(
            "the checksum algorithm {name} is not supported; choose one of {}, or give the checksum",
            KNOWN.join(", ")
        ))
    })
}

fn body(request: &HttpRequest) -> Result<&[u8], EncodeError> {
    request.body().bytes().ok_or_else(|| {
        let why = "the checksum of a body that streams cannot be sent before it; give the checksum, or \
                   a body in memory";
        EncodeError::Invalid(why.to_owned())
    })
}

#[dyn_dispatch_hint]
impl Intercept for Integrity {
    fn name(&self) -> &'static str {
        "Integrity"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let calculation = cfg.load::<RequestChecksumCalculation>().copied().unwrap_or_default();
        if let Some(behind) = self.add(context.request_mut(), &calculation)? {
            cfg.interceptor_state().store_put(behind);
        }
        if let (Checksum::Tree, Some(sum)) = (self.0, tree::of_whole(context.request())) {
            auth::sign_payload_as(cfg, PayloadSigningOverride::Precomputed(sum));
        }
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // What somebody else will send has a body of theirs.
        let is_for_others = cfg.load::<SigV4OperationSigningConfig>().is_some_and(|signing| {
            signing.signing_options.signature_type == HttpSignatureType::HttpRequestQueryParams
        });
        match cfg.load::<Behind>().copied().filter(|_| !is_for_others) {
            Some(behind) => behind.add(context.request_mut(), cfg),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::byte_stream::ByteStream;

    const HEADER: &str = "X-Amz-Sdk-Checksum-Algorithm";

    /// The headers of a request with a checksum added.
    fn sent(checksum: Checksum, given: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
        let mut request = HttpRequest::new(SdkBody::from("123456789"));
        for (name, value) in given {
            request.headers_mut().insert(*name, *value);
        }
        Integrity::new(checksum)
            .add(&mut request, &RequestChecksumCalculation::WhenRequired)
            .unwrap();
        let headers = request.headers().iter();
        headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn md5_is_added() {
        let md5 = header(CONTENT_MD5, "JfnnlDI7RTiF9RgfG2JNCw==");
        assert_eq!(sent(Checksum::Md5, &[]), [md5]);
    }

    /// The check value of the algorithm's definition: 0xCBF43926.
    #[test]
    fn crc32_is_what_is_sent_where_nothing_is_chosen() {
        let crc = header("x-amz-checksum-crc32", "y/Q5Jg==");
        assert_eq!(sent(Checksum::Required, &[]), std::slice::from_ref(&crc));
        let chosen = header("x-amz-sdk-checksum-algorithm", "CRC32");
        assert_eq!(sent(Checksum::RequiredBy(HEADER), &[]), [crc, chosen]);
        assert_eq!(sent(Checksum::OptionalBy(HEADER), &[]), []);
    }

    /// The check value of the algorithm's definition: 0xE3069283.
    #[test]
    fn callers_choose() {
        let sent =
            sent(Checksum::OptionalBy(HEADER), &[("x-amz-sdk-checksum-algorithm", "CRC32C")]);
        assert!(sent.contains(&header("x-amz-checksum-crc32c", "4waSgw==")), "{sent:?}");
        let mut request = HttpRequest::new(SdkBody::from("x"));
        request.headers_mut().insert("x-amz-sdk-checksum-algorithm", "MD5");
        let error = Integrity::new(Checksum::OptionalBy(HEADER))
            .add(&mut request, &RequestChecksumCalculation::WhenSupported)
            .unwrap_err();
        assert!(error.to_string().contains("MD5 is not supported"), "{error}");
    }

    #[test]
    fn what_callers_gave_is_kept() {
        for given in [("content-md5", "x"), ("x-amz-checksum-sha256", "x"), ("x-amz-trailer", "x")]
        {
            for checksum in [Checksum::Md5, Checksum::Required, Checksum::RequiredBy(HEADER)] {
                assert_eq!(sent(checksum, &[given]), [header(given.0, "x")]);
            }
        }
        let sent = sent(Checksum::Required, &[("x-amz-checksum-type", "FULL_OBJECT")]);
        assert_eq!(sent.len(), 2, "{sent:?}");
    }

    #[test]
    fn md5_of_streams_must_be_given() {
        let stream = ByteStream::new(SdkBody::from_body_1_x(SdkBody::from("x")));
        let mut request = HttpRequest::new(stream.into_inner());
        let error = Integrity::new(Checksum::Md5)
            .add(&mut request, &RequestChecksumCalculation::WhenSupported)
            .unwrap_err();
        assert!(error.to_string().contains("streams"), "{error}");
    }
}
