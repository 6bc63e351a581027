//! What somebody waits for who calls 20 operations and has touched a line.

use super::Bench;
use super::clients::Maker;
use super::measure::{self, Cost};
use super::peers::Work;
use super::table::{Measured, Results, median};
use anyhow::{Context, Result, bail};
use std::fs;

/// How often it is measured.
const TIMES: usize = 3;

/// The line that is touched, and the number in it.
const LINE: [&str; 2] = ["const ROUND: u32 = ", ";"];

/// Touches a line of both programs in turn, and builds them.
pub(super) fn run(bench: &Bench, _: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    if !bench.wants_any("compile/user/") {
        return Ok(());
    }
    let packages = ["user-official", "user-ours"];
    for package in packages {
        touched(bench, package, 0, false)?;
    }
    let mut pairs = Vec::new();
    for round in 1..=bench.times(TIMES) {
        let mut pair = [0.0; 2];
        for (package, seconds) in packages.into_iter().zip(&mut pair) {
            *seconds = touched(bench, package, round, true)?.cpu;
            eprintln!("{package}, after a touched line: {seconds:.2} s");
        }
        pairs.push(pair);
    }
    let official = median(pairs.iter().map(|[official, _]| *official).collect());
    let ours = median(pairs.iter().map(|[_, ours]| *ours).collect()).context("no run")?;
    let measured = Measured { official, ours, times: pairs.len() };
    results.measured.insert("compile/user/dev".to_owned(), measured);
    Ok(())
}

/// Gives the line a number, builds, and says what the compiler and the linker took.
fn touched(bench: &Bench, package: &str, round: usize, is_measured: bool) -> Result<Cost> {
    let path = bench.programs().join(package).join("src/main.rs");
    let text = fs::read_to_string(&path).context("there is no program")?;
    fs::write(&path, numbered(&text, round)?).context("cannot touch a line")?;
    let mut cargo = bench.cargo("build");
    // As everybody works.
    cargo.env_remove("CARGO_INCREMENTAL").args(["--quiet", "--package", package]);
    let entries = measure::run(&cargo)?;
    match is_measured {
        true => measure::of_crate(&entries, &package.replace('-', "_")),
        false => Ok(Cost::default()),
    }
}

/// The program with another number.
fn numbered(text: &str, round: usize) -> Result<String> {
    let [start, end] = LINE;
    let found = text.split_once(start).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(end)?;
        Some(format!("{before}{start}{round}{end}{after}"))
    });
    match found {
        Some(text) => Ok(text),
        None => bail!("the program has no line to touch"),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_touched_line_is_another_line_and_nothing_else() {
        let text = "//! A\nconst ROUND: u32 = 0;\nfn main() {}\n";
        let touched = numbered(text, 7).unwrap();
        assert_eq!(touched, "//! A\nconst ROUND: u32 = 7;\nfn main() {}\n");
        assert!(numbered("fn main() {}", 1).is_err());
    }
}
