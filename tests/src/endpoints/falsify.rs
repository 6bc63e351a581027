//! Changes one fact of what is expected, so that the case must fail.

use serde_json::Value;
use tinsmith_codegen::model::traits::{Endpoint, ExpectedEndpoint};

/// Changes a fact: in turn the URL, a header or a property, as far as there are any; of an error,
/// its text.
pub(super) fn falsify(expected: &mut ExpectedEndpoint, turn: usize) {
    if let Some(text) = &mut expected.error {
        text.push('!');
    }
    if let Some(endpoint) = &mut expected.endpoint {
        let facts: [fn(&mut Endpoint) -> bool; 3] = [header, property, url];
        let _ = (0..facts.len()).any(|step| facts[(turn + step) % facts.len()](endpoint));
    }
}

fn url(endpoint: &mut Endpoint) -> bool {
    endpoint.url.push('x');
    true
}

fn header(endpoint: &mut Endpoint) -> bool {
    let value = endpoint.headers.values_mut().flatten().next();
    value.map(|value| value.push('x')).is_some()
}

fn property(endpoint: &mut Endpoint) -> bool {
    endpoint.properties.values_mut().any(leaf)
}

/// Changes the first text or truth value inside a value.
fn leaf(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            text.push('x');
            true
        }
        Value::Bool(value) => {
            *value = !*value;
            true
        }
        Value::Array(items) => items.iter_mut().any(leaf),
        Value::Object(entries) => entries.values_mut().any(leaf),
        Value::Null | Value::Number(_) => false,
    }
}
