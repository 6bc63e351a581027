use super::*;
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4::SigV4Signer;
use aws_runtime::auth::{PayloadSigningOverride, SigningOptions};
use aws_sigv4::http_request::SignableBody;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{FrozenLayer, Layer};
use aws_types::SigningName;
use aws_types::region::SigningRegion;
use fastrand::Rng;
use std::time::{Duration, SystemTime};

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from.get(rng.usize(..from.len())).copied().unwrap_or_default()
}

fn request(rng: &mut Rng) -> HttpRequest {
    let host = pick(
        rng,
        &["host.amazonaws.com", "localhost:8080", "h:443", "h:80", "user@h", "u@h:443", "[::1]:9"],
    );
    let segments = ["a", "b.c", "~x_y-z", "..", ".", "", "%20", "caf%C3%A9", "a+b", "a:b@c", "*"];
    let parameters = [
        "list-type=2",
        "a=",
        "a",
        "b=2",
        "b=1",
        "A=~",
        "x=%2F",
        "y=a+b",
        "z=1=2",
        "",
        "p=a%20b",
        "=x",
        "=",
        "q=%ff%2f",
        "r=%",
        "s=%4",
        "t%7e=!'()*",
        "u=%C3%a9",
        "v?=/",
    ];
    // Half of them have nothing odd in them.
    let (segments, parameters) = if rng.bool() {
        (&segments[..3], &parameters[..6])
    } else {
        (&segments[..], &parameters[..])
    };
    let path: Vec<&str> = (0..rng.usize(..6)).map(|_| pick(rng, segments)).collect();
    let query: Vec<&str> = (0..rng.usize(..4)).map(|_| pick(rng, parameters)).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let scheme = pick(rng, &["https", "http"]);
    let mut request = HttpRequest::new(SdkBody::from(pick(rng, &["", "{}", "body é"])));
    request.set_method(pick(rng, &["GET", "POST", "PUT"])).unwrap();
    let path = path.join("/");
    let uri = format!("{scheme}://{host}/{path}{mark}{}", query.join("&"));
    if request.set_uri(uri).is_err() {
        request.set_uri("https://host.amazonaws.com/").unwrap();
    }
    let names = [
        "content-type",
        "x-amz-target",
        "user-agent",
        "x-amzn-trace-id",
        "x-amz-meta-a",
        "host",
        "transfer-encoding",
        "authorization",
        "accept",
        "x-amz-date",
        "x-amz-content-sha256",
        "x-amz-security-token",
    ];
    let values = ["plain", " two  spaces ", "a   b    c", "", "tab\tinside", "trailing  "];
    for _ in 0..rng.usize(..6) {
        let (name, value) = (pick(rng, &names), pick(rng, &values));
        request.headers_mut().append(name.to_owned(), value.to_owned());
    }
    // More than there is room for without an allocation.
    let many = if rng.u8(..16) == 0 { rng.usize(25..60) } else { 0 };
    for _ in 0..many {
        let name = format!("x-amz-meta-{}", rng.u8(..100));
        request.headers_mut().append(name, pick(rng, &values).to_owned());
    }
    request
}

/// What the configuration may say.
fn layer(rng: &mut Rng) -> Layer {
    let mut options = SigningOptions::default();
    options.double_uri_encode = rng.bool();
    options.normalize_uri_path = rng.bool();
    options.content_sha256_header = rng.bool();
    options.omit_session_token = rng.u8(..8) == 0;
    if rng.u8(..8) == 0 {
        options.payload_override = Some(SignableBody::Bytes(b"another body"));
    }
    let mut layer = Layer::new("test");
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from_static("eu-central-1")),
        name: Some(SigningName::from_static("service")),
        signing_options: options,
        ..SigV4OperationSigningConfig::default()
    });
    match rng.u8(..16) {
        0 => layer.store_put(PayloadSigningOverride::unsigned_payload()),
        1 => layer.store_put(PayloadSigningOverride::Precomputed("0123abcd".to_owned())),
        2 => layer.store_put(PayloadSigningOverride::StreamingUnsignedPayloadTrailer),
        3 => layer.store_put(PayloadSigningOverride::StreamingSignedPayloadTrailer),
        4 => {
            let name = |_: &SigningSettings, _: &ConfigBag| Ok(Some("x-amz-another-token"));
            layer.store_put(SigV4SessionTokenNameOverride::new(name))
        }
        _ => &mut layer,
    };
    layer
}

fn credentials(rng: &mut Rng) -> Identity {
    let secret = pick(rng, &["secret", "another/secret+"]);
    let token = rng.bool().then(|| "token=".to_owned());
    Credentials::new("AKIDEXAMPLE", secret, token, None, "test").into()
}

fn endpoint(rng: &mut Rng) -> Document {
    let mut properties = std::collections::HashMap::new();
    if rng.bool() {
        properties.insert("signingName".to_owned(), Document::from("other"));
        properties.insert("signingRegion".to_owned(), Document::from("us-west-2"));
    }
    if rng.u8(..4) == 0 {
        properties.insert("disableDoubleEncoding".to_owned(), Document::from(rng.bool()));
        properties.insert("disableNormalizePath".to_owned(), Document::from(rng.bool()));
    }
    Document::Object(properties)
}

/// The headers of a request that a signer has signed.
fn signed(
    signer: &dyn Sign,
    request: &HttpRequest,
    identity: &Identity,
    endpoint: &Document,
    components: &RuntimeComponents,
    cfg: &ConfigBag,
) -> Vec<(String, String)> {
    let mut request = request.try_clone().unwrap();
    let endpoint = AuthSchemeEndpointConfig::from(Some(endpoint));
    signer.sign_http_request(&mut request, identity, endpoint, components, cfg).unwrap();
    let headers = request.headers().iter();
    let mut all: Vec<_> = headers.map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    all.sort();
    all
}

/// Components with a time source and what else has to be there.
fn components(now: SystemTime) -> RuntimeComponents {
    RuntimeComponentsBuilder::for_tests()
        .with_time_source(Some(StaticTimeSource::new(now)))
        .build()
        .unwrap()
}

#[test]
fn signatures_are_those_of_the_official_signer() {
    compare(&Scheme::new(Skew::default()), None);
}

#[test]
fn signatures_of_sessions_are_those_of_the_official_signer() {
    compare(&Scheme::of_sessions(Skew::default()), Some(express::session_layer()));
}

/// Compares many signatures, with a layer that the engine adds to the configuration.
fn compare(ours: &Scheme, added: Option<FrozenLayer>) {
    let mut rng = Rng::with_seed(20_150_830);
    let official = SigV4Signer::new();
    for round in 0..20_000 {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(rng.u64(..4_000_000_000_000));
        let now = if rng.bool() { now } else { SystemTime::UNIX_EPOCH };
        let (request, identity) = (request(&mut rng), credentials(&mut rng));
        let endpoint = endpoint(&mut rng);
        let mut cfg = ConfigBag::of_layers(vec![layer(&mut rng)]);
        added.iter().for_each(|added| {
            cfg.push_shared_layer(added.clone());
        });
        let components = components(now);
        let of = |signer| signed(signer, &request, &identity, &endpoint, &components, &cfg);
        assert_eq!(of(ours), of(&official), "round {round}: {request:?}");
    }
}

/// What a signer says to something that it cannot sign.
fn refusal(identity: &Identity, endpoint: Document, change: impl FnOnce(&mut Layer)) -> String {
    let mut request = HttpRequest::new(SdkBody::empty());
    request.set_uri("https://host/").unwrap();
    let mut layer = layer(&mut Rng::with_seed(1));
    change(&mut layer);
    let cfg = ConfigBag::of_layers(vec![layer]);
    let endpoint = AuthSchemeEndpointConfig::from(Some(&endpoint));
    let components = components(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    let ours = Scheme::new(Skew::default());
    let signed = ours.sign_http_request(&mut request, identity, endpoint, &components, &cfg);
    signed.unwrap_err().to_string()
}

#[test]
fn what_cannot_be_signed_is_refused_with_its_reason() {
    let good: Identity = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test").into();
    let config = |layer: &Layer| layer.load::<SigV4OperationSigningConfig>().unwrap().clone();
    let endpoint = |name: &str, value: Document| {
        Document::Object([(name.to_owned(), value)].into_iter().collect())
    };
    let none = || Document::Object(Default::default());
    let token = Identity::new(aws_credential_types::Token::new("token", None), None);
    for (identity, endpoint, why) in [
        (&good, none(), "set the clock"),
        (&token, none(), "and its identity is none"),
        (&good, endpoint("signingName", 1.into()), "`signingName` of the endpoint"),
        (&good, endpoint("disableDoubleEncoding", 1.into()), "neither true nor false"),
    ] {
        let said = refusal(identity, endpoint, |_| {});
        assert!(said.contains(why), "{said}");
    }
    let said = refusal(&good, none(), |layer| {
        let config = SigV4OperationSigningConfig { region: None, ..config(layer) };
        layer.store_put(config);
    });
    assert!(said.contains("no region to sign for"), "{said}");
    let said = refusal(&good, none(), |layer| {
        let mut config = config(layer);
        config.signing_options.signature_type = HttpSignatureType::HttpRequestQueryParams;
        layer.store_put(config);
    });
    assert!(said.contains("`presign`"), "{said}");
    let said = refusal(&good, none(), |layer| {
        layer.unset::<SigV4OperationSigningConfig>();
    });
    assert!(said.contains("was removed"), "{said}");
}

#[test]
fn what_goes_on_from_a_signature_is_told_it() {
    let mut rng = Rng::with_seed(7);
    let identity = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test").into();
    let onward = Onward::default();
    let mut layer = layer(&mut rng);
    layer.store_put(onward.clone());
    let (ours, cfg) = (Scheme::new(Skew::default()), ConfigBag::of_layers(vec![layer]));
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160);
    let endpoint = Document::Object(Default::default());
    assert!(onward.seed().is_none());
    let headers = signed(&ours, &request(&mut rng), &identity, &endpoint, &components(now), &cfg);
    let authorization = &headers.iter().find(|(name, _)| name == "authorization").unwrap().1;
    let seed = onward.seed().unwrap();
    assert!(authorization.ends_with(&format!("Signature={}", seed.signature)), "{authorization}");
    assert_eq!((&*seed.region, &*seed.name, seed.time), ("eu-central-1", "service", now));
    let shown = format!("{seed:?} {onward:?}");
    assert!(!shown.contains(&seed.signature) && !shown.contains("secret"), "{shown}");
}

#[test]
fn keys_are_not_shown() {
    let ours = Scheme::new(Skew::default());
    let request = HttpRequest::new(SdkBody::from("x"));
    let identity = Credentials::new("AKIDEXAMPLE", "hunter2", None, None, "test").into();
    let mut request_to_sign = request;
    request_to_sign.set_uri("https://host/").unwrap();
    let cfg = ConfigBag::of_layers(vec![layer(&mut Rng::with_seed(1))]);
    let components = components(SystemTime::UNIX_EPOCH);
    let none = Document::Object(Default::default());
    signed(&ours, &request_to_sign, &identity, &none, &components, &cfg);
    let shown = format!("{ours:?}");
    assert!(!shown.contains("hunter2") && shown.contains("KeyCache"), "{shown}");
}
