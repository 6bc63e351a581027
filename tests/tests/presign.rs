//! Requests that are signed and not sent, and tokens for databases, against answers of others: those
//! of the vendor's documentation and of botocore's tests.

use aws_smithy_async::time::StaticTimeSource;
use std::time::Duration;
use tinsmith_aws::{dynamodb, s3, sts};
use tinsmith_runtime::{
    CallErrorKind, ClientBuilder, Credentials, DsqlAction, Region, SdkConfig, ServiceClient,
    SharedCredentialsProvider, dsql_token, rds_token,
};

const HOUR: Duration = Duration::from_secs(3600);

fn client<C: ServiceClient>(builder: ClientBuilder<C>) -> C {
    builder.region("us-east-1").time_source(at(1_369_353_600)).build()
}

fn at(second: u64) -> StaticTimeSource {
    StaticTimeSource::from_secs(second)
}

/// The key of the vendor's documentation.
fn documented<C: ServiceClient>(builder: ClientBuilder<C>) -> ClientBuilder<C> {
    builder.access_key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
}

#[tokio::test]
async fn an_object_is_signed_as_the_documentation_of_s3_does() {
    let builder = documented(s3::Client::builder()).endpoint_url("https://s3.amazonaws.com");
    let get = client(builder).get_object().bucket("examplebucket").key("test.txt");
    let signed = get.presign(Duration::from_secs(86400)).await.unwrap();
    assert_eq!(signed.method(), "GET");
    let uri = signed.uri();
    assert!(uri.starts_with("https://examplebucket.s3.amazonaws.com/test.txt?"), "{uri}");
    for part in [
        "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
        "X-Amz-Date=20130524T000000Z",
        "X-Amz-Expires=86400",
        "X-Amz-SignedHeaders=host",
        "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ] {
        assert!(uri.contains(part), "{part} in {uri}");
    }
    assert_eq!(signed.headers().count(), 0, "nothing else is needed");
    assert_eq!(signed.body(), None);
    assert!(!format!("{signed:?}").contains("X-Amz"), "a signature is a secret: {signed:?}");
}

#[tokio::test]
async fn what_a_put_says_of_an_object_must_be_sent_and_its_content_is_free() {
    let put = client(documented(s3::Client::builder())).put_object().bucket("b").key("k");
    let signed = put.content_type("text/plain").presign(HOUR).await.unwrap();
    let headers: Vec<_> = signed.headers().collect();
    assert_eq!((signed.method(), headers), ("PUT", vec![("content-type", "text/plain")]));
    assert!(signed.uri().contains("X-Amz-SignedHeaders=content-type%3Bhost"), "{}", signed.uri());
}

#[tokio::test]
async fn a_call_with_a_body_is_signed_with_it() {
    let get = client(documented(dynamodb::Client::builder())).describe_table().table_name("t");
    let signed = get.presign(HOUR).await.unwrap();
    assert_eq!((signed.method(), signed.body()), ("POST", Some(&br#"{"TableName":"t"}"#[..])));
    let target = signed.headers().find(|(name, _)| *name == "x-amz-target");
    assert_eq!(target, Some(("x-amz-target", "DynamoDB_20120810.DescribeTable")));
    let signed_headers = "content-length%3Bcontent-type%3Bhost%3Bx-amz-target";
    assert!(signed.uri().contains(signed_headers), "{}", signed.uri());
    assert!(signed.headers().all(|(name, _)| !name.contains("agent") && !name.starts_with("amz-")));
}

#[tokio::test]
async fn a_session_token_is_part_of_the_query() {
    let credentials = Credentials::new("id", "secret", Some("a/token".into()), None, "test");
    let client = client(sts::Client::builder().credentials(credentials));
    let signed = client.get_caller_identity().presign(HOUR).await.unwrap();
    assert!(signed.uri().contains("&X-Amz-Security-Token=a%2Ftoken"), "{}", signed.uri());
}

#[tokio::test]
async fn a_time_out_of_bounds_and_what_is_missing_are_refused() {
    let client = client(documented(s3::Client::builder()));
    let get = client.get_object().bucket("b").key("k");
    for expires in [Duration::ZERO, Duration::from_millis(999), Duration::from_secs(604_801)] {
        let error = get.clone().presign(expires).await.unwrap_err();
        assert!(error.to_string().contains("from one second to seven days"), "{error}");
        let s3::Error::Call(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), CallErrorKind::InvalidInput);
    }
    assert!(get.presign(Duration::from_secs(604_800)).await.is_ok());
    let error = client.get_object().bucket("b").presign(HOUR).await.unwrap_err();
    assert!(error.to_string().contains("Key"), "{error}");
}

fn config(credentials: Credentials, second: u64) -> SdkConfig {
    SdkConfig::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .time_source(at(second))
        .build()
}

#[tokio::test]
async fn tokens_of_rds_are_those_of_botocore() {
    let config = config(Credentials::new("akid", "skid", None, None, "test"), 1_478_540_373);
    let host = "prod-instance.us-east-1.rds.amazonaws.com";
    let token = rds_token(&config, host, 3306, "someusername").await.unwrap();
    let start = format!("{host}:3306/?Action=connect&DBUser=someusername&X-Amz-");
    assert!(token.starts_with(&start), "{token}");
    let end = "&X-Amz-Signature=d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61";
    assert!(token.ends_with(end) && token.contains("&X-Amz-Expires=900&"), "{token}");
}

#[tokio::test]
async fn tokens_of_dsql_are_those_of_botocore() {
    let session = Some("SESSION_TOKEN".to_owned());
    let credentials = Credentials::new("ACCESS_KEY", "SECRET_KEY", session, None, "test");
    let config = config(credentials, 1_731_001_173);
    let host = "test.dsql.us-east-1.on.aws";
    let quarter = Duration::from_secs(900);
    let token = dsql_token(&config, host, DsqlAction::Connect, quarter).await.unwrap();
    assert!(token.starts_with(&format!("{host}/?Action=DbConnect&X-Amz-")), "{token}");
    let signature = "57fe03e060348aaa21405c239bf02572bbc911076e94dcd65c12ae569dd8fcf4";
    assert!(token.contains(&format!("X-Amz-Signature={signature}")), "{token}");
    let admin = dsql_token(&config, host, DsqlAction::ConnectAdmin, quarter).await.unwrap();
    assert!(admin.starts_with(&format!("{host}/?Action=DbConnectAdmin&X-Amz-")), "{admin}");
    assert!(dsql_token(&config, host, DsqlAction::Connect, Duration::ZERO).await.is_err());
    let nothing = SdkConfig::builder().build();
    let error = rds_token(&nothing, host, 1, "u").await.unwrap_err();
    assert_eq!(error.to_string(), "the configuration has no region");
}

#[tokio::test]
async fn checksums_of_this_moment_are_not_asked_of_others() {
    let client = s3::Client::builder().region("us-east-1");
    let client = client.access_key("AKIDEXAMPLE", "secret").build();
    let hour = Duration::from_secs(3600);
    let get = client.get_object().bucket("box").key("k").presign(hour).await.unwrap();
    assert!(get.uri().contains("X-Amz-SignedHeaders=host&"), "{}", get.uri());
    let body = aws_smithy_types::body::SdkBody::from_body_1_x(
        aws_smithy_types::body::SdkBody::from("streams"),
    );
    let put = client.put_object().bucket("box").key("k").content_length(7);
    let put = put.body(tinsmith_runtime::ByteStream::new(body)).presign(hour).await.unwrap();
    let names: Vec<&str> = put.headers().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| name.contains("trailer") || *name == "content-encoding"));
    assert!(!put.uri().contains("x-amz-trailer"), "{}", put.uri());
}
