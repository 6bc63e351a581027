//! `cargo xtask conformance endpoints`
//!
//! The cases are evaluated by the runtime, which would make this program much slower to build. So
//! they are run by a program of the package that holds the tests.

use crate::models::archive;
use crate::{codegen, project};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Run the official cases of endpoint rules.
///
/// A path is a Smithy model with `smithy.rules#endpointTests`, a folder of such models, or an
/// archive of models, packed or not, with its `tests/functional/endpoint-rules`. Where none is
/// given, the pinned archive is run, and ../shared/smithy-models where that is there. Each case is
/// evaluated by its parameters, and by its calls (`operationInputs`) through a client that is
/// generated for it; it has passed if all of them come to what it expects. A table of suites is
/// printed, what is wrong with each case that failed, and the sums.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Models, folders of models, or archives.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Change one fact of each expectation: the URL, a header, a property, the text of an error.
    /// Every case must fail then: the command succeeds only if none passed.
    #[arg(long)]
    falsify: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    if arguments.paths.is_empty() {
        archive::pinned(&root, &codegen::options(&root)?.source)?;
    }
    let mut runner = Command::new("cargo");
    runner.args(["run", "--quiet", "--package", "tinsmith-tests", "--no-default-features"]);
    runner.args(["--bin", "conformance-endpoints", "--"]);
    runner.args(arguments.falsify.then_some("--falsify")).args(&arguments.paths);
    let status = runner.status().context("cargo does not start")?;
    match (status.code(), arguments.falsify) {
        (Some(0), _) => Ok(()),
        (Some(1), false) => bail!("cases failed"),
        (Some(1), true) => bail!("cases passed although what they expect was changed"),
        _ => bail!("the cases could not be run"),
    }
}
