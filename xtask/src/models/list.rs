//! `cargo xtask models list`

use super::archive::Archive;
use crate::{codegen, project};
use anyhow::Result;
use std::path::PathBuf;

/// Show which models the archive has, and which are checked in.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A source archive (.tar.gz), or a folder that one was unpacked into.
    #[arg(long, value_name = "ARCHIVE_OR_DIR")]
    from: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let options = codegen::options(&root)?;
    let archive = Archive::open(&root, &options.source, arguments.from.as_deref())?;
    let services = archive.services();
    let width = services.keys().map(|name| name.len()).max().unwrap_or_default();
    let mut checked_in = 0;
    for (name, version) in &services {
        let is_checked_in = root.join(format!("models/{name}.json")).is_file();
        let is_generated = options.services.contains_key(*name);
        checked_in += usize::from(is_checked_in);
        let note = match (is_checked_in, is_generated) {
            (true, true) => "  checked in, generated",
            (true, false) => "  checked in",
            (false, true) => "  in services.toml, but not checked in",
            (false, false) => "",
        };
        println!("{name:width$}  {version}{note}");
    }
    println!(
        "{} services in {} {}, {checked_in} checked in",
        services.len(),
        options.source.package,
        options.source.version
    );
    Ok(())
}
