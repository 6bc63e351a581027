//! The commands of whoever maintains the generated crate: `cargo xtask help`.

mod codegen;
mod disk;
mod models;
mod project;
mod report;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Writes and checks the clients for Amazon Web Services.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Codegen(codegen::Arguments),
    #[command(subcommand)]
    Models(models::Command),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Models(command) => models::run(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}
