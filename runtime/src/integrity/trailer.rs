//! Checksums behind bodies that stream: the body is sent in chunks with their lengths, and the checksum
//! after the last. Over a connection that is not encrypted each chunk is signed, too.

use super::chunked::{Chunked, Chunks};
use super::sum::Algorithm;
use super::summed::Summed;
use crate::auth::Onward;
use crate::error::BoxError;
use crate::http::headers;
use crate::operation::{Current, EncodeError};
use crate::{Auth, auth};
use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};

const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");
const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
const CHUNKED: &str = "aws-chunked";

/// The algorithm of the checksum that is to follow the body, whose length is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    pub(super) algorithm: Algorithm,
    length: u64,
}

impl Storable for Behind {
    type Storer = StoreReplace<Self>;
}

impl Behind {
    /// What is to follow the body of a request; nothing where its length is not known.
    pub(super) fn of(request: &HttpRequest, algorithm: Algorithm) -> Option<Self> {
        let said = request.headers().get(CONTENT_LENGTH).and_then(|length| length.parse().ok());
        let length = request.body().content_length().or(said)?;
        Some(Self { algorithm, length })
    }

    /// The error that the length of a body is not known, of which a checksum must be sent.
    pub(super) fn unknown() -> EncodeError {
        let why = "the checksum of a body that streams cannot be sent without the body's length; give \
                   the length, the checksum, or a body in memory";
        EncodeError::Invalid(why.to_owned())
    }

    /// Puts the checksum behind the body, for one attempt.
    pub(super) fn add(
        self,
        request: &mut HttpRequest,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let name = self.algorithm.header();
        let is_signed = !request.uri().starts_with("https:") && is_surely_signed(cfg);
        let signer = is_signed.then(|| {
            let signer = Onward::default();
            cfg.interceptor_state().store_put(signer.clone());
            signer
        });
        let trailer = name.len() + 1 + self.algorithm.text_length();
        let chunks = Chunks { length: self.length, trailer, signer };
        let payload = match is_signed {
            true => PayloadSigningOverride::StreamingSignedPayloadTrailer,
            false => PayloadSigningOverride::StreamingUnsignedPayloadTrailer,
        };
        auth::sign_payload_as(cfg, payload);
        let mut encodings: Vec<&str> = request.headers().get_all(CONTENT_ENCODING).collect();
        encodings.push(CHUNKED);
        let encodings = encodings.join(",");
        let all = request.headers_mut();
        headers::set(all, CONTENT_ENCODING, encodings)?;
        headers::set_lasting(all, TRAILER, name)?;
        headers::set(all, DECODED_LENGTH, self.length.to_string())?;
        headers::set(all, CONTENT_LENGTH, chunks.encoded_length().to_string())?;
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        *request.body_mut() = body.map(move |body| {
            let body = Summed::sent(body, self.algorithm);
            SdkBody::from_body_1_x(Chunked::new(body, chunks.clone()))
        });
        Ok(())
    }
}

/// Whether the call is signed by version 4 whatever happens, so that there will be a signer for the
/// chunks.
fn is_surely_signed(cfg: &ConfigBag) -> bool {
    let Some(current) = cfg.load::<Current>() else { return false };
    let schemes = current.operation.schemes().unwrap_or(current.service.auth);
    let signs = |scheme: &Auth| match scheme {
        Auth::SigV4 => true,
        #[cfg(feature = "s3")]
        Auth::S3Express => true,
        _ => false,
    };
    !schemes.is_empty() && schemes.iter().all(signs) && !auth::is_sigv4a_wanted(cfg)
}
