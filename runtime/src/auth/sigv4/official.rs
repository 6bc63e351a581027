//! A request that the official signer has signed, for tests of what goes on from it.

use super::{Onward, Seed};
use crate::auth::skew::{Clock, Skew};
use aws_credential_types::Credentials;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_runtime::auth::sigv4::SigV4Signer;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::{AuthSchemeEndpointConfig, Sign};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_types::SigningName;
use aws_types::region::SigningRegion;
use std::time::{Duration, SystemTime};

/// What goes on from the signature of such a request, with what the official signer looks for in the
/// configuration besides.
pub(crate) fn signed(mut layer: Layer) -> Onward {
    let (region, name) = ("eu-central-1", "service");
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from_static(region)),
        name: Some(SigningName::from_static(name)),
        ..SigV4OperationSigningConfig::default()
    });
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_440_938_160_123);
    let components = RuntimeComponentsBuilder::for_tests()
        .with_time_source(Some(StaticTimeSource::new(time)))
        .build()
        .unwrap();
    let mut request = HttpRequest::new(SdkBody::empty());
    request.set_uri("http://host/").unwrap();
    let identity: Identity = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test").into();
    let endpoint = AuthSchemeEndpointConfig::empty();
    let cfg = ConfigBag::of_layers(vec![layer]);
    let official = SigV4Signer::new();
    official.sign_http_request(&mut request, &identity, endpoint, &components, &cfg).unwrap();
    let authorization = request.headers().get("authorization").unwrap();
    let signature = authorization.rsplit('=').next().unwrap().to_owned();
    let [region, name] = [region, name].map(str::to_owned);
    let clock: Clock = Skew::default().clock(&components);
    Onward::of(Seed { signature, identity, region, name, time, clock })
}
