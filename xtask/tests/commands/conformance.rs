//! Protocol tests: what is right passes, and what is wrong does not.

use crate::support::{err, out};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Runs the command in the project itself, for the crate that it writes depends on `runtime`.
fn conformance(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("conformance").args(arguments).current_dir(root()).output().unwrap()
}

fn last_line(done: &Output) -> String {
    out(done).lines().last().unwrap_or_default().to_owned()
}

/// One test, for all runs write the same crate.
#[test]
fn what_is_wrong_with_a_case_shows() {
    let parrot = "tests/fixtures/models/parrot.json";
    let done = conformance(&[parrot]);
    assert_eq!(last_line(&done), "conformance: 7 passed, 0 failed, 0 skipped", "{}", err(&done));
    assert!(done.status.success());

    let done = conformance(&["--falsify", parrot]);
    let said = out(&done);
    assert_eq!(last_line(&done), "conformance: 0 passed, 7 failed, 0 skipped", "{said}");
    assert!(said.contains("0 cases failed for want of a test"), "{said}");
    assert!(done.status.success(), "{}", err(&done));

    let text = fs::read_to_string(root().join(parrot)).unwrap();
    let wrong = text
        .replace("loud=true", "loud=false")
        .replace("\"uri\": \"/fly\", \"body\": \"\"", "\"uri\": \"/fly\", \"host\": \"a b\"")
        .replace("\"params\": {\"title\": \"La\"", "\"params\": {\"titel\": \"La\"");
    let path = root().join("target/tmp/wrong.json");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, wrong).unwrap();
    let done = conformance(&[&path.to_string_lossy()]);
    let said = out(&done);
    assert_eq!(last_line(&done), "conformance: 4 passed, 3 failed, 0 skipped", "{said}");
    assert!(!done.status.success());
    for part in [
        "FAILED wrong: Request SaysEverything of example.parrot#Repeat\n    query: expected \
         [\"loud=false\"], found [\"loud=true\"]\n",
        "FAILED wrong: Request FliesWithoutABody of example.parrot#Fly\n    nothing was sent: Fly: ",
        "the test `SingsAStream` cannot be generated: there is no member `titel`\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

/// One test, for all runs write the same crate.
#[test]
fn endpoint_cases_pass_only_with_all_their_calls() {
    let courier = "tests/fixtures/models/courier.json";
    let done = conformance(&["endpoints", courier]);
    let said = out(&done);
    assert_eq!(last_line(&done), "conformance: 4 passed, 0 failed, 0 skipped", "{said}");
    assert!(said.contains("4 calls were made through generated clients"), "{said}");
    assert!(done.status.success(), "{}", err(&done));

    // What the parameters say stays right.
    let text = fs::read_to_string(root().join(courier)).unwrap();
    let wrong = text
        .replace(r#"{"Address": "a b", "Grams": 1}"#, r#"{"Address": "a c", "Grams": 1}"#)
        .replace(r#"{"operationName": "CountParcels"}"#, r#"{"operationName": "Sell"}"#);
    let path = root().join("target/tmp/lost.json");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, wrong).unwrap();
    let done = conformance(&["endpoints", &path.to_string_lossy()]);
    let said = out(&done);
    assert_eq!(last_line(&done), "conformance: 2 passed, 2 failed, 0 skipped", "{said}");
    assert!(!done.status.success());
    for part in ["call 0 (SendParcel): expected", "a%20c", "call 0 (Sell): "] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}
