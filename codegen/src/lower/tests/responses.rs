//! `smithy.test#httpResponseTests`

use super::{Common, Testing, Unlowered, Why, body};
use crate::ir::tests::{Body, CaseKind, Data, Outcome, ResponseTest, Streaming};
use crate::ir::{self, Name, Type};
use crate::model::traits::{ErrorSide, HttpResponseTest};
use crate::model::{Operation, Shape};
use serde_json::Value;

impl Testing<'_> {
    /// The tests of an operation's answers.
    pub(super) fn outputs(
        &self,
        shape: &Shape,
        parts: &Operation,
        tests: &mut Vec<ResponseTest>,
        unlowered: &mut Vec<Unlowered>,
    ) {
        self.responses(shape, tests, unlowered, |common, case| {
            if !case.vendor_params.is_null() {
                return Err(format!("it asks for `{}` of an output", case.vendor_params));
            }
            let outcome = self.outcome(shape, parts, &case.params)?;
            self.response(common, shape, parts, case, outcome)
        });
    }

    /// What must come of an answer that is no error.
    fn outcome(&self, shape: &Shape, parts: &Operation, params: &Value) -> Result<Outcome, Why> {
        let data = self.output(shape, parts, params)?;
        let is_stream = |member: &&ir::Member| member.ty == Type::Stream;
        let Some(stream) = self.members(&data).iter().find(is_stream) else {
            return Ok(Outcome::Output(data));
        };
        let brings = match field(&data, &stream.field) {
            Some(Data::Some(data)) => data.as_ref().clone(),
            Some(data) => data.clone(),
            None => Data::Stream(Vec::new()),
        };
        Ok(Outcome::Streaming(self.streaming(&data, &stream.field, brings)))
    }

    /// The members of a structure of the client.
    pub(super) fn members(&self, data: &Data) -> &[ir::Member] {
        let Data::Structure { name, .. } = data else { return &[] };
        let known = self.service.structures.iter().find(|known| known.name == *name);
        known.map(|known| known.members.as_slice()).unwrap_or_default()
    }

    /// An output, apart from its stream.
    pub(super) fn streaming(&self, data: &Data, stream: &Name, brings: Data) -> Streaming {
        let others = self.members(data).iter().filter(|member| member.field != *stream);
        let fields = others.map(|one| (one.field.clone(), field(data, &one.field).cloned()));
        Streaming { fields: fields.collect(), stream: stream.clone(), brings }
    }

    /// The tests of a modelled error; the first operation that may answer it is called.
    pub(super) fn errors(
        &self,
        shape: &Shape,
        tests: &mut Vec<ResponseTest>,
        unlowered: &mut Vec<Unlowered>,
    ) {
        let of_service = self.lower.closure.parts.errors.contains(&shape.id);
        let answers = |parts: &Operation| of_service || parts.errors.contains(&shape.id);
        self.responses(shape, tests, unlowered, |common, case| {
            let (operation, parts) = self
                .operations()
                .find(|(_, parts)| answers(parts))
                .ok_or("no operation that is generated answers it")?;
            let (code, message) = told(shape, &case.vendor_params)?;
            let outcome = Outcome::Error {
                variant: self.name(&shape.id)?,
                error: Some(self.shape(&shape.id, &case.params)?),
                code,
                message,
            };
            self.response(common, operation, parts, case, outcome)
        });
    }

    fn responses(
        &self,
        shape: &Shape,
        tests: &mut Vec<ResponseTest>,
        unlowered: &mut Vec<Unlowered>,
        make: impl Fn(&Common<'_>, &HttpResponseTest) -> Result<ResponseTest, Why>,
    ) {
        let cases = shape.traits.http_response_tests().into_iter().flatten();
        for (place, case) in cases.enumerate() {
            let common = common(shape, place, case);
            if self.is_ours(&common) {
                self.keep(&common, make(&common, case), tests, unlowered);
            }
        }
    }

    fn response(
        &self,
        common: &Common<'_>,
        operation: &Shape,
        parts: &Operation,
        case: &HttpResponseTest,
        outcome: Outcome,
    ) -> Result<ResponseTest, Why> {
        check_headers(case)?;
        let input = self.placeholder_input(operation, parts)?;
        let text = case.body.as_deref().unwrap_or_default();
        let body = body(text, case.body_media_type.as_deref())?;
        Ok(ResponseTest {
            case: self.case(common, operation, Vec::new(), input)?,
            status: case.code,
            headers: case.headers.clone().into_iter().collect(),
            // Everything but CBOR is sent as it is written.
            body: match body {
                Body::Empty | Body::Cbor(_) => body,
                _ => Body::Text(text.to_owned()),
            },
            outcome,
        })
    }
}

fn common<'c>(shape: &'c Shape, place: usize, case: &'c HttpResponseTest) -> Common<'c> {
    Common {
        kind: CaseKind::Response,
        shape,
        place,
        id: &case.id,
        protocol: &case.protocol,
        auth_scheme: case.auth_scheme.as_deref(),
        documentation: case.documentation.as_deref(),
        applies_to: case.applies_to,
    }
}

/// The value of a field of a structure.
fn field<'d>(data: &'d Data, wanted: &Name) -> Option<&'d Data> {
    let Data::Structure { fields, .. } = data else { return None };
    fields.iter().find(|(known, _)| known == wanted).map(|(_, data)| data)
}

/// What a server must and must not send holds of the answer that the case gives.
fn check_headers(case: &HttpResponseTest) -> Result<(), Why> {
    let has = |name: &String| case.headers.keys().any(|known| known.eq_ignore_ascii_case(name));
    if let Some(name) = case.forbid_headers.iter().find(|name| has(name)) {
        return Err(format!("it forbids the header `{name}`, and has it"));
    }
    if let Some(name) = case.require_headers.iter().find(|name| !has(name)) {
        return Err(format!("it requires the header `{name}`, and has none"));
    }
    Ok(())
}

/// The code that an error must be told under, and what must be said about it. Who is to blame follows
/// from the model.
fn told(shape: &Shape, params: &Value) -> Result<(Option<String>, Option<String>), Why> {
    let (mut code, mut message) = (None, None);
    for (key, value) in params.as_object().into_iter().flatten() {
        match (key.as_str(), value.as_str()) {
            ("code", Some(value)) => code = Some(value.to_owned()),
            ("message", Some(value)) => message = Some(value.to_owned()),
            ("type", Some("Sender")) if shape.traits.error() == Some(&ErrorSide::Client) => {}
            ("type", Some("Receiver")) if shape.traits.error() == Some(&ErrorSide::Server) => {}
            _ => return Err(format!("`{key}` of an error cannot be {value}")),
        }
    }
    Ok((code, message))
}
