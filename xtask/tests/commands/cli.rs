//! The commands as a user runs them.

use crate::support::{LAMP, Project, SERVICES, err, out};
use std::fs;

#[test]
fn a_run_without_changes_writes_nothing() {
    let project = Project::new("no_op");
    let done = project.run(&["codegen"]);
    assert!(done.status.success(), "{}", err(&done));
    let said = out(&done);
    assert!(
        said.starts_with("1 service, 2 operations: ")
            && said.contains(" written, 0 unchanged, 0 removed, "),
        "{said}"
    );
    let before = project.generated();
    let done = project.run(&["codegen"]);
    let said = out(&done);
    assert!(
        said.contains(&format!("0 files written, {} unchanged, 0 removed", before.len())),
        "{said}"
    );
    // Modification times and all.
    assert_eq!(before, project.generated());
    assert_eq!(err(&done), "", "no progress where there is no terminal");
}

#[test]
fn the_same_models_give_the_same_bytes() {
    let texts = ["first", "second"].map(|name| {
        let project = Project::new(&format!("deterministic_{name}"));
        project.run(&["codegen"]);
        let root = project.path("");
        let relative = |path: std::path::PathBuf| path.strip_prefix(&root).unwrap().to_path_buf();
        let files = project.generated().into_iter();
        files.map(|(path, (text, _))| (relative(path), text)).collect::<Vec<_>>()
    });
    assert!(!texts[0].is_empty());
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn what_no_model_asks_for_is_removed_and_what_a_person_wrote_is_kept() {
    let project = Project::new("stale");
    project.run(&["codegen"]);
    assert!(project.path("generated/src/lamp/operation/switch_on.rs").is_file());
    project.write("generated/README.md", "by hand");
    project.write("generated/src/lamp/by_hand.rs", "// by hand\n");
    let services = SERVICES.to_owned() + "operations = [\"ListLamps\"]\n";
    project.write("models/services.toml", &services);
    let done = project.run(&["codegen"]);
    assert!(out(&done).contains("3 removed"), "{} {}", out(&done), err(&done));
    assert!(!project.path("generated/src/lamp/operation/switch_on.rs").exists());
    assert!(!project.path("generated/src/lamp/model/colour.rs").exists());
    assert!(!project.path("generated/src/lamp/model").exists(), "an empty folder goes too");
    assert!(!project.path("generated/src/lamp/model.rs").exists(), "nothing is in it");
    assert_eq!(project.read("generated/README.md"), "by hand");
    assert_eq!(project.read("generated/src/lamp/by_hand.rs"), "// by hand\n");
}

#[test]
fn a_file_that_a_person_wrote_is_not_overwritten() {
    let project = Project::new("by_hand");
    project.write("generated/src/lamp.rs", "// by hand\n");
    let done = project.run(&["codegen"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(err(&done).contains("`src/lamp.rs` in `"), "{}", err(&done));
    assert!(err(&done).contains("was not written by a generator; move it away"), "{}", err(&done));
    assert_eq!(project.read("generated/src/lamp.rs"), "// by hand\n");
    assert!(!project.path("generated/src/lib.rs").exists(), "all or nothing");
}

#[test]
fn nothing_is_half_written() {
    let project = Project::new("half");
    // A folder where a file should be: the last of the files cannot be written.
    fs::create_dir_all(project.path("generated/src/partitions.rs/in_the_way")).unwrap();
    let done = project.run(&["codegen"]);
    assert_eq!(done.status.code(), Some(1), "{}", out(&done));
    assert!(project.generated().is_empty(), "{:?}", project.generated().keys());
}

#[test]
fn check_writes_nothing_and_says_what_to_do() {
    let project = Project::new("check");
    project.run(&["codegen"]);
    assert!(project.run(&["codegen", "--check"]).status.success());
    let before = project.generated();
    project.write("models/lamp.json", &LAMP.replace("\"colour\": {", "\"color\": {"));
    let done = project.run(&["codegen", "--check"]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(before, project.generated());
    let said = err(&done);
    assert!(said.contains("generated/ is out of date: 1 file to write, 0 to remove"), "{said}");
    assert!(
        said.contains("-    member \"colour\" = colour,\n+    member \"color\" = color,"),
        "{said}"
    );
    assert!(said.contains("run `cargo xtask codegen` and commit what it writes"), "{said}");
}

#[test]
fn adding_a_member_adds_lines_and_changes_none() {
    let project = Project::new("add_member");
    project.run(&["codegen"]);
    let before = project.generated();
    let more =
        r#""name": {"target": "smithy.api#String"}, "warmth": {"target": "smithy.api#Integer"}"#;
    project.write(
        "models/lamp.json",
        &LAMP.replace(r#""name": {"target": "smithy.api#String"}"#, more),
    );
    project.run(&["codegen"]);
    let after = project.generated();
    assert_eq!(before.len(), after.len());
    let mut changed = 0;
    for (path, (old, _)) in &before {
        let new = &after[path].0;
        changed += usize::from(new != old);
        let mut lines = new.lines();
        let kept = old.lines().all(|line| lines.any(|other| other == line));
        assert!(kept, "{}", path.display());
    }
    assert_eq!(changed, 1, "one file");
}

#[test]
fn one_service_of_several_may_be_generated() {
    let project = Project::new("one_of_two");
    project.write("models/services.toml", &(SERVICES.to_owned() + "\n[services.torch]\n"));
    let torch = LAMP.replace("example.lamp", "example.torch").replace("\"Lamp\"}", "\"Torch\"}");
    project.write("models/torch.json", &torch);
    let done = project.run(&["codegen", "torch"]);
    assert!(out(&done).starts_with("1 service, 2 operations"), "{} {}", out(&done), err(&done));
    assert!(project.path("generated/src/torch.rs").is_file());
    assert!(!project.path("generated/src/lamp.rs").exists());
    let done = project.run(&["codegen", "candle"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        err(&done).contains("`candle` is not in models/services.toml, which lists: lamp, torch")
    );
}

#[test]
fn help_is_for_users() {
    let project = Project::new("help");
    for arguments in [vec!["--help"], vec!["codegen", "--help"], vec!["models", "import", "--help"]]
    {
        let done = project.run(&arguments);
        assert!(done.status.success());
        insta::assert_snapshot!(arguments.join(" ").replace("--", ""), out(&done));
    }
}

#[test]
fn an_archive_that_cannot_be_read_is_named() {
    let project = Project::new("archive");
    let done = project.run(&["models", "import", "--from", "nowhere.tar.gz"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(err(&done).contains("cannot open `nowhere.tar.gz`"), "{}", err(&done));
    project.write("text.tar.gz", "not an archive");
    let done = project.run(&["models", "list", "--from", "text.tar.gz"]);
    assert!(err(&done).contains("`text.tar.gz` is not a .tar.gz archive"), "{}", err(&done));
    fs::create_dir_all(project.path("empty")).unwrap();
    let done = project.run(&["models", "list", "--from", "empty"]);
    assert!(err(&done).contains("there are no service models"), "{}", err(&done));
}

#[test]
fn an_unpacked_archive_is_imported() {
    let project = Project::new("unpacked");
    let service = include_str!("../../../tests/fixtures/models/depot/service-2.json");
    let rules = include_str!("../../../tests/fixtures/models/depot/endpoint-rule-set-1.json");
    for version in ["2022-01-01", "2023-05-05"] {
        let text = service.replace("2023-05-05", version);
        project.write(&format!("data/depot/{version}/service-2.json"), &text);
        project.write(&format!("data/depot/{version}/endpoint-rule-set-1.json"), rules);
    }
    project.write("data/partitions.json", &project.read("models/partitions.json"));
    let listed = project.run(&["models", "list", "--from", "data"]);
    assert!(out(&listed).starts_with("depot  2023-05-05\n1 services"), "{}", out(&listed));
    let done = project.run(&["models", "import", "depot", "--from", "data"]);
    assert!(done.status.success(), "{}", err(&done));
    let model = project.read("models/depot.json");
    assert!(model.contains("\"version\": \"2023-05-05\""), "the newest version counts");
    assert!(
        !model.contains("smithy.api#documentation") && !model.contains("Look into"),
        "facts alone"
    );
    project.run(&["models", "import", "depot", "--from", "data", "--docs"]);
    assert!(project.read("models/depot.json").contains("Lists the crates in a depot."));
    let done = project.run(&["models", "import", "barn", "--from", "data"]);
    assert!(err(&done).contains("the archive has no service barn"), "{}", err(&done));
    project.write("models/services.toml", &SERVICES.replace("lamp", "depot"));
    let done = project.run(&["codegen"]);
    assert!(done.status.success(), "{}", err(&done));
    assert!(project.path("generated/src/depot/operation/store_crate.rs").is_file());
}
