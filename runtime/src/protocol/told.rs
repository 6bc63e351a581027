//! What an answer says of an error, whichever it is.

#[cfg(feature = "cbor")]
mod cbor;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "xml")]
mod xml;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// What an answer says of an error.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The code for callers.
    pub(crate) code: Option<String>,
    /// The name of the error's shape, or its code in queries: which error it is.
    pub(super) shape: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
}

impl Told {
    /// The code is in a header or in the body, with a namespace before it and an address behind it.
    fn with_header(response: &HttpResponse, body: Body) -> Self {
        Self::new(response.headers().get("x-amzn-errortype").map(str::to_owned), body)
    }

    fn new(header: Option<String>, body: Body) -> Self {
        let code = header.or(body.kind).or(body.code);
        let code = code.as_deref().and_then(sanitize);
        Self { shape: code.clone(), code, message: body.message, request_id: body.request_id }
    }

    /// With a code that something else than the body tells.
    pub(crate) fn with_code(self, code: Option<&str>) -> Self {
        let code = code.map(str::to_owned);
        Self { shape: code.clone(), code, ..self }
    }

    /// With the code that the error had in AWS Query.
    pub(super) fn with_query_code(self, response: &HttpResponse) -> Self {
        let header = response.headers().get("x-amzn-query-error");
        let code = header.and_then(|header| header.split(';').next()).map(str::to_owned);
        Self { code: code.filter(|code| !code.is_empty()).or(self.code), ..self }
    }
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
    request_id: Option<String>,
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
