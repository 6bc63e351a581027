//! The programs that compare, and our crates that they call: made under target/bench.

use super::Bench;
use super::clients::Maker;
use super::peers::{self, PEERS, Peer, Work};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What all packages of the workspace depend on: what both sides share, with all that any of the
/// programs switches on, so that nothing is built twice because another program is built next.
const COMMON: &str = r#"
aws-credential-types = "1"
aws-runtime = { version = "1", features = ["event-stream", "http-1x"] }
aws-smithy-async = { version = "1", features = ["rt-tokio"] }
aws-smithy-runtime = { version = "1", default-features = false, features = ["client", "http-auth"] }
aws-smithy-runtime-api = { version = "1", features = ["client", "http-1x"] }
aws-smithy-types = { version = "1", features = ["http-body-1-x", "rt-tokio"] }
aws-types = "1"
bytes = "1"
serde_json = "1"
tokio = { version = "1", features = ["rt", "time"] }
"#;

/// Makes everything, and says what it does.
pub(super) fn make(bench: &Bench, maker: &Maker) -> Result<Vec<Work>> {
    let folder = bench.programs();
    let wanted: Vec<Peer> = PEERS.into_iter().filter(|peer| bench.wants_peer(*peer)).collect();
    for peer in PEERS {
        let is_there = bench.clients().join(peer.ours()).join("Cargo.toml").is_file();
        if !is_there {
            let service = maker.service(peer.name, &maker.model(peer.name)?, None)?;
            maker.write(&bench.clients().join(peer.ours()), &service, false)?;
        }
    }
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"call\", \"common\", \"peers\"]\n";
    write(&folder.join("Cargo.toml"), workspace)?;
    member(&folder, "common", COMMON, "")?;
    write(&folder.join("common/src/lib.rs"), "")?;
    member(&folder, "peers", &dependencies(&PEERS), "")?;
    write(&folder.join("peers/src/lib.rs"), "")?;
    call(&folder)?;
    newest(bench, &folder)?;
    peers::compare(bench, maker, &wanted)
}

/// The program that calls in process.
fn call(folder: &Path) -> Result<()> {
    const FILES: [(&str, &str); 9] = [
        ("answers.rs", include_str!("programs/call/answers.rs")),
        ("cases.rs", include_str!("programs/call/cases.rs")),
        ("clients.rs", include_str!("programs/call/clients.rs")),
        ("clock.rs", include_str!("programs/call/clock.rs")),
        ("compare.rs", include_str!("programs/call/compare.rs")),
        ("connector.rs", include_str!("programs/call/connector.rs")),
        ("endpoints.rs", include_str!("programs/call/endpoints.rs")),
        ("main.rs", include_str!("programs/call/main.rs")),
        ("requests.rs", include_str!("programs/call/requests.rs")),
    ];
    let called = PEERS.into_iter().filter(|peer| !["ec2", "route53"].contains(&peer.name));
    let called: Vec<Peer> = called.collect();
    let more = "tinsmith-runtime = { path = \"../../../../runtime\", default-features = false }\n\
                nix = { version = \"0.32\", default-features = false, features = [\"time\"] }\n\
                stats_alloc = \"0.1\"\n";
    let needs = format!("{COMMON}{}{more}", dependencies(&called));
    member(folder, "call", &needs, "[features]\ncount = []\n")?;
    for (name, text) in FILES {
        write(&folder.join("call/src").join(name), text)?;
    }
    Ok(())
}

/// Dependencies on both sides of services, with as few features as calls need.
fn dependencies(peers: &[Peer]) -> String {
    let lines = peers.iter().map(|peer| {
        format!(
            "{} = {{ version = \"1\", default-features = false, features = [\"rt-tokio\"] }}\n{ours} \
             = {{ path = \"../../clients/{ours}\", default-features = false, features = [\"tokio\", \
             \"{}\"] }}\n",
            peer.official(),
            peer.module,
            ours = peer.ours(),
        )
    });
    lines.collect()
}

/// Writes the manifest of a package.
fn member(folder: &Path, name: &str, needs: &str, more: &str) -> Result<()> {
    let common = if name == "common" { "" } else { "common = { path = \"../common\" }\n" };
    let text = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         {more}\n[dependencies]\n{common}{needs}"
    );
    write(&folder.join(name).join("Cargo.toml"), &text)
}

/// Asks for the newest version of everything before a whole run, and where nothing is known yet.
/// Without a network, what is known must do.
fn newest(bench: &Bench, folder: &Path) -> Result<()> {
    if !bench.is_whole && folder.join("Cargo.lock").is_file() {
        return Ok(());
    }
    let cargo = |rest: &[&str]| {
        let mut cargo = Command::new("cargo");
        let done = cargo.args(rest).arg("--quiet").current_dir(folder).output();
        done.context("cargo does not start")
    };
    let done = cargo(&["update"])?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    if !folder.join("Cargo.lock").is_file() {
        bail!("the newest official crates cannot be found: {}", said.trim());
    }
    eprintln!("the newest versions are not known, those of the last run are used: {}", said.trim());
    Ok(())
}

/// Writes a file, if that changes it.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let cannot = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    fs::write(path, text).with_context(cannot)
}
