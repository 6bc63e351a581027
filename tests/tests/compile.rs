//! The files that the snapshots show are a crate that compiles without a warning, and behaves. It has
//! CloudWatch too, by a protocol that moto speaks, and a garden by every protocol.

use std::fs;
use std::path::Path;
use std::process::Command;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_tests::environment::root;
use tinsmith_tests::generate;

/// The manifest of the crate: what a user would write, and what its tests need.
const MANIFEST: &str = r#"
[package]
name = "fixtures"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[features]
default = ["cloudwatch", "courier", "depot", "gardenaws", "gardencbor", "gardenec2", "gardenquery", "gardenrest", "gardenxml", "obstaclecourse", "weather"]
cloudwatch = []
courier = []
depot = []
gardenaws = []
gardencbor = []
gardenec2 = []
gardenquery = []
gardenrest = []
gardenxml = []
obstaclecourse = []
weather = []
dynamic = ["dep:tinsmith-dylib"]

[dependencies]
tinsmith-dylib = { path = "ROOT/runtime/dylib", optional = true }
tinsmith-runtime = { path = "ROOT/runtime", features = ["constraints", "testing"] }

[dev-dependencies]
tinsmith-tests = { path = "ROOT/tests", default-features = false }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
tracing = "0.1"
tracing-subscriber = { version = "0.3", default-features = false, features = ["fmt", "registry", "std"] }

[lints.rust]
warnings = "deny"
# What the model deprecates is still written and read.
deprecated = "allow"
"#;

#[test]
fn what_the_snapshots_show_compiles_and_behaves() {
    let root = root();
    let folder = root.join("target/fixtures");
    write(&folder, "Cargo.toml", &MANIFEST.replace("ROOT", &root.to_string_lossy()));
    // The same versions as everything else, and no network.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for name in ["courier", "depot", "obstacles", "weather"] {
        let snapshot = root.join(format!("tests/tests/snapshots/{name}.snap"));
        let text = fs::read_to_string(&snapshot).unwrap().replace("\r\n", "\n");
        let (_, shown) = text.split_once("---\nsource: tests/tests/snapshots.rs\n---\n").unwrap();
        for (path, text) in generate::split(shown).iter() {
            write(&folder, path, text);
        }
    }
    let made: Vec<Service> =
        [generate::cloudwatch_by_query()].into_iter().chain(gardens()).collect();
    for service in &made {
        for (path, text) in generate::files(service).iter() {
            write(&folder, path, text);
        }
    }
    let krate = generate::krate(&made.into_iter().chain(services()).collect::<Vec<_>>());
    for (path, text) in krate.iter().filter(|(path, _)| path.starts_with("src")) {
        write(&folder, path, text);
    }
    for entry in fs::read_dir(root.join("tests/fixtures/behaviour")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        write(&folder, &format!("tests/{name}"), &fs::read_to_string(&path).unwrap());
    }
    let done = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{out}\n{err}");
}

/// One service by each protocol, to see that all check its constraints alike.
fn gardens() -> Vec<Service> {
    let model = generate::smithy("garden").unwrap_or_else(|error| panic!("{error}"));
    let all = [
        ("gardenaws", "awsJson1_1"),
        ("gardencbor", "rpcv2Cbor"),
        ("gardenec2", "ec2Query"),
        ("gardenquery", "awsQuery"),
        ("gardenrest", "restJson1"),
        ("gardenxml", "restXml"),
    ];
    let garden = |(module, protocol): (&str, &str)| {
        let is_bound = protocol.starts_with("rest");
        // Elsewhere nothing streams, and nothing has a place of its own.
        let operations = ["Hide", "Plant"].map(str::to_owned).to_vec();
        let options = ServiceOptions {
            module: Some(module.to_owned()),
            protocol: Some(protocol.to_owned()),
            operations: (!is_bound).then_some(operations),
            ..ServiceOptions::default()
        };
        generate::service_with(&model, "garden.json", &options)
    };
    all.map(garden).to_vec()
}

fn services() -> [Service; 4] {
    let courier = generate::smithy("courier").unwrap_or_else(|error| panic!("{error}"));
    let depot = generate::depot().unwrap_or_else(|error| panic!("{error}"));
    let obstacles = generate::smithy("obstacles").unwrap_or_else(|error| panic!("{error}"));
    let weather = generate::smithy("weather").unwrap_or_else(|error| panic!("{error}"));
    [
        generate::service(&courier, "courier.json"),
        generate::service(&depot, "service-2.json"),
        generate::service(&obstacles, "obstacles.json"),
        generate::service(&weather, "weather.json"),
    ]
}

/// Writes a file where it differs, so that nothing is compiled again without need.
fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if fs::read_to_string(&path).ok().as_deref() != Some(text) {
        fs::write(&path, text).unwrap();
    }
}
