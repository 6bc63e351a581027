//! Functions, which take as long as they take.

use std::time::Duration;
use tinsmith_aws::{lambda, s3};
use tinsmith_runtime::{ClientBuilder, RetryConfig, ServiceClient, StalledStreamProtectionConfig};
use tinsmith_tests::live::Live;

/// A server whose answers stand still between their first byte and their last.
async fn slow() -> Live {
    Live::start(&[], |_, mut answer| async move {
        let _ = answer.send_data("\"".into()).await;
        tokio::time::sleep(Duration::from_millis(2500)).await;
        let _ = answer.send_data("\"".into()).await;
    })
    .await
}

fn impatient<C: ServiceClient>(server: &Live) -> C {
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_secs(1));
    ClientBuilder::<C>::new()
        .region("us-east-1")
        .access_key("AKIDEXAMPLE", "secret")
        .endpoint_url(server.url())
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(protection.build())
        .build()
}

#[tokio::test]
async fn an_answer_of_a_function_may_stand_still() {
    let server = slow().await;
    let client: lambda::Client = impatient(&server);
    let answer = client.invoke().function_name("f").send().await.unwrap();
    assert_eq!(answer.payload.unwrap().as_ref(), b"\"\"");

    // Any other answer may not.
    let client: s3::Client = impatient(&server);
    let answer = client.get_object().bucket("box").key("k").send().await.unwrap();
    let error = answer.body.collect().await.unwrap_err();
    assert!(format!("{error:?}").contains("ThroughputBelowMinimum"), "{error:?}");
}

#[tokio::test]
async fn a_copy_may_stand_still() {
    let server = Live::start(&[], |_, mut answer| async move {
        let _ = answer.send_data(" ".into()).await;
        tokio::time::sleep(Duration::from_millis(2500)).await;
        let _ = answer.send_data("<CopyObjectResult/>".into()).await;
    });
    let server = server.await;
    let client: s3::Client = impatient(&server);
    let copy = client.copy_object().bucket("box").key("k").copy_source("a/b");
    assert!(copy.send().await.unwrap().copy_object_result.is_some());
}

#[tokio::test]
async fn events_may_be_far_apart() {
    let headers = &[("content-type", "application/vnd.amazon.eventstream")];
    let server = Live::start(headers, |_, answer| async move {
        tokio::time::sleep(Duration::from_millis(2500)).await;
        drop(answer);
    });
    let server = server.await;
    let client: lambda::Client = impatient(&server);
    let answer = client.invoke_with_response_stream().function_name("f").send().await.unwrap();
    let mut events = answer.event_stream;
    assert!(events.next().await.is_none(), "the end, and no error");
}
