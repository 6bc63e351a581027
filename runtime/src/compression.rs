//! Compression of bodies, by operations whose services can read it.

use crate::error::BoxError;
use aws_smithy_compression::body::compress::CompressedBody;
use aws_smithy_compression::{CompressionAlgorithm, CompressionOptions};
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_types::SdkConfig;

const ENCODING: &str = "content-encoding";
const LENGTH: &str = "content-length";

/// The highest bound of the size from which on bodies are compressed.
const HIGHEST: u32 = 10 * 1024 * 1024;

/// Keeps a client's settings, if it has any.
pub(crate) fn settings(config: &SdkConfig, layer: &mut Layer) {
    let disabled = config.disable_request_compression();
    let size = config.request_min_compression_size_bytes();
    if disabled.is_none() && size.is_none() {
        return;
    }
    let mut options = CompressionOptions::default().with_enabled(disabled != Some(true));
    if let Some(size) = size {
        let bounded = options.clone().with_min_compression_size_bytes(size.min(HIGHEST));
        options = bounded.unwrap_or(options);
    }
    layer.store_put(options);
}

/// Compresses bodies that are large enough, and streams whose size nobody knows.
#[derive(Debug)]
pub(crate) struct Compress;

#[dyn_dispatch_hint]
impl Intercept for Compress {
    fn name(&self) -> &'static str {
        "Compress"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let options = cfg.load::<CompressionOptions>().cloned().unwrap_or_default();
        compress(context.request_mut(), &options)
    }
}

fn compress(request: &mut HttpRequest, options: &CompressionOptions) -> Result<(), BoxError> {
    let least = u64::from(options.min_compression_size_bytes());
    let is_large = request.body().content_length().is_none_or(|length| length >= least.max(1));
    if !options.is_enabled() || !is_large {
        return Ok(());
    }
    let gzip = CompressionAlgorithm::Gzip;
    let compressor = gzip.into_impl_http_body_1_x(options);
    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    if body.bytes().is_some() {
        let body = CompressedBody::new(body, compressor).into_compressed_sdk_body()?;
        let length = body.bytes().unwrap_or_default().len();
        request.headers_mut().try_insert(LENGTH, length.to_string())?;
        *request.body_mut() = body;
    } else {
        // Nobody knows how long it will be.
        request.headers_mut().remove(LENGTH);
        *request.body_mut() = body
            .map(move |body| SdkBody::from_body_1_x(CompressedBody::new(body, compressor.clone())));
    }
    let mut encodings: Vec<&str> = request.headers().get_all(ENCODING).collect();
    encodings.push(gzip.as_str());
    let encodings = encodings.join(", ");
    request.headers_mut().try_insert(ENCODING, encodings)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::byte_stream::ByteStream;

    const GZIP: [u8; 2] = [0x1f, 0x8b];

    fn request(body: SdkBody) -> HttpRequest {
        let mut request = HttpRequest::new(body);
        request.headers_mut().insert(LENGTH, "10240");
        request
    }

    fn sent(size: usize, options: &CompressionOptions) -> HttpRequest {
        let mut request = request(SdkBody::from(vec![b'x'; size]));
        compress(&mut request, options).unwrap();
        request
    }

    #[test]
    fn large_bodies_are_compressed() {
        let options = CompressionOptions::default();
        let request = sent(10_240, &options);
        assert_eq!(request.headers().get(ENCODING), Some("gzip"));
        let body = request.body().bytes().unwrap();
        assert!(body.starts_with(&GZIP) && body.len() < 100);
        assert_eq!(request.headers().get(LENGTH), Some(body.len().to_string().as_str()));
        assert!(sent(10_239, &options).headers().get(ENCODING).is_none());
    }

    #[test]
    fn settings_decide() {
        let options = |config: SdkConfig| {
            let mut layer = Layer::new("test");
            settings(&config, &mut layer);
            layer.load::<CompressionOptions>().cloned().unwrap_or_default()
        };
        let all = options(SdkConfig::builder().request_min_compression_size_bytes(0).build());
        assert!(sent(1, &all).headers().get(ENCODING).is_some());
        assert!(sent(0, &all).headers().get(ENCODING).is_none());
        let none = options(SdkConfig::builder().disable_request_compression(true).build());
        assert!(sent(10_240, &none).headers().get(ENCODING).is_none());
        let most = SdkConfig::builder().request_min_compression_size_bytes(u32::MAX).build();
        assert_eq!(options(most).min_compression_size_bytes(), HIGHEST);
    }

    #[test]
    fn encodings_of_the_caller_stay() {
        let mut request = request(SdkBody::from(vec![b'x'; 10_240]));
        request.headers_mut().insert(ENCODING, "custom");
        compress(&mut request, &CompressionOptions::default()).unwrap();
        assert_eq!(request.headers().get(ENCODING), Some("custom, gzip"));
        assert_eq!(request.headers().get_all(ENCODING).count(), 1);
    }

    #[tokio::test]
    async fn streams_are_compressed_for_each_attempt() {
        let stream =
            SdkBody::retryable(|| SdkBody::from_body_1_x(SdkBody::from(vec![b'x'; 10_240])));
        let mut request = request(stream);
        compress(&mut request, &CompressionOptions::default()).unwrap();
        assert_eq!(request.headers().get(ENCODING), Some("gzip"));
        assert!(request.headers().get(LENGTH).is_none());
        for _ in 0..2 {
            let body = request.body().try_clone().expect("the body can be sent again");
            let bytes = ByteStream::new(body).collect().await.unwrap().to_vec();
            assert!(bytes.starts_with(&GZIP));
        }
    }
}
