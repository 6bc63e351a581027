//! Where requests go: the official cases of both services, and what configuration decides.

use serde_json::Value;
use std::fs;
use tinsmith_aws::{appstream, workspaces};
use tinsmith_runtime::{Credentials, Region, SdkConfig, SharedCredentialsProvider};
use tinsmith_tests::archive;
use tinsmith_tests::capture::Capture;
use tinsmith_tests::environment::root;

/// What a case of the official tests asks for.
fn config(parameters: &Value, capture: &Capture) -> SdkConfig {
    let flag = |name: &str| parameters[name].as_bool();
    let mut config = SdkConfig::builder().http_client(capture.client());
    config.set_region(parameters["Region"].as_str().map(|region| Region::new(region.to_owned())));
    config.set_endpoint_url(parameters["Endpoint"].as_str().map(str::to_owned));
    config.set_use_fips(flag("UseFIPS"));
    config.set_use_dual_stack(flag("UseDualStack"));
    let credentials = Credentials::new("id", "secret", None, None, "test");
    config.credentials_provider(SharedCredentialsProvider::new(credentials)).build()
}

#[tokio::test]
async fn the_official_cases_of_both_services() {
    if archive::services().is_none() {
        return;
    }
    let mut count = 0;
    for service in ["appstream", "workspaces"] {
        let pattern = format!("tests/functional/endpoint-rules/{service}/endpoint-tests-1.json");
        let folders = fs::read_dir(root().join("target/models")).unwrap().flatten();
        let path = folders.map(|folder| folder.path().join(&pattern)).find(|path| path.is_file());
        let cases: Value =
            serde_json::from_str(&fs::read_to_string(path.unwrap()).unwrap()).unwrap();
        for case in cases["testCases"].as_array().unwrap() {
            let capture = Capture::default();
            let config = config(&case["params"], &capture);
            let result = match service {
                "appstream" => {
                    let call = appstream::Client::new(&config).describe_image_builders();
                    call.send().await.map(drop).map_err(|error| error.to_string())
                }
                _ => {
                    let call = workspaces::Client::new(&config).describe_workspace_images();
                    call.send().await.map(drop).map_err(|error| error.to_string())
                }
            };
            let text = case["documentation"].as_str().unwrap();
            match case["expect"]["error"].as_str() {
                None if case["params"]["Region"].is_null() => {
                    // There is an endpoint, but a call must be signed.
                    let error = result.unwrap_err();
                    assert!(error.contains("no region is set"), "{text}: {error}");
                }
                Some(expected) => {
                    let error = result.unwrap_err();
                    assert!(
                        error.ends_with(&format!("there is no endpoint: {expected}")),
                        "{text}: {error}"
                    );
                }
                None => {
                    result.unwrap_or_else(|error| panic!("{text}: {error}"));
                    let expected = case["expect"]["endpoint"]["url"].as_str().unwrap();
                    assert_eq!(capture.last().url, format!("{expected}/"), "{text}");
                }
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[tokio::test]
async fn a_call_may_go_elsewhere() {
    let capture = Capture::default();
    let client =
        workspaces::Client::new(&config(&serde_json::json!({"Region": "eu-central-1"}), &capture));
    let images = || client.describe_workspace_images();
    images().send().await.unwrap();
    assert_eq!(capture.last().url, "https://workspaces.eu-central-1.amazonaws.com/");
    assert!(
        capture.last().header("authorization").contains("/eu-central-1/workspaces/aws4_request")
    );
    images().with(|call| call.region("cn-north-1")).send().await.unwrap();
    assert_eq!(capture.last().url, "https://workspaces.cn-north-1.amazonaws.com.cn/");
    assert!(capture.last().header("authorization").contains("/cn-north-1/workspaces/aws4_request"));
    images().with(|call| call.endpoint_url("http://here:1/base")).send().await.unwrap();
    assert_eq!(capture.last().url, "http://here:1/base/");
    images().send().await.unwrap();
    assert_eq!(capture.last().url, "https://workspaces.eu-central-1.amazonaws.com/");
}

#[tokio::test]
async fn a_region_that_nobody_knows_follows_its_pattern() {
    let capture = Capture::default();
    for (region, host) in [
        ("eu-central-9", "workspaces.eu-central-9.amazonaws.com"),
        ("cn-south-7", "workspaces.cn-south-7.amazonaws.com.cn"),
        ("us-isob-south-1", "workspaces.us-isob-south-1.sc2s.sgov.gov"),
        ("moon", "workspaces.moon.amazonaws.com"),
    ] {
        let client =
            workspaces::Client::new(&config(&serde_json::json!({"Region": region}), &capture));
        client.describe_workspace_images().send().await.unwrap();
        assert_eq!(capture.last().url, format!("https://{host}/"));
    }
}
