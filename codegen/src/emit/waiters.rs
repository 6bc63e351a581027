//! Waiters: what each looks for, beside its operation.

use super::tokens::literal;
use crate::format::{Call, WIDTH};
use crate::ir::waiters::{
    Acceptor, Expected, Function, Matcher, Place, Query, Root, State, Waiter,
};
use crate::ir::{Operation, Step, Structure};
use crate::jmespath::Comparison;
use serde_json::Value;
use std::collections::HashSet;

/// What the waiters of an operation look for, and the waiters; nothing where there are none.
pub(super) fn emit(operation: &Operation, input: &Structure, output: &Structure) -> Vec<Call> {
    let of = format!("{} => {}", input.name.as_str(), output.name.as_str());
    let finders = Finders::of(operation);
    let found: Vec<String> = finders.all.iter().map(|(name, query)| finder(name, query)).collect();
    let all = operation.waiters.iter().map(|one| waiter(one, &finders)).collect();
    let waiters = format!("waiters!({}: {of}, Error", operation.name.as_str());
    let found_in = format!("finders!({}: {of}", finders.operation);
    let calls = [(found_in, found), (waiters, all)];
    let calls = calls.into_iter().filter(|(_, entries)| !entries.is_empty());
    calls.map(|(head, entries)| Call::entries(head, entries)).collect()
}

/// What the waiters of an operation look for, each once, by a name that its members make.
struct Finders<'w> {
    operation: &'w str,
    all: Vec<(String, &'w Query)>,
}

impl<'w> Finders<'w> {
    fn of(operation: &'w Operation) -> Self {
        let mut finders = Self { operation: operation.name.as_str(), all: Vec::new() };
        let mut names = HashSet::new();
        for acceptor in operation.waiters.iter().flat_map(|waiter| &waiter.acceptors) {
            if let Matcher::Found(_, query) = &acceptor.matcher
                && finders.name(query).is_none()
            {
                let name = finder_name(query);
                let others = (2..).map(|number| format!("{name}_{number}"));
                let mut all = [name.clone()].into_iter().chain(others);
                let free = all.find(|name| names.insert(name.clone())).unwrap_or(name);
                finders.all.push((free, query));
            }
        }
        finders
    }

    fn name(&self, query: &Query) -> Option<&str> {
        self.all.iter().find(|(_, other)| *other == query).map(|(name, _)| name.as_str())
    }
}

/// `find_`, and all members on the way.
fn finder_name(query: &Query) -> String {
    let mut name = "find".to_owned();
    query.places(&mut |place| {
        for step in &place.steps {
            name.push('_');
            name.push_str(step.field.as_str().trim_start_matches("r#").trim_matches('_'));
        }
    });
    name
}

fn finder(name: &str, query: &Query) -> String {
    let uses = |root| if begins(query, root) { self::name(root) } else { "_" };
    let (input, output) = (uses(Root::Input), uses(Root::Output));
    let start = format!("{name} = |{input}, {output}|");
    let text = text(query);
    match 4 + start.len() + 1 + text.len() < WIDTH {
        true => format!("{start} {text}"),
        false => format!("{start}\n        {text}"),
    }
}

fn waiter(waiter: &Waiter, finders: &Finders<'_>) -> String {
    let Waiter { method, min_delay, max_delay, acceptors, .. } = waiter;
    let lines = acceptors.iter().map(|one| format!("        {},\n", acceptor(one, finders)));
    let lines: String = lines.collect();
    format!("{}({min_delay}, {max_delay}) {{\n{lines}    }}", method.as_str())
}

fn acceptor(acceptor: &Acceptor, finders: &Finders<'_>) -> String {
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
            let found = finders.name(query).unwrap_or_default();
            format!("{expected}, {}::{found})", finders.operation)
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
    let mut found = false;
    query.places(&mut |place| found |= place.root == root);
    found
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
