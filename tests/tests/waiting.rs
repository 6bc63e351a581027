//! Waiters of real services, with time that the test controls.

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tinsmith_aws::{dynamodb, ec2, lambda, s3};
use tinsmith_runtime::{ClientBuilder, RetryConfig, ServiceClient, WaitError};

/// A clock that moves only when somebody sleeps, and a connection that answers from a list, the last
/// answer again and again.
#[derive(Clone, Debug)]
struct World(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    now: SystemTime,
    slept: Vec<Duration>,
    answers: Vec<(u16, &'static str)>,
    asked: usize,
}

impl World {
    fn new(answers: &[(u16, &'static str)]) -> Self {
        let answers = answers.to_vec();
        Self(Arc::new(Mutex::new(State {
            now: SystemTime::UNIX_EPOCH,
            slept: Vec::new(),
            answers,
            asked: 0,
        })))
    }

    fn client<C: ServiceClient>(&self, builder: ClientBuilder<C>) -> C {
        let connector = SharedHttpConnector::new(self.clone());
        let http: SharedHttpClient = http_client_fn(move |_, _| connector.clone());
        builder
            .region("eu-central-1")
            .access_key("id", "secret")
            .http_client(http)
            .sleep_impl(self.clone())
            .time_source(self.clone())
            .retry_config(RetryConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    fn slept(&self) -> Vec<Duration> {
        self.0.lock().unwrap().slept.clone()
    }

    fn asked(&self) -> usize {
        self.0.lock().unwrap().asked
    }
}

impl AsyncSleep for World {
    /// Moves the clock once it is waited for: a timeout of a call that ends in time moves nothing.
    fn sleep(&self, duration: Duration) -> Sleep {
        let world = self.clone();
        Sleep::new(async move {
            let mut state = world.0.lock().unwrap();
            state.now += duration;
            state.slept.push(duration);
        })
    }
}

impl TimeSource for World {
    fn now(&self) -> SystemTime {
        self.0.lock().unwrap().now
    }
}

impl HttpConnector for World {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut state = self.0.lock().unwrap();
        let (status, body) = state.answers[state.asked.min(state.answers.len() - 1)];
        state.asked += 1;
        let status = status.try_into().unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(body))))
    }
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_bucket_exists_by_the_status_alone() {
    let world = World::new(&[(404, ""), (404, ""), (200, "")]);
    let client = world.client(s3::Client::builder());
    let waited = client.wait_until_bucket_exists().bucket("b").wait(HOUR).await.unwrap();
    assert_eq!((waited.calls(), world.asked()), (3, 3));
    let slept = world.slept();
    let seconds = Duration::from_secs;
    assert_eq!(slept[0], seconds(5), "the first delay is the least");
    assert!(slept[1] >= seconds(5) && slept[1] <= seconds(10), "{slept:?}");
    // A status that the waiter says nothing of ends it.
    let world = World::new(&[(400, "")]);
    let client = world.client(s3::Client::builder());
    let error = client.wait_until_bucket_exists().bucket("b").wait(HOUR).await.unwrap_err();
    assert!(matches!(error, WaitError::Call(s3::Error::Call(_))), "{error}");
    let world = World::new(&[(200, ""), (404, "")]);
    let client = world.client(s3::Client::builder());
    let waited = client.wait_until_bucket_not_exists().bucket("b").wait(HOUR).await.unwrap();
    assert_eq!(waited.answer().unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn delays_grow_to_their_bound_and_the_last_call_comes_before_the_end() {
    let world = World::new(&[(200, r#"{"Table":{"TableStatus":"CREATING"}}"#)]);
    let client = world.client(dynamodb::Client::builder());
    let error = client.wait_until_table_exists().table_name("t").wait(HOUR).await.unwrap_err();
    assert!(
        error.to_string().starts_with("wait_until_table_exists: it was not so within 3600s"),
        "{error}"
    );
    let WaitError::TimedOut { last, .. } = error else { panic!("{error}") };
    assert!(last.answer().is_ok());
    let slept = world.slept();
    let (least, most) = (Duration::from_secs(20), Duration::from_secs(120));
    let regular = &slept[..slept.len() - 1];
    assert!(regular.iter().all(|one| *one >= least && *one <= most), "{slept:?}");
    assert!(regular.iter().any(|one| *one > least), "some of it is chance: {slept:?}");
    assert_eq!(slept.iter().sum::<Duration>(), HOUR - least, "{slept:?}");
    assert_eq!(world.asked(), slept.len() + 1);
}

#[tokio::test]
async fn a_time_that_is_too_short_is_one_call() {
    let world = World::new(&[(200, r#"{"Table":{"TableStatus":"CREATING"}}"#)]);
    let client = world.client(dynamodb::Client::builder());
    let call = client.wait_until_table_exists().table_name("t");
    let error = call.clone().wait(Duration::ZERO).await;
    assert!(matches!(error, Err(WaitError::TimedOut { .. })));
    assert_eq!((world.asked(), world.slept().len()), (1, 0));
    assert!(call.wait(Duration::ZERO).await.is_err(), "a clone leaves the call as it is");
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn errors_are_known_by_their_codes() {
    let gone = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"#;
    let world = World::new(&[(400, gone), (200, r#"{"Table":{"TableStatus":"ACTIVE"}}"#)]);
    let client = world.client(dynamodb::Client::builder());
    let waited = client.wait_until_table_exists().table_name("t").wait(HOUR).await.unwrap();
    assert_eq!(waited.calls(), 2);
    let world = World::new(&[(400, gone)]);
    let client = world.client(dynamodb::Client::builder());
    let waited = client.wait_until_table_not_exists().table_name("t").wait(HOUR).await.unwrap();
    let answer = waited.into_answer();
    assert!(matches!(answer, Err(dynamodb::Error::ResourceNotFoundException(_))), "{answer:?}");
}

#[tokio::test]
async fn conditions_over_lists_hold_for_all_or_for_any() {
    let answer = |states: [&str; 3]| {
        let instance =
            |state| format!("<item><instanceState><name>{state}</name></instanceState></item>");
        let [a, b, c] = states.map(instance);
        let body = format!(
            "<DescribeInstancesResponse><reservationSet><item><instancesSet>{a}{b}</instancesSet></item>\
             <item><instancesSet>{c}</instancesSet></item></reservationSet></DescribeInstancesResponse>"
        );
        &*body.leak()
    };
    let none = "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>";
    let world = World::new(&[
        (200, none),
        (200, answer(["running", "pending", "running"])),
        (200, answer(["running", "running", "running"])),
    ]);
    let client = world.client(ec2::Client::builder());
    let waited = client.wait_until_instance_running().wait(HOUR).await.unwrap();
    assert_eq!(waited.calls(), 3, "of no instances none is running");
    let world = World::new(&[(200, answer(["running", "running", "terminated"]))]);
    let client = world.client(ec2::Client::builder());
    let error = client.wait_until_instance_running().wait(HOUR).await.unwrap_err();
    assert!(matches!(error, WaitError::Failed(_)), "{error}");
}

#[tokio::test]
async fn a_condition_may_count_what_a_filter_leaves() {
    let answer = |states: [&str; 2]| {
        let [a, b] = states.map(|state| format!(r#"{{"DestinationStatus":"{state}"}}"#));
        (200, &*format!(r#"{{"KinesisDataStreamDestinations":[{a},{b}]}}"#).leak())
    };
    let wait = async |answers: &[(u16, &'static str)]| {
        let client = World::new(answers).client(dynamodb::Client::builder());
        client.wait_until_kinesis_streaming_destination_active().table_name("t").wait(MINUTE).await
    };
    let failed =
        wait(&[answer(["ENABLING", "DISABLED"]), answer(["ENABLE_FAILED", "DISABLED"])]).await;
    let Err(WaitError::Failed(last)) = failed else { panic!("{failed:?}") };
    assert_eq!(last.calls(), 2);
    assert!(wait(&[answer(["ENABLING", "ACTIVE"])]).await.is_ok());
}

#[tokio::test]
async fn settings_of_a_call_are_those_of_all_calls_of_a_waiter() {
    let world = World::new(&[
        (200, r#"{"Configuration":{"State":"Pending"}}"#),
        (200, r#"{"Configuration":{"State":"Active"}}"#),
    ]);
    let client = world.client(lambda::Client::builder());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = seen.clone();
    let wait = client.wait_until_function_active_v2().function_name("f");
    let interceptor = Keep(keep);
    wait.with(|call| call.header("x-of-mine", "1").interceptor(interceptor))
        .wait(HOUR)
        .await
        .unwrap();
    assert_eq!(*seen.lock().unwrap(), ["1", "1"]);
}

/// Keeps a header of each request.
#[derive(Debug)]
struct Keep(Arc<Mutex<Vec<String>>>);

impl tinsmith_runtime::Intercept for Keep {
    fn name(&self) -> &'static str {
        "Keep"
    }

    fn read_before_transmit(
        &self,
        context: &aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef<'_>,
        _: &aws_smithy_runtime_api::client::runtime_components::RuntimeComponents,
        _: &mut aws_smithy_types::config_bag::ConfigBag,
    ) -> Result<(), aws_smithy_runtime_api::box_error::BoxError> {
        let value = context.request().headers().get("x-of-mine").unwrap_or_default();
        self.0.lock().unwrap().push(value.to_owned());
        Ok(())
    }
}
