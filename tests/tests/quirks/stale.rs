//! Customisations that are about something that a model no longer has.

use std::fs;
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;
use tinsmith_codegen::{ir, lower};
use tinsmith_tests::environment::root;

/// A model that is checked in, with a word in it replaced.
fn lowered(name: &str, old: &str, new: &str) -> Result<ir::Service, String> {
    let text = fs::read_to_string(root().join("models").join(name)).unwrap();
    assert!(text.contains(old), "{name} has {old}");
    let source = Source::new(name, text.replace(old, new));
    let model = smithy_json::read(&[source], &[]).unwrap_or_else(|error| panic!("{error}"));
    let lowered = lower::lower(&model, &ServiceOptions::default(), name);
    lowered.map_err(|diagnostics| diagnostics.to_string())
}

#[test]
fn what_no_longer_applies_is_an_error_that_says_what_to_do() {
    let cases = [
        ("sqs.json", "\"MD5OfMessageBody\"", "\"Digest\"", "SendMessage", "`MD5OfMessageBody`"),
        ("s3.json", "\"encoding-type\"", "\"coding\"", "ListObjectVersions", "`encoding-type`"),
        ("s3.json", "\"Expires\"", "\"Ends\"", "GetObject", "`Expires`"),
        (
            "s3.json",
            "-customer-key-MD5\"",
            "-customer-key-SHA\"",
            "CompleteMultipartUpload",
            "-md5`",
        ),
        (
            "s3.json",
            "\"DisableS3ExpressSessionAuth\"",
            "\"DisableSessions\"",
            "CreateSession",
            "`DisableS3Express",
        ),
        (
            "sts.json",
            "\"IDPCommunicationError\"",
            "\"Other\"",
            "AssumeRoleWithWebIdentity",
            "`IDPC",
        ),
    ];
    for (model, old, new, operation, what) in cases {
        let error = lowered(model, old, new).unwrap_err();
        let said = format!("a customisation of `{operation}` no longer applies: ");
        assert!(error.contains(&said) && error.contains(what), "{error}");
        assert!(error.contains("codegen/src/lower/customize"), "{error}");
    }
}
