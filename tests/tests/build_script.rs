//! Clients that a build script makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tinsmith_codegen::build::{Clients, ModelFile};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_tests::environment::root;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script").join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn lamp() -> PathBuf {
    root().join("examples/build-script/models/lamp.json")
}

fn clients(out: &Path) -> Clients {
    Clients::new().out(out).crate_name("lights")
}

/// Every file with the time of its last change.
fn files(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => open.push(entry.path()),
                false => {
                    files.insert(entry.path(), entry.metadata().unwrap().modified().unwrap());
                }
            }
        }
    }
    files
}

#[test]
fn what_is_right_is_left_alone_and_what_is_stale_is_removed() {
    let out = folder("stale");
    clients(&out).model(lamp()).generate().unwrap();
    let before = files(&out);
    let switch = out.join("tinsmith/lamp/operation/switch_on.rs");
    assert!(before.contains_key(&switch), "{before:?}");
    fs::write(out.join("tinsmith/by_hand.rs"), "// by hand\n").unwrap();
    clients(&out).model(lamp()).generate().unwrap();
    let after = files(&out);
    assert!(before.iter().all(|(path, time)| after.get(path) == Some(time)), "nothing is written");
    clients(&out).model(ModelFile::new(lamp()).operations(["ListLamps"])).generate().unwrap();
    let left = files(&out);
    assert!(!left.contains_key(&switch));
    assert!(left.contains_key(&out.join("tinsmith/by_hand.rs")), "a person wrote it");
    let face = fs::read_to_string(out.join("tinsmith/clients.rs")).unwrap();
    assert!(face.contains("\npub mod lamp;\n") && face.contains("\nmod partitions;\n"), "{face}");
    let page = fs::read_to_string(out.join("tinsmith/lamp.rs")).unwrap();
    assert!(page.contains("use lights::lamp::Client;"), "{page}");
}

#[test]
fn what_is_wrong_is_shown_with_its_place_and_nothing_is_written() {
    let out = folder("wrong");
    fs::create_dir_all(&out).unwrap();
    let model = out.join("broken.json");
    let text = fs::read_to_string(lamp()).unwrap().replace("smithy.api#length", "smithy.api#lenth");
    fs::write(&model, text).unwrap();
    let nowhere = out.join("nowhere.json");
    let failed = clients(&out).model(&model).model(&nowhere).model(lamp()).generate().unwrap_err();
    assert_eq!(failed.diagnostics().iter().count(), 2, "all that is wrong");
    // As cargo shows it: what ends `main` with an error is printed for debugging.
    let shown = format!("{failed:?}");
    for part in [
        "no client was written\n",
        "unknown trait `smithy.api#lenth`",
        "broken.json:38:",
        "did you mean `smithy.api#length`?",
        "nowhere.json`: ",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!out.join("tinsmith").exists());
}

#[test]
fn two_models_of_one_module_need_another_name() {
    let out = folder("same");
    let failed = clients(&out).model(lamp()).model(lamp()).generate().unwrap_err();
    assert!(failed.to_string().contains("both become the same module"), "{failed}");
    let options = ServiceOptions { module: Some("other".to_owned()), ..Default::default() };
    let other = ModelFile::new(lamp()).options(options);
    clients(&out).model(lamp()).model(other).generate().unwrap();
    assert!(out.join("tinsmith/other.rs").is_file() && out.join("tinsmith/lamp.rs").is_file());
}

#[test]
fn an_aws_json_model_is_read_with_what_stands_beside_it() {
    let out = folder("depot");
    let model = root().join("tests/fixtures/models/depot/service-2.json");
    clients(&out).model(model).generate().unwrap();
    let rules = fs::read_to_string(out.join("tinsmith/depot/endpoint.rs")).unwrap();
    assert!(rules.contains("PARTITIONS") || rules.contains("Rules {"), "{rules}");
    let pages = files(&out.join("tinsmith/depot/operation"));
    let has_pages = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("paginator!(");
    assert!(pages.keys().any(has_pages), "paginators-1.json is read");
}
