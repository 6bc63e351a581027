//! Waiters: what each looks for, beside its operation.

use super::tokens::literal;
use crate::format::Call;
use crate::ir::waiters::{
    Acceptor, Expected, Function, Matcher, Place, Query, Root, State, Waiter,
};
use crate::ir::{Operation, Step, Structure};
use crate::jmespath::Comparison;
use serde_json::Value;

/// The columns of what an answer means, less indentation and comma.
const WIDTH: usize = 91;

/// The waiters of an operation; nothing where there are none.
pub(super) fn emit(operation: &Operation, input: &Structure, output: &Structure) -> Option<Call> {
    let entries: Vec<String> = operation.waiters.iter().map(waiter).collect();
    let head = format!(
        "waiters!({}: {} => {}, Error",
        operation.name.as_str(),
        input.name.as_str(),
        output.name.as_str()
    );
    (!entries.is_empty()).then(|| Call::entries(head, entries))
}

fn waiter(waiter: &Waiter) -> String {
    let Waiter { method, min_delay, max_delay, acceptors, .. } = waiter;
    let lines: String = acceptors.iter().map(|one| acceptor_line(&acceptor(one))).collect();
    format!("{}({min_delay}, {max_delay}) {{\n{lines}    }}", method.as_str())
}

/// What an answer means, on two lines where one is too long.
fn acceptor_line(text: &str) -> String {
    match text.split_once(" |") {
        Some((start, find)) if text.len() > WIDTH => {
            format!("        {start}\n            |{find},\n")
        }
        _ => format!("        {text},\n"),
    }
}

fn acceptor(acceptor: &Acceptor) -> String {
    let state = match acceptor.state {
        State::Success => "Success",
        State::Failure => "Failure",
        State::Retry => "Retry",
    };
    let matcher = match &acceptor.matcher {
        Matcher::Succeeds(is_so) => format!("Succeeds({is_so})"),
        Matcher::Error(code) => format!("Error({})", literal(code)),
        Matcher::Status(status) => format!("Status({status})"),
        Matcher::Found(expected, query) => {
            let expected = match expected {
                Expected::Text(text) => format!("Text({}", literal(text)),
                Expected::Bool(is_so) => format!("Bool({is_so}"),
                Expected::All(text) => format!("All({}", literal(text)),
                Expected::Any(text) => format!("Any({}", literal(text)),
            };
            let uses = |root| if begins(query, root) { name(root) } else { "_" };
            let (input, output) = (uses(Root::Input), uses(Root::Output));
            format!("{expected}, |{input}, {output}| {})", text(query))
        }
    };
    format!("{state} if {matcher}")
}

fn name(root: Root) -> &'static str {
    match root {
        Root::Input => "input",
        Root::Output => "output",
        Root::Item { .. } => "it",
    }
}

/// Whether any place in a query begins there.
fn begins(query: &Query, root: Root) -> bool {
    let here = |place: &Place| place.root == root;
    match query {
        Query::Value(place) | Query::Present(place) | Query::Keys(place) => here(place),
        Query::Each(place, each) | Query::Item(place, _, each) => here(place) || begins(each, root),
        Query::Flat(inner) | Query::Not(inner) => begins(inner, root),
        Query::When(one, other)
        | Query::Compare(_, one, other)
        | Query::Or(one, other)
        | Query::And(one, other) => begins(one, root) || begins(other, root),
        Query::Many(all) | Query::Call(_, all) => all.iter().any(|one| begins(one, root)),
        Query::Literal(_) => false,
    }
}

/// A query as an expression of the functions of `tinsmith_runtime::find`.
fn text(query: &Query) -> String {
    match query {
        Query::Value(found) => format!("value({})", place(found)),
        Query::Present(found) => format!("present({})", place(found)),
        Query::Keys(found) => format!("keys({})", place(found)),
        Query::Each(list, each) => format!("each({}, {})", place(list), closure(each)),
        Query::Item(list, at, each) => format!("item({}, {at}, {})", place(list), closure(each)),
        Query::Flat(inner) => format!("flat({})", text(inner)),
        Query::When(condition, then) => format!("when({}, {})", lazy(condition), lazy(then)),
        Query::Many(all) => {
            let all: Vec<String> = all.iter().map(|one| format!("&{}", lazy(one))).collect();
            format!("list(&[{}])", all.join(", "))
        }
        Query::Literal(value) => match value {
            Value::String(text) => format!("Some(Value::Text({}))", literal(text)),
            Value::Number(number) => {
                format!("Some(Value::Number({:?}))", number.as_f64().unwrap_or_default())
            }
            Value::Bool(is_so) => format!("Some(Value::Bool({is_so}))"),
            _ => "None".to_owned(),
        },
        Query::Compare(how, left, right) => {
            let function = match how {
                Comparison::Equal => "equal",
                Comparison::Different => "different",
                Comparison::Less => "less",
                Comparison::AtMost => "at_most",
                Comparison::More => "more",
                Comparison::AtLeast => "at_least",
            };
            format!("{function}({}, {})", lazy(left), lazy(right))
        }
        Query::Or(left, right) => format!("or({}, {})", lazy(left), lazy(right)),
        Query::And(left, right) => format!("and({}, {})", lazy(left), lazy(right)),
        Query::Not(inner) => format!("not({})", lazy(inner)),
        Query::Call(function, arguments) => {
            let function = match function {
                Function::Length => "length",
                Function::Contains => "contains",
                Function::StartsWith => "starts_with",
                Function::EndsWith => "ends_with",
            };
            let arguments: Vec<String> = arguments.iter().map(lazy).collect();
            format!("{function}({})", arguments.join(", "))
        }
    }
}

/// A query that is asked only where it is needed, and whose holes are its own.
fn lazy(query: &Query) -> String {
    format!("|| {}", text(query))
}

/// What is done with each item.
fn closure(each: &Query) -> String {
    let is_whole =
        |place: &Place| place.steps.is_empty() && place.root == (Root::Item { optional: false });
    match each {
        Query::Value(item) if is_whole(item) => "value".to_owned(),
        Query::Present(item) if is_whole(item) => "present".to_owned(),
        Query::Keys(item) if is_whole(item) => "keys".to_owned(),
        _ => {
            let uses = [false, true].iter().any(|&optional| begins(each, Root::Item { optional }));
            format!("|{}| {}", if uses { "it" } else { "_" }, text(each))
        }
    }
}

/// A borrowed value, or a hole: `output.image.as_ref()?.state.as_ref()?`.
fn place(place: &Place) -> String {
    let mut way = name(place.root).to_owned();
    let mut borrowed = true;
    if place.root == (Root::Item { optional: true }) {
        way.push_str(".as_ref()?");
    }
    for Step { field, optional, .. } in &place.steps {
        way.push('.');
        way.push_str(field.as_str());
        if *optional {
            way.push_str(".as_ref()?");
        }
        borrowed = *optional;
    }
    if borrowed { way } else { format!("&{way}") }
}
