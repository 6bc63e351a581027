//! Services that are not checked in, generated from the archive.

use tinsmith_codegen::model::service_json;
use tinsmith_tests::{archive, generate};

/// The code of a service; nothing without the archive.
fn code(name: &str) -> Option<String> {
    let folder = archive::services()?.get(name)?;
    let model = service_json::read(&archive::files(folder));
    let model = model.unwrap_or_else(|error| panic!("{error}"));
    let service = generate::service(&model, name);
    Some(generate::text(&generate::files(&service)))
}

#[test]
fn archives_have_a_version_two_checksums_and_an_account() {
    let Some(code) = code("glacier") else { return };
    assert!(code.contains("(\"x-amz-glacier-version\", \"2012-06-01\")"));
    assert_eq!(code.matches("tree_checksum").count(), 2);
    assert!(code.contains("label_or(\"-\") \"accountId\" = account_id"));
}

#[test]
fn json_is_asked_for() {
    let Some(code) = code("apigateway") else { return };
    assert!(code.contains("(\"accept\", \"application/json\")"));
}

#[test]
fn predictions_go_where_the_caller_says() {
    let Some(code) = code("machinelearning") else { return };
    assert!(code.contains("\"Endpoint\" = predict_endpoint"));
}

#[test]
fn accounts_stand_before_the_host_once() {
    let Some(code) = code("s3control") else { return };
    assert!(code.contains("signs_like_s3 = true"));
    assert!(code.contains("\"AccountId\" = account_id"), "a parameter of the rules");
    assert!(!code.contains("host = ["), "and nothing before the host besides");
}

#[test]
fn outposts_are_named_in_headers_and_their_arns_have_the_account() {
    let Some(code) = code("s3control") else { return };
    // By the endpoint rules, where an ARN says so; by the caller, where there is none yet.
    assert!(code.contains("(\"x-amz-account-id\", &[Attr(&BUCKET_ARN, \"accountId\")])"), "bucket");
    assert!(code.contains("(\"x-amz-outpost-id\", &["), "{code}");
    let of = |operation: &str| {
        let (_, code) = code.split_once(&format!("\npub struct {operation} ")).unwrap();
        code.split_once("\n=== ").map_or(code, |(code, _)| code).to_owned()
    };
    assert!(of("CreateBucket").contains("header \"x-amz-outpost-id\" = outpost_id"));
    assert!(of("ListRegionalBuckets").contains("header \"x-amz-outpost-id\" = outpost_id"));
    for operation in ["GetAccessPoint", "GetBucket"] {
        assert!(of(operation).contains("header \"x-amz-account-id\" = account_id"));
        assert!(!of(operation).contains("required_header \"x-amz-account-id\""));
    }
    // Where no ARN can have it, the caller must.
    assert!(of("ListJobs").contains("required_header \"x-amz-account-id\" = account_id"));
}
