//! Runs the official cases of endpoint rules. `cargo xtask conformance endpoints` calls it with the
//! paths of suites, and with `--falsify` before them. Without paths, it runs the pinned archive and the
//! models that serve everyone.

use std::path::Path;
use std::process::ExitCode;
use tinsmith_tests::endpoints::{self, Calls, Suite, Tally, find, run, stale_skips};

/// How many failures are shown in full.
const SHOWN: usize = 50;

/// What the program ends with where cases could not be read.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    match conformance(&paths, flags.iter().any(|flag| flag == "--falsify")) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Runs the suites at some paths and says how it went; whether all is well.
fn conformance(paths: &[String], falsify: bool) -> Result<bool, String> {
    let suites = match paths {
        [] => endpoints::official()?,
        paths => paths.iter().map(|path| find(Path::new(path))).collect::<Result<Vec<_>, _>>()?,
    };
    let suites: Vec<Suite> = suites.into_iter().flatten().collect();
    let stale = stale_skips(&suites);
    if !stale.is_empty() {
        return Err(format!("cases to skip that do not exist: {}", stale.join("; ")));
    }
    let calls = Calls::make(&suites, falsify)?;
    let tallies = run(&suites, Some(&calls), falsify);
    let width = tallies.iter().map(|tally| tally.name.len()).max().unwrap_or_default();
    println!("{:width$}  passed  failed  skipped  calls", "suite");
    for Tally { name, passed, failed, skipped, calls } in &tallies {
        println!("{name:width$}  {passed:6}  {:6}  {skipped:7}  {calls:5}", failed.len());
    }
    let failed: Vec<&String> = tallies.iter().flat_map(|tally| &tally.failed).collect();
    if !falsify {
        failed.iter().take(SHOWN).for_each(|why| println!("\n{why}"));
        if failed.len() > SHOWN {
            println!("\n… and {} more; name a suite to see its own", failed.len() - SHOWN);
        }
    }
    let passed: usize = tallies.iter().map(|tally| tally.passed).sum();
    let skipped: usize = tallies.iter().map(|tally| tally.skipped).sum();
    let calls: usize = tallies.iter().map(|tally| tally.calls).sum();
    println!("\n{calls} calls were made through generated clients");
    println!("conformance: {passed} passed, {} failed, {skipped} skipped", failed.len());
    Ok(if falsify { passed == 0 } else { failed.is_empty() })
}
