//! `smithy.test#eventStreamTests`

use super::{Common, Testing, Unlowered, Why, body, moment};
use crate::ir::tests::{
    CaseKind, Data, Direction, Event, EventTest, Expected, HeaderValue, Outcome,
};
use crate::ir::{self, Name, Type};
use crate::model::traits::{
    self, EventStreamTest, Expectation, ExpectedFailure, InitialRequest, InitialResponse,
};
use crate::model::{Operation, Shape, ShapeId};

/// What a body of events is.
const MEDIA_TYPE: &str = "application/vnd.amazon.eventstream";

impl Testing<'_> {
    /// The tests of an operation's streams of events.
    pub(super) fn events(
        &self,
        shape: &Shape,
        parts: &Operation,
        tests: &mut Vec<EventTest>,
        unlowered: &mut Vec<Unlowered>,
    ) {
        let cases = shape.traits.event_stream_tests().into_iter().flatten();
        for (place, case) in cases.enumerate() {
            let common = common(shape, place, case);
            if self.is_ours(&common) {
                let made = self.event_test(&common, shape, parts, case);
                self.keep(&common, made, tests, unlowered);
            }
        }
    }

    fn event_test(
        &self,
        common: &Common<'_>,
        shape: &Shape,
        parts: &Operation,
        case: &EventStreamTest,
    ) -> Result<EventTest, Why> {
        let all = case.events.iter().map(|event| !event.vendor_params.is_null());
        if !case.vendor_params.is_null() || all.into_iter().any(|is_one| is_one) {
            return Err("it has parameters of a vendor, which nothing checks".to_owned());
        }
        let is_sent = case.initial_request.is_some()
            || case.events.iter().any(|event| event.direction == traits::Direction::Request);
        let is_received = case.initial_response.is_some()
            || case.events.iter().any(|event| event.direction == traits::Direction::Response);
        match (is_sent, is_received) {
            (true, true) => Err("it is about both directions".to_owned()),
            (true, false) => self.sent(common, shape, parts, case),
            _ => self.received(common, shape, parts, case),
        }
    }

    fn sent(
        &self,
        common: &Common<'_>,
        shape: &Shape,
        parts: &Operation,
        case: &EventStreamTest,
    ) -> Result<EventTest, Why> {
        if matches!(case.expectation, Some(Expectation::Failure(_))) {
            return Err("a client that fails to send cannot be expected".to_owned());
        }
        let (stream, union) = self.stream(shape, true)?;
        let given = case.events.iter().map(|event| self.named(&union, &event.params));
        let given = given.collect::<Result<Vec<Data>, Why>>()?;
        let input = match case.initial_request_params.is_null() {
            true => self.placeholder_input(shape, parts)?,
            false => self.input(shape, parts, &case.initial_request_params)?,
        };
        let input = self.with_events(input, stream, given);
        let initial = case.initial_request.as_ref().map(expected);
        let events = case.events.iter().map(event).collect::<Result<_, _>>()?;
        let direction = Direction::Sent { initial, events };
        Ok(EventTest { case: self.case(common, shape, Vec::new(), input)?, direction })
    }

    fn received(
        &self,
        common: &Common<'_>,
        shape: &Shape,
        parts: &Operation,
        case: &EventStreamTest,
    ) -> Result<EventTest, Why> {
        let mut input = self.placeholder_input(shape, parts)?;
        if let Ok((stream, _)) = self.stream(shape, true) {
            input = self.with_events(input, stream, Vec::new());
        }
        let (stream, union) = self.stream(shape, false)?;
        let outcome = match &case.expectation {
            Some(Expectation::Failure(ExpectedFailure { error_id: None })) => None,
            Some(Expectation::Failure(ExpectedFailure { error_id: Some(id) })) => {
                Some(self.failure(id, case)?)
            }
            Some(Expectation::Success(_)) | None => {
                let brought = case.events.iter().map(|event| self.named(&union, &event.params));
                let brought = Data::Events(brought.collect::<Result<_, Why>>()?);
                let output = self.output(shape, parts, &case.initial_response_params)?;
                Some(Outcome::Streaming(self.streaming(&output, &stream, brought)))
            }
        };
        let InitialResponse { code, mut headers, body: text, body_media_type } =
            case.initial_response.clone().unwrap_or_else(accepted);
        let body = text.map(|text| body(&text, body_media_type.as_deref())).transpose()?;
        if body.is_none() {
            headers.entry("Content-Type".to_owned()).or_insert_with(|| MEDIA_TYPE.to_owned());
        }
        let direction = Direction::Received {
            status: code,
            headers: headers.into_iter().collect(),
            body,
            events: case.events.iter().map(event).collect::<Result<_, _>>()?,
            outcome,
            stream,
        };
        Ok(EventTest { case: self.case(common, shape, Vec::new(), input)?, direction })
    }

    /// A modelled error, of an event or of the answer itself.
    fn failure(&self, id: &str, case: &EventStreamTest) -> Result<Outcome, Why> {
        let id = ShapeId::parse(id).ok_or_else(|| format!("`{id}` is not a shape id"))?;
        let event = case.events.last().and_then(|event| event.params.as_object());
        let params = event.and_then(|params| params.values().next());
        let error = params.map(|params| self.shape(&id, params)).transpose()?;
        Ok(Outcome::Error { variant: self.name(&id)?, error, code: None, message: None })
    }

    /// An input with the events that are to be sent.
    fn with_events(&self, input: Data, stream: Name, events: Vec<Data>) -> Data {
        let all = self.members(&input).len();
        let Data::Structure { name, mut fields, .. } = input else { return input };
        fields.push((stream, Data::Some(Box::new(Data::Events(events)))));
        let whole = fields.len() == all;
        Data::Structure { name, fields, whole }
    }

    /// The member of an operation that is a stream of events, and the union of its events.
    fn stream(&self, operation: &Shape, is_sent: bool) -> Result<(Name, Name), Why> {
        let name = self.name(&operation.id)?;
        let operation = self.service.operations.iter().find(|one| one.name == name);
        let structure = operation.and_then(|operation| {
            let id = if is_sent { operation.input } else { operation.output };
            self.service.structure(id)
        });
        let members = structure.map(|structure| structure.members.as_slice()).unwrap_or_default();
        let union = |member: &ir::Member| match &member.ty {
            Type::SentEvents(union) | Type::ReceivedEvents(union) => Some(union.clone()),
            _ => None,
        };
        let mut streams =
            members.iter().filter_map(|member| Some((member.field.clone(), union(member)?)));
        streams.next().ok_or_else(|| "its operation has no such stream of events".to_owned())
    }
}

fn common<'c>(shape: &'c Shape, place: usize, case: &'c EventStreamTest) -> Common<'c> {
    Common {
        kind: CaseKind::Event,
        shape,
        place,
        id: &case.id,
        protocol: &case.protocol,
        auth_scheme: None,
        documentation: case.documentation.as_deref(),
        applies_to: case.applies_to,
    }
}

/// An answer that is accepted without another word.
fn accepted() -> InitialResponse {
    InitialResponse { code: 200, ..InitialResponse::default() }
}

fn expected(initial: &InitialRequest) -> Expected {
    Expected {
        http_method: initial.method.clone(),
        path: initial.uri.clone(),
        host: None,
        query: initial.query_params.clone(),
        forbidden_query: initial.forbid_query_params.clone(),
        required_query: initial.require_query_params.clone(),
        headers: initial.headers.clone().into_iter().collect(),
        forbidden_headers: initial.forbid_headers.clone(),
        required_headers: initial.require_headers.clone(),
        body: None,
        keys: Vec::new(),
    }
}

fn event(event: &traits::EventTest) -> Result<Event, Why> {
    let headers = event.headers.iter().map(|(name, value)| Ok((name.clone(), header(value)?)));
    let media_type = event.body_media_type.as_deref();
    Ok(Event {
        bytes: event.bytes.clone(),
        headers: headers.collect::<Result<_, Why>>()?,
        forbidden_headers: event.forbid_headers.clone(),
        required_headers: event.require_headers.clone(),
        body: event.body.as_deref().map(|text| body(text, media_type)).transpose()?,
    })
}

fn header(value: &traits::HeaderValue) -> Result<HeaderValue, Why> {
    Ok(match value {
        traits::HeaderValue::Boolean(value) => HeaderValue::Bool(*value),
        traits::HeaderValue::Byte(value) => HeaderValue::I8(*value),
        traits::HeaderValue::Short(value) => HeaderValue::I16(*value),
        traits::HeaderValue::Integer(value) => HeaderValue::I32(*value),
        traits::HeaderValue::Long(value) => HeaderValue::I64(*value),
        traits::HeaderValue::Blob(value) => HeaderValue::Blob(value.clone()),
        traits::HeaderValue::String(value) => HeaderValue::Text(value.clone()),
        traits::HeaderValue::Timestamp(value) => {
            let (secs, nanos) = moment::read(value)?;
            HeaderValue::Moment(secs, nanos)
        }
    })
}
