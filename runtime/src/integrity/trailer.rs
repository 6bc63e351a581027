//! Checksums behind bodies that stream: the body is sent in chunks with their lengths, and the checksum
//! after the last. Over a connection that is not encrypted each chunk is signed, too.

use crate::error::BoxError;
use crate::operation::{Current, EncodeError};
use crate::{Auth, auth};
use aws_runtime::auth::PayloadSigningOverride;
use aws_runtime::content_encoding::{
    AwsChunkedBody, AwsChunkedBodyOptions, DeferredSigner, header, header_value,
};
use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_checksums::body::calculate::ChecksumBody;
use aws_smithy_checksums::http::HttpChecksum;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

const ENCODING: &str = "content-encoding";
const LENGTH: &str = "content-length";
const DECODED_LENGTH: &str = "x-amz-decoded-content-length";
const TRAILER: &str = "x-amz-trailer";

/// The length of a signature, in hexadecimal digits.
const SIGNATURE: u64 = 64;

/// The algorithm of the checksum that is to follow the body, whose length is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    pub(super) algorithm: ChecksumAlgorithm,
    length: u64,
}

impl Storable for Behind {
    type Storer = StoreReplace<Self>;
}

impl Behind {
    /// What is to follow the body of a request; nothing where its length is not known.
    pub(super) fn of(request: &HttpRequest, algorithm: ChecksumAlgorithm) -> Option<Self> {
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
        let sum = self.algorithm.into_impl();
        let mut options = AwsChunkedBodyOptions::default().with_stream_length(self.length);
        options = options.with_trailer_len(HttpChecksum::size(&*sum));
        let is_signed = !request.uri().starts_with("https:") && is_surely_signed(cfg);
        let signer = is_signed.then(|| {
            let (signer, sender) = DeferredSigner::new();
            cfg.interceptor_state().store_put(sender);
            signer
        });
        if is_signed {
            let name = u64::try_from(header::X_AMZ_TRAILER_SIGNATURE.len()).unwrap_or_default();
            options = options.with_trailer_len(name + 1 + SIGNATURE).signed_chunked_encoding(true);
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
        headers.try_insert(TRAILER, sum.header_name())?;
        headers.try_insert(DECODED_LENGTH, self.length.to_string())?;
        headers.try_insert(LENGTH, options.encoded_length().to_string())?;
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        *request.body_mut() = body.map(move |body| {
            let body = ChecksumBody::new(body, self.algorithm.into_impl());
            let body = AwsChunkedBody::new(body, options.clone());
            match &signer {
                Some(signer) => SdkBody::from_body_1_x(body.with_signer(signer.clone())),
                None => SdkBody::from_body_1_x(body),
            }
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
