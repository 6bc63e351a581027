//! The parameters of rules.

use super::{Lowered, known, string};
use crate::ir::{BuiltIn, Expr, Parameter, ParameterType};
use serde_json::Value;

/// Reads a parameter.
pub(super) fn parameter(name: &str, value: &Value) -> Lowered<Parameter> {
    known(value, &["builtIn", "required", "default", "documentation", "type", "deprecated"])?;
    let ty = match string(value, "type")?.to_ascii_lowercase().as_str() {
        "string" => ParameterType::String,
        "boolean" => ParameterType::Boolean,
        "stringarray" => ParameterType::Strings,
        other => return Err(format!("the parameter `{name}` has the unknown type `{other}`")),
    };
    let built_in = value.get("builtIn").map(|id| built_in(id.as_str().unwrap_or_default()));
    let built_in = built_in.transpose()?;
    let default = match value.get("default") {
        None => None,
        Some(default) => {
            let wrong = || format!("the default of the parameter `{name}` is not of its type");
            Some(literal(ty, default).ok_or_else(wrong)?)
        }
    };
    let required = value.get("required").and_then(Value::as_bool).unwrap_or(false);
    Ok(Parameter { name: name.to_owned(), ty, built_in, default, required })
}

/// A value of a type.
pub(crate) fn literal(ty: ParameterType, value: &Value) -> Option<Expr> {
    Some(match (ty, value) {
        (ParameterType::String, Value::String(text)) => Expr::Str(text.clone()),
        (ParameterType::Boolean, Value::Bool(value)) => Expr::Bool(*value),
        (ParameterType::Strings, Value::Array(items)) => {
            let items = items.iter().map(|item| literal(ParameterType::String, item));
            Expr::List(items.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// A setting that is the same for all services, by its id.
pub(crate) fn built_in(id: &str) -> Lowered<BuiltIn> {
    Ok(match id {
        "AWS::Region" => BuiltIn::Region,
        "AWS::UseDualStack" => BuiltIn::UseDualStack,
        "AWS::UseFIPS" => BuiltIn::UseFips,
        "SDK::Endpoint" => BuiltIn::Endpoint,
        "AWS::Auth::AccountId" => BuiltIn::AccountId,
        "AWS::Auth::AccountIdEndpointMode" => BuiltIn::AccountIdEndpointMode,
        "AWS::Auth::CredentialScope" => BuiltIn::CredentialScope,
        "AWS::S3::Accelerate" => BuiltIn::S3Accelerate,
        "AWS::S3::DisableMultiRegionAccessPoints" => BuiltIn::S3DisableMultiRegionAccessPoints,
        "AWS::S3::ForcePathStyle" => BuiltIn::S3ForcePathStyle,
        "AWS::S3::UseArnRegion" => BuiltIn::S3UseArnRegion,
        "AWS::S3::UseGlobalEndpoint" => BuiltIn::S3UseGlobalEndpoint,
        "AWS::S3Control::UseArnRegion" => BuiltIn::S3ControlUseArnRegion,
        "AWS::STS::UseGlobalEndpoint" => BuiltIn::StsUseGlobalEndpoint,
        other => return Err(format!("the built-in `{other}` is not known")),
    })
}
