//! A client of some operations is the whole client without the others: each operation of two services
//! alone, and every file that is left compared with the whole's.
//!
//! What may differ is this, and nothing else: operations, errors, enums and files that nothing asks
//! for are not there; a type has no setters and no encoder where it is not sent, and no decoder where
//! it is not received; the example on the page of the service calls an operation that is there.

use std::collections::BTreeSet;
use std::thread;
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_tests::environment::root;
use tinsmith_tests::generate::{files, service_with, source};

#[test]
fn every_operation_of_s3_alone_is_as_in_the_whole() {
    compare_all("s3", 100);
}

#[test]
fn every_operation_of_workspaces_alone_is_as_in_the_whole() {
    compare_all("workspaces", 90);
}

/// Nobody waits for a library that the operations of a client do not use.
#[test]
fn the_library_of_checksums_is_built_for_operations_that_have_them() {
    let path = root().join("models/s3.json");
    let model = smithy_json::read(&[source(&path)], &[]).unwrap_or_else(|error| panic!("{error}"));
    let builds = |operation: &str| {
        let operations = Some(vec![operation.to_owned()]);
        let options = ServiceOptions { operations, ..ServiceOptions::default() };
        service_with(&model, "s3", &options).features().contains("checksums")
    };
    assert!(builds("PutObject"), "a request with a checksum");
    assert!(builds("GetObject"), "an answer with a checksum");
    assert!(!builds("ListBuckets"));
    assert!(!builds("HeadObject"), "the checksum of an answer without a body");
}

/// Compares each operation alone with the whole; there must be at least so many.
fn compare_all(name: &str, least: usize) {
    let path = root().join(format!("models/{name}.json"));
    let model = smithy_json::read(&[source(&path)], &[]).unwrap_or_else(|error| panic!("{error}"));
    let all = Options::read(&source(&root().join("models/services.toml")));
    let all = all.unwrap_or_else(|error| panic!("{error}"));
    let options = ServiceOptions { operations: None, ..all.service(name).unwrap().clone() };
    let service = service_with(&model, name, &options);
    let whole = files(&service);
    let names: Vec<&str> = service.operations.iter().map(|one| one.wire_name.as_str()).collect();
    assert!(names.len() >= least, "{} operations", names.len());
    let halves = names.chunks(names.len().div_ceil(2));
    let seen: BTreeSet<String> = thread::scope(|scope| {
        let compare = |names: &[&str]| {
            names.iter().flat_map(|one| compare(&model, &options, &whole, one)).collect::<Vec<_>>()
        };
        let threads: Vec<_> = halves.map(|names| scope.spawn(move || compare(names))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    // All together, they leave nothing out.
    let all: BTreeSet<String> = whole.iter().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(seen, all);
}

/// Compares one operation alone with the whole; answers which files it has.
fn compare(model: &Model, options: &ServiceOptions, whole: &FileSet, name: &str) -> Vec<String> {
    let operations = Some(vec![name.to_owned()]);
    let options = ServiceOptions { operations, ..options.clone() };
    let some = files(&service_with(model, name_of_source(whole), &options));
    for (path, text) in some.iter() {
        let of_whole = whole.get(path).unwrap_or_else(|| panic!("{name}: only here: {path}"));
        let wrong = difference(path, text, of_whole);
        assert_eq!(wrong, None, "{name}: {path}");
    }
    some.iter().map(|(path, _)| path.to_owned()).collect()
}

/// What a file was made of, as its header says it.
fn name_of_source(files: &FileSet) -> &str {
    let (_, text) = files.iter().next().unwrap();
    text.lines().next().unwrap().split(" from ").nth(1).unwrap().trim_end_matches(". Do not edit.")
}

/// The first thing in a file that should be as in the whole and is not.
fn difference(path: &str, some: &str, whole: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches("src/").split('/').collect();
    match parts.as_slice() {
        // What an operation asks and answers, where it goes, and settings: the very same.
        [_, "operation", _] | [_, "endpoint.rs" | "settings.rs"] => {
            (some != whole).then(|| "not the same".to_owned())
        }
        // Enums that are left are the same; so are structures and unions, but for their directions.
        [_, "model", "enums.rs"] => left_out(some, whole, |_| true),
        [_, "model", _] => left_out(some, whole, is_direction),
        // Lists of modules, methods and errors: lines are left out, and none is changed.
        [_, "operation.rs" | "model.rs"] => changed_line(&lines(some), &lines(whole)),
        [_, "error.rs"] => changed_line(&lines(some), &lines(whole)),
        [_] | [_, "client.rs"] => changed_line(&no_example(some), &no_example(whole)),
        _ => Some("a kind of file that this test does not know".to_owned()),
    }
}

/// Whether an item is there for one direction alone: setters, encoders and decoders.
fn is_direction(item: &str) -> bool {
    let starts = [
        "request!(",
        "response!(",
        "encode_json!(",
        "decode_json!(",
        "encode_xml!(",
        "decode_xml!(",
        "impl json::Encode for ",
        "impl json::Decode for ",
        "impl xml::Encode for ",
        "impl xml::Decode for ",
    ];
    let is_setters = item.starts_with("impl ") && item.contains("    pub fn new() -> Self {");
    is_setters || starts.iter().any(|start| item.starts_with(start))
}

/// An item that only the part has, or that it lacks and may not.
fn left_out(some: &str, whole: &str, may_lack: impl Fn(&str) -> bool) -> Option<String> {
    let mut left = items(some).into_iter().peekable();
    for item in items(whole) {
        if left.next_if(|next| *next == item).is_none() && !may_lack(&item) {
            return Some(format!("lacks or changes:\n{item}"));
        }
    }
    left.next().map(|item| format!("only here:\n{item}"))
}

/// The items of a file: what is set off by a blank line, and begins and ends at the margin.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut last = "";
    for block in text.split("\n\n") {
        let begins = !block.starts_with([' ', '\n']);
        let ended = last.lines().next_back().is_none_or(|line| !line.starts_with(' '));
        match items.last_mut().filter(|_| !(begins && ended)) {
            Some(item) => *item = format!("{item}\n\n{block}"),
            None => items.push(block.trim_end().to_owned()),
        }
        last = block;
    }
    items
}

/// The lines of a file; a list of nothing, which stands on one line, is as one that has entries.
fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| match line.strip_suffix("});") {
            Some(head) if !head.is_empty() => vec![head, "});"],
            _ => vec![line],
        })
        .collect()
}

/// The lines of a file without its example, and without the codes of the errors of all operations:
/// those are compared one by one, and none may be only here.
fn no_example(text: &str) -> Vec<&str> {
    let is_code = |line: &&str| {
        ["retryable = ", "secret_messages = "].iter().any(|key| line.trim_start().starts_with(key))
    };
    let mut fenced = false;
    let outside = text.lines().filter(|line| {
        let is_fence = line.contains("```");
        fenced ^= is_fence;
        !fenced && !is_fence
    });
    outside.filter(|line| !is_code(line)).collect()
}

/// A line that the whole does not have, in this order.
fn changed_line(some: &[&str], whole: &[&str]) -> Option<String> {
    let mut whole = whole.iter();
    let changed = some.iter().find(|line| !whole.any(|other| other == *line));
    changed.map(|line| format!("only here: {line}"))
}

#[test]
fn what_differs_is_found() {
    let whole = "// head\n\npub struct A {\n    pub a: i32,\n}\n\nimpl A {\n    pub fn new() -> Self {\n    }\n\n    pub fn b() {\n    }\n}\n\nencode_json!(A {\n    a,\n});\n\nredacted!(A);\n";
    assert_eq!(items(whole).len(), 5);
    let check = |some: &str| left_out(some, whole, is_direction);
    assert_eq!(check(whole), None);
    let received = "// head\n\npub struct A {\n    pub a: i32,\n}\n\nredacted!(A);\n";
    assert_eq!(check(received), None);
    assert!(check(&received.replace("i32", "i64")).is_some());
    assert!(check(&received.replace("\nredacted!(A);\n", "")).is_some());
    assert!(check(&format!("{whole}\nfn more() {{}}\n")).is_some());
    assert!(changed_line(&["a", "c"], &["a", "b", "c"]).is_none());
    assert!(changed_line(&["c", "a"], &["a", "b", "c"]).is_some());
}
