//! The services that are compared, and whether both sides do the same work.

use super::Bench;
use super::clients::Maker;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A service that is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    /// Its name in the archive.
    pub(super) name: &'static str,
    /// Its module and its feature, and what follows the prefix of the official crate.
    pub(super) module: &'static str,
}

/// All of them.
pub(super) const PEERS: [Peer; 6] = [
    Peer { name: "workspaces", module: "workspaces" },
    Peer { name: "s3", module: "s3" },
    Peer { name: "dynamodb", module: "dynamodb" },
    Peer { name: "ec2", module: "ec2" },
    Peer { name: "sqs", module: "sqs" },
    Peer { name: "route53", module: "route53" },
];

impl Peer {
    /// The official package.
    pub(super) fn official(self) -> String {
        format!("aws-sdk-{}", self.module)
    }

    /// Our package.
    pub(super) fn ours(self) -> String {
        format!("tinsmith-{}", self.module)
    }
}

/// What both sides do of a service.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) peer: Peer,
    pub(super) version: String,
    /// The protocol of both.
    pub(super) speaks: String,
    /// How many operations both sides have.
    pub(super) operations: [usize; 2],
    /// Operations of the model that the official side has not, and that ours leaves out for that.
    pub(super) left: Vec<String>,
    /// The folders with the sources.
    pub(super) sources: [PathBuf; 2],
}

/// What cargo says of a package.
struct Package {
    version: String,
    folder: PathBuf,
    speaks: String,
}

/// Writes our side of services, of the operations that both sides have, and compares the sides.
pub(super) fn compare(bench: &Bench, maker: &Maker, wanted: &[Peer]) -> Result<Vec<Work>> {
    let packages = packages(&bench.programs())?;
    wanted.iter().map(|peer| work(bench, maker, *peer, &packages)).collect()
}

fn work(
    bench: &Bench,
    maker: &Maker,
    peer: Peer,
    packages: &BTreeMap<String, Package>,
) -> Result<Work> {
    let name = peer.official();
    let package = packages.get(&name).with_context(|| format!("there is no `{name}`"))?;
    let official = package.folder.join("src");
    let theirs = operations(&official.join("operation"))?;
    let model = maker.model(peer.name)?;
    let mut service = maker.service(peer.name, &model, None)?;
    let all: Vec<String> = service.operations.iter().map(|one| one.wire_name.clone()).collect();
    let (both, left): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|name| theirs.contains(&name.to_lowercase()));
    if !left.is_empty() {
        service = maker.service(peer.name, &model, Some(both.clone()))?;
    }
    let folder = bench.clients().join(peer.ours());
    maker.write(&folder, &service, true)?;
    let ours = folder.join("src");
    let own = operations(&ours.join(peer.module).join("operation"))?;
    if own.len() != both.len() {
        bail!("{} operations of {} were wanted, and {} written", both.len(), peer.name, own.len());
    }
    let (speaks, spoken) = (&package.speaks, spoken(&ours.join(peer.module))?);
    if !is_same(speaks, &spoken) {
        bail!("{name} speaks {speaks}, and ours {spoken}; the work is not the same");
    }
    Ok(Work {
        peer,
        version: package.version.clone(),
        speaks: speaks.clone(),
        operations: [theirs.len(), own.len()],
        left,
        sources: [official, ours],
    })
}

/// The operations that a folder has a file for, by their names without anything between words.
fn operations(folder: &Path) -> Result<BTreeSet<String>> {
    let files = files(folder)?;
    let direct = files.iter().filter(|file| file.parent() == Some(folder));
    let names = direct.filter_map(|file| Some(file.file_stem()?.to_str()?.replace('_', "")));
    Ok(names.collect())
}

/// Whether a protocol is the same; ours may go on with what is special about it.
fn is_same(official: &str, ours: &str) -> bool {
    ours.to_lowercase().starts_with(&official.to_lowercase())
}

/// The protocol that a client of ours speaks.
fn spoken(folder: &Path) -> Result<String> {
    let client = fs::read_to_string(folder.join("client.rs")).context("there is no client")?;
    let after = client.split("Protocol::").nth(1).unwrap_or_default();
    let name: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    Ok(name.replace('_', ""))
}

/// The newest versions of the packages that are compared, as cargo found them.
fn packages(folder: &Path) -> Result<BTreeMap<String, Package>> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version=1", "--manifest-path"]);
    let done = cargo.arg(folder.join("Cargo.toml")).output().context("cargo does not start")?;
    if !done.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    let said: Value = serde_json::from_slice(&done.stdout).context("cargo says no JSON")?;
    let list = said.get("packages").and_then(Value::as_array).context("cargo names no packages")?;
    Ok(list.iter().filter_map(package).collect())
}

fn package(package: &Value) -> Option<(String, Package)> {
    let text = |key: &str| package.get(key).and_then(Value::as_str);
    let manifest = PathBuf::from(text("manifest_path")?);
    let protocol = package.pointer("/metadata/smithy/protocol").and_then(Value::as_str);
    let speaks = protocol.unwrap_or_default().rsplit('#').next().unwrap_or_default();
    let found = Package {
        version: text("version")?.to_owned(),
        folder: manifest.parent()?.to_path_buf(),
        speaks: speaks.replace('_', ""),
    };
    Some((text("name")?.to_owned(), found))
}

/// Lines of Rust below a folder.
pub(super) fn lines(folder: &Path) -> Result<usize> {
    let mut lines = 0;
    for path in files(folder)? {
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        lines += text.iter().filter(|byte| **byte == b'\n').count();
    }
    Ok(lines)
}

/// All files of Rust below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut open, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        let cannot = || format!("cannot read {}", folder.display());
        for entry in fs::read_dir(&folder).with_context(cannot)? {
            let path = entry.with_context(cannot)?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    Ok(found)
}
