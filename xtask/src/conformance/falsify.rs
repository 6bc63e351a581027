//! Changes one fact of what each case expects, so that its test must fail: a test that passes all
//! the same does not check what it should.

mod change;

use change::{in_bytes, json, leaves, other, other_value, parameter, replaced, wrapped, xml};
use serde_json::Value;
use tinsmith_codegen::model::traits::{
    EventStreamTest, EventTest, Expectation, ExpectedFailure, HeaderValue, HttpRequestTest,
    HttpResponseTest, InitialRequest,
};
use tinsmith_codegen::model::{CaseMut, Model};

/// Changes a fact, and says whether there is one.
type Change<T> = fn(&mut T) -> bool;

/// The facts of a request, which are changed in turn.
const REQUEST: [Change<HttpRequestTest>; 7] = [
    request_body,
    |case| case.headers.values_mut().next_back().map(other).is_some(),
    |case| case.query_params.last_mut().map(other).is_some(),
    |case| case.resolved_host.as_mut().map(|host| host.insert(0, 'x')).is_some(),
    request_parameter,
    |case| {
        case.uri.push('x');
        true
    },
    |case| {
        case.method.push('X');
        true
    },
];

/// The facts of an answer.
const OUTPUT: [Change<HttpResponseTest>; 4] =
    [|case| parameter(&mut case.params), response_body, response_header, response_status];

/// The facts of an error.
const ERROR: [Change<HttpResponseTest>; 6] = [
    |case| parameter(&mut case.params),
    response_body,
    response_code,
    |case| case.vendor_params.get_mut("code").is_some_and(parameter),
    |case| case.vendor_params.get_mut("message").is_some_and(parameter),
    response_status,
];

/// The facts of a stream of events. Of one that must fail in whatever way, there is only that.
const EVENT: [Change<EventStreamTest>; 6] = [
    |case| is_told(case) && case.events.iter_mut().any(|event| parameter(&mut event.params)),
    |case| is_told(case) && case.events.iter_mut().any(event_header),
    |case| is_told(case) && case.events.iter_mut().any(event_body),
    |case| parameter(&mut case.initial_response_params),
    |case| case.initial_request.as_mut().map(initial_request).is_some(),
    |case| case.expectation.take().is_some(),
];

/// Changes all cases of a model.
pub(crate) fn falsify(model: &mut Model) {
    let error = model.shapes().find(|shape| shape.traits.error().is_some());
    let error_id = error.map(|shape| shape.id.to_string());
    for (turn, (is_error, case)) in model.cases_mut().enumerate() {
        match case {
            CaseMut::Request(case) => change_one(&REQUEST, turn, case),
            CaseMut::Response(case) if is_error => change_one(&ERROR, turn, case),
            CaseMut::Response(case) => change_one(&OUTPUT, turn, case),
            // Another failure, for success could not be told.
            CaseMut::Event(case) if is_untold(case) => {
                let error_id = error_id.clone();
                case.expectation = Some(Expectation::Failure(ExpectedFailure { error_id }));
            }
            CaseMut::Event(case) => change_one(&EVENT, turn, case),
        }
    }
}

/// Changes the fact whose turn it is, or the next that there is.
fn change_one<T>(changes: &[Change<T>], turn: usize, case: &mut T) {
    let in_turn = changes.iter().cycle().skip(turn % changes.len()).take(changes.len());
    for change in in_turn {
        if change(case) {
            return;
        }
    }
}

/// Whether it is told what must come of a stream, not only that it fails.
fn is_told(case: &EventStreamTest) -> bool {
    !matches!(&case.expectation, Some(Expectation::Failure(failure)) if failure.error_id.is_none())
}

/// Whether events of which nothing is said must fail in whatever way.
fn is_untold(case: &EventStreamTest) -> bool {
    !is_told(case) && case.events.iter().any(|event| event.params.is_null())
}

fn event_header(event: &mut EventTest) -> bool {
    let mut texts = event.headers.values_mut().filter_map(|value| match value {
        HeaderValue::String(text) => Some(text),
        _ => None,
    });
    texts.next().map(other).is_some()
}

fn event_body(event: &mut EventTest) -> bool {
    let is_json = event.body_media_type.as_deref() == Some("application/json");
    event.body.as_mut().map(|body| if is_json { json(body) } else { other(body) }).is_some()
}

fn initial_request(request: &mut InitialRequest) {
    match request.headers.values_mut().next_back() {
        Some(value) => other(value),
        None => request.uri.push('x'),
    }
}

fn request_body(case: &mut HttpRequestTest) -> bool {
    let Some(body) = &mut case.body else { return false };
    match case.body_media_type.as_deref() {
        _ if body.is_empty() => {
            "falsified".clone_into(body);
            case.body_media_type = None;
        }
        Some("application/json") => json(body),
        Some("application/xml") => xml(body),
        Some("application/cbor") => wrapped(body),
        _ => other(body),
    }
    true
}

/// Changes a parameter that shows in what is expected.
fn request_parameter(case: &mut HttpRequestTest) -> bool {
    let body = case.body.as_deref().unwrap_or_default();
    let is_cbor = case.body_media_type.as_deref() == Some("application/cbor");
    let shows = |text: &str| {
        let in_body = if is_cbor { in_bytes(body, text) } else { body.contains(text) };
        let in_headers = case.headers.values().any(|value| value.contains(text));
        in_body || in_headers || case.uri.contains(text)
    };
    let found = leaves(&case.params).into_iter().find(|text| text.len() > 2 && shows(text));
    found.is_some_and(|text| change_leaf(&mut case.params, &text))
}

/// Changes a text somewhere in a value.
fn change_leaf(value: &mut Value, wanted: &str) -> bool {
    match value {
        Value::String(text) if text == wanted => {
            other_value(text);
            true
        }
        Value::Array(items) => items.iter_mut().any(|item| change_leaf(item, wanted)),
        Value::Object(object) => object.values_mut().any(|value| change_leaf(value, wanted)),
        _ => false,
    }
}

/// Changes what the body says of a parameter.
fn response_body(case: &mut HttpResponseTest) -> bool {
    let Some(body) = &mut case.body else { return false };
    let is_cbor = case.body_media_type.as_deref() == Some("application/cbor");
    let texts = leaves(&case.params).into_iter().filter(|text| text.len() > 1);
    let changed = texts.filter_map(|text| replaced(body, &text, is_cbor)).next();
    changed.map(|changed| *body = changed).is_some()
}

/// Changes a header that says a parameter.
fn response_header(case: &mut HttpResponseTest) -> bool {
    let texts = leaves(&case.params);
    let mut values = case.headers.values_mut();
    values.find(|value| texts.contains(value)).map(other).is_some()
}

/// Changes which error the body says that it is. In some services that counts more than the status,
/// so it goes first.
fn response_code(case: &mut HttpResponseTest) -> bool {
    let Some(body) = &mut case.body else { return false };
    let changed = body.replace("<Code>", "<Code>x");
    let is_changed = changed != *body;
    *body = changed;
    is_changed
}

/// An error becomes a success, and a success an error.
fn response_status(case: &mut HttpResponseTest) -> bool {
    case.code = if case.code < 300 { 599 } else { 200 };
    true
}
