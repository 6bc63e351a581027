//! Every waiter of every service of the archive lowers, and each expression finds in an answer what
//! JMESPath finds in the same answer as JSON.

mod jmespath;

use jmespath::document::{Document, Words};
use jmespath::{query, reference};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tinsmith_codegen::ir::waiters::{Expected, Matcher};
use tinsmith_codegen::ir::{Operation, Service};
use tinsmith_codegen::jmespath::parse;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::service_json;
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_codegen::source::Source;
use tinsmith_tests::archive;
use tinsmith_tests::environment::root;
use tinsmith_tests::fuzz::Dice;
use tinsmith_tests::generate::source;

/// How many answers are made for each expression.
const ANSWERS: usize = 150;

#[derive(Debug, Default)]
struct Count {
    waiters: usize,
    lowered_waiters: usize,
    paginators: usize,
    lowered_paginators: usize,
    matchers: usize,
    /// Expressions with what is expected of them, and which results there were.
    seen: BTreeSet<(String, String, bool)>,
}

#[test]
fn every_waiter_and_paginator_of_the_archive_lowers() {
    let Some(services) = archive::services() else {
        println!("skipped: the archive of models is not there");
        return;
    };
    let options = Options::read(&source(&root().join("models/services.toml"))).unwrap();
    let services: Vec<_> = services.iter().collect();
    let (next, total) = (AtomicUsize::new(0), Mutex::new(Count::default()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, folder)) = services.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let options = options.service(name).cloned().unwrap_or_default();
                    count(&total, name, folder, ServiceOptions { operations: None, ..options });
                }
            });
        }
    });
    let total = total.into_inner().unwrap();
    let expressions: BTreeSet<&String> = total.seen.iter().map(|(text, _, _)| text).collect();
    println!(
        "waiters: {} lowered of {}; {} expressions in {} matchers, each asked of {ANSWERS} answers",
        total.lowered_waiters,
        total.waiters,
        expressions.len(),
        total.matchers
    );
    println!("paginators: {} lowered of {}", total.lowered_paginators, total.paginators);
    assert_eq!(total.lowered_waiters, total.waiters);
    assert_eq!(total.lowered_paginators, total.paginators);
    assert!(total.waiters >= 410 && expressions.len() >= 183, "the archive has no fewer");
    let one_sided: Vec<_> = total
        .seen
        .iter()
        .filter(|(text, expected, is_so)| {
            !total.seen.contains(&(text.clone(), expected.clone(), !is_so))
        })
        .collect();
    assert!(one_sided.is_empty(), "never both right and wrong: {one_sided:?}");
}

fn entries(file: Option<&Source>, key: &str) -> Map<String, Value> {
    let text = file.map(Source::text).unwrap_or("{}");
    let root: Value = serde_json::from_str(text).unwrap();
    root[key].as_object().cloned().unwrap_or_default()
}

fn count(total: &Mutex<Count>, name: &str, folder: &std::path::Path, options: ServiceOptions) {
    let files = archive::files(folder);
    let waiters = entries(files.waiters.as_deref(), "waiters");
    let paginators = entries(files.paginators.as_deref(), "pagination");
    if waiters.is_empty() && paginators.is_empty() {
        return;
    }
    let model = service_json::read(&files).unwrap_or_else(|error| panic!("{name}: {error}"));
    let service = lower(&model, &options, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (mut lowered_waiters, mut lowered_paginators) = (0, 0);
    let mut asked = Vec::new();
    for operation in &service.operations {
        lowered_waiters += operation.waiters.len();
        lowered_paginators += usize::from(operation.paginator.is_some());
        asked.extend(ask_all(&service, operation, &waiters));
    }
    let mut total = total.lock().unwrap();
    total.waiters += waiters.len();
    total.lowered_waiters += lowered_waiters;
    total.paginators += paginators.len();
    total.lowered_paginators += lowered_paginators;
    total.matchers += asked.len();
    total.seen.extend(asked.into_iter().flatten());
}

/// Asks all expressions of an operation of answers by chance.
fn ask_all(
    service: &Service,
    operation: &Operation,
    said: &Map<String, Value>,
) -> Vec<BTreeSet<(String, String, bool)>> {
    let of_operation = said.values().filter(|one| one["operation"] == operation.wire_name.as_str());
    let pairs = of_operation.zip(&operation.waiters).flat_map(|(said, waiter)| {
        said["acceptors"].as_array().unwrap().iter().zip(&waiter.acceptors)
    });
    let found = pairs.filter_map(|(said, acceptor)| match &acceptor.matcher {
        Matcher::Found(expected, query) => {
            Some((said["argument"].as_str().unwrap(), expected, query))
        }
        _ => None,
    });
    found
        .map(|(text, expected, query)| {
            let expr = parse(text).unwrap();
            let words = Words::of(&expr, expected);
            let mut dice = Dice::new(text.len() as u64);
            let output = service.structure(operation.output).unwrap();
            let results = (0..ANSWERS).map(|_| {
                let answer = Document::of(service, output, &words, &mut dice);
                let wanted = holds(expected, &reference::find(&expr, &answer.model));
                let found = holds(expected, &query::find(query, &answer.field));
                assert_eq!(found, wanted, "{}: `{text}` of {}", service.module, answer.model);
                (text.to_owned(), format!("{expected:?}"), found)
            });
            results.collect()
        })
        .collect()
}

fn holds(expected: &Expected, found: &Value) -> bool {
    let items = || found.as_array().map(Vec::as_slice).unwrap_or_default();
    match expected {
        Expected::Text(text) => found == text.as_str(),
        Expected::Bool(is_so) => found == &Value::Bool(*is_so),
        Expected::All(text) => {
            !items().is_empty() && items().iter().all(|one| one == text.as_str())
        }
        Expected::Any(text) => items().iter().any(|one| one == text.as_str()),
    }
}
