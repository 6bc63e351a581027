//! Checksums behind bodies that stream: the body is sent in chunks with their lengths, and the checksum
//! after the last. Over a connection that is not encrypted each chunk is signed, too.

use super::sum::Algorithm;
use super::summed::Summed;
use crate::error::BoxError;
use crate::operation::{Current, EncodeError};
use crate::{Auth, auth};
use aws_runtime::auth::PayloadSigningOverride;
use aws_runtime::content_encoding::{
    AwsChunkedBody, AwsChunkedBodyOptions, DeferredSigner, header, header_value,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

const ENCODING: &str = "content-encoding";
const LENGTH: &str = "content-length";
const DECODED_LENGTH: &str = "x-amz-decoded-content-length";
const TRAILER: &str = "x-amz-trailer";

/// The length of a signature, in hexadecimal digits.
const SIGNATURE: usize = 64;

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
        let said = request.headers().get(LENGTH).and_then(|length| length.parse().ok());
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
        let mut options = AwsChunkedBodyOptions::default().with_stream_length(self.length);
        options = options.with_trailer_len(line(name, self.algorithm.text_length()));
        let is_signed = !request.uri().starts_with("https:") && is_surely_signed(cfg);
        let signer = is_signed.then(|| {
            let (signer, sender) = DeferredSigner::new();
            cfg.interceptor_state().store_put(sender);
            signer
        });
        if is_signed {
            let length = line(header::X_AMZ_TRAILER_SIGNATURE, SIGNATURE);
            options = options.with_trailer_len(length).signed_chunked_encoding(true);
        }
        let payload = match is_signed {
            true => PayloadSigningOverride::StreamingSignedPayloadTrailer,
            false => PayloadSigningOverride::StreamingUnsignedPayloadTrailer,
        };
        auth::sign_payload_as(cfg, payload);
        let mut encodings: Vec<&str> = request.headers().get_all(ENCODING).collect();
        encodings.push(header_value::AWS_CHUNKED);
        let encodings = encodings.join(",");
        let headers = request.headers_mut();
        headers.try_insert(ENCODING, encodings)?;
        headers.try_insert(TRAILER, name)?;
        headers.try_insert(DECODED_LENGTH, self.length.to_string())?;
        headers.try_insert(LENGTH, options.encoded_length().to_string())?;
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        *request.body_mut() = body.map(move |body| {
            let body = Summed::sent(body, self.algorithm);
            let body = AwsChunkedBody::new(body, options.clone());
            match &signer {
                Some(signer) => SdkBody::from_body_1_x(body.with_signer(signer.clone())),
                None => SdkBody::from_body_1_x(body),
            }
        });
        Ok(())
    }
}

/// The length of a trailer: its name, a colon, and a value of that length.
fn line(name: &str, value: usize) -> u64 {
    u64::try_from(name.len() + 1 + value).unwrap_or_default()
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
