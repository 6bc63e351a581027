//! What readers read over changes nothing: what the lists of the ignored say is so, and is counted.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::model::traits::{IGNORED, Trait, UNUSED};
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::source::Source;
use tinsmith_tests::archive;

/// What a model ignores, a line each.
fn ignored(model: &Model) -> Vec<String> {
    let entries = model.ignored().iter();
    entries.map(|one| format!("{} {} {}", one.place, one.key, one.count)).collect()
}

#[test]
fn the_ignored_is_counted() {
    let text = r#"{"smithy": "2.0", "metadata": {"x": 1}, "shapes": {
        "a#B": {"type": "structure", "members": {
            "c": {"target": "smithy.api#String", "traits": {"smithy.api#tags": ["t"], "my.own#trait": {}}}},
            "traits": {"smithy.api#tags": ["t"]}}}}"#;
    let source = Source::new("test.json", text);
    let model = smithy_json::read(&[source], &["my.own#trait".to_owned()]).unwrap();
    assert_eq!(
        ignored(&model),
        ["file metadata 1", "trait my.own#trait 1", "trait smithy.api#tags 2"]
    );
    assert!(model.ignored().iter().all(|one| one.reason.len() > 10), "each has its reason");
}

#[test]
fn the_unused_is_known_and_counted() {
    assert!(UNUSED.iter().all(|(id, _)| Trait::IDS.contains(id)), "what is unused is known");
    assert!(!IGNORED.iter().any(|(id, _)| UNUSED.iter().any(|(unused, _)| unused == id)));
    let text = r#"{"smithy": "2.0", "shapes": {
        "a#B": {"type": "structure", "members": {}, "traits": {"smithy.api#input": {}}}}}"#;
    let model = smithy_json::read(&[Source::new("test.json", text)], &[]).unwrap();
    let unused = model.unused();
    let unused: Vec<_> = unused.iter().map(|one| (one.key, one.count)).collect();
    assert_eq!(unused, [("smithy.api#input", 1)]);
}

/// A small service with something changed.
fn read(from: &str, to: &str) -> String {
    let text = r#"{"version": "2.0",
        "metadata": {"apiVersion": "2024-01-01", "protocol": "json", "protocols": ["json"], "jsonVersion": "1.1",
            "endpointPrefix": "x", "serviceId": "X", "signatureVersion": "v4", "targetPrefix": "X", "uid": "x"},
        "operations": {"Do": {"name": "Do", "input": {"shape": "A"}, "errors": [{"shape": "E", "exception": true}]}},
        "shapes": {"A": {"type": "structure", "members": {}}, "L": {"type": "list", "member": {"shape": "A"}},
            "E": {"type": "structure", "members": {}, "exception": true}}}"#;
    assert!(text.contains(from), "{from}");
    let files = Files::new(Source::new("service-2.json", text.replacen(from, to, 1)));
    service_json::read(&files).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn what_may_be_read_over_because_it_repeats_something_must_repeat_it() {
    assert_eq!(read("", ""), "");
    let cases = [
        (r#""name": "Do""#, r#""name": "Undo""#, "expected `Do`, which the protocol sends"),
        (r#""protocol": "json""#, r#""protocol": "query""#, "expected the first of `protocols`"),
        (r#""exception": true}]"#, r#""exception": false}]"#, "the shape itself says otherwise"),
        (
            r#""type": "list", "member": {"shape": "A"}"#,
            r#""type": "string", "locationName": "l""#,
            "a name of a string",
        ),
    ];
    for (from, to, message) in cases {
        let error = read(from, to);
        assert!(error.contains(message), "{message}: {error}");
    }
    let rest = read(
        r#""json", "protocols": ["json"], "jsonVersion": "1.1""#,
        r#""rest-json", "protocols": ["rest-json"]"#,
    );
    assert_eq!(rest, "");
}

/// The shapes that can be reached from one side of all operations.
fn reach<'s>(model: &'s Value, side: &str) -> BTreeSet<&'s str> {
    let operations = model["operations"].as_object().unwrap().values();
    let mut open: Vec<&Value> = operations.filter_map(|one| one.get(side)).collect();
    let mut found = BTreeSet::new();
    while let Some(reference) = open.pop() {
        let name = reference["shape"].as_str().unwrap();
        if found.insert(name) {
            let shape = &model["shapes"][name];
            open.extend(["member", "key", "value"].into_iter().filter_map(|part| shape.get(part)));
            open.extend(
                shape
                    .get("members")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flat_map(|all| all.values()),
            );
        }
    }
    found
}

#[test]
fn what_the_lists_say_of_the_archive_is_so() {
    let Some(services) = archive::services() else { return };
    for (name, folder) in services {
        let text = fs::read_to_string(folder.join("service-2.json")).unwrap();
        let model: Value = serde_json::from_str(&text).unwrap();
        if model["metadata"].get("globalEndpoint").is_some() {
            assert!(folder.join("endpoint-rule-set-1.json").is_file(), "{name}: rules decide");
        }
        assert!(model.get("examples").is_none_or(|one| one == &serde_json::json!({})), "{name}");
        if !text.contains("\"wrapper\"") && !text.contains("\"xmlOrder\"") {
            continue;
        }
        let sent = reach(&model, "input");
        for (shape, value) in model["shapes"].as_object().unwrap() {
            if !sent.contains(shape.as_str()) {
                continue;
            }
            assert!(value.get("wrapper").is_none(), "{name} {shape}: said of answers alone");
            let Some(order) = value.get("xmlOrder").and_then(Value::as_array) else { continue };
            let members = value["members"].as_object().unwrap().keys();
            assert!(order.iter().filter_map(Value::as_str).eq(members), "{name} {shape}: repeated");
        }
    }
}
