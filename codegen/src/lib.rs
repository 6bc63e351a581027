//! Reads API model files (Smithy JSON AST, AWS JSON service models) and writes Rust clients.
//!
//! The stages are folders: [`model`] says what a file says, [`lower`] decides everything, [`ir`] is
//! what was decided, [`emit`] prints it, [`mod@format`] makes it pleasant to read. There is no I/O here:
//! sources come in as text, files go out as text. What reads and writes files for those who have no
//! command at hand is in [`build`].

#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

pub mod api;
pub mod build;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod files;
pub mod format;
pub mod ir;
pub mod jmespath;
pub mod lower;
pub mod model;
pub mod options;
pub mod report;
pub mod semver;
pub mod show;
pub mod source;
pub mod timings;

use diagnostic::Diagnostics;
use emit::Place;
use files::FileSet;
use model::Model;
use options::ServiceOptions;

/// Generates the module of one service.
///
/// `source` names the model in the header of each file.
///
/// # Errors
///
/// Everything that is wrong with the model or the options.
pub fn generate(
    model: &Model,
    options: &ServiceOptions,
    source: &str,
    place: &Place,
) -> Result<FileSet, Diagnostics> {
    let service = lower::lower(model, options, source)?;
    let files = emit::service(&service, place);
    Ok(emit::format(files)?)
}
