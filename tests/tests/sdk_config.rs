//! Every setting of the official configuration: each is honoured, or has its reason here. One that a
//! newer version adds makes the first test fail.

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tinsmith_aws::{bedrockruntime, cloudwatch, dynamodb, s3, workspaces};
use tinsmith_runtime::{
    AppName, Credentials, IdentityCache, Region, RetryConfig, SdkConfig, SdkConfigBuilder,
    SharedCredentialsProvider, StalledStreamProtectionConfig, TimeoutConfig, Token,
};
use tinsmith_tests::capture::{Capture, Captured};
use tinsmith_tests::server::{Reply, Server};

/// Each setting, and where it is tried: a test of this file, or another.
const SETTINGS: [(&str, &str); 27] = [
    ("account_id_endpoint_mode", "the_account_is_part_of_the_endpoint_unless_that_is_disabled"),
    ("app_name", "where_and_who"),
    ("auth_scheme_preference", "the_preferred_scheme_is_taken"),
    ("behavior_version", "without_a_behavior_version_nothing_panics"),
    ("config_origins", "an_endpoint_of_one_service_wins_unless_one_is_set_in_code"),
    ("credentials_provider", "where_and_who"),
    (
        "disable_clock_skew_correction",
        "a_clock_that_goes_wrong_is_corrected_unless_that_is_disabled",
    ),
    ("disable_request_compression", "compression_is_as_it_is_set"),
    ("endpoint_url", "an_endpoint_of_one_service_wins_unless_one_is_set_in_code"),
    ("framework_metadata", "where_and_who"),
    ("http_client", "where_and_who"),
    ("identity_cache", "credentials_are_cached_as_the_cache_says"),
    // A client is written for one protocol; another needs another client, which a line of
    // `services.toml` gives.
    ("protocol", "not honoured"),
    ("region", "where_and_who"),
    ("request_checksum_calculation", "integrity.rs"),
    ("request_min_compression_size_bytes", "compression_is_as_it_is_set"),
    ("response_checksum_validation", "integrity.rs"),
    ("retry_config", "retries_are_as_they_are_set"),
    ("service_config", "an_endpoint_of_one_service_wins_unless_one_is_set_in_code"),
    ("sigv4a_signing_region_set", "sigv4a.rs"),
    ("sleep_impl", "sleep_and_time_are_those_of_the_configuration"),
    ("stalled_stream_protection_config", "quirks/lambda.rs"),
    ("time_source", "sleep_and_time_are_those_of_the_configuration"),
    ("timeout_config", "timeouts_are_as_they_are_set"),
    ("token_provider", "the_preferred_scheme_is_taken"),
    ("use_dual_stack", "where_and_who"),
    ("use_fips", "where_and_who"),
];

#[test]
fn no_setting_is_left_out() {
    let shown = format!("{:#?}", SdkConfig::builder().build());
    let is_field = |line: &&str| line.starts_with("    ") && !line.starts_with("     ");
    let fields = shown.lines().filter(is_field).filter_map(|line| line.trim().split(':').next());
    let fields: BTreeSet<&str> = fields.filter(|name| name.contains(char::is_alphabetic)).collect();
    let known: BTreeSet<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
    assert_eq!(fields, known);
}

/// A configuration that is connected to nowhere.
fn config(capture: &Capture) -> SdkConfigBuilder {
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-central-1"))
        .http_client(capture.client())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
}

async fn describe(config: SdkConfigBuilder, capture: &Capture) -> Captured {
    let client = workspaces::Client::new(&config.build());
    client.describe_workspace_images().send().await.unwrap();
    capture.last()
}

#[tokio::test]
async fn where_and_who() {
    let capture = Capture::default();
    let framework = FrameworkMetadata::new("loom", Some("2.0")).unwrap();
    let config = config(&capture)
        .region(Region::new("us-west-2"))
        .use_fips(true)
        .app_name(AppName::new("the-app").unwrap())
        .framework_metadata(framework)
        .build();
    let request = describe(config.to_builder(), &capture).await;
    assert_eq!(request.url, "https://workspaces-fips.us-west-2.amazonaws.com/");
    assert!(request.header("authorization").contains("Credential=AKID/"));
    assert!(request.header("authorization").contains("/us-west-2/workspaces/"));
    let agent = request.header("x-amz-user-agent");
    assert!(agent.contains("app/the-app") && agent.contains("lib/loom/2.0"), "{agent}");
    let dual = config.to_builder().use_fips(false).use_dual_stack(true);
    let request = describe(dual, &capture).await;
    assert_eq!(request.url, "https://workspaces.us-west-2.api.aws/");
}

/// Settings of services, as a profile or the environment would have them.
#[derive(Debug)]
struct Profile;

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let is_it = (key.service_id(), key.env()) == ("WorkSpaces", "AWS_ENDPOINT_URL");
        is_it.then(|| "http://of-workspaces.test".to_owned())
    }
}

#[tokio::test]
async fn an_endpoint_of_one_service_wins_unless_one_is_set_in_code() {
    let capture = Capture::default();
    let request = describe(config(&capture).endpoint_url("http://of-all.test"), &capture).await;
    assert_eq!(request.url, "http://of-all.test/");
    let both = config(&capture).endpoint_url("http://of-all.test").service_config(Profile);
    let request = describe(both, &capture).await;
    assert_eq!(request.url, "http://of-workspaces.test/");
    let both = config(&capture).service_config(Profile).build();
    let client = workspaces::Client::builder().config(&both).endpoint_url("http://in-code.test");
    client.build().describe_workspace_images().send().await.unwrap();
    assert_eq!(capture.last().url, "http://in-code.test/");
}

/// Settings of S3, as a profile would have them: switched off.
#[derive(Debug)]
struct OfS3(&'static str);

impl LoadServiceConfig for OfS3 {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let is_it = (key.service_id(), key.profile()) == ("S3", self.0);
        is_it.then(|| (self.0 != "s3_use_arn_region").to_string())
    }
}

#[tokio::test]
async fn settings_of_s3_are_taken_from_a_profile() {
    for (key, bucket, said) in [
        ("s3_use_arn_region", "arn:aws:s3:us-west-2:123456789012:accesspoint/a", "UseArnRegion"),
        (
            "s3_disable_multiregion_access_points",
            "arn:aws:s3::123456789012:accesspoint/a.mrap",
            "Multi-Region Access Point ARNs are disabled",
        ),
    ] {
        let capture = Capture::default();
        for (config, is_refused) in
            [(config(&capture), false), (config(&capture).service_config(OfS3(key)), true)]
        {
            let client = s3::Client::new(&config.build());
            let error = client.get_object().bucket(bucket).key("k").send().await.err();
            let error = error.map(|error| error.to_string()).unwrap_or_default();
            assert_eq!(error.contains(said), is_refused, "{error}");
        }
    }
}

#[tokio::test]
async fn the_account_is_part_of_the_endpoint_unless_that_is_disabled() {
    let capture = Capture::default();
    let key = Credentials::builder().access_key_id("AKID").secret_access_key("secret");
    let key = key.account_id("123456789012").provider_name("test").build();
    let config = config(&capture).credentials_provider(SharedCredentialsProvider::new(key)).build();
    for (mode, host) in [
        (AccountIdEndpointMode::Preferred, "123456789012.ddb.eu-central-1.amazonaws.com"),
        (AccountIdEndpointMode::Disabled, "dynamodb.eu-central-1.amazonaws.com"),
    ] {
        let config = config.to_builder().account_id_endpoint_mode(mode).build();
        let _ = dynamodb::Client::new(&config).list_tables().send().await;
        assert!(capture.last().url.contains(host), "{}", capture.last().url);
    }
}

#[tokio::test]
async fn the_preferred_scheme_is_taken() {
    let capture = Capture::default();
    let token = Token::new("the-token", None);
    let config = config(&capture)
        .token_provider(aws_credential_types::provider::token::SharedTokenProvider::new(token))
        .build();
    for (scheme, begins) in [("sigv4", "AWS4-HMAC-SHA256 "), ("httpBearerAuth", "Bearer the-token")]
    {
        let config =
            config.to_builder().auth_scheme_preference([AuthSchemeId::from(scheme)]).build();
        let client = bedrockruntime::Client::new(&config);
        let _ = client.invoke_model().model_id("nova").body(b"{}".as_slice()).send().await;
        let sent = capture.last();
        assert!(sent.header("authorization").starts_with(begins), "{sent:?}");
    }
}

#[tokio::test]
async fn without_a_behavior_version_nothing_panics() {
    let capture = Capture::default();
    assert!(config(&capture).build().behavior_version().is_none());
    describe(config(&capture), &capture).await;
}

#[tokio::test]
async fn compression_is_as_it_is_set() {
    for (config, compressed) in [
        (SdkConfig::builder(), true),
        (SdkConfig::builder().disable_request_compression(true), false),
        (SdkConfig::builder().request_min_compression_size_bytes(50_000), false),
    ] {
        let capture = Capture::default();
        let base = self::config(&capture).build();
        let config = config
            .region(base.region().cloned())
            .http_client(capture.client())
            .credentials_provider(base.credentials_provider().unwrap())
            .build();
        let put =
            |client: &cloudwatch::Client| client.put_metric_data().namespace("x".repeat(20_000));
        let client = cloudwatch::Client::new(&config);
        let _ = put(&client).send().await;
        assert_eq!(capture.last().header("content-encoding") == "gzip", compressed);
        // One call may differ, and keeps the other setting.
        let call = put(&client)
            .with(|call| call.config(|config| config.disable_request_compression(compressed)));
        let _ = call.send().await;
        let large = config.request_min_compression_size_bytes().is_some();
        assert_eq!(capture.last().header("content-encoding") == "gzip", !compressed && !large);
    }
}

/// Counts how often it is asked.
#[derive(Debug)]
struct Counting(Arc<AtomicU32>);

impl tinsmith_runtime::ProvideCredentials for Counting {
    fn provide_credentials<'a>(
        &'a self,
    ) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::Relaxed);
        let key = Credentials::new("AKID", "secret", None, None, "test");
        aws_credential_types::provider::future::ProvideCredentials::ready(Ok(key))
    }
}

#[tokio::test]
async fn credentials_are_cached_as_the_cache_says() {
    for (cache, asked) in [(IdentityCache::lazy().build(), 1), (IdentityCache::no_cache(), 3)] {
        let (capture, count) = (Capture::default(), Arc::new(AtomicU32::new(0)));
        let provider = SharedCredentialsProvider::new(Counting(count.clone()));
        let config = config(&capture).credentials_provider(provider).identity_cache(cache).build();
        let client = workspaces::Client::new(&config);
        for _ in 0..3 {
            client.describe_workspace_images().send().await.unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), asked);
    }
}

/// A configuration that is connected to a server.
fn to(server: &Server) -> SdkConfigBuilder {
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-central-1"))
        .endpoint_url(server.url())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
}

#[tokio::test]
async fn retries_are_as_they_are_set() {
    let at_once = |config: RetryConfig| config.with_initial_backoff(Duration::ZERO);
    for (retries, attempts) in [
        (RetryConfig::disabled(), 1),
        (at_once(RetryConfig::standard()), 3),
        (at_once(RetryConfig::standard().with_max_attempts(5)), 5),
        (at_once(RetryConfig::adaptive().with_max_attempts(2)), 2),
    ] {
        let server = Server::start(vec![Reply::json(500, "{}")]).await;
        let client = workspaces::Client::new(&to(&server).retry_config(retries).build());
        client.describe_workspace_images().send().await.unwrap_err();
        assert_eq!(server.requests().len(), attempts);
    }
}

#[tokio::test]
async fn timeouts_are_as_they_are_set() {
    let short = Duration::from_millis(150);
    for timeouts in [
        TimeoutConfig::builder().operation_timeout(short),
        TimeoutConfig::builder().operation_attempt_timeout(short),
        TimeoutConfig::builder().read_timeout(short),
    ] {
        let server = Server::start(vec![Reply::Silence]).await;
        let config = to(&server)
            .timeout_config(timeouts.build())
            .retry_config(RetryConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        let client = workspaces::Client::new(&config.build());
        let begun = Instant::now();
        let error = client.describe_workspace_images().send().await.unwrap_err();
        assert!(error.to_string().contains("no answer in time"), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

/// Sleeps no time at all, and keeps how long it was to be.
#[derive(Clone, Debug, Default)]
struct Slept(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Slept {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn sleep_and_time_are_those_of_the_configuration() {
    let time = StaticTimeSource::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    let server = Server::start(vec![Reply::json(500, "{}")]).await;
    let slept = Slept::default();
    let hour = Duration::from_secs(3600);
    let retries = RetryConfig::standard().with_initial_backoff(hour).with_max_backoff(hour);
    // Nothing else is to sleep.
    let config = to(&server)
        .time_source(time)
        .sleep_impl(SharedAsyncSleep::new(slept.clone()))
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .retry_config(retries);
    let client = workspaces::Client::new(&config.build());
    client.describe_workspace_images().send().await.unwrap_err();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].header("x-amz-date"), "20010909T014640Z");
    // Where a bound on the time of something is a sleep too, it is longer than any pause.
    let slept = slept.0.lock().unwrap();
    let pauses: Vec<Duration> = slept.iter().filter(|time| **time <= hour).copied().collect();
    assert_eq!(pauses.len(), 2, "before each but the first attempt: {pauses:?}");
    assert!(pauses.iter().sum::<Duration>() > Duration::ZERO);
}

#[tokio::test]
async fn one_call_may_have_every_setting_of_its_own() {
    let (capture, other) = (Capture::default(), Capture::default());
    let client = workspaces::Client::new(&config(&capture).build());
    let key = Credentials::new("OTHER", "secret", None, None, "test");
    let time = StaticTimeSource::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    let call = client.describe_workspace_images().with(|call| {
        let call = call.config(|config| {
            config
                .region(Region::new("us-east-2"))
                .use_fips(true)
                .app_name(AppName::new("once").unwrap())
                .credentials_provider(SharedCredentialsProvider::new(key))
                .http_client(other.client())
                .time_source(time)
        });
        // A second change adds to the first.
        call.config(|config| config.use_dual_stack(true))
    });
    call.send().await.unwrap();
    let request = other.last();
    assert_eq!(request.url, "https://workspaces-fips.us-east-2.api.aws/");
    assert!(request.header("authorization").contains("Credential=OTHER/20010909/us-east-2/"));
    assert!(request.header("x-amz-user-agent").contains("app/once"));
    client.describe_workspace_images().send().await.unwrap();
    let request = capture.last();
    assert_eq!(request.url, "https://workspaces.eu-central-1.amazonaws.com/");
    assert!(request.header("authorization").contains("Credential=AKID/"));
    assert!(!request.header("x-amz-user-agent").contains("app/once"));
}

#[tokio::test]
async fn one_call_may_have_retries_and_timeouts_of_its_own() {
    let server = Server::start(vec![Reply::json(500, "{}"), Reply::Silence]).await;
    let client = workspaces::Client::new(&to(&server).build());
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_millis(200)).build();
    let retries = RetryConfig::standard().with_initial_backoff(Duration::ZERO);
    let call = client
        .describe_workspace_images()
        .with(|call| call.config(|config| config.timeout_config(timeouts).retry_config(retries)));
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("no answer in time"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_clock_that_goes_wrong_is_corrected_unless_that_is_disabled() {
    for (disabled, corrected) in [(false, true), (true, false)] {
        let headers = vec![("date", "Sun, 06 Nov 2050 08:49:37 GMT".to_owned())];
        let body = br#"{"__type":"RequestTimeTooSkewed"}"#.to_vec();
        let skewed = Reply::Answer(403, headers, body);
        let server = Server::start(vec![skewed, Reply::json(200, "{}")]).await;
        let retries = RetryConfig::standard().with_initial_backoff(Duration::ZERO);
        let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(60)).build();
        let config = to(&server).disable_clock_skew_correction(disabled).retry_config(retries);
        let client = workspaces::Client::new(&config.timeout_config(timeouts).build());
        for _ in 0..2 {
            let _ = client.describe_workspace_images().send().await;
        }
        let requests = server.requests();
        let last = requests.last().unwrap().header("x-amz-date");
        assert_eq!(last.starts_with("2050"), corrected, "{last}");
        // Another try says when the caller gives up, by the same clock.
        let second = requests.get(1).unwrap().header("amz-sdk-request").to_owned();
        assert_eq!(second.starts_with("ttl=20501106T085"), corrected, "{second}");
        assert_eq!(second.ends_with("Z; attempt=2; max=3"), corrected, "{second}");
    }
}

#[tokio::test]
async fn clones_share_a_connection() {
    let server = Server::start(vec![Reply::json(200, "{}")]).await;
    let client = workspaces::Client::new(&to(&server).build());
    let clone = client.clone();
    for client in [&client, &clone, &client, &clone] {
        client.describe_workspace_images().send().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (4, 1));
}
