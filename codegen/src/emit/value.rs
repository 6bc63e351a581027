//! The values of members that are absent, as Rust.

use super::tokens::literal;
use crate::format::inline;
use crate::ir::Default;
use quote::ToTokens;

/// A value as an expression.
pub(super) fn of(default: &Default) -> String {
    match default {
        Default::Text(text) => format!("{}.into()", literal(text)),
        Default::Bool(value) => value.to_string(),
        Default::Number(number) => number.clone(),
        Default::BigNumber(digits) => format!("big({})", literal(digits)),
        Default::Blob(text) => format!("blob({})", literal(text)),
        Default::Moment(seconds) => format!("DateTime::from_secs_f64({seconds:?})"),
        Default::Enum(ty, value) => {
            format!("{}::from({})", inline(ty.to_token_stream()), literal(value))
        }
        Default::IntEnum(ty, value) => format!("{}::from({value})", inline(ty.to_token_stream())),
        Default::EmptyList => "Vec::new()".to_owned(),
        Default::EmptyMap => "Map::new()".to_owned(),
        Default::Document(json) => format!("document({})", literal(&json.to_string())),
    }
}
