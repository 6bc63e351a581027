//! Credentials over time: kept, had anew before they end, by one call for all; and clocks that differ.

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::test_util::ManualTimeSource;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use tinsmith_aws::workspaces::Client;
use tinsmith_runtime::{ClientBuilder, Credentials, ProvideCredentials, TimeSource};
use tinsmith_tests::server::{Reply, Server};

/// A provider that takes its time, and gives credentials for a quarter of an hour.
#[derive(Clone, Debug)]
struct Provider {
    asked: Arc<AtomicU32>,
    time: ManualTimeSource,
}

const LIFETIME: Duration = Duration::from_secs(15 * 60);

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(
        &'a self,
    ) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        aws_credential_types::provider::future::ProvideCredentials::new(async {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::time::sleep(Duration::from_millis(50)).await;
            let end = self.time.now() + LIFETIME;
            Ok(Credentials::new(format!("KEY{number}"), "secret", None, Some(end), "test"))
        })
    }
}

/// Sleep that the time of these tests does not move: nothing waits for it to pass.
#[derive(Debug)]
struct RealSleep;

impl AsyncSleep for RealSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(tokio::time::sleep(duration))
    }
}

const START: Duration = Duration::from_secs(1_700_000_000);

fn client(server: &Server, time: &ManualTimeSource) -> ClientBuilder<Client> {
    let client = Client::builder().region("us-east-1").endpoint_url(server.url());
    client.time_source(time.clone()).sleep_impl(RealSleep)
}

#[tokio::test]
async fn many_calls_wait_for_one_refresh_which_comes_before_the_end() {
    let server = Server::start(vec![Reply::json(200, "{}")]).await;
    let time = ManualTimeSource::new(UNIX_EPOCH + START);
    let provider = Provider { asked: Arc::default(), time: time.clone() };
    let client = client(&server, &time).credentials(provider.clone()).build();
    let all = |count: usize| {
        let calls: Vec<_> =
            (0..count).map(|_| tokio::spawn(client.describe_workspace_images().send())).collect();
        async {
            for call in calls {
                call.await.unwrap().unwrap();
            }
        }
    };
    all(32).await;
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1, "one refresh for all");
    time.advance(LIFETIME - Duration::from_secs(60));
    all(8).await;
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1, "they are kept");
    // They are still good for two seconds, which is too little for a call.
    time.advance(Duration::from_secs(58));
    all(16).await;
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2, "they are had anew before they end");
    let last = server.requests().pop().unwrap();
    assert!(last.header("authorization").contains("Credential=KEY2/"), "and used");
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected() {
    // The service is three hours ahead.
    let ahead = UNIX_EPOCH + START + Duration::from_secs(3 * 3600);
    let date = "Wed, 15 Nov 2023 01:13:20 GMT";
    assert_eq!(ahead.duration_since(UNIX_EPOCH).unwrap().as_secs(), 1_700_010_800);
    let server = Server::start_with(move |request| {
        let headers = vec![("date", date.to_owned())];
        if request.header("x-amz-date").starts_with("20231115T0113") {
            return Reply::Answer(200, headers, b"{}".to_vec());
        }
        let body = br#"{"__type": "RequestTimeTooSkewed", "message": "what time is it?"}"#;
        Reply::Answer(403, headers, body.to_vec())
    });
    let server = server.await;
    let time = ManualTimeSource::new(UNIX_EPOCH + START);
    let client = client(&server, &time).access_key("AKIDEXAMPLE", "secret").build();
    client.describe_workspace_images().send().await.unwrap();
    assert_eq!(server.requests().len(), 2, "the second time it is right");
    client.describe_workspace_images().send().await.unwrap();
    assert_eq!(server.requests().len(), 3, "and stays right");
}
