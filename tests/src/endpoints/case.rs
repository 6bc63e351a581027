//! A case: values of parameters, and the endpoint or the error that they lead to. A field that
//! nobody checks is an error.

use serde::Deserialize;
use serde_json::Value;
use tinsmith_codegen::model::traits::EndpointTest;
use tinsmith_runtime::{ParameterValue, Parameters};

/// Reads a case.
///
/// # Errors
///
/// It has fields that nobody checks, or expects nothing.
pub fn read(value: &Value) -> Result<EndpointTest, String> {
    let case =
        EndpointTest::deserialize(value).map_err(|error| format!("cannot be read: {error}"))?;
    match (&case.expect.endpoint, &case.expect.error) {
        (Some(_), None) | (None, Some(_)) => Ok(case),
        _ => Err("expects neither an endpoint nor an error, or both".to_owned()),
    }
}

/// Sets the values of a case.
pub(super) fn set(case: &EndpointTest, parameters: &mut Parameters) -> Result<(), String> {
    for (name, value) in &case.params {
        let value = parameter(value).ok_or_else(|| format!("`{name}` has no value: {value}"))?;
        parameters.set(name, value);
    }
    Ok(())
}

fn parameter(value: &Value) -> Option<ParameterValue> {
    Some(match value {
        Value::Bool(value) => ParameterValue::Boolean(*value),
        Value::String(text) => ParameterValue::String(text.clone()),
        Value::Array(items) => {
            let items = items.iter().map(|item| item.as_str().map(str::to_owned));
            ParameterValue::Strings(items.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
