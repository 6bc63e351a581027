//! The commands of whoever maintains the generated crate: `cargo xtask help`.

mod bench;
mod codegen;
mod conformance;
mod diff;
mod models;
mod project;
mod show;
mod soak;
mod test;
mod update;
mod versions;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

// The generator makes and drops very many small texts on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Writes and checks the clients for Amazon Web Services.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Codegen(codegen::Arguments),
    Conformance(conformance::Arguments),
    Diff(diff::Arguments),
    /// Import models, or list them
    #[command(subcommand)]
    Models(models::Command),
    Show(show::Arguments),
    Soak(soak::Arguments),
    Test(test::Arguments),
    Update(update::Arguments),
    Versions(versions::Arguments),
}

fn main() -> ExitCode {
    if let Some(code) = bench::measure::stand_between() {
        return code;
    }
    let done = match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Models(command) => models::run(&command),
        Command::Show(arguments) => show::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Update(arguments) => update::run(&arguments),
        Command::Versions(arguments) => versions::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tinsmith::report::failure(&error);
            ExitCode::FAILURE
        }
    }
}
