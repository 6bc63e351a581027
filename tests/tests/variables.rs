//! Environment variables: what each does to a call, of a client that is told nothing else.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::fmt::Write;
use std::fs;
use tinsmith_aws::{cloudwatch, dynamodb, s3, sts, workspaces};
use tinsmith_runtime::{ByteStream, RetryConfig};
use tinsmith_tests::capture::Capture;
use tinsmith_tests::environment::{self, root};

/// Says to the helper below what to call, and that a test asks.
const CALL: &str = "TINSMITH_TEST_CALL";

/// What every process below has.
const COMMON: [(&str, &str); 3] = [
    ("AWS_REGION", "eu-west-3"),
    ("AWS_ACCESS_KEY_ID", "AKID"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
];

const EVERYWHERE: &str = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap";

/// An access point that is elsewhere.
const ELSEWHERE: &str = "arn:aws:s3:us-west-2:123456789012:accesspoint/reports";

/// Adds how calls are tried again, which nobody sees from outside, to what is sent.
#[derive(Debug)]
struct TellMode;

#[dyn_dispatch_hint]
impl Intercept for TellMode {
    fn name(&self) -> &'static str {
        "TellMode"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mode = cfg.load::<RetryConfig>().map(|config| format!("{:?}", config.mode()));
        context.request_mut().headers_mut().insert("x-retry-mode", mode.unwrap_or_default());
        Ok(())
    }
}

/// Run by the tests below as a process of its own, whose environment they choose.
#[tokio::test]
#[ignore = "a helper, which is given its environment by other tests"]
async fn child() {
    let Ok(call) = std::env::var(CALL) else { return };
    let capture = Capture::default();
    let s3 = || s3::Client::builder().http_client(capture.client()).build();
    let get = |bucket: &str| s3().get_object().bucket(bucket).key("k").send();
    // What is answered is no answer of most of them; what is sent counts.
    let failed = match call.as_str() {
        "describe" => {
            let client = workspaces::Client::builder().http_client(capture.client());
            let client = client.interceptor(TellMode).build();
            client.describe_workspace_images().send().await.err().map(|error| error.to_string())
        }
        "measure" => {
            let client = cloudwatch::Client::builder().http_client(capture.client()).build();
            let call = client.put_metric_data().namespace("x".repeat(20_000));
            call.send().await.err().map(|error| error.to_string())
        }
        "tables" => {
            let client = dynamodb::Client::builder().http_client(capture.client()).build();
            client.list_tables().send().await.err().map(|error| error.to_string())
        }
        "who" => {
            let client = sts::Client::builder().http_client(capture.client()).build();
            client.get_caller_identity().send().await.err().map(|error| error.to_string())
        }
        "put" => {
            let call =
                s3().put_object().bucket("b").key("k").body(ByteStream::from_static(b"content"));
            call.send().await.err().map(|error| error.to_string())
        }
        bucket => get(bucket).await.err().map(|error| error.to_string()),
    };
    let mut said = String::new();
    match capture.requests().last() {
        Some(request) => {
            let _ = writeln!(said, "child: {}", request.url);
            for (name, value) in &request.headers {
                let _ = writeln!(said, "child: {name}: {value}");
            }
        }
        None => {
            let _ = writeln!(said, "child: {}", failed.unwrap_or_default());
        }
    }
    print!("\n{said}");
}

/// What such a process sent or says, a fact a line, with these variables over the common ones.
fn said(call: &str, variables: &[(&str, &str)]) -> String {
    let mut child = environment::child("child");
    child.env(CALL, call).envs(COMMON).envs(variables.iter().copied());
    let out = String::from_utf8(child.output().unwrap().stdout).unwrap();
    let facts = out.lines().filter_map(|line| line.strip_prefix("child: "));
    let facts: Vec<&str> = facts.collect();
    assert!(!facts.is_empty(), "{out}");
    facts.join("\n")
}

/// A call, variables, and what it then has in it; behind a `!`, what it has only without them.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const CASES: [Case; 17] = [
    (
        "describe",
        &[("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "us-east-2")],
        "https://workspaces.us-east-2.amazonaws.com/",
    ),
    (
        "describe",
        &[("AWS_USE_FIPS_ENDPOINT", "true")],
        "https://workspaces-fips.eu-west-3.amazonaws.com/",
    ),
    (
        "describe",
        &[("AWS_USE_DUALSTACK_ENDPOINT", "true")],
        "https://workspaces.eu-west-3.api.aws/",
    ),
    // What cannot be read is passed over.
    (
        "describe",
        &[("AWS_USE_DUALSTACK_ENDPOINT", "perhaps"), ("AWS_SDK_UA_APP_ID", "once")],
        "https://workspaces.eu-west-3.amazonaws.com/",
    ),
    (
        "describe",
        &[
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
            ("AWS_ENDPOINT_URL", "http://localhost:1"),
            ("AWS_ENDPOINT_URL_WORKSPACES", "http://localhost:2"),
        ],
        "https://workspaces.eu-west-3.amazonaws.com/",
    ),
    ("describe", &[("AWS_SDK_UA_APP_ID", "the-app")], "app/the-app"),
    ("describe", &[("AWS_RETRY_MODE", "adaptive")], "x-retry-mode: Adaptive"),
    (
        "describe",
        &[("AWS_LAMBDA_FUNCTION_NAME", "me"), ("_X_AMZN_TRACE_ID", "Root=1-2-3")],
        "x-amzn-trace-id: Root=1-2-3",
    ),
    ("measure", &[("AWS_DISABLE_REQUEST_COMPRESSION", "true")], "!content-encoding: gzip"),
    ("measure", &[("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "50000")], "!content-encoding: gzip"),
    ("tables", &[("AWS_ACCOUNT_ID_ENDPOINT_MODE", "required")], "AccountId"),
    ("put", &[("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")], "!x-amz-checksum-crc32: "),
    ("b", &[("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required")], "!x-amz-checksum-mode: "),
    (
        "who",
        &[("AWS_AUTH_SCHEME_PREFERENCE", "nobody, sigv4a")],
        "authorization: AWS4-ECDSA-P256-SHA256 ",
    ),
    (
        EVERYWHERE,
        &[("AWS_SIGV4A_SIGNING_REGION_SET", "us-west-2, eu-west-1")],
        "x-amz-region-set: us-west-2,eu-west-1",
    ),
    (
        EVERYWHERE,
        &[("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "true")],
        "Multi-Region Access Point ARNs are disabled",
    ),
    (ELSEWHERE, &[("AWS_S3_USE_ARN_REGION", "false")], "UseArnRegion"),
];

#[test]
fn each_variable_does_what_it_says() {
    for (call, variables, fact) in CASES {
        let (with, without) = (said(call, variables), said(call, &[]));
        match fact.strip_prefix('!') {
            Some(fact) => {
                assert!(without.contains(fact), "{call} without {variables:?}:\n{without}");
                assert!(!with.contains(fact), "{call} with {variables:?}:\n{with}");
            }
            None => assert!(with.contains(fact), "{call} with {variables:?}:\n{with}"),
        }
        assert_ne!(with, without, "{call}: {variables:?} do nothing");
    }
}

/// Which are read is what the code says; each is in some test.
#[test]
fn no_variable_is_left_out() {
    let mut tests = String::new();
    for folder in ["tests/tests", "tests/tests/quirks"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                tests += &fs::read_to_string(path).unwrap();
            }
        }
    }
    let mut count = 0;
    for file in ["builder.rs", "environment.rs", "plugin.rs", "switches.rs"] {
        let code = fs::read_to_string(root().join("runtime/src/client").join(file)).unwrap();
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        for name in code.split(|c| !is_name(c)).filter(|word| word.starts_with("AWS_")) {
            // One that the name of a service follows.
            let name = name.trim_end_matches('_');
            assert!(tests.contains(&format!("\"{name}\"")), "{name} of {file} is in no test");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
