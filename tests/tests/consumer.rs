//! The example: a crate with a workspace of its own, run against moto.

use std::process::Command;
use tinsmith_tests::environment::root;
use tinsmith_tests::moto::Moto;

#[test]
fn the_example_makes_and_lists_an_image() {
    let Some(moto) = Moto::start() else { return };
    let prepared = moto.prepare("prepare.py");
    let text = |key: &str| prepared[key].as_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--locked"])
            .args(arguments)
            .current_dir(root().join("examples/consumer"))
            .env("CARGO_TARGET_DIR", root().join("target/consumer"))
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("AWS_ENDPOINT_URL", moto.url())
            .env("AWS_REGION", text("region"))
            .env("AWS_ACCESS_KEY_ID", text("key"))
            .env("AWS_SECRET_ACCESS_KEY", text("secret"))
            .output()
            .unwrap();
        let out = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success(), "{out}\n{}", String::from_utf8_lossy(&done.stderr));
        out
    };
    let out = run(&["--", &text("workspace")]);
    let (made, listed) = out.split_once('\n').unwrap();
    let id = made.strip_prefix("made ").unwrap();
    assert!(id.starts_with("wsi-"), "{out}");
    assert_eq!(listed, format!("{id} golden AVAILABLE\n"));
    // The same program with the runtime as a shared library.
    assert_eq!(run(&["--features", "tinsmith-aws/dynamic"]), listed);
}

#[test]
fn the_readme_shows_the_example() {
    let root = root();
    let program = std::fs::read_to_string(root.join("examples/consumer/src/main.rs")).unwrap();
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, shown) = program.split_once("\n\n").unwrap();
    assert!(readme.contains(shown), "README.md does not show examples/consumer/src/main.rs");
}
