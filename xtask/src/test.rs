//! `cargo xtask test`: everything, with what it needs.

use crate::models::archive;
use crate::{codegen, project};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Set up what the tests need and is missing, and run them all.
///
/// What they need besides Rust is the archive of models, and a Python environment with the server
/// moto; both are put under target/. Where Python or the network is missing, the suites that need
/// them are skipped, and it says which and why. With CI=true in the environment, that is a failure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Arguments for `cargo test`, such as the name of a test.
    #[arg(trailing_var_arg = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let mut skipped = Vec::new();
    let options = codegen::options(&root)?;
    if let Err(error) = archive::pinned(&root, &options.source) {
        let place = archive::cached(Path::new("target/models"), &options.source);
        let instead = format!("put the archive at {}, or install what is missing", place.display());
        skipped.push(format!("tests on all models of the archive: {error:#}; {instead}"));
    }
    if let Err(error) = install_moto(&root) {
        skipped.push(format!("tests against moto: {error:#}; install what is missing"));
    }
    let is_ci = std::env::var("CI").as_deref() == Ok("true");
    if is_ci && !skipped.is_empty() {
        bail!("nothing may be skipped in CI:\n{}", skipped.join("\n"));
    }
    let mut test = Command::new("cargo");
    test.args(["test", "--workspace", "--all-features"]).args(&arguments.arguments);
    let status = test.current_dir(&root).status().context("cargo does not start")?;
    for one in &skipped {
        println!("SKIPPED {one}");
    }
    if !status.success() {
        bail!("tests failed");
    }
    Ok(())
}

/// Makes a Python environment with the pinned moto, unless it is there.
fn install_moto(root: &Path) -> Result<()> {
    let requirements = root.join("tests/moto/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("cannot read the requirements")?;
    let folder = root.join("target/moto");
    // Written last, so that what is there is whole.
    let complete = folder.join("complete");
    if fs::read_to_string(&complete).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing {}", wanted.trim());
    let _ = fs::remove_file(&complete);
    let mut venv = Command::new(archive::python()?);
    quietly(venv.args(["-m", "venv", "--clear"]).arg(&folder), "make a Python environment")?;
    let python = ["bin/python", "Scripts/python.exe"].map(|path| folder.join(path));
    let python = python.into_iter().find(|path| path.exists());
    let python = python.context("the Python environment has no Python")?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    quietly(pip.arg(&requirements), "install moto")?;
    fs::write(&complete, wanted).context("cannot note that moto is installed")
}

/// Runs a command and shows what it says only where it fails.
fn quietly(command: &mut Command, what: &str) -> Result<()> {
    let done = command.output().with_context(|| format!("cannot {what}"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        let is_error = |line: &&str| line.to_lowercase().starts_with("error");
        let why = said.lines().find(is_error).or(said.lines().last()).unwrap_or("no reason");
        bail!("cannot {what}: {}", why.trim());
    }
    Ok(())
}
