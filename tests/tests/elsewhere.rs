//! Other places than a server with threads: nothing outside the transport has sockets, threads, files
//! or a clock of its own, so that all of these can be given by whoever builds for such a place.

use std::fs;
use std::path::{Path, PathBuf};
use tinsmith_tests::environment::root;

/// What a platform may lack. A thread-local variable and addresses as values are there everywhere.
const LACKING: [&str; 14] = [
    "std::thread",
    "thread::spawn",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "SystemTime::now",
    "Instant::now",
    "std::fs",
    "std::process",
    "tokio::spawn",
    "tokio::time",
    "tokio::net",
    "from_path",
];

/// Files that may have some of it, all behind features that no client needs.
const EXCEPT: [&str; 1] = ["runtime/src/testing/exchange.rs"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_thread_no_socket_no_clock_of_its_own() {
    let mut found = Vec::new();
    files(&root().join("runtime/src"), &mut found);
    files(&root().join("generated/src"), &mut found);
    assert!(found.len() > 1000, "{}", found.len());
    let mut wrong = Vec::new();
    for path in &found {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if EXCEPT.contains(&name.as_str()) {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        // What follows is for the tests of the file.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if let Some(one) = LACKING.iter().find(|one| line.contains(**one)) {
                wrong.push(format!("{name}: {one}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A client with streams and XML, as a browser would have it.
#[test]
fn a_client_compiles_for_webassembly() {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut rustc = std::process::Command::new("rustc");
    let found = rustc.args(["--print", "target-libdir", "--target", TARGET]).output().unwrap();
    let library = String::from_utf8(found.stdout).unwrap();
    if !found.status.success() || !Path::new(library.trim()).is_dir() {
        eprintln!("SKIPPED WebAssembly: run `rustup target add {TARGET}`");
        return;
    }
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--locked", "--package", "tinsmith-aws", "--target", TARGET]);
    cargo.args(["--no-default-features", "--features", "s3"]);
    let done = cargo.env_remove("RUSTFLAGS").current_dir(root()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Without the features `https` and `https-ring` there is no HTTP client and no TLS, and each brings
/// what it says.
#[test]
fn the_transport_is_that_of_the_features() {
    let tree = |features: &[&str]| {
        let mut cargo = std::process::Command::new(env!("CARGO"));
        cargo.args(["tree", "--offline", "--package", "tinsmith-aws", "--edges", "normal"]);
        cargo.args(["--prefix", "none", "--no-default-features", "--features", "workspaces"]);
        let out = cargo.args(features).current_dir(root()).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let has = |tree: &str, name: &str| {
        tree.lines().any(|line| line.split(' ').next().is_some_and(|crate_name| crate_name == name))
    };
    let (bare, full) = (tree(&[]), tree(&["--features", "https,tokio"]));
    for name in ["hyper", "rustls", "aws-lc-rs", "h2", "socket2", "mio"] {
        assert!(!has(&bare, name), "{name} in\n{bare}");
    }
    assert!(has(&full, "hyper") && has(&full, "rustls") && has(&full, "aws-lc-rs"), "{full}");
    assert!(!has(&full, "ring"), "{full}");
    let ring = tree(&["--features", "https-ring,tokio"]);
    assert!(has(&ring, "hyper") && has(&ring, "rustls") && has(&ring, "ring"), "{ring}");
    assert!(!has(&ring, "aws-lc-rs"), "{ring}");
    assert!(has(&bare, "aws-smithy-runtime"), "{bare}");
}

/// The lowest `rust-version` that what a client is made of allows is the one that is declared.
#[test]
fn the_rust_version_is_as_low_as_it_can_be() {
    let cargo = |arguments: &[&str]| {
        let mut cargo = std::process::Command::new(env!("CARGO"));
        let out = cargo.args(arguments).arg("--offline").current_dir(root()).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let tree = ["tree", "--package", "tinsmith-runtime", "--edges", "normal", "--prefix", "none"];
    let tree = cargo(&tree);
    let used: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    // Of other platforms, not everything is at hand.
    let rustc = std::process::Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let number = |version: &str| {
        let parts = version.split('.').map(|part| part.parse::<u32>().unwrap());
        let mut parts: Vec<u32> = parts.collect();
        parts.resize(3, 0);
        parts
    };
    let (mut needed, mut declared) = (Vec::new(), Vec::new());
    for package in metadata["packages"].as_array().unwrap() {
        let (name, version) = (package["name"].as_str().unwrap(), &package["rust_version"]);
        let Some(version) = version.as_str() else { continue };
        if name.starts_with("tinsmith-") {
            declared.push(number(version));
        } else if used.contains(&name) {
            needed.push(number(version));
        }
    }
    assert!(declared.iter().all(|version| Some(version) == needed.iter().max()), "{declared:?}");
}
