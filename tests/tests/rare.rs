//! Rules that few services need, each with a model of its own.

use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::source::Source;
use tinsmith_tests::generate;

/// The files of a service with one operation.
fn files(protocol: &str, operation: &str, shapes: &str) -> FileSet {
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{
            "a#Rare": {{"type": "service", "version": "1", "operations": [{{"target": "a#Do"}}],
                "traits": {{"aws.protocols#{protocol}": {{}}, "aws.auth#sigv4": {{"name": "rare"}},
                    "smithy.rules#endpointRuleSet": {{"version": "1.0", "parameters": {{}}, "rules": [
                        {{"conditions": [], "endpoint": {{"url": "https://example.com"}}, "type": "endpoint"}}]}}}}}},
            "a#Do": {{"type": "operation", {operation}}}, {shapes}}}}}"#
    );
    let model = smithy_json::read(&[Source::new("rare.json", text)], &[]);
    generate::files(&generate::service(
        &model.unwrap_or_else(|error| panic!("{error}")),
        "rare.json",
    ))
}

#[test]
fn a_token_that_must_be_there_is_made_wherever_it_stands() {
    let token = r#""smithy.api#required": {}, "smithy.api#idempotencyToken": {}"#;
    let files = files(
        "restJson1",
        r#""input": {"target": "a#In"}, "traits": {"smithy.api#http": {"method": "PUT", "uri": "/"}}"#,
        &format!(
            r#""a#In": {{"type": "structure", "members": {{
                "asked": {{"target": "smithy.api#String", "traits": {{{token}, "smithy.api#httpQuery": "asked"}}}},
                "headed": {{"target": "smithy.api#String", "traits": {{{token}, "smithy.api#httpHeader": "X-Headed"}}}},
                "must": {{"target": "smithy.api#String", "traits": {{"smithy.api#required": {{}}, "smithy.api#httpQuery": "must"}}}}}}}}"#
        ),
    );
    let operation = files.get("src/rare/operation/do_.rs").unwrap();
    for line in [
        "    query_token \"asked\" = asked,\n",
        "    header_token \"X-Headed\" = headed,\n",
        "    required_query \"must\" = must,\n",
    ] {
        assert!(operation.contains(line), "{line}{operation}");
    }
}

#[test]
fn a_service_without_types_of_its_own_has_no_module_for_them() {
    let made = files("awsJson1_1", r#""input": {"target": "a#In"}"#, EMPTY);
    assert!(made.get("src/rare/model.rs").is_none());
    assert!(!made.get("src/rare.rs").unwrap().contains("model"));
    let made =
        files("awsJson1_1", r#""input": {"target": "a#In"}, "output": {"target": "a#In"}"#, EMPTY);
    assert!(made.get("src/rare/model.rs").unwrap().contains("include!(\"model/in_.rs\");"));
    assert!(made.get("src/rare.rs").unwrap().contains("pub use model::*;"));
}

const EMPTY: &str = r#""a#In": {"type": "structure", "members": {}}"#;
