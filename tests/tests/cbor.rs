//! CloudWatch by CBOR, against a server that reads and writes it with a library of its own.

use ciborium::Value;
use std::sync::Mutex;
use tinsmith_aws::cloudwatch::{
    Client, Datapoint, Dimension, Error, MetricDatum, StandardUnit, Statistic,
};
use tinsmith_runtime::DateTime;
use tinsmith_tests::server::{Reply, Request, Server};

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.map(|(key, value)| (key.into(), value)).to_vec())
}

fn field<'v>(value: &'v Value, key: &str) -> &'v Value {
    let mut entries = value.as_map().expect("a map").iter();
    let entry = entries.find(|(name, _)| name.as_text() == Some(key));
    entry.map_or(&Value::Null, |(_, value)| value)
}

/// A moment: seconds since 1970, under tag 1.
fn moment(seconds: f64) -> Value {
    Value::Tag(1, Box::new(Value::Float(seconds)))
}

fn seconds(value: &Value) -> f64 {
    let Value::Tag(1, inside) = value else { panic!("{value:?} is not a moment") };
    let integer = inside.as_integer().map(|whole| i128::from(whole) as f64);
    integer.or(inside.as_float()).expect("a number")
}

fn answer(status: u16, value: &Value) -> Reply {
    let mut body = Vec::new();
    ciborium::into_writer(value, &mut body).unwrap();
    let headers = vec![
        ("content-type", "application/cbor".to_owned()),
        ("smithy-protocol", "rpc-v2-cbor".to_owned()),
        ("x-amzn-requestid", "the-id".to_owned()),
    ];
    Reply::Answer(status, headers, body)
}

/// A service that keeps what is measured: names of metrics, values and moments.
#[derive(Default)]
struct Service(Mutex<Vec<(Value, Value)>>);

impl Service {
    fn reply(&self, request: &Request) -> Reply {
        assert_eq!(request.method, "POST");
        assert_eq!(request.header("smithy-protocol"), "rpc-v2-cbor");
        assert_eq!(request.header("accept"), "application/cbor");
        assert_eq!(request.header("content-type"), "application/cbor");
        assert!(request.header("authorization").contains("/monitoring/aws4_request"));
        let body: Value = ciborium::from_reader(request.body.as_slice()).expect("CBOR");
        let service = "/service/GraniteServiceVersion20100801/operation/";
        match request.target.strip_prefix(service) {
            Some("PutMetricData") => self.put(&body),
            Some("GetMetricStatistics") => self.statistics(&body),
            Some("ListMetrics") => self.list(&body),
            other => panic!("{other:?} is not asked here"),
        }
    }

    fn put(&self, body: &Value) -> Reply {
        let namespace = field(body, "Namespace");
        if namespace.as_text().is_some_and(|name| name.starts_with("AWS/")) {
            let error = map([
                ("__type", "com.amazonaws.cloudwatch#InvalidParameterValueException".into()),
                ("message", "taken é".into()),
            ]);
            return answer(400, &error);
        }
        for datum in field(body, "MetricData").as_array().expect("a list") {
            self.0.lock().unwrap().push((namespace.clone(), datum.clone()));
        }
        answer(200, &map([]))
    }

    /// One point of everything that was put, by each statistic that is asked.
    fn statistics(&self, body: &Value) -> Reply {
        let kept = self.0.lock().unwrap();
        let values = || kept.iter().map(|(_, datum)| field(datum, "Value").as_float().unwrap());
        let (_, first) = kept.first().expect("something was put");
        let mut point = vec![("Timestamp".into(), field(first, "Timestamp").clone())];
        point.push(("Unit".into(), field(first, "Unit").clone()));
        for statistic in field(body, "Statistics").as_array().expect("a list") {
            let value = match statistic.as_text() {
                Some("Sum") => Value::Float(values().sum()),
                // As an integer, which is a number too.
                Some("SampleCount") => Value::Integer(kept.len().into()),
                // What cannot be measured.
                _ => Value::Float(f64::NAN),
            };
            point.push((statistic.clone(), value));
        }
        let point = Value::Map(point);
        assert_eq!(field(body, "Period").as_integer(), Some(60.into()));
        assert!(seconds(field(body, "StartTime")) < seconds(field(body, "EndTime")));
        answer(200, &map([("Label", "Load".into()), ("Datapoints", vec![point].into())]))
    }

    /// A metric a page; what is not known, and what is null, is read over.
    fn list(&self, body: &Value) -> Reply {
        let kept = self.0.lock().unwrap();
        let place = field(body, "NextToken").as_text().map_or(0, |token| token.parse().unwrap());
        let (namespace, datum): &(Value, Value) = &kept[place];
        let metric = map([
            ("Namespace", namespace.clone()),
            ("News", map([("inside", vec![Value::Null].into())])),
            ("MetricName", field(datum, "MetricName").clone()),
            ("Dimensions", field(datum, "Dimensions").clone()),
        ]);
        let next = place + 1;
        let token = if next < kept.len() { next.to_string().into() } else { Value::Null };
        answer(200, &map([("NextToken", token), ("Metrics", vec![metric].into())]))
    }
}

async fn service() -> (Client, Server) {
    let service = Service::default();
    let server = Server::start_with(move |request| service.reply(request)).await;
    let client = Client::builder().region("eu-central-1").access_key("id", "secret");
    (client.endpoint_url(server.url()).build(), server)
}

#[tokio::test]
async fn what_is_measured_is_found() {
    let (client, server) = service().await;
    let host = Dimension::new().name("Host").value("é & <x>");
    let at = DateTime::from_secs_and_nanos(1_700_000_000, 250_000_000);
    let datum = |name: &str, value: f64| {
        let datum = MetricDatum::new().metric_name(name).value(value).unit(StandardUnit::Percent);
        datum.timestamp(at).dimensions([host.clone()]).storage_resolution(1)
    };
    let put = client.put_metric_data().namespace("Story");
    put.metric_data([datum("Load", 0.1), datum("Heat", 1e300)]).send().await.unwrap();
    let sent: Value = ciborium::from_reader(server.requests()[0].body.as_slice()).unwrap();
    let first = &field(&sent, "MetricData").as_array().unwrap()[0];
    assert_eq!(field(first, "Timestamp"), &moment(1_700_000_000.25));
    assert_eq!(field(first, "Value"), &Value::Float(0.1));
    assert_eq!(field(first, "StorageResolution"), &Value::Integer(1.into()));
    assert_eq!(field(first, "Unit").as_text(), Some("Percent"));

    let ask = client
        .get_metric_statistics()
        .namespace("Story")
        .metric_name("Load")
        .start_time(DateTime::from_secs(1_699_999_000))
        .end_time(DateTime::from_secs(1_700_001_000))
        .period(60)
        .statistics([Statistic::Sum, Statistic::SampleCount, Statistic::Average]);
    let found = ask.send().await.unwrap();
    assert_eq!(found.label.as_deref(), Some("Load"));
    let point: Datapoint = found.datapoints.unwrap().pop().unwrap();
    assert_eq!((point.sum, point.sample_count), (Some(1e300), Some(2.0)));
    assert!(point.average.unwrap().is_nan());
    assert_eq!((point.timestamp, point.unit), (Some(at), Some(StandardUnit::Percent)));

    let pages = client.list_metrics().pages().collect().await.unwrap();
    let metrics: Vec<_> = pages.into_iter().filter_map(|page| page.metrics).flatten().collect();
    let names: Vec<_> = metrics.iter().filter_map(|one| one.metric_name.as_deref()).collect();
    assert_eq!(names, ["Load", "Heat"]);
    assert_eq!(metrics[1].dimensions, Some(vec![host]));
}

#[tokio::test]
async fn what_is_refused_is_a_typed_error() {
    let (client, _server) = service().await;
    let datum = MetricDatum::new().metric_name("Load").value(1.0);
    let error = client.put_metric_data().namespace("AWS/EC2").metric_data([datum]).send().await;
    let error = error.unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(400), Some("the-id")));
    assert!(!error.is_retryable());
    let Error::InvalidParameterValueException(refused) = error else { panic!("{error}") };
    assert_eq!(refused.message.as_deref(), Some("taken é"));
}
