//! The program `tinsmith`: clients from models, for whoever has some.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use tinsmith::models::{self, Wishes};
use tinsmith::report;
use tinsmith_codegen::options::ServiceOptions;

/// Reads API model files and writes the Rust clients that you would have written by hand.
#[derive(Parser)]
#[command(name = "tinsmith", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Codegen(Codegen),
}

/// Write a crate that builds by itself, of any number of models.
///
/// A file that is right already is left alone; one that no model asks for any longer is removed.
/// What a person wrote is never touched. A model that no client can be made of is named with what
/// is wrong and where, and left out.
#[derive(clap::Args)]
struct Codegen {
    /// Models, each a service: Smithy JSON AST, or service-2.json with what stands beside it.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    model: Vec<PathBuf>,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    wishes: Wishes,
}

fn main() -> ExitCode {
    let Command::Codegen(codegen) = Arguments::parse().command;
    match run(&codegen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(codegen: &Codegen) -> Result<()> {
    let Codegen { model, out, wishes } = codegen;
    let options = |_: &str| ServiceOptions::default();
    models::run("tinsmith codegen", model, out, wishes.runtime()?, wishes, options).map(drop)
}
