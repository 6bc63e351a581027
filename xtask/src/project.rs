//! Where things are in the project.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The root of the project.
pub(crate) fn root() -> Result<PathBuf> {
    // Cargo sets the variable for `cargo xtask`; the working directory does for a binary by itself.
    let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(manifest) => PathBuf::from(manifest),
        None => std::env::current_dir().context("the working directory is gone")?,
    };
    let is_root = |path: &&Path| path.join("models/services.toml").is_file();
    let found = start.ancestors().find(is_root).map(Path::to_path_buf);
    found.with_context(|| {
        format!("{} is not inside the project; run `cargo xtask` there", start.display())
    })
}

/// A path as it is shown: relative to the root, with `/` between folders.
pub(crate) fn shown(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}
