//! Checksums by algorithms that callers choose.

use super::is_given;
use super::sum::Algorithm;
use super::trailer::Behind;
use crate::error::BoxError;
use crate::http::headers;
use crate::operation::EncodeError;
use aws_runtime::auth::{HttpSignatureType, SigV4OperationSigningConfig};
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::checksum_config::RequestChecksumCalculation;
use aws_smithy_types::config_bag::ConfigBag;

/// The checksum that an operation sends, CRC32 where nothing is chosen. `aws.protocols#httpChecksum`.
///
/// That of a body in memory is made once, and not for each attempt; behind a body that streams it is
/// sent with each. None is added to what the caller gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The header that names the algorithm.
    pub(crate) header: Option<&'static str>,
    /// Whether there must be one where nothing is chosen. Otherwise there is, unless the configuration
    /// wants only those that must be.
    pub(crate) is_required: bool,
}

impl Chosen {
    /// Adds the checksum of a body in memory, or says what is to follow the body.
    fn add(
        self,
        request: &mut HttpRequest,
        calculation: &RequestChecksumCalculation,
    ) -> Result<Option<Behind>, BoxError> {
        if is_given(request.headers()) {
            return Ok(None);
        }
        let header = self.header.map(str::to_lowercase);
        let chosen = header.as_deref().and_then(|header| request.headers().get(header));
        let is_optional = chosen.is_none() && !self.is_required;
        let algorithm = match chosen {
            Some(name) => algorithm(name)?,
            None => Algorithm::Crc32,
        };
        if is_optional && *calculation == RequestChecksumCalculation::WhenRequired {
            return Ok(None);
        }
        let behind = match request.body().bytes() {
            Some(bytes) => {
                let sum = algorithm.of(bytes);
                headers::set(request.headers_mut(), headers::named(algorithm.header())?, sum)?;
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
            headers::set_lasting(
                request.headers_mut(),
                headers::named(&header)?,
                algorithm.name(),
            )?;
        }
        Ok(behind)
    }
}

fn algorithm(name: &str) -> Result<Algorithm, EncodeError> {
    Algorithm::named(name).ok_or_else(|| {
        let known = Algorithm::ALL.map(Algorithm::name).join(", ");
        EncodeError::Invalid(format!(
            "the checksum algorithm {name} is not supported; choose one of {known}, or give the checksum"
        ))
    })
}

#[dyn_dispatch_hint]
impl Intercept for Chosen {
    fn name(&self) -> &'static str {
        "Chosen"
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

    const HEADER: Option<&str> = Some("X-Amz-Sdk-Checksum-Algorithm");
    const REQUIRED: Chosen = Chosen { header: None, is_required: true };
    const REQUIRED_BY: Chosen = Chosen { header: HEADER, is_required: true };
    const OPTIONAL_BY: Chosen = Chosen { header: HEADER, is_required: false };

    /// The headers of a request with a checksum added.
    fn sent(chosen: Chosen, given: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
        let mut request = HttpRequest::new(SdkBody::from("123456789"));
        for (name, value) in given {
            request.headers_mut().insert(*name, *value);
        }
        chosen.add(&mut request, &RequestChecksumCalculation::WhenRequired).unwrap();
        let headers = request.headers().iter();
        headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    /// The check value of the algorithm's definition: 0xCBF43926.
    #[test]
    fn crc32_is_what_is_sent_where_nothing_is_chosen() {
        let crc = header("x-amz-checksum-crc32", "y/Q5Jg==");
        assert_eq!(sent(REQUIRED, &[]), std::slice::from_ref(&crc));
        let chosen = header("x-amz-sdk-checksum-algorithm", "CRC32");
        assert_eq!(sent(REQUIRED_BY, &[]), [crc, chosen]);
        assert_eq!(sent(OPTIONAL_BY, &[]), []);
    }

    /// The check value of the algorithm's definition: 0xE3069283.
    #[test]
    fn callers_choose() {
        let sent = sent(OPTIONAL_BY, &[("x-amz-sdk-checksum-algorithm", "CRC32C")]);
        assert!(sent.contains(&header("x-amz-checksum-crc32c", "4waSgw==")), "{sent:?}");
        let mut request = HttpRequest::new(SdkBody::from("x"));
        request.headers_mut().insert("x-amz-sdk-checksum-algorithm", "MD5");
        let error =
            OPTIONAL_BY.add(&mut request, &RequestChecksumCalculation::WhenSupported).unwrap_err();
        assert!(error.to_string().contains("MD5 is not supported"), "{error}");
    }

    #[test]
    fn what_callers_gave_is_kept() {
        for given in [("content-md5", "x"), ("x-amz-checksum-sha256", "x"), ("x-amz-trailer", "x")]
        {
            for chosen in [REQUIRED, REQUIRED_BY] {
                assert_eq!(sent(chosen, &[given]), [header(given.0, "x")]);
            }
        }
        let sent = sent(REQUIRED, &[("x-amz-checksum-type", "FULL_OBJECT")]);
        assert_eq!(sent.len(), 2, "{sent:?}");
    }
}
