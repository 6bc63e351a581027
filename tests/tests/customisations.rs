//! What single services want besides what their models say, and what is done to bodies: in requests
//! as they are sent.

use tinsmith_aws::s3::{ClientSettings, Delete, ObjectIdentifier};
use tinsmith_aws::{cloudwatch, route53, s3};
use tinsmith_runtime::ClientBuilder;
use tinsmith_tests::server::{Reply, Request, Server};

fn xml(body: &str) -> Reply {
    Reply::Answer(200, vec![("content-type", "text/xml".to_owned())], body.as_bytes().to_vec())
}

fn s3(server: &Server) -> ClientBuilder<s3::Client> {
    let client = s3::Client::builder().region("eu-central-1").access_key("AKIDEXAMPLE", "secret");
    client.endpoint_url(server.url()).force_path_style(true)
}

fn only(server: &Server) -> Request {
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    requests[0].clone()
}

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

#[tokio::test]
async fn buckets_stand_in_the_path_where_that_is_wanted() {
    let server = Server::start(vec![xml("<ListBucketResult/>")]).await;
    s3(&server).build().list_objects_v2().bucket("box").send().await.unwrap();
    let request = only(&server);
    assert_eq!(request.target, "/box?list-type=2&encoding-type=url");
    assert_eq!(request.header("x-amz-content-sha256"), EMPTY);
    assert!(request.header("authorization").contains("x-amz-content-sha256"));
}

#[tokio::test]
async fn a_bucket_is_required() {
    let server = Server::start(vec![]).await;
    let error = s3(&server).build().list_objects_v2().send().await.unwrap_err();
    assert!(error.to_string().contains("Bucket"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_location_is_the_outermost_element() {
    let wrap =
        |text: &str| xml(&format!("<LocationConstraint xmlns=\"x\">{text}</LocationConstraint>"));
    let server = Server::start(vec![wrap("eu-west-1"), wrap("")]).await;
    let client = s3(&server).build();
    let location = client.get_bucket_location().bucket("box").send().await.unwrap();
    assert_eq!(location.location_constraint, Some(s3::BucketLocationConstraint::EuWest1));
    let location = client.get_bucket_location().bucket("box").send().await.unwrap();
    assert_eq!(location.location_constraint.as_ref().map_or("", |one| one.as_str()), "");
}

#[tokio::test]
async fn what_must_have_a_checksum_has_one() {
    let server = Server::start(vec![xml("<DeleteResult/>"), xml("<DeleteResult/>")]).await;
    let client = s3(&server).build();
    let delete = Delete::new().objects([ObjectIdentifier::new().key("a")]);
    let call = client.delete_objects().bucket("box").delete(delete.clone());
    call.send().await.unwrap();
    let call = client.delete_objects().bucket("box").delete(delete);
    let call = call.checksum_algorithm(s3::ChecksumAlgorithm::Sha256);
    call.with(|call| call.header("x-amz-checksum-sha256", "mine")).send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("x-amz-sdk-checksum-algorithm"), "CRC32");
    assert!(!requests[0].header("x-amz-checksum-crc32").is_empty());
    assert!(requests[0].header("authorization").contains("x-amz-checksum-crc32"));
    assert_eq!(requests[1].header("x-amz-checksum-sha256"), "mine");
    assert_eq!(requests[1].header("x-amz-checksum-crc32"), "");
}

#[tokio::test]
async fn ids_of_route_53_lose_their_path() {
    let zone = "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>a.</Name>\
                <CallerReference>x</CallerReference></HostedZone></GetHostedZoneResponse>";
    let server = Server::start(vec![xml(zone)]).await;
    let client = route53::Client::builder().region("us-east-1").access_key("AKIDEXAMPLE", "secret");
    let client = client.endpoint_url(server.url()).build();
    client.get_hosted_zone().id("/hostedzone/Z1").send().await.unwrap();
    assert_eq!(only(&server).target, "/2013-04-01/hostedzone/Z1");
}

#[tokio::test]
async fn large_bodies_are_compressed() {
    let answer = || {
        let headers = vec![
            ("content-type", "application/cbor".to_owned()),
            ("smithy-protocol", "rpc-v2-cbor".to_owned()),
        ];
        Reply::Answer(200, headers, vec![0xa0])
    };
    let server = Server::start(vec![answer(), answer(), answer()]).await;
    let builder = || {
        let client = cloudwatch::Client::builder().region("us-east-1");
        client.access_key("AKIDEXAMPLE", "secret").endpoint_url(server.url())
    };
    for client in [
        builder().build(),
        builder().disable_request_compression(true).build(),
        builder().request_min_compression_size_bytes(100_000).build(),
    ] {
        client.put_metric_data().namespace("x".repeat(20_000)).send().await.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests[0].header("content-encoding"), "gzip");
    assert!(requests[0].body.len() < 1_000 && requests[0].body.starts_with(&[0x1f, 0x8b]));
    for request in &requests[1..] {
        assert_eq!(request.header("content-encoding"), "");
        assert!(request.body.len() > 20_000);
    }
}
