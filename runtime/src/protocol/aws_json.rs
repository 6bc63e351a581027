//! AWS JSON 1.0 and 1.1: everything is posted to `/`, a header names the operation.

use super::Told;
use crate::error::BoxError;
use crate::operation::Current;
use crate::wire::json::{self, Decode, Reader};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;

pub(super) fn request(
    version: &str,
    target: &str,
    current: &Current,
    body: Vec<u8>,
) -> Result<HttpRequest, BoxError> {
    let length = body.len();
    let mut request = HttpRequest::new(SdkBody::from(body));
    request.set_method("POST")?;
    request.set_uri("/")?;
    let headers = request.headers_mut();
    headers.try_insert("content-type", format!("application/x-amz-json-{version}"))?;
    headers.try_insert("x-amz-target", format!("{target}.{}", current.operation.name()))?;
    headers.try_insert("content-length", length.to_string())?;
    Ok(request)
}

/// The code is in a header or in the body, with a namespace before it and an address behind it.
pub(super) fn error(response: &HttpResponse, body: &[u8]) -> Told {
    let body: Body = json::decode(body).unwrap_or_default();
    let header = response.headers().get("x-amzn-errortype").map(str::to_owned);
    let code = header.or(body.kind).or(body.code);
    Told { code: code.as_deref().and_then(sanitize), message: body.message }
}

fn sanitize(code: &str) -> Option<String> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}

/// The members that all errors have.
#[derive(Default)]
struct Body {
    kind: Option<String>,
    code: Option<String>,
    message: Option<String>,
}

impl Decode for Body {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> json::Result {
        match name {
            "__type" => reader.text_or_skip(&mut self.kind),
            "code" | "Code" => reader.text_or_skip(&mut self.code),
            "message" | "Message" | "errorMessage" => reader.text_or_skip(&mut self.message),
            _ => reader.skip(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lose_namespace_and_address() {
        let cases = [
            ("FooError", "FooError"),
            ("FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/", "FooError"),
            ("aws.protocoltests.restjson#FooError", "FooError"),
            ("aws.protocoltests.restjson#FooError:http://internal.amazon.com/x#y", "FooError"),
        ];
        for (raw, code) in cases {
            assert_eq!(sanitize(raw).as_deref(), Some(code));
        }
        assert_eq!(sanitize(""), None);
    }
}
