//! The official cases of signature version 4, as the archive has them, signed by a client: its
//! request is exchanged for that of the case before it is signed.

use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use std::fs;
use std::path::{Path, PathBuf};
use tinsmith_runtime::Credentials;
use tinsmith_tests::capture::Capture;
use tinsmith_tests::{archive, environment};

mod service {
    //! A client as the generator would write it.
    use tinsmith_runtime::prelude::*;
    use tinsmith_runtime::rules::{BuiltIn, Outcome, Parameter, Rules, Slot};

    static RULES: Rules = Rules {
        parameters: &[
            Parameter::string("Endpoint").built_in(BuiltIn::Endpoint),
            Parameter::string("Region").built_in(BuiltIn::Region),
        ],
        kept: &[],
        conditions: &[],
        results: &[Outcome::url(Slot(0))],
        nodes: &[],
    };

    #[derive(Clone, Debug)]
    pub(super) struct Client {
        runtime: tinsmith_runtime::Client,
    }

    client!(Client {
        protocol = Protocol::AwsJson1_1("Service"),
        sdk_id = "Service",
        module = "service",
        version = "1",
        signing_name = "service",
        endpoints = &RULES,
    });

    operations!(Client { ask: Ask });

    #[derive(Debug)]
    pub(super) enum Error {
        Call(CallError),
    }

    service_error!(Error: json {});

    pub(super) struct Ask {
        pub(super) input: Input,
        call: Call,
    }

    #[derive(Clone, Debug, Default)]
    pub(super) struct Input {}

    encode_json!(Input {});

    #[derive(Clone, Debug, Default)]
    pub(super) struct Output {}

    decode_json!(Output {});

    mod ask {
        use super::*;
        operation!(Ask: Input => Output, Error, json("Ask"));
    }
}

/// A request of the suite.
#[derive(Clone, Debug)]
struct Case {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
    /// The token of the session, if it is signed.
    token: Option<String>,
}

/// The cases that no client can come to, for no URI has a blank in it.
const NO_REQUESTS: [&str; 1] = ["get-space"];

impl Case {
    fn parse(text: &str, token: Option<String>) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let first = lines.next().unwrap();
        let (method, rest) = first.split_once(' ').unwrap();
        let (target, _) = rest.rsplit_once(' ').unwrap();
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            match line.split_once(':') {
                Some((name, value)) if !line.starts_with(' ') => {
                    headers.push((name.to_lowercase(), value.trim().to_owned()));
                }
                // A value that goes on, which HTTP no longer allows, is one with a blank.
                _ => headers.last_mut().unwrap().1.push_str(&format!(" {}", line.trim())),
            }
        }
        let (method, target) = (method.to_owned(), target.to_owned());
        Self { method, target, headers, body: body.to_owned(), token }
    }
}

/// Exchanges the request for that of a case.
#[derive(Debug)]
struct Exchange(Case);

#[dyn_dispatch_hint]
impl Intercept for Exchange {
    fn name(&self) -> &'static str {
        "Exchange"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let case = &self.0;
        let mut request = HttpRequest::new(SdkBody::from(case.body.clone()));
        request.set_method(&case.method)?;
        request.set_uri(format!("https://example.amazonaws.com{}", case.target))?;
        // The signer adds the moment and the token itself.
        let own = ["x-amz-date", "x-amz-security-token"];
        for (name, value) in case.headers.iter().filter(|(name, _)| !own.contains(&name.as_str())) {
            request.headers_mut().try_append(name.clone(), value.clone())?;
        }
        *context.request_mut() = request;
        Ok(())
    }
}

/// What a client says of who calls.
async fn authorization(case: Case) -> String {
    let connection = Capture::default();
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    let credentials = Credentials::new("AKIDEXAMPLE", secret, case.token.clone(), None, "suite");
    let client = service::Client::builder()
        .region("us-east-1")
        .credentials(credentials)
        .endpoint_url("https://example.amazonaws.com")
        .http_client(connection.client())
        // Half past noon, and six minutes.
        .time_source(StaticTimeSource::from_secs(1_440_938_160))
        .interceptor(Exchange(case))
        .build();
    match client.ask().send().await {
        Ok(_) => connection.last().header("authorization").to_owned(),
        Err(error) => error.to_string(),
    }
}

/// The folders with a case, by their names.
fn cases(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "req") {
                found.push((path.file_stem().unwrap().to_string_lossy().into_owned(), path));
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn clients_sign_as_the_official_cases_say() {
    let Some(packed) = environment::archive() else { return };
    let folder = archive::unpack(&packed).join("tests/unit/auth/aws4_testsuite");
    let (mut passed, mut failed) = (0, Vec::new());
    for (name, path) in cases(&folder) {
        if NO_REQUESTS.contains(&name.as_str()) {
            continue;
        }
        let canonical = fs::read_to_string(path.with_extension("creq")).unwrap();
        let token = canonical.lines().find_map(|line| line.strip_prefix("x-amz-security-token:"));
        let token = token.map(str::to_owned);
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let case = Case::parse(&text, token);
        let expected = fs::read_to_string(path.with_extension("authz")).unwrap();
        let is = authorization(case).await;
        if is == expected.trim() {
            passed += 1;
        } else {
            failed.push(format!("{name}: {is}, not {expected}"));
        }
    }
    assert!(failed.is_empty() && passed > 20, "{passed} passed; {}", failed.join("\n"));
    eprintln!("{passed} cases of the suite passed");
}
