//! Reads files of protocol tests in the format of AWS JSON service models: a list of small models,
//! each with calls and the requests that they must make, or with answers and what they mean. Each
//! becomes a model whose operations and errors carry the traits of Smithy's protocol tests.

use super::super::json::{self, Document};
use super::super::shape::{Kind, Shape};
use super::super::traits::{HttpRequestTest, HttpResponseTest, Trait};
use super::super::{Model, ShapeId};
use super::{Files, operations::operation_named};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Source;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One of the small models of a file.
#[derive(Debug)]
pub struct Suite {
    /// The model with its tests.
    pub model: Result<Model, Diagnostics>,
    /// The names of its cases.
    pub ids: Vec<String>,
    /// Whether its cases are about requests, not about answers.
    pub is_input: bool,
}

/// Reads a file.
///
/// # Errors
///
/// The file is not a list in JSON. What is wrong with one of its models is told with that.
pub fn read_suites(source: &Arc<Source>) -> Result<Vec<Suite>, Diagnostics> {
    let root = json::parse(source)?;
    let document = Document::new(source, &root);
    let suites = document.array(&root);
    let suites = suites.iter().enumerate().map(|(place, suite)| read_suite(source, place, suite));
    let suites = suites.collect();
    document.finish().check(suites)
}

fn read_suite(source: &Source, place: usize, root: &Value) -> Suite {
    let cases = root.get("cases").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |case: &Value| case.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_input = cases.iter().any(|case| case.get("serialized").is_some());
    // A model is read of text, so that messages can show their place in it.
    let name = format!("{}[{place}]", source.name());
    let parsed = Source::new(&name, serde_json::to_string_pretty(root).unwrap_or_default());
    let model = model(&parsed, root, cases);
    Suite { model, ids: cases.iter().map(text).collect(), is_input }
}

fn model(source: &Arc<Source>, root: &Value, cases: &[Value]) -> Result<Model, Diagnostics> {
    let document = Document::new(source, root);
    document.only(root, &["description", "metadata", "shapes", "cases", "clientEndpoint"]);
    let service = json!({
        "version": "2.0",
        "metadata": metadata(root),
        "shapes": root.get("shapes"),
        "operations": operations(cases),
    });
    let text = serde_json::to_string_pretty(&service).map_err(|error| {
        Diagnostic::error(format!("not JSON: {error}")).hint("correct the model")
    })?;
    let mut model = super::read(&Files::new(Source::new(source.name(), text)))?;
    let protocol = protocol(&model).unwrap_or_default();
    let mut tests = Tests::default();
    for case in cases {
        document.only(case, &CASE_KEYS);
        match case.get("serialized") {
            Some(serialized) => {
                document.only(serialized, &REQUEST_KEYS);
                tests.input(root, case, protocol);
            }
            None => {
                if let Some(response) = case.get("response") {
                    document.only(response, &["status_code", "headers", "body"]);
                }
                if !tests.output(&model, case, protocol) {
                    document.error(case, "the model has no error of this code");
                }
            }
        }
    }
    tests.put(&mut model);
    document.finish().check(model)
}

const CASE_KEYS: [&str; 10] = [
    "id",
    "given",
    "description",
    "params",
    "serialized",
    "result",
    "response",
    "error",
    "errorCode",
    "errorMessage",
];

const REQUEST_KEYS: [&str; 7] =
    ["method", "uri", "body", "headers", "forbidHeaders", "requireHeaders", "host"];

/// The metadata, with what a service must say and these models leave out.
fn metadata(root: &Value) -> Value {
    let mut metadata = root.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default();
    let missing = [
        ("serviceId", "Protocol Tests"),
        ("signatureVersion", "v4"),
        ("signingName", "protocoltests"),
    ];
    for (key, value) in missing {
        metadata.entry(key).or_insert_with(|| json!(value));
    }
    Value::Object(metadata)
}

/// The operations that cases are about, by their names.
fn operations(cases: &[Value]) -> Value {
    let given = cases.iter().filter_map(|case| case.get("given"));
    let named = given.filter_map(|given| {
        Some((given.get("name").and_then(Value::as_str)?.to_owned(), given.clone()))
    });
    Value::Object(named.collect())
}

fn protocol(model: &Model) -> Option<&'static str> {
    let (shape, _) = model.services().next()?;
    shape.traits.iter().find_map(|one| match one {
        Trait::AwsJson10(_)
        | Trait::AwsJson11(_)
        | Trait::RestJson1(_)
        | Trait::RestXml(_)
        | Trait::AwsQuery(_)
        | Trait::Ec2Query(_)
        | Trait::RpcV2Cbor(_) => Some(one.id()),
        _ => None,
    })
}

/// The tests of a model, by the shapes that they belong to.
#[derive(Default)]
struct Tests {
    requests: BTreeMap<String, Vec<HttpRequestTest>>,
    outputs: BTreeMap<String, Vec<HttpResponseTest>>,
    errors: BTreeMap<ShapeId, Vec<HttpResponseTest>>,
}

impl Tests {
    fn input(&mut self, root: &Value, case: &Value, protocol: &str) {
        let part = |key: &str| case.get("serialized").and_then(|serialized| serialized.get(key));
        let uri = text(part("uri")).unwrap_or_default();
        let (path, query) = uri.split_once('?').unwrap_or((&uri, ""));
        let query = query.split('&').filter(|parameter| !parameter.is_empty());
        let host = text(root.get("clientEndpoint"));
        let body = text(part("body"));
        let test = HttpRequestTest {
            id: text(case.get("id")).unwrap_or_default(),
            protocol: protocol.to_owned(),
            method: text(part("method")).unwrap_or_default(),
            uri: path.to_owned(),
            host: host.map(|host| host.trim_start_matches("https://").to_owned()),
            // Where the path of an endpoint is checked, it is said here too.
            resolved_host: text(part("host"))
                .map(|host| host.split('/').next().unwrap_or_default().to_owned()),
            query_params: query.map(str::to_owned).collect(),
            headers: headers(part("headers")),
            forbid_headers: names(part("forbidHeaders")),
            require_headers: names(part("requireHeaders")),
            body_media_type: body.as_deref().and_then(|body| media_type(protocol, body)),
            body,
            params: case.get("params").cloned().unwrap_or_default(),
            documentation: text(case.get("description")),
            ..HttpRequestTest::default()
        };
        self.requests.entry(operation(case)).or_default().push(test);
    }

    /// Says whether there is a shape that the case belongs to.
    fn output(&mut self, model: &Model, case: &Value, protocol: &str) -> bool {
        let part = |key: &str| case.get("response").and_then(|response| response.get(key));
        let status = part("status_code").and_then(Value::as_u64).unwrap_or_default();
        let body = text(part("body"));
        let is_cbor = protocol == "smithy.protocols#rpcv2Cbor" && body.is_some();
        let mut test = HttpResponseTest {
            id: text(case.get("id")).unwrap_or_default(),
            protocol: protocol.to_owned(),
            code: u16::try_from(status).unwrap_or_default(),
            headers: headers(part("headers")),
            body_media_type: is_cbor.then(|| "application/cbor".to_owned()),
            body,
            params: case.get("result").or(case.get("error")).cloned().unwrap_or_default(),
            documentation: text(case.get("description")),
            ..HttpResponseTest::default()
        };
        if case.get("error").is_none() {
            self.outputs.entry(operation(case)).or_default().push(test);
            return true;
        }
        let mut told = Map::new();
        for (key, said) in [("code", "errorCode"), ("message", "errorMessage")] {
            told.extend(case.get(said).map(|said| (key.to_owned(), said.clone())));
        }
        test.vendor_params = Value::Object(told);
        let code = text(case.get("errorCode")).unwrap_or_default();
        let Some(shape) = error(model, &code) else { return false };
        self.errors.entry(shape.id.clone()).or_default().push(test);
        true
    }

    fn put(self, model: &mut Model) {
        for (name, tests) in self.requests {
            if let Some(shape) = operation_named(model, &name) {
                shape.traits.set(Trait::HttpRequestTests(tests));
            }
        }
        for (name, tests) in self.outputs {
            if let Some(shape) = operation_named(model, &name) {
                shape.traits.set(Trait::HttpResponseTests(tests));
            }
        }
        for (id, tests) in self.errors {
            if let Some(shape) = model.get_mut(&id) {
                shape.traits.set(Trait::HttpResponseTests(tests));
            }
        }
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::to_owned)
}

fn operation(case: &Value) -> String {
    text(case.get("given").and_then(|given| given.get("name"))).unwrap_or_default()
}

fn headers(value: Option<&Value>) -> BTreeMap<String, String> {
    let object = value.and_then(Value::as_object).into_iter().flatten();
    object.filter_map(|(name, value)| Some((name.clone(), text(Some(value))?))).collect()
}

fn names(value: Option<&Value>) -> Vec<String> {
    let array = value.and_then(Value::as_array).into_iter().flatten();
    array.filter_map(|name| text(Some(name))).collect()
}

/// The error that is told under a code.
fn error<'m>(model: &'m Model, code: &str) -> Option<&'m Shape> {
    model.shapes().find(|shape| {
        let own = shape.traits.aws_query_error().map(|error| error.code.as_str());
        let is_error = shape.traits.error().is_some() && matches!(shape.kind, Kind::Structure(_));
        is_error && own.unwrap_or(shape.id.name()) == code
    })
}

/// What a body is, which these files do not say.
fn media_type(protocol: &str, body: &str) -> Option<String> {
    let is_json = || serde_json::from_str::<Value>(body).is_ok();
    let media_type = match protocol {
        "smithy.protocols#rpcv2Cbor" => "application/cbor",
        "aws.protocols#awsQuery" | "aws.protocols#ec2Query" => "application/x-www-form-urlencoded",
        "aws.protocols#restXml" if body.trim_start().starts_with('<') => "application/xml",
        "aws.protocols#restXml" => return None,
        _ if is_json() => "application/json",
        _ => return None,
    };
    Some(media_type.to_owned())
}
