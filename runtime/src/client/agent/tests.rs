//! The user agent is the one that the official interceptor makes.

use super::{Agent, MOST_FRAMEWORKS};
use crate::client::stamp::Stamp;
use aws_credential_types::credential_feature::AwsCredentialFeature as C;
use aws_runtime::sdk_feature::AwsSdkFeature as A;
use aws_runtime::user_agent::{
    AdditionalMetadata, ApiMetadata, AwsUserAgent, UserAgentInterceptor,
};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature as S;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{Input, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_types::app_name::AppName;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

/// All that a program may use, as of the pinned versions.
const SMITHY: [S; 16] = [
    S::Waiter,
    S::Paginator,
    S::GzipRequestCompression,
    S::ProtocolRpcV2Cbor,
    S::RetryModeStandard,
    S::RetryModeAdaptive,
    S::FlexibleChecksumsReqCrc32,
    S::FlexibleChecksumsReqCrc32c,
    S::FlexibleChecksumsReqCrc64,
    S::FlexibleChecksumsReqSha1,
    S::FlexibleChecksumsReqSha256,
    S::FlexibleChecksumsReqWhenSupported,
    S::FlexibleChecksumsReqWhenRequired,
    S::FlexibleChecksumsResWhenSupported,
    S::FlexibleChecksumsResWhenRequired,
    S::ObservabilityOtelMetrics,
];
const SDK: [A; 14] = [
    A::AccountIdModePreferred,
    A::AccountIdModeDisabled,
    A::AccountIdModeRequired,
    A::S3Transfer,
    A::SsoLoginDevice,
    A::SsoLoginAuth,
    A::EndpointOverride,
    A::S3TransferUploadDirectory,
    A::S3TransferDownloadDirectory,
    A::S3CustomPartSize,
    A::S3CustomThroughput,
    A::S3CustomMemoryLimit,
    A::S3OnEc2,
    A::S3FilePath,
];
const CREDENTIALS: [C; 23] = [
    C::ResolvedAccountId,
    C::CredentialsCode,
    C::CredentialsEnvVars,
    C::CredentialsEnvVarsStsWebIdToken,
    C::CredentialsStsAssumeRole,
    C::CredentialsStsAssumeRoleSaml,
    C::CredentialsStsAssumeRoleWebId,
    C::CredentialsStsFederationToken,
    C::CredentialsStsSessionToken,
    C::CredentialsProfile,
    C::CredentialsProfileSourceProfile,
    C::CredentialsProfileNamedProvider,
    C::CredentialsProfileStsWebIdToken,
    C::CredentialsProfileSso,
    C::CredentialsSso,
    C::CredentialsProfileProcess,
    C::CredentialsProcess,
    C::CredentialsHttp,
    C::CredentialsImds,
    C::BearerServiceEnvVars,
    C::S3ExpressBucket,
    C::CredentialsProfileLogin,
    C::CredentialsLogin,
];

/// A layer with what every client has.
fn layer() -> Layer {
    let mut layer = Layer::new("test");
    layer.store_put(ApiMetadata::new("dynamodb", "1.2.3"));
    layer
}

fn components() -> RuntimeComponents {
    RuntimeComponentsBuilder::for_tests().build().unwrap()
}

/// A call that is to be signed next.
fn unsigned() -> InterceptorContext {
    let mut context = InterceptorContext::new(Input::erase(()));
    context.enter_serialization_phase();
    context.set_request(HttpRequest::empty());
    let _ = context.take_input();
    context.enter_before_transmit_phase();
    context
}

/// The values of both headers that the official interceptor writes.
fn official(cfg: &mut ConfigBag) -> [String; 2] {
    let mut context = unsigned();
    let (interceptor, components) = (UserAgentInterceptor::new(), components());
    interceptor.read_after_serialization(&(&context).into(), &components, cfg).unwrap();
    interceptor.modify_before_signing(&mut (&mut context).into(), &components, cfg).unwrap();
    let headers = context.request().unwrap().headers();
    ["user-agent", "x-amz-user-agent"].map(|name| headers.get(name).unwrap().to_owned())
}

fn assert_same(layer: Layer) -> String {
    let mut cfg = ConfigBag::of_layers(vec![layer]);
    let agent = Agent::new(&components(), &cfg).unwrap();
    assert!(agent.fits(&cfg));
    let text = agent.text().into_owned();
    assert_eq!(official(&mut cfg), [text.as_str(), text.as_str()]);
    text
}

#[test]
fn every_feature_has_the_letter_that_the_official_interceptor_gives_it() {
    let mut letters = Vec::new();
    let mut add = |store: &dyn Fn(&mut Layer)| {
        let mut layer = layer();
        store(&mut layer);
        let text = assert_same(layer);
        let (_, letter) = text.split_once(" m/").unwrap();
        letters.push(letter.to_owned());
    };
    for feature in SMITHY {
        add(&|layer| {
            layer.store_append(feature.clone());
        });
    }
    for feature in SDK {
        add(&|layer| {
            layer.store_append(feature.clone());
        });
    }
    for feature in CREDENTIALS {
        add(&|layer| {
            layer.store_append(feature.clone());
        });
    }
    let all = letters.len();
    letters.sort();
    letters.dedup();
    assert_eq!(letters.len(), all, "no two are the same");
    assert!(letters.iter().any(|letter| letter.len() == 2), "some have two letters");
}

#[test]
fn any_features_are_listed_in_the_official_order_and_once() {
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..500 {
        let mut layer = layer();
        for _ in 0..rng.usize(..12) {
            match rng.u8(..3) {
                0 => layer.store_append(SMITHY[rng.usize(..SMITHY.len())].clone()),
                1 => layer.store_append(SDK[rng.usize(..SDK.len())].clone()),
                _ => layer.store_append(CREDENTIALS[rng.usize(..CREDENTIALS.len())].clone()),
            };
        }
        for _ in 0..rng.usize(..15) {
            let name = format!("lib{}", rng.u8(..13));
            let version = [None, Some("1.0"), Some("2.0")][rng.usize(..3)];
            layer.store_append(FrameworkMetadata::new(name, version).unwrap());
        }
        if rng.bool() {
            layer.store_put(AppName::new("an-app").unwrap());
        }
        assert_same(layer);
    }
}

#[test]
fn so_many_frameworks_are_named_and_no_more() {
    let mut layer = layer();
    for number in 0..=MOST_FRAMEWORKS {
        layer.store_append(FrameworkMetadata::new(format!("lib{number}"), None::<&str>).unwrap());
    }
    let text = assert_same(layer);
    assert!(text.ends_with(" lib/lib8 lib/lib9"), "{text}");
}

#[test]
fn what_is_around_is_said() {
    let cfg = ConfigBag::of_layers(vec![layer()]);
    let agent = Agent::new(&components(), &cfg).unwrap();
    let connector = AdditionalMetadata::new("http#hyper-1.x").unwrap();
    let text = agent.write(cfg.load::<ApiMetadata>(), Some("AWS_Lambda_rust"), Some(connector));
    let (_, said) = text.split_once(" lang/rust/").unwrap();
    let (_, said) = said.split_once(' ').unwrap();
    assert_eq!(said, "exec-env/AWS_Lambda_rust md/http#hyper-1.x");
}

#[test]
fn a_user_agent_of_an_interceptor_is_refused_with_what_to_do() {
    let mut layer = layer();
    layer.store_put(AwsUserAgent::for_tests());
    let mut cfg = ConfigBag::of_layers(vec![layer]);
    let mut context = unsigned();
    let stamp = Stamp::default();
    let error = stamp.name(&mut (&mut context).into(), &components(), &mut cfg).unwrap_err();
    assert!(error.to_string().contains("`modify_before_signing`"), "{error}");
    assert!(context.request().unwrap().headers().get("user-agent").is_none());
}
