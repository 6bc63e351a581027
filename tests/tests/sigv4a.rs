//! AWS Signature Version 4A: which calls are signed by it, for which regions, and that the signatures
//! hold: a public key that is derived here from the credentials has to verify them.
#![cfg(feature = "sigv4a")]

use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::body::SdkBody;
use aws_types::region::SigningRegionSet;
use hmac::{Hmac, KeyInit, Mac};
use p256::SecretKey;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, VerifyingKey};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::time::Duration;
use tinsmith_aws::{s3, sts};
use tinsmith_runtime::{
    ByteStream, Credentials, Region, SdkConfig, SdkConfigBuilder, SharedCredentialsProvider,
};
use tinsmith_tests::capture::{Capture, Captured};

/// The example of those who made the scheme, whose public key they published.
const KEY: &str = "AKISORANDOMAASORANDOM";
const SECRET: &str = "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom";
const PUBLIC: (&str, &str) = (
    "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb",
    "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0",
);

const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

/// An access point that is in several regions at once.
const EVERYWHERE: &str = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap());
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// The key that belongs to credentials: a counter mode of HMAC, plus one.
fn key() -> VerifyingKey {
    let mut mac = Hmac::<Sha256>::new_from_slice(format!("AWS4A{SECRET}").as_bytes()).unwrap();
    mac.update(&1_u32.to_be_bytes());
    mac.update(ALGORITHM.as_bytes());
    mac.update(&[0]);
    mac.update(KEY.as_bytes());
    mac.update(&[1]);
    mac.update(&256_u32.to_be_bytes());
    let mut scalar = mac.finalize().into_bytes();
    for byte in scalar.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
    SecretKey::from_slice(&scalar).unwrap().public_key().into()
}

/// Verifies a signature: of the request in its canonical form, on a day, for a service.
fn verify(canonical: &str, date: &str, scope: &str, signature: &str) {
    let hash = hex(&Sha256::digest(canonical));
    let signed = format!("{ALGORITHM}\n{date}\n{scope}\n{hash}");
    let signature = DerSignature::try_from(from_hex(signature).as_slice()).unwrap();
    key().verify(signed.as_bytes(), &signature).unwrap_or_else(|_| panic!("not of\n{canonical}"));
}

/// A target in the parts that are signed.
fn parts(url: &str) -> (&str, &str, &str) {
    let (_, rest) = url.split_once("://").unwrap();
    let (host, target) = rest.split_at(rest.find('/').unwrap());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    (host, path, query)
}

/// The parameters of a query in order, but for the signature.
fn sorted(query: &str) -> String {
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.retain(|parameter| !parameter.starts_with("X-Amz-Signature="));
    parameters.sort_unstable();
    parameters.join("&")
}

/// Verifies the signature of a request that went out, over a body with a hash; answers its regions.
fn verified(request: &Captured, method: &str, service: &str, body: &str) -> String {
    let (host, path, query) = parts(&request.url);
    let authorization = request.header("authorization");
    let rest = authorization.strip_prefix(ALGORITHM).unwrap_or_else(|| panic!("{authorization}"));
    let mut said = BTreeMap::new();
    for part in rest.split(',') {
        let (name, value) = part.trim().split_once('=').unwrap();
        said.insert(name, value);
    }
    let date = request.header("x-amz-date");
    let scope = format!("{}/{service}/aws4_request", &date[..8]);
    assert_eq!(said["Credential"], format!("{KEY}/{scope}"), "the regions are not part of it");
    assert!(said["SignedHeaders"].contains("x-amz-region-set"), "{authorization}");
    let headers = said["SignedHeaders"].split(';').map(|name| match name {
        "host" => format!("host:{host}\n"),
        name => format!("{name}:{}\n", request.header(name)),
    });
    let canonical = format!(
        "{method}\n{path}\n{}\n{}\n{}\n{body}",
        sorted(query),
        headers.collect::<String>(),
        said["SignedHeaders"],
    );
    verify(&canonical, date, &scope, said["Signature"]);
    request.header("x-amz-region-set").to_owned()
}

fn config(capture: &Capture) -> SdkConfigBuilder {
    let key = Credentials::new(KEY, SECRET, None, None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-central-1"))
        .http_client(capture.client())
        .time_source(StaticTimeSource::from_secs(1_000_000_000))
        .credentials_provider(SharedCredentialsProvider::new(key))
}

fn preferring(config: SdkConfigBuilder, scheme: &'static str) -> SdkConfigBuilder {
    config.auth_scheme_preference([AuthSchemeId::from(scheme)])
}

#[test]
fn the_key_of_the_example_is_the_one_that_was_published() {
    let point = key().to_sec1_point(false);
    assert_eq!(hex(&point.as_bytes()[1..]), [PUBLIC.0, PUBLIC.1].concat());
}

#[tokio::test]
async fn an_access_point_in_several_regions_is_called_for_all_of_them() {
    let capture = Capture::default();
    let client = s3::Client::new(&config(&capture).build());
    let _ = client.get_object().bucket(EVERYWHERE).key("a key/b").send().await;
    let request = capture.last();
    let host = "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/a%20key/b";
    assert_eq!(request.url, host);
    let nothing = hex(&Sha256::digest(""));
    assert_eq!(request.header("x-amz-content-sha256"), nothing);
    assert_eq!(verified(&request, "GET", "s3", &nothing), "*");
    // All other buckets are called as ever.
    let _ = client.get_object().bucket("bucket").key("k").send().await;
    let authorization = capture.last().header("authorization").to_owned();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 "), "{authorization}");
}

#[tokio::test]
async fn a_body_that_streams_is_signed_as_one_with_its_checksum_behind_it() {
    let capture = Capture::default();
    let client = s3::Client::new(&config(&capture).build());
    let stream = ByteStream::new(SdkBody::from_body_1_x(SdkBody::from("content")));
    let put = client.put_object().bucket(EVERYWHERE).key("k").body(stream).content_length(7);
    let _ = put.send().await;
    let request = capture.last();
    let payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    assert_eq!(request.header("x-amz-content-sha256"), payload);
    assert_eq!(verified(&request, "PUT", "s3", payload), "*");
}

#[tokio::test]
async fn the_regions_of_the_user_win_over_those_of_the_endpoint() {
    let capture = Capture::default();
    let regions: SigningRegionSet = ["us-west-2", "eu-west-1"].into_iter().collect();
    let client = s3::Client::new(&config(&capture).sigv4a_signing_region_set(regions).build());
    let nothing = hex(&Sha256::digest(""));
    let _ = client.get_object().bucket(EVERYWHERE).key("k").send().await;
    assert_eq!(verified(&capture.last(), "GET", "s3", &nothing), "us-west-2,eu-west-1");
    // And those of a call over those of its client.
    let once = client.get_object().bucket(EVERYWHERE).key("k");
    let once =
        once.with(|call| call.config(|config| config.sigv4a_signing_region_set("eu-west-2")));
    let _ = once.send().await;
    assert_eq!(verified(&capture.last(), "GET", "s3", &nothing), "eu-west-2");
}

#[tokio::test]
async fn who_prefers_it_gets_it_where_the_service_has_it() {
    let capture = Capture::default();
    let client = sts::Client::new(&config(&capture).build());
    let _ = client.get_caller_identity().send().await;
    let authorization = capture.last().header("authorization").to_owned();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 "), "{authorization}");

    let preferring = preferring(config(&capture), "sigv4a");
    let body = hex(&Sha256::digest("Action=GetCallerIdentity&Version=2011-06-15"));
    let client = sts::Client::new(&preferring.build());
    let _ = client.get_caller_identity().send().await;
    assert_eq!(verified(&capture.last(), "POST", "sts", &body), "eu-central-1");
    let _ = client.get_caller_identity().with(|call| call.region("eu-west-1")).send().await;
    assert_eq!(verified(&capture.last(), "POST", "sts", &body), "eu-west-1");
}

#[tokio::test]
async fn an_endpoint_that_takes_both_is_called_as_it_would_best_like_it() {
    let outpost = "arn:aws:s3-outposts:eu-central-1:123456789012:outpost/op-01234567890123456/\
                   accesspoint/reports";
    let capture = Capture::default();
    let nothing = hex(&Sha256::digest(""));
    let client = s3::Client::new(&config(&capture).build());
    let _ = client.get_object().bucket(outpost).key("k").send().await;
    assert_eq!(verified(&capture.last(), "GET", "s3-outposts", &nothing), "*");
    let client = s3::Client::new(&preferring(config(&capture), "sigv4").build());
    let _ = client.get_object().bucket(outpost).key("k").send().await;
    let authorization = capture.last().header("authorization").to_owned();
    assert!(authorization.contains("/eu-central-1/s3-outposts/aws4_request"), "{authorization}");
}

#[tokio::test]
async fn requests_for_others_are_signed_by_it_too() {
    let capture = Capture::default();
    let client = s3::Client::new(&config(&capture).build());
    let get = client.get_object().bucket(EVERYWHERE).key("k");
    let presigned = get.presign(Duration::from_secs(900)).await.unwrap();
    let (host, path, query) = parts(presigned.uri());
    let said: BTreeMap<&str, &str> =
        query.split('&').filter_map(|parameter| parameter.split_once('=')).collect();
    assert_eq!(said["X-Amz-Algorithm"], ALGORITHM);
    assert_eq!(said["X-Amz-Region-Set"], "%2A");
    assert_eq!((said["X-Amz-Expires"], said["X-Amz-SignedHeaders"]), ("900", "host"));
    let canonical =
        format!("GET\n{path}\n{}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD", sorted(query));
    let scope = "20010909/s3/aws4_request";
    verify(&canonical, "20010909T014640Z", scope, said["X-Amz-Signature"]);
}
