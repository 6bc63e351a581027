//! `cargo xtask conformance`: protocol tests of models, run against the clients made of them.

mod build;
mod endpoints;
mod falsify;
mod fates;
mod krate;
mod lower;
mod skips;
mod suites;
mod summary;

use crate::{codegen, project};
use anyhow::{Result, bail};
use std::path::PathBuf;
use tinsmith::report::Count;

/// Run protocol tests: of models, against the clients that are made of them.
///
/// Each file is a Smithy model whose operations and errors carry the traits
/// `smithy.test#httpRequestTests`, `#httpResponseTests` and `#eventStreamTests`, or a list of models
/// in the format of AWS JSON service models, as the archive has them in `tests/unit/protocols`. Of
/// each model a client is generated, with a Rust test for each case, and the tests are run. A case
/// of which no test can be made has failed. tests/conformance-skips.toml lists the cases that need
/// not pass, each with its reason.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files, or folders of files; the official suites and those of the archive where none is
    /// given.
    paths: Vec<PathBuf>,
    /// Change one fact of what each case expects: a value of the body, a header, a value of the
    /// query, the host, the path, the method, a parameter. Every case must fail then: the command
    /// succeeds only if none passed.
    #[arg(long)]
    falsify: bool,
}

#[derive(clap::Subcommand)]
enum Command {
    Endpoints(endpoints::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if let Some(Command::Endpoints(arguments)) = &arguments.command {
        return endpoints::run(arguments);
    }
    let root = project::root()?;
    let mut suites = suites::find(&root, &arguments.paths)?;
    if arguments.falsify {
        suites.iter_mut().flat_map(|suite| &mut suite.parts).for_each(suites::Part::falsify);
    }
    let mut fates = fates::Fates::new(&suites);
    let modules = lower::lower(&suites, &mut fates);
    let partitions = codegen::partitions(&root)?;
    let tested = build::build(&root, modules, &partitions, &mut fates)?;
    if let Some(tests) = tested {
        fates.run(&tests)?;
    }
    if arguments.falsify {
        let passed = summary::print_falsified(&suites, &fates);
        if passed > 0 {
            bail!("{} passed although what they expect was changed", Count(passed, "case"));
        }
        return Ok(());
    }
    let wrong = skips::Skips::read(&root)?.apply(&suites, &mut fates);
    let failed = summary::print(&suites, &fates);
    match (failed, wrong.as_slice()) {
        (0, []) => Ok(()),
        (_, []) => bail!("{} failed", Count(failed, "case")),
        (_, wrong) => bail!("{}", wrong.join("\n")),
    }
}
