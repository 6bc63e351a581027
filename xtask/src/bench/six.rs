//! The program with six calls: four operations of S3 and two of Route 53, filtered on our side, of
//! whole crates on the other. What a cold build of everything takes, and how large the program is.

use super::Bench;
use super::clients::Maker;
use super::measure::{self, Cost, float};
use super::peers::Work;
use super::programs::write;
use super::table::{Measured, Results, median};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Where the official side takes longer than so many seconds on all cores, once must do.
const LONG: f64 = 60.0;

/// The sides, as their folders are called.
const SIDES: [&str; 2] = ["official", "ours"];

/// What our side is made of.
const CALLED: [(&str, &[&str]); 2] = [
    ("s3", &["DeleteObject", "GetObject", "ListObjectsV2", "PutObject"]),
    ("route53", &["ChangeResourceRecordSets", "ListResourceRecordSets"]),
];

/// What both programs depend on besides.
const COMMON: &str = r#"
aws-credential-types = "1"
aws-smithy-http-client = { version = "1", default-features = false, features = ["rustls-aws-lc"], optional = true }
aws-smithy-runtime-api = { version = "1", features = ["client"] }
aws-types = "1"
tokio = { version = "1", features = ["net", "rt", "time"] }
"#;

/// Builds and weighs the programs.
pub(super) fn run(bench: &Bench, maker: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    if !bench.wants_any("compile/six/") && !bench.wants_any("size/six/") {
        return Ok(());
    }
    make(bench, maker)?;
    for way in ["dev", "release"] {
        if bench.wants_any(&format!("compile/six/{way}")) {
            cold(bench, way, results)?;
        }
    }
    for (id, tls) in [("size/six/plain", false), ("size/six/tls", true)] {
        if bench.wants_any(id) {
            weigh(bench, id, tls, results)?;
        }
    }
    Ok(())
}

/// Writes both programs, each a workspace of its own.
fn make(bench: &Bench, maker: &Maker) -> Result<()> {
    for (name, operations) in CALLED {
        let operations = operations.iter().map(ToString::to_string).collect();
        let service = maker.service(name, &maker.model(name)?, Some(operations))?;
        let folder = bench.folder().join("six/clients").join(format!("tinsmith-{name}"));
        maker.write(&folder, &service, true)?;
    }
    let official = |name: &str| {
        format!(
            "aws-sdk-{name} = {{ version = \"1\", default-features = false, features = \
             [\"rt-tokio\"] }}\n"
        )
    };
    let ours = |name: &str| {
        format!(
            "tinsmith-{name} = {{ path = \"../clients/tinsmith-{name}\", default-features = false, \
             features = [\"tokio\", \"{name}\"] }}\n"
        )
    };
    let needs = [
        CALLED.map(|(name, _)| official(name)).concat(),
        CALLED.map(|(name, _)| ours(name)).concat(),
    ];
    let texts = [include_str!("programs/six/official.rs"), include_str!("programs/six/ours.rs")];
    for ((side, needs), text) in SIDES.into_iter().zip(needs).zip(texts) {
        let folder = bench.folder().join("six").join(side);
        let manifest = format!(
            "[package]\nname = \"six\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[features]\ntls = [\"dep:aws-smithy-http-client\"]\n\n\
             [profile.release]\nstrip = true\n\n[dependencies]\n{needs}{COMMON}"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/main.rs"), text)?;
        write(&folder.join("src/config.rs"), include_str!("programs/six/config.rs"))?;
        // The versions of all the other programs.
        fs::copy(bench.programs().join("Cargo.lock"), folder.join("Cargo.lock"))
            .context("cannot copy Cargo.lock")?;
    }
    Ok(())
}

/// Where a side is built.
fn build(bench: &Bench, side: &str) -> PathBuf {
    bench.folder().join("six").join(format!("build-{side}"))
}

fn cargo(bench: &Bench, side: &str, profile: &str) -> Command {
    let folder = bench.folder().join("six").join(side);
    let mut cargo = super::cargo("build", folder, build(bench, side));
    cargo.args(["--quiet", "--profile", profile]);
    cargo
}

/// Builds everything from nothing, the two sides in turn.
fn cold(bench: &Bench, profile: &str, results: &mut Results) -> Result<()> {
    let mut pairs = Vec::new();
    while pairs.len() < bench.times(3) {
        let mut pair = [0.0; 2];
        for (side, seconds) in SIDES.into_iter().zip(&mut pair) {
            drop(fs::remove_dir_all(build(bench, side)));
            let Cost { cpu, .. } = measure::whole(&measure::run(&cargo(bench, side, profile))?)?;
            eprintln!("six calls, {side}, cold {profile} build: {cpu:.1} s");
            *seconds = cpu;
        }
        pairs.push(pair);
        if pair.first().is_some_and(|official| *official > LONG) {
            break;
        }
    }
    let official = median(pairs.iter().map(|[official, _]| *official).collect());
    let ours = median(pairs.iter().map(|[_, ours]| *ours).collect()).context("no run")?;
    let measured = Measured { official, ours, times: pairs.len() };
    results.measured.insert(format!("compile/six/{profile}"), measured);
    Ok(())
}

/// Builds both programs for release, as far as that is not done, and compares what comes of it.
fn weigh(bench: &Bench, id: &str, tls: bool, results: &mut Results) -> Result<()> {
    let mut sizes = [0.0; 2];
    for (side, size) in SIDES.into_iter().zip(&mut sizes) {
        let mut cargo = cargo(bench, side, "release");
        cargo.args(tls.then_some("--features=tls"));
        measure::run(&cargo)?;
        let program = build(bench, side).join("release/six");
        *size = float(fs::metadata(&program).context("no program was built")?.len());
        eprintln!("six calls, {side}, {id}: {size} bytes");
    }
    let [official, ours] = sizes;
    let measured = Measured { official: Some(official), ours, times: 1 };
    results.measured.insert(id.to_owned(), measured);
    Ok(())
}
