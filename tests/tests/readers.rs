//! Both readers: everything that occurs is understood or listed, and both say the same.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::service_json::{self, Files, IGNORED_KEYS};
use tinsmith_codegen::model::traits::{IGNORED, Trait};
use tinsmith_codegen::model::{Kind, Model, Shape, ast, smithy_json};
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_codegen::source::Source;
use tinsmith_tests::environment::{root, shared};
use tinsmith_tests::{archive, generate};

fn read_text(text: &str) -> Result<Model, Diagnostics> {
    smithy_json::read(&[Source::new("test.json", text)], &[])
}

/// What a model says, without where it says it.
fn content(model: &Model) -> Vec<(String, &Kind, String)> {
    let shape = |shape: &'_ Shape| (shape.id.to_string(), format!("{:?}", shape.traits));
    model.shapes().map(|one| (shape(one).0, &one.kind, shape(one).1)).collect()
}

/// An import loses nothing: what is read back is the same, byte for byte.
fn check_import(model: &Model) {
    let text = ast::write(model).unwrap();
    let again = read_text(&text).unwrap_or_else(|error| panic!("{error}"));
    let (before, after) = (content(model), content(&again));
    let changed = before.iter().zip(&after).find(|(before, after)| before != after);
    assert!(changed.is_none(), "the model is the same, but for {changed:?}");
    assert_eq!(before.len(), after.len());
    assert_eq!(ast::write(&again).unwrap(), text);
}

#[test]
fn every_service_of_the_archive_is_read_and_imported() {
    let Some(services) = archive::services() else { return };
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let folders: Vec<_> = services.iter().collect();
    let work = || {
        while let Some((name, folder)) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
            match service_json::read(&archive::files(folder)) {
                Ok(model) => check_import(&model),
                Err(error) => failures.lock().unwrap().push(format!("{name}: {error}")),
            }
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        (0..threads).for_each(|_| drop(scope.spawn(work)));
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(folders.len() > 400, "the archive is whole");
}

#[test]
fn every_key_that_is_ignored_occurs() {
    let Some(services) = archive::services() else { return };
    let mut missing: BTreeSet<&str> = IGNORED_KEYS.iter().map(|(_, key, _)| *key).collect();
    for folder in services.values() {
        for entry in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            missing.retain(|key| !text.contains(&format!("\"{key}\"")));
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("nowhere in the archive: {missing:?}");
}

#[test]
fn no_trait_is_both_known_and_ignored() {
    let both: Vec<_> = IGNORED.iter().filter(|(id, _)| Trait::IDS.contains(id)).collect();
    assert!(both.is_empty(), "{both:?}");
    assert!(IGNORED.iter().all(|(_, reason)| reason.len() > 10), "each has its reason");
    assert!(IGNORED_KEYS.iter().all(|(_, _, reason)| reason.len() > 10), "each has its reason");
}

#[test]
fn the_shared_smithy_models_are_read() {
    for (folder, least) in [("smithy-models", 22), ("conformance/protocol-tests", 17)] {
        let Some(folder) = shared(folder) else { return };
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let models: Vec<_> =
            entries.filter(|path| path.extension().is_some_and(|one| one == "json")).collect();
        for path in &models {
            let read = smithy_json::read(&[generate::source(path)], &[]);
            check_import(&read.unwrap_or_else(|error| panic!("{error}")));
        }
        assert!(models.len() >= least, "{}", models.len());
    }
}

fn rust(model: &Model, options: &ServiceOptions, source: &str) -> Vec<(String, String)> {
    let service: Service = lower(model, options, source).unwrap_or_else(|error| panic!("{error}"));
    let files = generate::files(&service);
    let body = |text: &str| text.split_once('\n').map(|(_, body)| body.to_owned()).unwrap();
    files.iter().map(|(path, text)| (path.to_owned(), body(text))).collect()
}

/// Generating from `service-2.json` and from the imported AST gives the same Rust, apart from the
/// line that says where it comes from.
fn check_both_ways(direct: Model, options: &ServiceOptions) {
    let imported = read_text(&ast::write(&direct).unwrap()).unwrap();
    let with_docs = rust(&direct, options, "service-2.json");
    assert_eq!(with_docs, rust(&imported, options, "model.json"));
    let facts = direct.without_documentation();
    let imported = read_text(&ast::write(&facts).unwrap()).unwrap();
    let without_docs = rust(&facts, options, "service-2.json");
    assert_eq!(without_docs, rust(&imported, options, "model.json"));
    assert_ne!(with_docs, without_docs, "there was documentation");
}

#[test]
fn both_readers_lead_to_the_same_rust() {
    let depot = generate::depot().unwrap_or_else(|error| panic!("{error}"));
    check_both_ways(depot, &ServiceOptions::default());
    let Some(services) = archive::services() else { return };
    let options = generate::source(&root().join("models/services.toml"));
    let options = Options::read(&options).unwrap();
    for (name, options) in &options.services {
        let direct = service_json::read(&archive::files(&services[name]));
        check_both_ways(direct.unwrap_or_else(|error| panic!("{error}")), options);
    }
}

#[test]
fn the_checked_in_models_are_what_the_archive_has() {
    let Some(services) = archive::services() else { return };
    let options = Options::read(&generate::source(&root().join("models/services.toml"))).unwrap();
    for name in options.services.keys() {
        let archived = service_json::read(&archive::files(&services[name])).unwrap();
        let operations = |model: &Model| {
            model.shapes().filter(|shape| matches!(shape.kind, Kind::Operation(_))).count()
        };
        let path = root().join(format!("models/{name}.json"));
        let checked_in = smithy_json::read(&[generate::source(&path)], &[]).unwrap();
        assert_eq!(operations(&checked_in), operations(&archived));
        let facts = ast::write(&archived.without_documentation()).unwrap();
        assert!(fs::read_to_string(path).unwrap() == facts, "{name} is the facts alone, and all");
    }
}

#[test]
fn version_one_is_upgraded() {
    let model = read_text(
        r#"{"smithy": "1.0", "shapes": {
            "a#Old": {"type": "structure", "members": {
                "flag": {"target": "smithy.api#PrimitiveBoolean"},
                "count": {"target": "a#Count"},
                "boxed": {"target": "a#Count", "traits": {"smithy.api#box": {}}},
                "must": {"target": "smithy.api#PrimitiveLong", "traits": {"smithy.api#required": {}}},
                "kinds": {"target": "a#Kinds"}}},
            "a#Count": {"type": "integer"},
            "a#Kinds": {"type": "set", "member": {"target": "a#Kind"}},
            "a#Kind": {"type": "string", "traits": {"smithy.api#enum": [
                {"value": "one", "name": "ONE", "documentation": "The first."}, {"value": "2nd-one"}]}}}}"#,
    );
    let model = model.unwrap_or_else(|error| panic!("{error}"));
    insta::assert_snapshot!(ast::write(&model).unwrap());
}

#[test]
fn files_merge_apply_adds_and_mixins_are_flattened() {
    let main = r#"{"smithy": "2.0", "metadata": {"x": 1}, "shapes": {
        "a#Base": {"type": "structure", "members": {"id": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#mixin": {"localTraits": ["smithy.api#sensitive"]}, "smithy.api#sensitive": {}, "smithy.api#documentation": "Base."}},
        "a#Middle": {"type": "structure", "members": {"when": {"target": "smithy.api#Timestamp"}},
            "mixins": [{"target": "a#Base"}], "traits": {"smithy.api#mixin": {}}},
        "a#Thing": {"type": "structure", "members": {"own": {"target": "b#Other"}}, "mixins": [{"target": "a#Middle"}]},
        "a#Thing$id": {"type": "apply", "traits": {"smithy.api#required": {}}}}}"#;
    let other = r#"{"smithy": "2.0", "shapes": {
        "b#Other": {"type": "string"},
        "a#Thing": {"type": "apply", "traits": {"smithy.api#documentation": "A thing."}},
        "a#Thing$own": {"type": "apply", "traits": {"smithy.api#documentation": "Its own."}}}}"#;
    let sources = [Source::new("main.json", main), Source::new("other.json", other)];
    let model = smithy_json::read(&sources, &[]).unwrap_or_else(|error| panic!("{error}"));
    insta::assert_snapshot!(ast::write(&model).unwrap());
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    let one =
        Source::new("one.json", r#"{"smithy": "2.0", "shapes": {"a#B": {"type": "string"}}}"#);
    let same = Source::new("same.json", one.text());
    assert!(smithy_json::read(&[one.clone(), same], &[]).is_ok());
    let two = Source::new("two.json", r#"{"smithy": "2.0", "shapes": {"a#B": {"type": "blob"}}}"#);
    let error = smithy_json::read(&[one, two], &[]).unwrap_err().to_string();
    assert!(
        error.contains("two.json:1:30") && error.contains("a second shape of this id"),
        "{error}"
    );
}

#[test]
fn keys_of_service_json_that_nobody_knows_are_errors() {
    let read = |extra: &str| {
        let text = format!(
            r#"{{"version": "2.0", "metadata": {{"apiVersion": "2024-01-01", "protocol": "json", "jsonVersion": "1.1",
                "endpointPrefix": "x", "serviceId": "X", "signatureVersion": "v4", "targetPrefix": "X", "uid": "x"}},
                "operations": {{}}, "shapes": {{"A": {{"type": "structure", "members": {{"b": {{"shape": "B"{extra}}}}}}}, "B": {{"type": "string"}}}}}}"#
        );
        service_json::read(&Files::new(Source::new("service-2.json", text)))
    };
    assert!(read("").is_ok());
    let error = read(r#", "brandNew": true"#).unwrap_err().to_string();
    assert!(error.contains("service-2.json:3") && error.contains("brandNew"), "{error}");
}

#[test]
fn labels_are_called_like_their_members() {
    let text = r#"{"metadata": {"apiVersion": "2024-01-01", "protocol": "rest-json", "protocols": ["rest-json"],
        "endpointPrefix": "x", "serviceId": "X", "signatureVersion": "v4", "uid": "x"},
        "operations": {"Get": {"name": "Get", "input": {"shape": "GetRequest"},
            "http": {"method": "GET", "requestUri": "/things/{Id}/{Rest+}"}}},
        "shapes": {"S": {"type": "string"}, "GetRequest": {"type": "structure", "required": ["ThingId"], "members": {
            "ThingId": {"shape": "S", "location": "uri", "locationName": "Id"},
            "Rest": {"shape": "S", "location": "uri", "locationName": "Rest"}}}}}"#;
    let model = service_json::read(&Files::new(Source::new("service-2.json", text))).unwrap();
    let http = model.shapes().find_map(|shape| shape.traits.http());
    assert_eq!(http.unwrap().uri, "/things/{ThingId}/{Rest+}");
}
