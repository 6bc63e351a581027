//! How a case configures the client.

use super::Why;
use crate::ir::tests::{Data, Setting};
use serde_json::{Map, Value};

/// The settings of a case. One that configures the scope of its client, as AWS's own configuration
/// files do, leaves the host to the endpoint rules.
pub(super) fn settings(params: &Value, host: Option<&str>) -> Result<Vec<Setting>, Why> {
    if params.is_null() {
        return Ok(host.map(|host| Setting::Host(host.to_owned())).into_iter().collect());
    }
    let mut settings = vec![Setting::NoHost];
    for (key, value) in object(params)? {
        match key.as_str() {
            "scopedConfig" => scopes(value, &mut settings)?,
            _ => return Err(unknown(key)),
        }
    }
    Ok(settings)
}

fn scopes(value: &Value, settings: &mut Vec<Setting>) -> Result<(), Why> {
    for (scope, value) in object(value)? {
        for (key, value) in object(value)? {
            match (scope.as_str(), key.as_str(), value) {
                ("client", "region", Value::String(region)) => {
                    settings.push(Setting::Region(region.clone()));
                }
                ("client", "s3", value) => s3(value, Setting::Parameter, settings)?,
                ("operation", "s3", value) => s3(value, Setting::CallParameter, settings)?,
                _ => return Err(unknown(&format!("{scope}.{key}"))),
            }
        }
    }
    Ok(())
}

fn s3(
    value: &Value,
    parameter: fn(String, Data) -> Setting,
    settings: &mut Vec<Setting>,
) -> Result<(), Why> {
    for (key, value) in object(value)? {
        settings.push(match (key.as_str(), value) {
            ("addressing_style", Value::String(style)) if style == "path" || style == "virtual" => {
                parameter("ForcePathStyle".to_owned(), Data::Bool(style == "path"))
            }
            ("use_accelerate_endpoint", Value::Bool(value)) => {
                parameter("Accelerate".to_owned(), Data::Bool(*value))
            }
            ("use_dualstack_endpoint", Value::Bool(value)) => Setting::DualStack(*value),
            _ => return Err(unknown(&format!("s3.{key}"))),
        });
    }
    Ok(())
}

fn object(value: &Value) -> Result<&Map<String, Value>, Why> {
    value.as_object().ok_or_else(|| format!("{value} is no configuration of a client"))
}

fn unknown(key: &str) -> Why {
    format!("the client cannot be configured by `{key}`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_key_is_known_or_refused() {
        let s3 = json!({"addressing_style": "path", "use_dualstack_endpoint": true});
        let params = json!({"scopedConfig": {"client": {"region": "r", "s3": s3}}});
        let expected = [
            Setting::NoHost,
            Setting::Region("r".to_owned()),
            Setting::Parameter("ForcePathStyle".to_owned(), Data::Bool(true)),
            Setting::DualStack(true),
        ];
        assert_eq!(settings(&params, Some("host")).as_deref(), Ok(expected.as_slice()));
        for bad in [
            json!({"clockTime": 1}),
            json!({"scopedConfig": {"profile": {"region": "r"}}}),
            json!({"scopedConfig": {"client": {"s3": {"addressing_style": "auto"}}}}),
        ] {
            assert!(settings(&bad, None).is_err(), "{bad}");
        }
        let host = settings(&Value::Null, Some("host"));
        assert_eq!(host.as_deref(), Ok([Setting::Host("host".to_owned())].as_slice()));
    }
}
