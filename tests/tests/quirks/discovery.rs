//! Endpoints that a service tells. No service that is checked in does, so this is a client by hand, as
//! the generator would write it; and what the generator writes.

use aws_smithy_async::test_util::ManualTimeSource;
use service::{Client, Error};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use tinsmith_codegen::model::service_json;
use tinsmith_runtime::{CallErrorKind, ClientBuilder, Credentials, SharedCredentialsProvider};
use tinsmith_tests::server::{Reply, Server};
use tinsmith_tests::{archive, generate};

mod service {
    use tinsmith_runtime::prelude::*;
    use tinsmith_runtime::rules::Function::IsSet;
    use tinsmith_runtime::rules::Then::End;
    use tinsmith_runtime::rules::{BuiltIn, Condition, Node, Outcome, Parameter, Rules, Slot};

    static RULES: Rules = Rules {
        parameters: &[
            Parameter::string("Endpoint").built_in(BuiltIn::Endpoint),
            Parameter::string("Region").built_in(BuiltIn::Region),
            Parameter::string("Home"),
        ],
        kept: &[],
        conditions: &[Condition::test(IsSet, &[Slot(0)])],
        results: &[Outcome::url(Slot(0)), Outcome::url(Slot(2))],
        nodes: &[Node(0, End(0), End(1))],
    };

    #[derive(Clone, Debug)]
    pub(super) struct Client {
        runtime: tinsmith_runtime::Client,
    }

    client!(Client {
        protocol = Protocol::AwsJson1_0("Cells_20181101"),
        sdk_id = "Cells",
        module = "cells",
        version = "2018-11-01",
        signing_name = "cells",
        endpoints = &RULES,
        discovery = discovery!("DescribeEndpoints"),
    });

    #[derive(Debug)]
    pub(super) enum Error {
        Call(CallError),
    }

    service_error!(Error: json {});

    #[derive(Clone, Debug, Default)]
    pub(super) struct Empty {}

    encode_json!(Empty {});
    decode_json!(Empty {});

    pub(super) struct Query {
        input: Empty,
        call: Call,
    }

    operation!(Query: Empty => Empty, Error, json("Query"), quirks(&[Quirk::DiscoveredEndpoint]));

    operations!(Client { query: Query });
}

/// Tells endpoints: the first to who asks first, and so on; the last again and again.
async fn home(cells: &[&Server]) -> Server {
    let cells: Vec<String> = cells.iter().map(|cell| cell.url().replace("http://", "")).collect();
    let asked = AtomicU32::new(0);
    Server::start_with(move |_| {
        let number = asked.fetch_add(1, Ordering::SeqCst) as usize;
        // So that others come while it is being asked.
        std::thread::sleep(Duration::from_millis(20));
        let address = &cells[number.min(cells.len() - 1)];
        Reply::json(
            200,
            &format!(
                r#"{{"Endpoints": [{{"Address": "{address}", "CachePeriodInMinutes": 10}}]}}"#
            ),
        )
    })
    .await
}

async fn cell() -> Server {
    Server::start(vec![Reply::json(200, "{}")]).await
}

fn builder(home: &Server) -> ClientBuilder<Client> {
    Client::builder()
        .region("us-west-2")
        .access_key("AKIDEXAMPLE", "secret")
        .endpoint_parameter("Home", home.url())
}

async fn all(calls: impl Iterator<Item = service::Query>) {
    let calls: Vec<_> = calls.map(|call| tokio::spawn(call.send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn an_endpoint_is_asked_for_once_by_each_caller_and_region() {
    let cell = cell().await;
    let home = home(&[&cell]).await;
    let client = builder(&home).build();
    all((0..16).map(|_| client.query())).await;
    let [asked] = home.requests().try_into().unwrap();
    assert_eq!(asked.header("x-amz-target"), "Cells_20181101.DescribeEndpoints");
    assert_eq!(asked.body, b"{}");
    let calls = cell.requests();
    assert_eq!(calls.len(), 16);
    assert_eq!(calls[0].header("x-amz-target"), "Cells_20181101.Query");
    assert_eq!(calls[0].header("host"), cell.url().replace("http://", ""));
    assert!(calls[0].header("authorization").contains("/us-west-2/cells/aws4_request"));

    let another = Credentials::new("ANOTHER", "secret", None, None, "test");
    let another = SharedCredentialsProvider::new(another);
    let by_another = client
        .query()
        .with(|call| call.config(|config| config.credentials_provider(another.clone())));
    let elsewhere = client.query().with(|call| call.region("eu-west-1"));
    all([by_another.clone(), by_another, elsewhere.clone(), elsewhere].into_iter()).await;
    assert_eq!(home.requests().len(), 3);
}

#[tokio::test]
async fn an_endpoint_is_asked_for_again_after_its_time() {
    let time = ManualTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let (first, second) = (cell().await, cell().await);
    let home = home(&[&first, &second]).await;
    let client = builder(&home).time_source(time.clone()).build();
    all((0..2).map(|_| client.query())).await;
    time.advance(Duration::from_secs(599));
    all((0..2).map(|_| client.query())).await;
    assert_eq!((home.requests().len(), first.requests().len()), (1, 4));
    time.advance(Duration::from_secs(1));
    all((0..8).map(|_| client.query())).await;
    assert_eq!(home.requests().len(), 2, "by one of them");
    all([client.query()].into_iter()).await;
    assert!(!second.requests().is_empty());
    assert_eq!(first.requests().len() + second.requests().len(), 13);
}

#[tokio::test]
async fn what_was_told_is_used_while_nothing_else_is() {
    let time = ManualTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let cell = cell().await;
    let address = cell.url().replace("http://", "");
    let told =
        format!(r#"{{"Endpoints": [{{"Address": "{address}", "CachePeriodInMinutes": 1}}]}}"#);
    let refused = Reply::json(400, r#"{"__type": "AccessDeniedException", "message": "no"}"#);
    let home = Server::start(vec![Reply::json(200, &told), refused]).await;
    let client = builder(&home).time_source(time.clone()).build();
    all([client.query()].into_iter()).await;
    time.advance(Duration::from_secs(60));
    all((0..4).map(|_| client.query())).await;
    assert_eq!((home.requests().len(), cell.requests().len()), (2, 5));
    time.advance(Duration::from_secs(2 * 24 * 60 * 60));
    let error = client.query().send().await.unwrap_err();
    let said = "Query: nothing was sent (status 400, request id test-request-id): the service did not \
                tell its endpoint: DescribeEndpoints: AccessDeniedException: no (status 400, request \
                id test-request-id)";
    assert_eq!(error.to_string(), said);
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let Error::Call(error) = error;
    assert_eq!(error.kind(), CallErrorKind::Endpoint);
}

#[tokio::test]
async fn an_endpoint_that_is_none_any_more_is_forgotten() {
    let moved = [
        Reply::json(400, r#"{"__type": "InvalidEndpointException", "message": "moved"}"#),
        Reply::json(421, "{}"),
    ];
    for moved in moved {
        let (first, second) = (Server::start(vec![moved]).await, cell().await);
        let home = home(&[&first, &second]).await;
        let client = builder(&home).build();
        all([client.query(), client.query()].into_iter()).await;
        assert_eq!((home.requests().len(), second.requests().len()), (2, 2));
    }
}

#[tokio::test]
async fn nobody_is_asked_where_the_user_says_where_to_call() {
    let (cell, other) = (cell().await, cell().await);
    let home = home(&[&cell]).await;
    let client = builder(&home).endpoint_url(other.url()).build();
    all([client.query()].into_iter()).await;
    let client = builder(&home).build();
    let call = client.query();
    all([call.with(|call| call.endpoint_url(other.url()))].into_iter()).await;
    assert_eq!((home.requests().len(), cell.requests().len(), other.requests().len()), (0, 0, 2));
}

#[test]
fn what_has_to_ask_for_its_endpoint_is_marked() {
    let Some(services) = archive::services() else { return };
    // Of DynamoDB it is optional, and left alone.
    for (name, count) in [("timestream-query", 14), ("timestream-write", 18), ("dynamodb", 0)] {
        let model = service_json::read(&archive::files(&services[name]));
        let model = model.unwrap_or_else(|error| panic!("{error}"));
        let text = generate::text(&generate::files(&generate::service(&model, name)));
        assert_eq!(text.matches("Quirk::DiscoveredEndpoint").count(), count, "{name}");
        let names = text.contains("discovery = discovery!(\"DescribeEndpoints\")");
        assert_eq!(names, count > 0, "{name}");
    }
}
