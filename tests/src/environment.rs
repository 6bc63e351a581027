//! What a test may find, or not: the project, the archive of models, a real server.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What says where shared libraries are, which test programs are linked with where the feature
/// `dynamic` is on.
const LIBRARIES: [&str; 2] = ["DYLD_FALLBACK_LIBRARY_PATH", "LD_LIBRARY_PATH"];

/// The root of the project.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Says that a test is skipped and why. In CI, where nothing may be skipped, it fails instead.
///
/// # Panics
///
/// Where the environment variable `CI` is `true`.
pub fn skip(what: &str, why: &str) {
    let message = format!("SKIPPED {what}: {why}");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}; in CI that is a failure");
    eprintln!("{message}");
}

/// The program of the test that asks, to run one of its ignored tests and nothing else. Its environment
/// is empty, but for where shared libraries are.
///
/// # Panics
///
/// Where nobody tells which program this is.
pub fn child(test: &str) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]).env_clear();
    child.envs(LIBRARIES.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    child
}

/// The most memory that this process ever had, in KiB; none where nobody tells.
pub fn peak_kib() -> Option<u64> {
    status_kib("VmHWM:")
}

/// The memory that this process has, in KiB; none where nobody tells.
pub fn resident_kib() -> Option<u64> {
    status_kib("VmRSS:")
}

fn status_kib(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A folder beside the project that serves everyone, if it is there.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared").join(folder);
    if path.exists() {
        return Some(path);
    }
    skip(folder, "the folder `shared` is not beside the project");
    None
}

/// The source archive that `models/services.toml` pins, if `cargo xtask test` or an import fetched
/// it.
pub fn archive() -> Option<PathBuf> {
    let folder = root().join("target/models");
    let found = std::fs::read_dir(folder).ok().into_iter().flatten().flatten();
    let is_archive = |path: &PathBuf| path.to_string_lossy().ends_with(".tar.gz");
    let found = found.map(|entry| entry.path()).find(is_archive);
    if found.is_none() {
        skip("the archive of models", "run `cargo xtask test`, which fetches it");
    }
    found
}

/// The Python of the virtual environment that `cargo xtask test` makes, if it did.
pub fn python() -> Option<PathBuf> {
    let venv = root().join("target/moto");
    let found = ["bin/python", "Scripts/python.exe"].map(|path| venv.join(path));
    let found = found.into_iter().find(|path| path.exists() && venv.join("complete").exists());
    if found.is_none() {
        skip("the server moto", "run `cargo xtask test`, which installs it");
    }
    found
}
