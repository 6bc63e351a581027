//! `cargo xtask versions`
//!
//! What the manifests allow is a promise: here a crate as a user would have it is made of the oldest
//! versions, and of the newest.

use crate::project;
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::{Table, Value};

/// Check that clients build with the oldest and the newest crates that the runtime's manifest allows.
///
/// The newest are also checked with each choice of an HTTP client and of signatures that features give.
/// It needs the package index, and writes below target/ alone.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

/// The services that are checked: one of a few types, one of all that the runtime can do.
const SERVICES: [&str; 2] = ["s3", "sts"];

/// What users may choose besides services.
const CHOICES: [&[&str]; 4] = [
    &[],
    &["https-ring", "tokio"],
    &["files", "https"],
    &["constraints", "files", "https", "https-ring", "sigv4a", "testing", "tokio"],
];

/// What is built of the oldest versions.
const OLDEST: [&str; 3] = ["files", "sigv4a", "testing"];

/// What official crates are called.
const OFFICIAL: &str = "aws-";

pub(crate) fn run(_arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let path = root.join("runtime/Cargo.toml");
    let manifest = fs::read_to_string(&path).context("cannot read runtime/Cargo.toml")?;
    let oldest = oldest(&manifest.parse().context("runtime/Cargo.toml is not TOML")?)?;

    let krate = Crate::write(&root, "oldest", &pins(&oldest))?;
    krate.lock().context(
        "the oldest versions that runtime/Cargo.toml allows do not go together; raise those that are \
         too low for what others need",
    )?;
    krate.check(&OLDEST).context(
        "the runtime does not build with the oldest versions that its manifest allows; raise those \
         that lack what it uses",
    )?;
    println!("oldest: {}", krate.official()?);

    let krate = Crate::write(&root, "newest", "")?;
    krate.lock().context("the newest versions cannot be had")?;
    for choice in CHOICES {
        krate.check(choice).with_context(|| {
            format!(
                "the runtime does not build with the newest versions that its manifest allows \
                 (features: {}); adapt it, or bound the version that broke it",
                choice.join(", ")
            )
        })?;
    }
    println!("newest: {}", krate.official()?);
    Ok(())
}

/// The crates that a manifest names, with the oldest version that it allows of each. Those that are
/// optional count where they are official, for features bring them.
fn oldest(manifest: &Table) -> Result<Vec<(String, String)>> {
    let dependencies = manifest.get("dependencies").and_then(Value::as_table);
    let dependencies = dependencies.context("runtime/Cargo.toml has no dependencies")?;
    let mut found = Vec::new();
    for (name, value) in dependencies {
        let optional = value.get("optional").and_then(Value::as_bool) == Some(true);
        if optional && !name.starts_with(OFFICIAL) {
            continue;
        }
        let version = value.as_str().or_else(|| value.get("version").and_then(Value::as_str));
        let version = version.and_then(complete).with_context(|| {
            format!("{name} in runtime/Cargo.toml needs a version of one to three numbers")
        })?;
        found.push((name.clone(), version));
    }
    Ok(found)
}

/// A version with all its three numbers, where it has nothing else.
fn complete(version: &str) -> Option<String> {
    let mut numbers: Vec<&str> = version.split('.').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if numbers.len() > 3 || !numbers.iter().all(is_number) {
        return None;
    }
    numbers.resize(3, "0");
    Some(numbers.join("."))
}

/// Dependencies on exactly these versions.
fn pins(versions: &[(String, String)]) -> String {
    versions.iter().fold(String::new(), |mut out, (name, version)| {
        let _ = writeln!(out, "{name} = {{ version = \"={version}\", default-features = false }}");
        out
    })
}

/// A crate that uses the generated one.
struct Crate {
    root: PathBuf,
    folder: PathBuf,
}

impl Crate {
    fn write(root: &Path, name: &str, pins: &str) -> Result<Self> {
        let folder = root.join("target/versions").join(name);
        fs::create_dir_all(folder.join("src")).context("cannot make a folder under target/")?;
        let services = SERVICES.map(|service| format!("\"{service}\"")).join(", ");
        let manifest = format!(
            "[package]\n\
             name = \"{name}\"\n\
             version = \"0.0.0\"\n\
             edition = \"2024\"\n\
             publish = false\n\n\
             [workspace]\n\n\
             [dependencies]\n\
             tinsmith-aws = {{ path = {path:?}, default-features = false, features = [{services}] }}\n\
             {pins}\n\
             # As in the project, so that what it is built of need not be built again.\n\
             [profile.dev]\n\
             debug = \"line-tables-only\"\n\n\
             [profile.dev.package.\"*\"]\n\
             debug = false\n",
            path = root.join("generated"),
        );
        fs::write(folder.join("Cargo.toml"), manifest).context("cannot write below target/")?;
        fs::write(folder.join("src/lib.rs"), "pub use tinsmith_aws::s3::Client;\n")
            .context("cannot write below target/")?;
        Ok(Self { root: root.to_path_buf(), folder })
    }

    /// Chooses versions anew: whatever is not pinned is the newest.
    fn lock(&self) -> Result<()> {
        self.cargo(&["generate-lockfile"])
    }

    /// Compiles it, as far as errors show.
    fn check(&self, features: &[&str]) -> Result<()> {
        let features: Vec<String> =
            features.iter().map(|feature| format!("tinsmith-aws/{feature}")).collect();
        self.cargo(&["check", "--locked", "--features", &features.join(",")])
    }

    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo.args(arguments).arg("--quiet").current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", self.root.join("target")).env_remove("RUSTFLAGS");
        let done = cargo.output().context("cargo does not start")?;
        if !done.status.success() {
            bail!("{}", String::from_utf8_lossy(&done.stderr).trim());
        }
        Ok(())
    }

    /// The official crates that were chosen.
    fn official(&self) -> Result<String> {
        let lock = fs::read_to_string(self.folder.join("Cargo.lock"));
        let lock: Table = lock.context("there is no lock file")?.parse()?;
        let packages = lock.get("package").and_then(Value::as_array).into_iter().flatten();
        let text =
            |package: &Value, key| package.get(key).and_then(Value::as_str).map(str::to_owned);
        let named = packages.filter_map(|package| {
            let (name, version) = (text(package, "name")?, text(package, "version")?);
            (name.starts_with(OFFICIAL) && name != "aws-lc-rs" && name != "aws-lc-sys")
                .then(|| format!("{name} {version}"))
        });
        Ok(named.collect::<Vec<_>>().join(", "))
    }
}
