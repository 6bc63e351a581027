use super::*;
use aws_credential_types::Credentials;
use aws_runtime::auth::SigningOptions;
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
    let host =
        pick(rng, &["host.amazonaws.com", "localhost:8080", "h:443", "h:80", "user@h", "[::1]:9"]);
    let segments = ["a", "b.c", "~x_y-z", "..", ".", "", "%20", "caf%C3%A9", "a+b", "a:b@c", "*"];
    let parameters =
        ["list-type=2", "a=", "a", "b=2", "b=1", "A=~", "x=%2F", "y=a+b", "z=1=2", "", "p=a%20b"];
    // Half of them have nothing odd in them.
    let (segments, parameters) = if rng.bool() {
        (&segments[..3], &parameters[..6])
    } else {
        (&segments[..], &parameters[..])
    };
    let path: Vec<&str> = (0..rng.usize(..4)).map(|_| pick(rng, segments)).collect();
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
    request
}

/// What the configuration may say.
fn layer(rng: &mut Rng) -> Layer {
    let mut options = SigningOptions::default();
    options.double_uri_encode = rng.bool();
    options.normalize_uri_path = rng.bool();
    options.content_sha256_header = rng.bool();
    let mut layer = Layer::new("test");
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from_static("eu-central-1")),
        name: Some(SigningName::from_static("service")),
        signing_options: options,
        ..SigV4OperationSigningConfig::default()
    });
    if rng.u8(..8) == 0 {
        layer.store_put(PayloadSigningOverride::unsigned_payload());
    }
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
fn plain_signatures_are_those_of_the_official_signer() {
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
    let mut plain_ones = 0;
    for round in 0..5_000 {
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

        let config = AuthSchemeEndpointConfig::from(Some(&endpoint));
        let credentials = identity.data::<Credentials>().unwrap();
        let made = ours.plain(credentials, &config, &cfg);
        let made = made.and_then(|plain| plain.sign(&request, &ours.keys, now));
        plain_ones += usize::from(made.is_some());
    }
    // Enough of them were signed here, or nothing was compared.
    assert!(plain_ones > 1_000, "{plain_ones}");
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
