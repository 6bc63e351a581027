//! `smithy.test#httpRequestTests`

use super::settings::settings;
use super::{Common, Testing, Unlowered, Why, body};
use crate::ir::tests::{Body, CaseKind, Expected, RequestTest};
use crate::model::traits::HttpRequestTest;
use crate::model::{Kind, Operation, Shape};

impl Testing<'_> {
    /// The tests of an operation's requests.
    pub(super) fn requests(
        &self,
        shape: &Shape,
        parts: &Operation,
        tests: &mut Vec<RequestTest>,
        unlowered: &mut Vec<Unlowered>,
    ) {
        let cases = shape.traits.http_request_tests().into_iter().flatten();
        for (place, case) in cases.enumerate() {
            let common = common(shape, place, case);
            if self.is_ours(&common) {
                let made = self.request(&common, shape, parts, case);
                self.keep(&common, made, tests, unlowered);
            }
        }
    }

    fn request(
        &self,
        common: &Common<'_>,
        shape: &Shape,
        parts: &Operation,
        case: &HttpRequestTest,
    ) -> Result<RequestTest, Why> {
        let input = self.input(shape, parts, &case.params)?;
        let media_type = case.body_media_type.as_deref();
        let body = case.body.as_deref().map(|text| body(text, media_type)).transpose()?;
        let keys = self.keys(body.as_ref());
        let expected = Expected {
            http_method: case.method.clone(),
            path: case.uri.clone(),
            host: case.resolved_host.clone(),
            query: case.query_params.clone(),
            forbidden_query: case.forbid_query_params.clone(),
            required_query: case.require_query_params.clone(),
            headers: case.headers.clone().into_iter().collect(),
            forbidden_headers: case.forbid_headers.clone(),
            required_headers: case.require_headers.clone(),
            body,
            keys,
        };
        Ok(RequestTest {
            case: self.case(
                common,
                shape,
                settings(&case.vendor_params, case.host.as_deref())?,
                input,
            )?,
            expected,
        })
    }

    /// The names of elements in a body that are the keys of maps, whose order does not count; `key`
    /// always is one.
    fn keys(&self, body: Option<&Body>) -> Vec<String> {
        let Some(Body::Xml(text)) = body else { return Vec::new() };
        let names = self.lower.model.shapes().filter_map(|shape| match &shape.kind {
            Kind::Map { key, .. } => key.traits.xml_name().cloned(),
            _ => None,
        });
        let mut names: Vec<String> =
            names.filter(|name| text.contains(&format!("<{name}"))).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn common<'c>(shape: &'c Shape, place: usize, case: &'c HttpRequestTest) -> Common<'c> {
    Common {
        kind: CaseKind::Request,
        shape,
        place,
        id: &case.id,
        protocol: &case.protocol,
        auth_scheme: case.auth_scheme.as_deref(),
        documentation: case.documentation.as_deref(),
        applies_to: case.applies_to,
    }
}
