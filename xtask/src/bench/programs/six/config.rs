//! The configuration, with the HTTP client that is asked for.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;

pub fn load() -> SdkConfig {
    let text = |name| std::env::var(name).unwrap_or_default();
    let (id, secret) = (text("AWS_ACCESS_KEY_ID"), text("AWS_SECRET_ACCESS_KEY"));
    let credentials = Credentials::new(id, secret, None, None, "environment");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(text("AWS_REGION")))
        .credentials_provider(SharedCredentialsProvider::new(credentials));
    #[cfg(feature = "tls")]
    let config = {
        use aws_smithy_http_client::Builder;
        use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
        let provider = Provider::Rustls(CryptoMode::AwsLc);
        config.http_client(Builder::new().tls_provider(provider).build_https())
    };
    config.build()
}
