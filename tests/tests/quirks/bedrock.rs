//! Models of language, whose keys are bearer tokens.

use super::client;
use tinsmith_aws::bedrockruntime::Client;
use tinsmith_runtime::Token;
use tinsmith_tests::environment;
use tinsmith_tests::server::{Reply, Server};

/// Says to the helper below that it was called by a test, not by a person.
const CHILD: &str = "TINSMITH_TEST_CHILD";

/// Run by the tests below as a process of its own, whose environment they choose.
#[tokio::test]
#[ignore = "a helper, which is given its environment by other tests"]
async fn child() {
    let Some(with_code) = std::env::var_os(CHILD) else { return };
    let mut client = Client::builder();
    if with_code == "code" {
        client = client.token_provider(Token::new("of-code", None));
    }
    client.build().invoke_model().model_id("m").body(b"{}".as_slice()).send().await.unwrap();
}

/// How a process with such a token in its environment proves who calls.
async fn authorization(how: &str) -> String {
    let server = Server::start(vec![Reply::json(200, "{}")]).await;
    let mut child = environment::child("bedrock::child");
    child.env(CHILD, how).envs([
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_BEARER_TOKEN_BEDROCK", "of-environment"),
    ]);
    let out = tokio::task::block_in_place(|| child.output().unwrap());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    server.requests()[0].header("authorization").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_the_environment_is_taken_and_preferred() {
    assert_eq!(authorization("environment").await, "Bearer of-environment");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_in_code_is_preferred_to_the_environment() {
    assert_eq!(authorization("code").await, "Bearer of-code");
    // Credentials and a token in code: the model's order counts.
    let server = Server::start(vec![Reply::json(200, "{}")]).await;
    let client = client::<Client>(&server).bearer_token("t").build();
    client.invoke_model().model_id("m").body(b"{}".as_slice()).send().await.unwrap();
    assert!(server.requests()[0].header("authorization").starts_with("AWS4-HMAC-SHA256 "));
}
