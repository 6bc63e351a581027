//! Whether what came out is what was expected, to the last property.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tinsmith_codegen::model::traits::{Endpoint as Wanted, ExpectedEndpoint};

use tinsmith_runtime::{Document, Endpoint, EndpointError, endpoint_properties};

/// Compares an endpoint, or an error, with what was expected.
pub(super) fn compare(
    expected: &ExpectedEndpoint,
    resolved: Result<Endpoint, EndpointError>,
) -> Result<(), String> {
    match (&expected.endpoint, &expected.error, resolved) {
        (Some(wanted), _, Ok(endpoint)) => endpoints(wanted, &endpoint),
        (_, Some(wanted), Err(error)) => same("error", wanted, error.message()),
        (Some(wanted), _, Err(error)) => {
            Err(format!("expected {}, got the error: {}", wanted.url, error.message()))
        }
        (None, None, Err(_)) => Err("nothing is expected".to_owned()),
        (None, _, Ok(endpoint)) => Err(format!("expected an error, got {}", endpoint.url())),
    }
}

fn endpoints(wanted: &Wanted, endpoint: &Endpoint) -> Result<(), String> {
    same("URL", wanted.url.as_str(), endpoint.url())?;
    let headers = endpoint.headers();
    let headers: BTreeMap<String, Vec<String>> = headers
        .map(|(name, values)| (name.to_owned(), values.map(str::to_owned).collect()))
        .collect();
    same("headers", &wanted.headers, &headers)?;
    let properties = endpoint_properties(endpoint);
    let properties: Map<String, Value> =
        properties.into_iter().map(|(name, value)| (name, json(&value))).collect();
    same("properties", &wanted.properties, &properties)
}

fn same<T: PartialEq<U> + std::fmt::Debug + ?Sized, U: std::fmt::Debug + ?Sized>(
    what: &str,
    wanted: &T,
    got: &U,
) -> Result<(), String> {
    if wanted == got {
        return Ok(());
    }
    Err(format!("expected the {what} {wanted:?}, got {got:?}"))
}

fn json(document: &Document) -> Value {
    match document {
        Document::Object(entries) => {
            Value::Object(entries.iter().map(|(name, value)| (name.clone(), json(value))).collect())
        }
        Document::Array(items) => Value::Array(items.iter().map(json).collect()),
        Document::Number(number) => json!(number.to_f64_lossy()),
        Document::String(text) => Value::String(text.clone()),
        Document::Bool(value) => Value::Bool(*value),
        Document::Null => Value::Null,
    }
}
