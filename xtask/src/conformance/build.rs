//! Compiles the tests. A client that does not compile takes its own cases with it, and nothing else.

use super::fates::{Fates, Tests};
use super::krate;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tinsmith_codegen::build::Plan;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::Listed;
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::{Partition, Service};

/// Compiles the tests of all services; none where no service is left.
pub(crate) fn build(
    root: &Path,
    services: Vec<Service>,
    partitions: &[Partition],
    fates: &mut Fates,
) -> Result<Option<Tests>> {
    let folder = root.join("target/conformance");
    let mut modules = emit(services, fates);
    while !modules.is_empty() {
        let listed: Vec<Listed> = modules.values().map(|(listed, _)| listed.clone()).collect();
        let mut files = krate::common(root, partitions, &listed)?;
        modules.values().for_each(|(_, set)| files.extend(set.clone()));
        // `conformance endpoints` has a crate inside.
        Plan::new(&folder, &files, |path| !path.starts_with("endpoints/"))?.carry_out()?;
        // The same versions as everything else.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
            .context("cannot copy Cargo.lock")?;
        let errors = match compile(root, &folder)? {
            Compiled::Tests(path) => return Ok(Some(Tests(path))),
            Compiled::Errors(errors) => errors,
        };
        let before = modules.len();
        for (module, error) in &errors {
            modules.remove(module);
            fates.lose(module, &format!("its client does not compile:\n{error}"));
        }
        if modules.len() == before {
            let first = errors.into_values().next().unwrap_or_default();
            bail!("the tests do not compile, and no client is to blame:\n{first}");
        }
    }
    Ok(None)
}

/// The files of each module.
fn emit(services: Vec<Service>, fates: &mut Fates) -> BTreeMap<String, (Listed, FileSet)> {
    let emitted: Vec<(Listed, Result<FileSet, Diagnostics>)> = services
        .par_iter()
        .map(|service| (Listed::from(service), krate::service(service)))
        .collect();
    let mut modules = BTreeMap::new();
    for (listed, files) in emitted {
        match files {
            Ok(files) => drop(modules.insert(listed.module.clone(), (listed, files))),
            Err(why) => fates.lose(&listed.module, &why.to_string()),
        }
    }
    modules
}

/// What came of compiling.
enum Compiled {
    /// The program.
    Tests(PathBuf),
    /// The first error of each module; those of no module are under the empty name.
    Errors(BTreeMap<String, String>),
}

fn compile(root: &Path, folder: &Path) -> Result<Compiled> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "test",
        "--quiet",
        "--lib",
        "--no-run",
        "--message-format=json",
        "--manifest-path",
    ]);
    cargo.arg(folder.join("Cargo.toml")).env("CARGO_TARGET_DIR", root.join("target"));
    // As in the project, so that nothing is compiled twice.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    let done = cargo.stderr(Stdio::inherit()).output().context("cargo does not start")?;
    let messages = String::from_utf8_lossy(&done.stdout);
    let messages: Vec<Value> =
        messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if done.status.success() {
        let program = messages.iter().find_map(|message| message.get("executable")?.as_str());
        return Ok(Compiled::Tests(program.context("cargo names no program")?.into()));
    }
    let mut errors = BTreeMap::new();
    for (module, text) in messages.iter().filter_map(error) {
        errors.entry(module).or_insert(text);
    }
    Ok(Compiled::Errors(errors))
}

/// The module that an error of the compiler is about, and the error.
fn error(message: &Value) -> Option<(String, String)> {
    let message = message.get("message")?;
    if message.get("level")?.as_str()? != "error" {
        return None;
    }
    let text = message.get("rendered")?.as_str()?.to_owned();
    let spans = message.get("spans")?.as_array()?;
    let primary = spans.iter().find(|span| span.get("is_primary") == Some(&Value::Bool(true)));
    let file = primary.and_then(|span| span.get("file_name")?.as_str()).unwrap_or_default();
    let module = file.split_once("src/").map_or("", |(_, inside)| inside);
    let module = module.split(['/', '.']).next().unwrap_or_default();
    // Errors without a place only count the others.
    (!file.is_empty()).then(|| (module.to_owned(), text))
}
