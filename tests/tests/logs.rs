//! What the log says at its most talkative: which call, which attempt, which request, and no secret.

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use std::sync::{Arc, Mutex};
use tinsmith_aws::s3::{self, ClientSettings};
use tinsmith_aws::{bedrockruntime, sts, workspaces};
use tinsmith_runtime::{ByteStream, Credentials, RetryConfig, SdkConfig, Token};
use tinsmith_tests::server::{Reply, Server};

/// All that is logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Catches the log of this thread, for as long as what it gives lives.
    fn start(&self) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn spans_tell_service_operation_attempt_and_request() {
    let log = Log::default();
    let guard = log.start();
    let server = Server::start(vec![Reply::json(500, "{}"), Reply::json(200, "{}")]).await;
    let client = workspaces::Client::builder().region("eu-central-1").access_key("id", "secret");
    let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::ZERO);
    let client = client.endpoint_url(server.url()).retry_config(retries).build();
    client.describe_workspace_images().send().await.unwrap();
    drop(guard);
    let text = log.text();
    let answered: Vec<&str> =
        text.lines().filter(|line| line.contains("service answered")).collect();
    assert_eq!(answered.len(), 2, "{text}");
    for (line, attempt, status) in [(answered[0], 1, 500), (answered[1], 2, 200)] {
        for part in [
            "rpc.system=\"aws-api\"",
            "rpc.service=\"WorkSpaces\"",
            "rpc.method=\"DescribeWorkspaceImages\"",
            &format!("try_attempt{{attempt={attempt}}}"),
            &format!("status={status}"),
            "request_id=\"test-request-id\"",
        ] {
            assert!(line.contains(part), "no {part} in {line}");
        }
    }
}

const SECRETS: [&str; 8] = [
    "very secret key",
    "very-secret-session",
    "very-secret-token",
    "very-secret-sse",
    "given-secret",
    "given-session",
    "opened-secret",
    "opened-session",
];

const ROLE: &str = r#"<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <Credentials><SessionToken>given-session</SessionToken><SecretAccessKey>given-secret</SecretAccessKey>
    <Expiration>2014-10-24T23:00:23Z</Expiration><AccessKeyId>ASIA1</AccessKeyId></Credentials>
    </AssumeRoleResult></AssumeRoleResponse>"#;

const SESSION: &str = "<CreateSessionResult><Credentials><AccessKeyId>ASIA2</AccessKeyId>
    <SecretAccessKey>opened-secret</SecretAccessKey><SessionToken>opened-session</SessionToken>
    <Expiration>2999-10-24T23:00:23Z</Expiration></Credentials></CreateSessionResult>";

#[tokio::test]
async fn no_secret_of_a_session_is_logged() {
    let log = Log::default();
    let guard = log.start();
    let xml = Reply::Answer(200, vec![("content-type", "text/xml".to_owned())], SESSION.into());
    let empty = Reply::Answer(200, Vec::new(), Vec::new());
    let server = Server::start(vec![xml, empty]).await;
    let client = s3::Client::builder().region("us-west-2").access_key("AKID", "very secret key");
    let client = client.endpoint_url(server.url()).build();
    let call = client.get_object().bucket("box--usw2-az1--x-s3").key("a");
    let shown = format!("{:?} {client:?}", call.send().await);
    let call = client.put_object().bucket("box--usw2-az1--x-s3").key("a");
    let file = ByteStream::from_path("Cargo.toml").await.unwrap();
    call.body(file).send().await.unwrap();
    let call = client.get_object().bucket("box--usw2-az1--x-s3").key("a");
    let signed = call.presign(std::time::Duration::from_secs(60)).await.unwrap();
    drop(guard);
    assert!(signed.uri().contains("=opened-session"), "{}", signed.uri());
    for request in server.requests().iter().skip(1) {
        assert_eq!(request.header("x-amz-s3session-token"), "opened-session");
    }
    let all = log.text();
    assert!(all.contains("CreateSession") && all.contains("resolved identity"), "{all}");
    for line in all.lines().chain([shown.as_str()]) {
        let shown = SECRETS.iter().find(|secret| line.contains(**secret));
        assert!(shown.is_none(), "{line}");
    }
}

#[tokio::test]
async fn no_secret_is_logged() {
    let log = Log::default();
    let guard = log.start();
    let xml = Reply::Answer(200, vec![("content-type", "text/xml".to_owned())], ROLE.into());
    let server = Server::start(vec![xml, Reply::json(200, r#"{"body":1}"#)]).await;
    let key = || {
        let session = Some("very-secret-session".to_owned());
        Credentials::new("AKID", "very secret key", session, None, "test")
    };
    let client = sts::Client::builder().region("us-east-1").credentials(key());
    let client = client.endpoint_url(server.url()).build();
    let call = client.assume_role().role_arn("arn:aws:iam::123456789012:role/reader");
    let answer = call.role_session_name("name").send().await.unwrap();
    let text = format!("{answer:?}");
    let bearer = AuthSchemeId::from("httpBearerAuth");
    let config = SdkConfig::builder().auth_scheme_preference([bearer]).build();
    let client = bedrockruntime::Client::builder().config(&config).region("us-east-1");
    let client = client.token_provider(Token::new("very-secret-token", None));
    let client = client.endpoint_url(server.url()).build();
    client.invoke_model().model_id("nova").body(b"{}".as_slice()).send().await.unwrap();
    let client =
        s3::Client::builder().region("us-east-1").credentials(key()).force_path_style(true);
    let client = client.endpoint_url(server.url()).build();
    let call = client.put_object().bucket("box").key("a").sse_customer_key("very-secret-sse");
    let shown = format!("{call:?}");
    let call = format!("{shown} {:?}", call.send().await);
    drop(guard);
    let sent = server.requests();
    assert_eq!(sent[0].header("x-amz-security-token"), "very-secret-session");
    assert_eq!(sent[1].header("authorization"), "Bearer very-secret-token");
    let sse = sent[2].header("x-amz-server-side-encryption-customer-key");
    assert_eq!(sse, "very-secret-sse");
    let all = log.text();
    assert!(all.contains("transmitting request") && all.contains("resolved identity"), "{all}");
    for line in all.lines().chain([text.as_str(), call.as_str()]) {
        let shown = SECRETS.iter().find(|secret| line.contains(**secret));
        assert!(shown.is_none(), "{line}");
    }
}
