//! What generated code does with a lowered expression: the same functions, called by a walk over the
//! expression instead of by code that was printed from it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tinsmith_codegen::ir::waiters::{Function, Place, Query, Root};
use tinsmith_codegen::jmespath::Comparison;
use tinsmith_runtime::find::{self, ToValue};

/// A value as generated types hold it.
#[derive(Clone, Debug)]
pub enum Node {
    Text(String),
    Number(f64),
    Bool(bool),
    List(Vec<Node>),
    Map(BTreeMap<String, Node>),
    Structure(BTreeMap<String, Node>),
}

impl ToValue for Node {
    fn to_value(&self) -> find::Value<'_> {
        match self {
            Node::Text(text) => find::Value::Text(text),
            Node::Number(number) => find::Value::Number(*number),
            Node::Bool(is_so) => find::Value::Bool(*is_so),
            Node::List(items) => items.to_value(),
            Node::Map(entries) => entries.to_value(),
            Node::Structure(_) => panic!("a structure is not a value"),
        }
    }
}

/// What a query finds, as JSON.
pub fn find(query: &Query, output: &Node) -> Value {
    ask(query, output, output).map(|found| json_of(&found)).unwrap_or_default()
}

fn json_of(found: &find::Value<'_>) -> Value {
    match found {
        find::Value::Text(text) => json!(text),
        find::Value::Number(number) => json!(number),
        find::Value::Bool(is_so) => json!(is_so),
        find::Value::List(items) => {
            items.iter().map(|item| item.as_ref().map(json_of).unwrap_or_default()).collect()
        }
        find::Value::Object(_) => json!({"there": true}),
    }
}

fn ask<'a>(query: &'a Query, output: &'a Node, it: &'a Node) -> Option<find::Value<'a>> {
    let at = |place| walk(place, output, it);
    let on = |query: &'a Query, it| ask(query, output, it);
    let all = |query: &'a Query| move || ask(query, output, it);
    match query {
        Query::Value(place) => find::value(at(place)?),
        Query::Present(place) => find::present(at(place)?),
        Query::Keys(place) => match at(place)? {
            Node::Map(map) => find::keys(map),
            other => panic!("{other:?} is not a map"),
        },
        Query::Each(place, each) => match at(place)? {
            Node::List(list) => find::each(list, |it| on(each, it)),
            Node::Map(map) => find::each(map, |it| on(each, it)),
            other => panic!("{other:?} is not a list"),
        },
        Query::Item(place, index, each) => match at(place)? {
            Node::List(list) => find::item(list, *index, |it| on(each, it)),
            other => panic!("{other:?} is not a list"),
        },
        Query::Flat(inner) => find::flat(on(inner, it)),
        Query::When(condition, then) => find::when(all(condition), all(then)),
        Query::Many(queries) => {
            let queries: Vec<_> = queries.iter().map(all).collect();
            let queries: Vec<&dyn Fn() -> _> = queries.iter().map(|one| one as _).collect();
            find::list(&queries)
        }
        Query::Literal(Value::String(text)) => Some(find::Value::Text(text)),
        Query::Literal(value) => {
            value.as_f64().map(find::Value::Number).or(value.as_bool().map(find::Value::Bool))
        }
        Query::Compare(how, left, right) => {
            let (left, right) = (all(left), all(right));
            match how {
                Comparison::Equal => find::equal(left, right),
                Comparison::Different => find::different(left, right),
                Comparison::Less => find::less(left, right),
                Comparison::AtMost => find::at_most(left, right),
                Comparison::More => find::more(left, right),
                Comparison::AtLeast => find::at_least(left, right),
            }
        }
        Query::Or(left, right) => find::or(all(left), all(right)),
        Query::And(left, right) => find::and(all(left), all(right)),
        Query::Not(inner) => find::not(all(inner)),
        Query::Call(Function::Length, arguments) => find::length(all(&arguments[0])),
        Query::Call(other, _) => panic!("no expression of the archive calls {other:?}"),
    }
}

fn walk<'a>(place: &Place, output: &'a Node, it: &'a Node) -> Option<&'a Node> {
    let mut node = match place.root {
        Root::Output => output,
        Root::Item { .. } => it,
        Root::Input => panic!("no expression of the archive looks at what was asked"),
    };
    for step in &place.steps {
        let Node::Structure(fields) = node else { panic!("{node:?} is not a structure") };
        node = match fields.get(step.field.as_str()) {
            Some(node) => node,
            None => {
                assert!(step.optional, "only an option may be missing");
                return None;
            }
        };
    }
    Some(node)
}
