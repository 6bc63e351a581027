//! `cargo xtask bench`: the official SDK and ours, side by side.

mod call;
mod clients;
mod codegen;
mod compile;
mod disk;
pub(crate) mod measure;
mod peers;
mod plot;
mod programs;
mod report;
mod six;
mod table;
mod user;

use crate::project;
use anyhow::{Result, bail};
use clients::Maker;
use peers::{Peer, Work};
use std::path::PathBuf;
use std::process::Command;
use table::{ROWS, Results, Row, Verdict};

/// Measure the official SDK and ours side by side.
///
/// Makes comparison programs under target/bench, builds and runs the newest official crates and ours
/// in turn, and prints a table. A run over everything writes docs/benchmarks.md too. Let nothing else
/// run meanwhile.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to measure; everything where nothing is named.
    #[arg(value_enum)]
    subjects: Vec<Subject>,
    /// Fail if a row comes to more than it may.
    #[arg(long)]
    check: bool,
    /// Measure once in place of three times. Nothing is written.
    #[arg(long)]
    once: bool,
    /// Only the rows that have this in their names, such as `s3`. Nothing is written.
    #[arg(long, value_name = "PART")]
    only: Vec<String>,
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Subject {
    Compile,
    Size,
    Call,
    Codegen,
    Endpoint,
}

impl Subject {
    const ALL: [Self; 5] = [Self::Compile, Self::Size, Self::Call, Self::Codegen, Self::Endpoint];

    /// How rows of it begin.
    fn name(self) -> &'static str {
        match self {
            Self::Compile => "compile",
            Self::Size => "size",
            Self::Call => "call",
            Self::Codegen => "codegen",
            Self::Endpoint => "endpoint",
        }
    }
}

/// A run.
#[derive(Debug)]
struct Bench {
    root: PathBuf,
    once: bool,
    only: Vec<String>,
    subjects: Vec<Subject>,
    /// Whether everything is measured as it should be.
    is_whole: bool,
}

impl Bench {
    /// The folder that everything is made in.
    fn folder(&self) -> PathBuf {
        self.root.join("target/bench")
    }

    /// The workspace of the programs that compare.
    fn programs(&self) -> PathBuf {
        self.folder().join("programs")
    }

    /// Where they are built.
    fn build(&self) -> PathBuf {
        self.folder().join("build")
    }

    /// A command of cargo in their workspace.
    fn cargo(&self, command: &str) -> Command {
        cargo(command, self.programs(), self.build())
    }

    /// Our crates, with the vendor's documentation.
    fn clients(&self) -> PathBuf {
        self.folder().join("clients")
    }

    /// How often something is measured that should be measured so often.
    fn times(&self, times: usize) -> usize {
        if self.once { 1 } else { times }
    }

    /// Whether a row is wanted.
    fn wants(&self, row: &Row) -> bool {
        let is_subject = self.subjects.iter().any(|subject| subject.name() == row.subject());
        let is_named = self.only.is_empty() || self.only.iter().any(|part| row.id.contains(part));
        is_subject && is_named
    }

    /// Whether any row is wanted that compares a service.
    fn wants_peer(&self, peer: Peer) -> bool {
        let called = ["workspaces", "s3", "dynamodb", "sqs"].contains(&peer.name);
        let is_called = self.wants_any("call/") || self.wants_any("endpoint/");
        let is_compiled = self.wants_any(&format!("compile/{}/", peer.name))
            || (peer.name == "workspaces" && self.wants_any("compile/user/"));
        is_compiled || (called && is_called)
    }

    /// Whether any row is wanted whose name begins so.
    fn wants_any(&self, start: &str) -> bool {
        ROWS.iter().any(|row| row.id.starts_with(start) && self.wants(row))
    }
}

/// Measures some rows.
type Part = fn(&Bench, &Maker, &[Work], &mut Results) -> Result<()>;

/// All of them. Calls come before compilers, for these build what those run again and again.
const PARTS: &[(&str, Part)] = &[
    ("call", call::run),
    ("endpoint", call::endpoints),
    ("codegen", codegen::run),
    ("compile", compile::run),
    ("user", user::run),
    ("six", six::run),
];

/// A command of cargo in a folder. Nothing is kept for a next build, and lints are off on both sides:
/// cargo has it so for crates of a registry, which ours are to their users too.
fn cargo(command: &str, folder: PathBuf, build: PathBuf) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.arg(command).current_dir(folder).env("CARGO_TARGET_DIR", build);
    cargo.env("CARGO_INCREMENTAL", "0").env("RUSTFLAGS", "--cap-lints=allow");
    cargo
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let is_whole = arguments.subjects.is_empty() && arguments.only.is_empty() && !arguments.once;
    let subjects = match arguments.subjects.is_empty() {
        true => Subject::ALL.to_vec(),
        false => arguments.subjects.clone(),
    };
    let bench = Bench {
        root: project::root()?,
        once: arguments.once,
        only: arguments.only.clone(),
        subjects,
        is_whole,
    };
    let maker = Maker::new(&bench)?;
    let work = programs::make(&bench, &maker)?;
    let mut results = Results::default();
    for (name, part) in PARTS {
        // What fails shows as rows that are not measured; the rest is worth something.
        if let Err(error) = part(&bench, &maker, &work, &mut results) {
            eprintln!("{name}: {error:#}");
            results.failed.push(((*name).to_owned(), format!("{error:#}")));
        }
    }
    let rows: Vec<&Row> = ROWS.iter().filter(|row| bench.wants(row)).collect();
    print!("{}", report::text(&rows, &work, &results));
    if bench.is_whole {
        report::write(&bench, &rows, &work, &results, &maker.source)?;
    }
    let missed: Vec<&str> = rows
        .iter()
        .filter(|row| row.verdict(results.measured.get(row.id)) != Verdict::Kept)
        .map(|row| row.what)
        .collect();
    if arguments.check && !missed.is_empty() {
        bail!("{} of {} rows are missed: {}", missed.len(), rows.len(), missed.join("; "));
    }
    Ok(())
}
