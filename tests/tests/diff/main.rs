//! Reports of what changed between two models: each kind of change, all formats, real updates.

mod facts;
mod kinds;
mod updates;

use serde_json::{Value, json};
use tinsmith_codegen::diff::{self, Accepted, Class, ServiceReport, Side};
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::report::{self, Report};
use tinsmith_codegen::semver::Bump;
use tinsmith_codegen::source::Source;
use tinsmith_tests::environment::root;
use tinsmith_tests::generate;

const SHAPES: &str = "/shapes/example.gallery";

fn gallery() -> Value {
    let path = root().join("tests/fixtures/diff/gallery.json");
    serde_json::from_str(generate::source(&path).text()).unwrap()
}

fn model(value: &Value) -> Model {
    let source = Source::new("gallery.json", value.to_string());
    smithy_json::read(&[source], &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn compare(old: &Value, new: &Value, options: &ServiceOptions) -> ServiceReport {
    let (old, new) = (model(old), model(new));
    diff::compare("gallery", Side { model: &old, options }, Side { model: &new, options })
}

/// Sets a value below `example.gallery`, or removes it.
fn edit(model: &mut Value, path: &str, value: Option<Value>) {
    let whole = format!("{SHAPES}{path}");
    let (parent, key) = whole.rsplit_once('/').unwrap();
    let parent = model.pointer_mut(parent).unwrap_or_else(|| panic!("{whole}"));
    match (parent, value) {
        (Value::Object(object), Some(value)) => drop(object.insert(key.to_owned(), value)),
        (Value::Object(object), None) => drop(object.remove(key).unwrap()),
        (Value::Array(array), Some(value)) => array.push(value),
        (Value::Array(array), None) => drop(array.remove(key.parse().unwrap())),
        _ => panic!("{whole}"),
    }
}

/// Several changes at once, as a reviewer would see them.
fn exhibition() -> Report {
    let old = gallery();
    let mut new = old.clone();
    for (path, value) in [
        ("#SellPaintingInput/members/price/target", Some(json!("smithy.api#Integer"))),
        ("#Painting/members/tags", None),
        ("#Painting/members/painter", Some(json!({"target": "smithy.api#String"}))),
        ("#Name/traits/smithy.api#length", Some(json!({"min": 1, "max": 32}))),
        (
            "#HangPaintingInput/members/room/traits/smithy.api#documentation",
            Some(json!("<b>Room</b>, @all")),
        ),
        (
            "#CleanPainting",
            Some(json!({
                "type": "operation", "input": {"target": "example.gallery#SellPaintingInput"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/clean", "code": 200}}
            })),
        ),
        ("#Gallery/operations/-", Some(json!({"target": "example.gallery#CleanPainting"}))),
    ] {
        edit(&mut new, path, value);
    }
    let mut reports = vec![compare(&old, &new, &ServiceOptions::default())];
    let accepted = "[[accept]]\nservice = \"gallery\"\nchange = \"member-removed Painting.tags\"\n\
                    reason = \"nobody read them\"\n";
    let accepted = Accepted::read(&Source::new("accepted.toml", accepted)).unwrap();
    diff::accept(&mut reports, &accepted).unwrap();
    Report::new(("1.0", "1.1"), Some("2024/02/01".to_owned()), reports, "0.3.1")
}

#[test]
fn a_report_reads_well_in_all_formats() {
    let report = exhibition();
    let formats = [
        ("text", report::text(&report, false)),
        ("markdown", report::markdown(&report)),
        ("html", report::html(&report)),
        ("json", report::json(&report).unwrap()),
        ("changelog", report::changelog("# Changelog\n", &report)),
    ];
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        for (name, text) in formats {
            insta::assert_snapshot!(name, text);
        }
    });
    assert!(report::text(&report, true).contains("\u{1b}[31m"));
}

#[test]
fn accepted_changes_need_a_reason_and_a_change() {
    let read = |text: &str| Accepted::read(&Source::new("accepted.toml", text));
    let entry = |reason: &str| {
        format!("[[accept]]\nservice = \"gallery\"\nchange = \"x y\"\nreason = \"{reason}\"\n")
    };
    assert!(read(&entry(" ")).unwrap_err().to_string().contains("no reason"));
    assert!(read("[[accept]]\nservice = \"gallery\"\n").is_err());
    let stale = diff::accept(&mut [], &read(&entry("fine")).unwrap()).unwrap_err();
    assert!(stale.to_string().contains("matches no change"), "{stale}");
}

#[test]
fn what_is_not_generated_changes_no_byte() {
    let options =
        ServiceOptions { operations: Some(vec!["ListPaintings".to_owned()]), ..Default::default() };
    let old = gallery();
    let mut new = old.clone();
    edit(
        &mut new,
        "#SellPaintingInput/members/colour",
        Some(json!({"target": "smithy.api#String"})),
    );
    edit(&mut new, "#HangPaintingInput/members/room", None);
    edit(&mut new, "#HangPainting/traits/smithy.api#http/uri", Some(json!("/walls")));
    let report = compare(&old, &new, &options);
    assert!(report.changes.is_empty(), "{:?}", report.changes);
    assert_eq!(report.outside, 3);
    let files = |value: &Value| {
        let service = lower(&model(value), &options, "models/gallery.json").unwrap();
        generate::files(&service)
    };
    assert_eq!(files(&old), files(&new));
    let report = Report::new(("old", "new"), None, vec![report], "0.3.1");
    let text = report::text(&report, false);
    assert!(text.contains("Example Gallery - no change to your 1 operation\n"), "{text}");
    assert_eq!(report.verdict.bump, Bump::None);

    // What is sent elsewhere changes types here, and is told.
    edit(
        &mut new,
        "#SellPaintingInput/members/painting",
        Some(json!({"target": "example.gallery#Painting"})),
    );
    let report = compare(&old, &new, &options);
    assert_eq!(report.worst(), Some(Class::Breaking));
    assert!(report.breaks_api && files(&old) != files(&new));
}
