//! Protocol tests: what is made of the cases of a model, and what is said where nothing can be.

use std::sync::Arc;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::{Model, service_json, smithy_json};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;
use tinsmith_tests::generate;

fn read(text: String) -> Result<Model, Diagnostics> {
    smithy_json::read(&[Source::new("parrot.json", text)], &[])
}

fn parrot() -> String {
    generate::fixture("parrot.json").text().to_owned()
}

fn tested(model: &Model) -> Result<Service, Diagnostics> {
    lower(model, &ServiceOptions { tests: true, ..ServiceOptions::default() }, "parrot.json")
}

fn messages(found: &Diagnostics) -> Vec<&str> {
    found.iter().map(|one| one.message()).collect()
}

#[test]
fn a_test_reads_as_a_person_would_write_it() {
    let service = tested(&read(parrot()).unwrap()).unwrap_or_else(|error| panic!("{error}"));
    let files = generate::files(&service);
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("parrot-tests", files.get("src/parrot/tests.rs").unwrap());
    });
    assert!(files.get("src/parrot.rs").unwrap().contains("#[cfg(test)]\nmod tests;\n"));
}

#[test]
fn tests_are_made_only_where_they_are_asked_for() {
    let model = read(parrot()).unwrap();
    let files = generate::files(&generate::service(&model, "parrot.json"));
    assert_eq!(files.get("src/parrot/tests.rs"), None);
    assert!(!files.get("src/parrot.rs").unwrap().contains("tests"));
}

#[test]
fn a_field_that_nothing_would_check_is_an_error() {
    let text = parrot().replace("\"forbidHeaders\"", "\"preferHeaders\"");
    let found = read(text).unwrap_err();
    let message = messages(&found).concat();
    assert!(message.contains("unknown field `preferHeaders`"), "{message}");
}

#[test]
fn a_case_that_no_test_can_be_made_of_is_an_error() {
    let cases = [
        ("\"loud\": true, \"words\"", "\"lout\": true, \"words\"", "there is no member `lout`"),
        ("\"times\": 2", "\"times\": \"two\"", "times: \"two\" is not an integer"),
        ("\"type\": \"Sender\"", "\"type\": \"Receiver\"", "`type` of an error cannot be"),
        ("\"kin\": {\"son\": {}}}\n", "\"kin\": {\"cat\": {}}}\n", "there is no member `cat`"),
    ];
    for (right, wrong, why) in cases {
        let text = parrot().replace(right, wrong);
        assert_ne!(text, parrot(), "{right}");
        let found = tested(&read(text).unwrap()).unwrap_err();
        let messages = messages(&found);
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].contains("cannot be generated: "), "{messages:?}");
        assert!(messages[0].contains(why), "{why}: {messages:?}");
        assert!(found.to_string().contains("parrot.json:"), "{found}");
    }
}

const SUITES: &str = r#"[
  {
    "description": "Requests",
    "clientEndpoint": "https://example.com",
    "metadata": {"protocol": "rest-json", "protocols": ["rest-json"], "apiVersion": "2026-01-01"},
    "shapes": {
      "In": {"type": "structure", "members": {"loud": {"shape": "Bool", "location": "querystring", "locationName": "loud"}}},
      "Bool": {"type": "boolean"}
    },
    "cases": [
      {
        "id": "Asks",
        "given": {"name": "Ask", "http": {"method": "GET", "requestUri": "/ask"}, "input": {"shape": "In"}},
        "params": {"loud": true},
        "serialized": {"method": "GET", "uri": "/ask?loud=true", "body": "", "host": "example.com"}
      }
    ]
  },
  {
    "description": "Answers",
    "metadata": {"protocol": "json", "protocols": ["json"], "jsonVersion": "1.1", "apiVersion": "2026-01-01", "targetPrefix": "Test"},
    "shapes": {"No": {"type": "structure", "members": {}, "exception": true, "error": {"code": "Nope", "httpStatusCode": 400, "senderFault": true}}},
    "cases": [
      {
        "id": "Refuses",
        "given": {"name": "Ask", "http": {"method": "POST", "requestUri": "/"}, "errors": [{"shape": "No"}]},
        "errorCode": "Nope",
        "errorMessage": "no",
        "error": {},
        "response": {"status_code": 400, "headers": {}, "body": "{\"__type\": \"No\", \"message\": \"no\"}"}
      }
    ]
  },
  {
    "description": "A mistake",
    "metadata": {"protocol": "json", "protocols": ["json"], "jsonVersion": "1.1", "apiVersion": "2026-01-01"},
    "shapes": {},
    "cases": [{"id": "Wrong", "given": {"name": "Ask", "http": {"method": "POST", "requestUri": "/"}}, "params": {}, "serialized": {"method": "POST", "uri": "/", "path": "/"}}]
  }
]"#;

#[test]
fn lists_of_small_models_are_read() {
    let source: Arc<Source> = Source::new("suites.json", SUITES);
    let suites = service_json::read_suites(&source).unwrap_or_else(|error| panic!("{error}"));
    let ids: Vec<&str> = suites.iter().flat_map(|one| &one.ids).map(String::as_str).collect();
    assert_eq!(ids, ["Asks", "Refuses", "Wrong"]);
    let models: Vec<_> = suites.iter().map(|suite| suite.model.as_ref()).collect();
    let ask = models[0].unwrap().shapes().find(|shape| shape.id.name() == "Ask").unwrap();
    let request = &ask.traits.http_request_tests().unwrap()[0];
    assert_eq!(
        (request.uri.as_str(), request.query_params.as_slice()),
        ("/ask", ["loud=true".to_owned()].as_slice())
    );
    assert_eq!(
        (request.host.as_deref(), request.resolved_host.as_deref()),
        (Some("example.com"), Some("example.com"))
    );
    let no = models[1].unwrap().shapes().find(|shape| shape.id.name() == "No").unwrap();
    let response = &no.traits.http_response_tests().unwrap()[0];
    assert_eq!(response.vendor_params["code"], "Nope");
    assert_eq!(response.vendor_params["message"], "no");
    let why = messages(models[2].unwrap_err()).concat();
    assert_eq!(why, "unknown key `path`");
}
