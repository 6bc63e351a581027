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
