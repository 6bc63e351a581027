//! Configuration: from environment variables, from `SdkConfig`, in code, and for one call.

use std::time::Duration;
use tinsmith_aws::workspaces::Client;
use tinsmith_runtime::{
    AppName, Credentials, Region, RetryConfig, SdkConfig, SdkConfigBuilder,
    SharedCredentialsProvider, TimeoutConfig,
};
use tinsmith_tests::environment;
use tinsmith_tests::server::{Reply, Server};

/// Says to the helper below that it was called by a test, not by a person.
const CHILD: &str = "TINSMITH_TEST_CHILD";

/// Run by the tests below as a process of its own, whose environment they choose.
#[tokio::test]
#[ignore = "a helper, which is given its environment by other tests"]
async fn child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let answer = Client::builder().build().describe_workspace_images().send().await;
    println!(
        "child: {}",
        answer.map(|_| "fine".to_owned()).unwrap_or_else(|error| error.to_string())
    );
}

/// What such a process says, with nothing in its environment but these variables.
fn said(variables: &[(&str, &str)]) -> String {
    let mut child = environment::child("child");
    child.env(CHILD, "1").envs(variables.iter().copied());
    let out = String::from_utf8(child.output().unwrap().stdout).unwrap();
    let line = out.lines().find_map(|line| line.split_once("child: "));
    line.unwrap_or_else(|| panic!("{out}")).1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn environment_variables_are_enough() {
    let server = Server::start(vec![Reply::json(500, "{}"), Reply::json(200, "{}")]).await;
    let given = [
        ("AWS_REGION", "eu-west-3"),
        ("AWS_ACCESS_KEY_ID", "from-environment"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_SESSION_TOKEN", "the-token"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("AWS_ENDPOINT_URL_WORKSPACES", server.url()),
        ("AWS_MAX_ATTEMPTS", "1"),
    ];
    let said = tokio::task::block_in_place(|| said(&given));
    assert!(said.contains("status 500"), "{said}");
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "one attempt, as the environment says");
    let authorization = requests[0].header("authorization");
    assert!(authorization.contains("Credential=from-environment/"), "{authorization}");
    assert!(authorization.contains("/eu-west-3/workspaces/"), "{authorization}");
    assert_eq!(requests[0].header("x-amz-security-token"), "the-token");
}

#[test]
fn what_the_environment_lacks_is_named() {
    let no_region = said(&[("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
    assert_eq!(
        no_region,
        "DescribeWorkspaceImages: nothing was sent: there is no endpoint: Invalid Configuration: \
         Missing Region"
    );
    let no_key = said(&[("AWS_REGION", "eu-west-3")]);
    assert!(no_key.starts_with("DescribeWorkspaceImages: no credentials: "), "{no_key}");
    assert!(no_key.contains("the environment variable AWS_ACCESS_KEY_ID is not set"), "{no_key}");
}

fn sdk_config(server: &Server) -> SdkConfigBuilder {
    let credentials = Credentials::new("id", "secret", None, None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-central-1"))
        .endpoint_url(server.url())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
}

#[tokio::test]
async fn an_sdk_config_is_taken_as_it_is() {
    let server = Server::start(vec![Reply::json(500, "{}")]).await;
    let config = sdk_config(&server)
        .retry_config(
            RetryConfig::standard().with_max_attempts(2).with_initial_backoff(Duration::ZERO),
        )
        .app_name(AppName::new("tests-of-tinsmith").unwrap())
        .build();
    let client = Client::new(&config);
    client.describe_workspace_images().send().await.unwrap_err();
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "two attempts");
    let agent = requests[0].header("user-agent");
    assert!(agent.contains("aws-sdk-rust/"), "{agent}");
    let agent = requests[0].header("x-amz-user-agent");
    assert!(
        agent.contains("api/workspaces/") && agent.contains("app/tests-of-tinsmith"),
        "{agent}"
    );
}

#[tokio::test]
async fn timeouts_of_an_sdk_config_hold() {
    let server = Server::start(vec![Reply::Silence]).await;
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_millis(200)).build();
    let client = Client::new(&sdk_config(&server).timeout_config(timeouts).build());
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert!(error.to_string().contains("no answer in time"), "{error}");
}

#[tokio::test]
async fn one_call_may_differ() {
    let server = Server::start(vec![Reply::json(500, "{}")]).await;
    let client = Client::new(&sdk_config(&server).build());
    let images = client.describe_workspace_images();
    let once =
        images.with(|call| call.retry_config(RetryConfig::disabled()).header("x-Extra", "1"));
    once.send().await.unwrap_err();
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].header("x-extra"), "1");
    assert!(requests[0].header("authorization").contains("x-extra"), "it is signed too");
}

#[test]
fn a_client_can_be_shared() {
    fn shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    shared::<Client>();
    fn sent<T: Send>(_: &T) {}
    let client = Client::builder().build();
    sent(&client.describe_workspace_images().send());
    sent(&client.describe_workspace_images().items());
}
