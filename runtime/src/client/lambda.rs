//! Calls out of a function of AWS Lambda, which carry the trace of what called the function, so that
//! services can stop functions that call themselves.

use crate::error::BoxError;
use crate::http::headers;
use crate::wire::percent;
use aws_smithy_runtime_api::http::Headers;
use http::header::HeaderName;

const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// Whether the program is such a function. Where there is none, there is none to call itself.
pub(super) fn is_function() -> bool {
    std::env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_some()
}

/// Adds the trace of the call that the function answers now, unless the caller has given one.
pub(super) fn trace(all: &mut Headers) -> Result<(), BoxError> {
    if all.contains_key(TRACE_ID.as_str()) {
        return Ok(());
    }
    if let Ok(id) = std::env::var("_X_AMZN_TRACE_ID") {
        headers::set(all, TRACE_ID, header_value(&id))?;
    }
    Ok(())
}

/// All of a text that may not stand in a header encoded.
fn header_value(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' '..=b'~' => out.push(char::from(byte)),
            _ => percent::push_byte(byte, &mut out),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::header_value;

    #[test]
    fn a_trace_may_hold_anything() {
        assert_eq!(header_value("Root=1-2-3;Sampled=1"), "Root=1-2-3;Sampled=1");
        assert_eq!(header_value("a\n%\u{7f}é"), "a%0A%%7F%C3%A9");
    }
}
