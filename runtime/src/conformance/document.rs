//! Documents of JSON text.

use super::Mismatch;
use crate::Document;
use aws_smithy_types::Number;
use serde_json::Value;

/// The document that a JSON text is.
///
/// # Errors
///
/// The text is not JSON.
pub fn document(json: &str) -> Result<Document, Mismatch> {
    let value: Value = serde_json::from_str(json)
        .map_err(|error| Mismatch::new(format!("the test's document is not JSON: {error}")))?;
    Ok(convert(&value))
}

fn convert(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(*value),
        Value::String(text) => Document::String(text.clone()),
        Value::Array(items) => Document::Array(items.iter().map(convert).collect()),
        Value::Object(object) => {
            let entry = |(name, value): (&String, &Value)| (name.clone(), convert(value));
            Document::Object(object.iter().map(entry).collect())
        }
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Number::PosInt(number),
            (None, Some(number)) => Number::NegInt(number),
            (None, None) => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
    }
}
