//! Endpoint tests: what is made of the calls of their cases, and what is said where nothing can be.

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;
use tinsmith_tests::generate;

fn tested(text: &str) -> Result<Service, Diagnostics> {
    let model = smithy_json::read(&[Source::new("courier.json", text)], &[])?;
    let options = ServiceOptions { tests: true, ..ServiceOptions::default() };
    lower(&model, &options, "courier.json")
}

#[test]
fn a_test_reads_as_a_person_would_write_it() {
    let service = tested(generate::fixture("courier.json").text());
    let files = generate::files(&service.unwrap_or_else(|error| panic!("{error}")));
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("courier-tests", files.get("src/courier/tests.rs").unwrap());
    });
}

#[test]
fn what_no_test_can_be_made_of_is_said() {
    let right = generate::fixture("courier.json").text().to_owned();
    let region = r#""AWS::Region": "mars", "AWS::Auth"#;
    for (from, to, why) in [
        (r#""operationName": "SendMany""#, r#""operationName": "Sell""#, "no operation `Sell`"),
        (r#""Address": "a b", "Grams": 1"#, r#""Home": 1"#, "there is no member `Home`"),
        (region, r#""AWS::Star": "sun", "AWS::Auth"#, "the built-in `AWS::Star` is not known"),
        (region, r#""AWS::Region": 1, "AWS::Auth"#, "`AWS::Region` cannot be 1"),
        (
            region,
            r#""AWS::S3::ForcePathStyle": true, "AWS::Auth"#,
            "the rules do not ask for `AWS::S3::ForcePathStyle`",
        ),
        (
            r#"AccountIdEndpointMode": "preferred"}\n"#,
            r#"AccountIdEndpointMode": "never"}\n"#,
            "`AWS::Auth::AccountIdEndpointMode` cannot be \"never\"",
        ),
        (
            r#""clientParams": {"Express": true}"#,
            r#""clientParams": {"Express": "yes"}"#,
            "`Express` cannot be \"yes\"",
        ),
        (
            r#""clientParams": {"Express": true}"#,
            r#""clientParams": {"Sort": true}"#,
            "the rules have no parameter `Sort`",
        ),
        (
            r#"{"error": "a region is needed"}"#,
            "{}",
            "it expects neither an endpoint nor an error, or both",
        ),
        (r#""operationInputs": [{"#, r#""operationInput": [{"#, "unknown field `operationInput`"),
    ] {
        let (from, to) = (from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        assert!(right.contains(&from), "{from}");
        let found = tested(&right.replacen(&from, &to, 1)).unwrap_err();
        let messages: Vec<&str> = found.iter().map(|one| one.message()).collect();
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].contains(why), "{why}: {messages:?}");
        assert!(found.to_string().contains("courier.json:"), "{found}");
    }
}
