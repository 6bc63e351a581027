//! Calls in process, and endpoints: what a program that has both sides says of itself.

use super::Bench;
use super::clients::Maker;
use super::measure::{self, float};
use super::peers::Work;
use super::table::{Measured, Results, median};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// How often the program is run.
const RUNS: usize = 3;

/// Measures calls, if they send the same.
pub(super) fn run(bench: &Bench, _: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    if !bench.wants_any("call/") {
        return Ok(());
    }
    let program = build(bench, false)?;
    let compared = Command::new(&program).arg("compare").output().context("it does not start")?;
    if !compared.status.success() {
        let said = String::from_utf8_lossy(&compared.stdout);
        bail!("the two sides send different requests, so no time is comparable:\n{said}");
    }
    several(bench, &program, "time", "call", "/time", results)?;
    let program = build(bench, true)?;
    several(bench, &program, "count", "call", "/allocations", results)
}

/// Measures endpoints.
pub(super) fn endpoints(bench: &Bench, _: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    if !bench.wants_any("endpoint/") {
        return Ok(());
    }
    let program = build(bench, false)?;
    several(bench, &program, "endpoint", "endpoint", "", results)
}

/// Builds the program for release; if it is to count allocations, beside the other.
fn build(bench: &Bench, counts: bool) -> Result<PathBuf> {
    eprintln!("building the program that calls");
    let mut cargo = bench.cargo("build");
    cargo.args(["--release", "--package=call"]);
    cargo.args(counts.then_some("--features=count"));
    measure::run(&cargo)?;
    let built = bench.build().join("release/call");
    let kept = bench.build().join(if counts { "call-counting" } else { "call-timing" });
    std::fs::copy(&built, &kept).context("the program is not where cargo puts programs")?;
    Ok(kept)
}

/// Runs the program some times, and keeps the medians.
fn several(
    bench: &Bench,
    program: &PathBuf,
    what: &str,
    before: &str,
    after: &str,
    results: &mut Results,
) -> Result<()> {
    let mut all: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
    let runs = bench.times(RUNS);
    for run in 0..runs {
        eprintln!("{before}: {what}, run {} of {runs}", run + 1);
        let done = Command::new(program).arg(what).output().context("it does not start")?;
        if !done.status.success() {
            bail!("the program failed: {}", String::from_utf8_lossy(&done.stderr).trim());
        }
        for line in String::from_utf8_lossy(&done.stdout).lines() {
            let (name, pair) = parse(line).with_context(|| format!("not a result: `{line}`"))?;
            all.entry(format!("{before}/{name}{after}")).or_default().push(pair);
        }
    }
    for (id, pairs) in all {
        let times = pairs.len();
        let (official, ours): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let ours = median(ours).unwrap_or_else(|| float(0));
        results.measured.insert(id, Measured { official: median(official), ours, times });
    }
    Ok(())
}

/// `name`, `unit`, official, ours, with tabs in between.
fn parse(line: &str) -> Option<(&str, (f64, f64))> {
    let mut parts = line.split('\t');
    let (name, _unit) = (parts.next()?, parts.next()?);
    Some((name, (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_result_is_a_line() {
        assert_eq!(parse("query\tseconds\t2.5\t1.5"), Some(("query", (2.5, 1.5))));
        assert_eq!(parse("query\tseconds\t2.5"), None);
    }
}
