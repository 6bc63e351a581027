//! Answers of any kind to calls of every protocol: status, headers, body.

use super::cursor::Cursor;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use std::fmt::{Debug, Display};
use std::sync::{Arc, Mutex};
use tinsmith_aws::{
    bedrockruntime, cloudwatch, dynamodb, ec2, lambda, route53, s3, sns, sqs, workspaces,
};
use tinsmith_runtime::{ClientBuilder, RetryConfig, ServiceClient};

/// Names of headers that some output or error has.
const HEADERS: [&str; 16] = [
    "content-type",
    "content-length",
    "last-modified",
    "expires",
    "etag",
    "x-amz-missing-meta",
    "x-amz-meta-shade",
    "x-amz-meta-",
    "x-amz-storage-class",
    "x-amz-object-lock-retain-until-date",
    "x-amz-delete-marker",
    "x-amz-function-error",
    "x-amzn-errortype",
    "x-amzn-query-error",
    "x-amzn-requestid",
    "x-amz-executed-version",
];

/// A connection to nowhere, where the next answer waits.
#[derive(Clone, Debug, Default)]
pub(super) struct Canned(Arc<Mutex<Option<HttpResponse>>>);

impl Canned {
    pub(super) fn put(&self, response: HttpResponse) {
        *self.0.lock().expect("no panic") = Some(response);
    }

    pub(super) fn client<C: ServiceClient>(&self) -> C {
        let connector = SharedHttpConnector::new(self.clone());
        let client = http_client_fn(move |_, _| connector.clone());
        let builder = ClientBuilder::new().region("eu-central-1").access_key("id", "secret");
        builder.http_client(client).retry_config(RetryConfig::disabled()).build()
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let answer = self.0.lock().expect("no panic").take();
        let nothing = || HttpResponse::new(ok(), SdkBody::empty());
        HttpConnectorFuture::ready(Ok(answer.unwrap_or_else(nothing)))
    }
}

pub(super) fn ok() -> aws_smithy_runtime_api::http::StatusCode {
    200.try_into().expect("a status")
}

/// Clients of every protocol, each with the same connection.
struct Rig {
    runtime: tokio::runtime::Runtime,
    canned: Canned,
    bedrockruntime: bedrockruntime::Client,
    cloudwatch: cloudwatch::Client,
    dynamodb: dynamodb::Client,
    ec2: ec2::Client,
    lambda: lambda::Client,
    route53: route53::Client,
    s3: s3::Client,
    sns: sns::Client,
    sqs: sqs::Client,
    workspaces: workspaces::Client,
}

thread_local! {
    static RIG: Rig = Rig::new();
}

impl Rig {
    fn new() -> Self {
        let canned = Canned::default();
        Self {
            runtime: runtime(),
            bedrockruntime: canned.client(),
            cloudwatch: canned.client(),
            dynamodb: canned.client(),
            ec2: canned.client(),
            lambda: canned.client(),
            route53: canned.client(),
            s3: canned.client(),
            sns: canned.client(),
            sqs: canned.client(),
            workspaces: canned.client(),
            canned,
        }
    }

    async fn call(&self, choice: u8) {
        match choice % 12 {
            0 => told(self.dynamodb.query().table_name("t").send().await),
            1 => told(self.s3.get_object().bucket("b").key("k").send().await),
            2 => told(self.s3.list_objects_v2().bucket("b").send().await),
            3 => told(self.route53.list_resource_record_sets().hosted_zone_id("z").send().await),
            4 => told(self.sns.list_topics().send().await),
            5 => told(self.ec2.describe_images().send().await),
            6 => told(self.cloudwatch.describe_alarms().send().await),
            7 => told(self.lambda.invoke().function_name("f").send().await),
            8 => told(self.lambda.get_function().function_name("f").send().await),
            9 => told(self.sqs.receive_message().queue_url("https://q/").send().await),
            10 => told(self.workspaces.describe_workspace_images().send().await),
            _ => match self.bedrockruntime.converse_stream().model_id("m").send().await {
                Ok(answer) => told(answer.stream.collect().await),
                Err(error) => told(Err::<(), _>(error)),
            },
        }
    }
}

pub(super) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().build().expect("a runtime")
}

/// Looks at an answer as callers do.
pub(super) fn told<T: Debug, E: Debug + Display>(answer: Result<T, E>) {
    match answer {
        Ok(output) => drop(format!("{output:?}")),
        Err(error) => drop(format!("{error} {error:?}")),
    }
}

/// Answers a call. The bytes say which it is, the status, how many headers there are, and which,
/// each with its length before it; the rest is the body.
pub fn answer(data: &[u8]) {
    let mut cursor = Cursor::new(data);
    let choice = cursor.byte();
    let statuses = [200, 200, 200, 204, 206, 301, 304, 400, 403, 404, 429, 500, 503];
    let status = *cursor.choose(&statuses);
    let mut headers = Vec::new();
    for _ in 0..cursor.byte() % 8 {
        let name = *cursor.choose(&HEADERS);
        let length = usize::from(cursor.byte());
        headers.push((name, String::from_utf8_lossy(cursor.take(length)).into_owned()));
    }
    let body = SdkBody::from(cursor.rest());
    let mut response = HttpResponse::new(status.try_into().expect("a status"), body);
    for (name, value) in headers {
        // What cannot be a header does not come over the wire.
        let _ = response.headers_mut().try_append(name, value);
    }
    RIG.with(|rig| {
        rig.canned.put(response);
        rig.runtime.block_on(rig.call(choice));
    });
}

/// Answers to each call: one as it should be, and errors.
pub(super) fn samples() -> Vec<Vec<u8>> {
    let bodies: [&[u8]; 12] = [
        br#"{"Count":1,"LastEvaluatedKey":{"k":{"S":"v"}},"Items":[{"a":{"S":"\u00e9\ud83d\ude00"},"b":{"N":"-1.5e10"},
            "c":{"B":"AAEC"},"d":{"SS":["x"]},"f":{"NULL":true},"g":{"M":{"h":{"L":[{"BOOL":false},{"L":[]}]}}}}]}"#,
        b"0123456789",
        b"<?xml version='1.0'?><ListBucketResult xmlns='u'><IsTruncated>true</IsTruncated><Contents><Key>a &amp; &#233;</Key>\
          <LastModified>2026-11-24T10:00:00.000Z</LastModified><Size>5</Size><Owner><ID>o</ID></Owner></Contents>\
          <Contents><Key><![CDATA[<b>]]></Key></Contents><!-- note --><CommonPrefixes/></ListBucketResult>",
        b"<R><ResourceRecordSets><ResourceRecordSet><Name>n</Name><TTL>3</TTL></ResourceRecordSet></ResourceRecordSets>\
          <IsTruncated>false</IsTruncated></R>",
        b"<R><ListTopicsResult><Topics><member><TopicArn>a</TopicArn></member></Topics></ListTopicsResult></R>",
        b"<R xmlns='u'><requestId>r</requestId><imagesSet><item><imageId>ami-1</imageId><isPublic>true</isPublic><tagSet>\
          <item><key>k</key><value/></item></tagSet><blockDeviceMapping><item><ebs><volumeSize>8</volumeSize></ebs></item>\
          </blockDeviceMapping></item></imagesSet></R>",
        b"\xbf\x6cMetricAlarms\x81\xa4\x69AlarmName\x7f\x61a\x61b\xff\x69Threshold\xf9\x3c\x00\x66Period\x18\x3c\
          \x75StateUpdatedTimestamp\xc1\xfb\x41\xda\x00\x00\x00\x00\x00\x00\xff",
        br#"{"sum":3}"#,
        br#"{"Configuration":{"FunctionName":"f","CodeSize":22,"Environment":{"Variables":{"a":"b"}},"VpcConfig":null},
            "Tags":{"a":"b"},"Unknown":[[{"x":[1,2.5,"s",null,true,{}]}]]}"#,
        br#"{"Messages":[{"Body":"b","Attributes":{"SenderId":"s"},"MessageAttributes":{"m":{"BinaryValue":"AA=="}}}]}"#,
        br#"{"Images":[{"Created":1.7e9,"ImageId":"i","State":"AVAILABLE"}],"NextToken":""}"#,
        b"\0\0\0\0\x10\0\0\0\0\x05\xc2\x48\xeb\x7d\x98\xc8\xff",
    ];
    let errors: [&[u8]; 3] = [
        br#"{"__type":"a#ResourceNotFoundException","message":"m"}"#,
        b"<Error><Code>NoSuchKey</Code><Message>m</Message><RequestId>r</RequestId></Error>",
        b"<ErrorResponse><Error><Code>NotFound</Code></Error></ErrorResponse>",
    ];
    let mut samples = Vec::new();
    for (body, choice) in bodies.into_iter().zip(0..) {
        samples.push(sample(choice, 0, body));
        samples.extend(errors.map(|error| sample(choice, 7, error)));
    }
    samples
}

/// An answer with two headers: a type, and metadata.
fn sample(choice: u8, status: u8, body: &[u8]) -> Vec<u8> {
    let head = [&[choice, status, 2, 0, 10], b"text/plain".as_slice(), &[6, 4], b"blue"];
    [&head.concat(), body].concat()
}
