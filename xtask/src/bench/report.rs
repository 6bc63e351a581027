//! What was measured, for people.

use super::Bench;
use super::peers::Work;
use super::plot;
use super::table::{Limit, Results, Row, Shown, Verdict};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::process::Command;

/// Where what somebody wrote by hand begins; a run keeps it.
const BY_HAND: &str = "## What was tried";

/// A row as both reports show it.
struct Line {
    official: String,
    ours: String,
    ratio: String,
    most: String,
    verdict: String,
}

impl Line {
    fn new(row: &Row, results: &Results) -> Self {
        let measured = results.measured.get(row.id);
        let value = measured.and_then(|measured| row.value(measured));
        let shown = |value: f64| Shown(value, row.unit).to_string();
        let official = measured.and_then(|measured| measured.official).map(shown);
        let (ratio, most, limit) = match row.limit {
            Limit::Ratio(most) => {
                (value.map(|value| format!("{value:.3}")), format!("{most:.2}"), most)
            }
            Limit::Own(most) => (None, shown(most), most),
        };
        let verdict = match (row.verdict(measured), value) {
            (Verdict::Kept, _) => "kept".to_owned(),
            (Verdict::Missed, Some(value)) => format!("missed by {:.0} %", over(value, limit)),
            _ => "not measured".to_owned(),
        };
        Self {
            official: official.unwrap_or_default(),
            ours: measured.map(|measured| shown(measured.ours)).unwrap_or_default(),
            ratio: ratio.unwrap_or_default(),
            most,
            verdict,
        }
    }
}

/// By how many per cent a value is over its limit, rounded up: what is missed is not missed by 0 %.
fn over(value: f64, limit: f64) -> f64 {
    ((value / limit - 1.0) * 100.0).ceil()
}

/// A table for the terminal.
pub(super) fn text(rows: &[&Row], work: &[Work], results: &Results) -> String {
    let mut out = String::new();
    for work in work {
        let [official, ours] = work.operations;
        let _ = writeln!(
            out,
            "{} {}: {official} operations there, {ours} here, {}",
            work.peer.official(),
            work.version,
            work.speaks,
        );
    }
    let _ = writeln!(
        out,
        "\n{:<44} {:>10} {:>10} {:>8} {:>8}",
        "", "official", "ours", "ratio", "at most"
    );
    for row in rows {
        let Line { official, ours, ratio, most, verdict } = Line::new(row, results);
        let _ = writeln!(
            out,
            "{:<44} {official:>10} {ours:>10} {ratio:>8} {most:>8} {verdict}",
            row.what
        );
    }
    for (part, why) in &results.failed {
        let _ = writeln!(out, "\n{part} could not be measured: {why}");
    }
    out
}

/// Writes docs/benchmarks.md and its picture.
pub(super) fn write(
    bench: &Bench,
    rows: &[&Row],
    work: &[Work],
    results: &Results,
    source: &str,
) -> Result<()> {
    let path = bench.root.join("docs/benchmarks.md");
    let old = fs::read_to_string(&path).unwrap_or_default();
    let text = markdown(rows, work, results, source, &Machine::this()) + &by_hand(&old);
    fs::write(&path, text).context("cannot write docs/benchmarks.md")?;
    fs::write(bench.root.join("docs/benchmarks.svg"), plot::svg(rows, results))
        .context("cannot write docs/benchmarks.svg")
}

/// What somebody wrote at the end of the last report.
fn by_hand(old: &str) -> String {
    match old.find(BY_HAND).and_then(|at| old.get(at..)) {
        Some(text) => format!("\n{text}"),
        None => String::new(),
    }
}

/// Where it was measured.
struct Machine {
    cores: String,
    rustc: String,
}

impl Machine {
    fn this() -> Self {
        let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model =
            info.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
        let count = std::thread::available_parallelism().map_or(1, usize::from);
        let rustc = Command::new("rustc").arg("--version").output();
        let rustc = rustc.map(|done| String::from_utf8_lossy(&done.stdout).trim().to_owned());
        Self {
            cores: format!("{count} × {}", model.unwrap_or("an unknown processor")),
            rustc: rustc.unwrap_or_default(),
        }
    }
}

fn markdown(
    rows: &[&Row],
    work: &[Work],
    results: &Results,
    source: &str,
    machine: &Machine,
) -> String {
    let (version, Machine { cores, rustc }) = (env!("CARGO_PKG_VERSION"), machine);
    let mut out = format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench`, which makes the programs that compare, and runs the official \
         SDK and\nTinsmith in turn. Times of compilers are CPU seconds of all cores, with the linker, \
         of that crate alone\nwhere nothing else is said; times of calls are CPU time of the thread. \
         All are medians of three runs;\nwhere the official side takes over 60 s, it is one run.\n\n\
         {cores}; {rustc}; Tinsmith {version}, from models of {source}, with the vendor's \
         documentation.\n\n\
         ![Ours over the official SDK, as bars](benchmarks.svg)\n\n\
         | | official | ours | ratio | at most | |\n|---|---:|---:|---:|---:|---|\n"
    );
    for row in rows {
        let Line { official, ours, ratio, most, verdict } = Line::new(row, results);
        let _ =
            writeln!(out, "| {} | {official} | {ours} | {ratio} | {most} | {verdict} |", row.what);
    }
    for (part, why) in &results.failed {
        let _ = writeln!(out, "\n`{part}` could not be measured: {why}");
    }
    out.push_str(
        "\n## The same work\n\n\
         Both sides are built with the same profiles and without default features, speak the same \
         protocol, and\nhave the same operations: what the official crate lacks, ours leaves out. \
         Clients are made from one\n`SdkConfig`, with the same retries, timeouts and protection \
         against stalled streams, and each call is\nsent once to a connector that answers at once; \
         the command fails where the two requests differ in\nmore than user agent, invocation id, \
         date and signature. Lints are off on both sides, as\ncargo has them for crates of a \
         registry, which the official ones are.\n\n\
         | official crate | version | operations there | here | protocol |\n\
         |---|---|---:|---:|---|\n",
    );
    for work in work {
        let [official, ours] = work.operations;
        let (name, version, speaks) = (work.peer.official(), &work.version, &work.speaks);
        let _ = writeln!(out, "| `{name}` | {version} | {official} | {ours} | {speaks} |");
    }
    for work in work.iter().filter(|work| !work.left.is_empty()) {
        let _ = writeln!(out, "\nLeft out of `{}`: {}.", work.peer.ours(), work.left.join(", "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::table::{Measured, Unit};
    use super::*;

    fn results(ours: f64) -> Results {
        let mut results = Results::default();
        let measured = Measured { official: Some(1.0), ours, times: 3 };
        results.measured.insert("call/x".to_owned(), measured);
        results
    }

    const ROW: Row =
        Row { id: "call/x", what: "A call", unit: Unit::Seconds, limit: Limit::Ratio(0.3) };

    #[test]
    fn a_row_says_by_how_much_it_is_missed() {
        let machine = Machine { cores: "2 × chip".to_owned(), rustc: "rustc 1".to_owned() };
        let shown = |ours| markdown(&[&ROW], &[], &results(ours), "models 1", &machine);
        assert!(shown(0.25).contains("| A call | 1.00 s | 250 ms | 0.250 | 0.30 | kept |"));
        assert!(shown(0.45).contains("| 0.450 | 0.30 | missed by 50 % |"));
        assert!(shown(0.3001).contains("| 0.300 | 0.30 | missed by 1 % |"));
        let none = markdown(&[&ROW], &[], &Results::default(), "models 1", &machine);
        assert!(none.contains("| A call |  |  |  | 0.30 | not measured |"));
    }

    #[test]
    fn what_was_written_by_hand_stays() {
        let old = "# Benchmarks\n\nnumbers\n\n## What was tried\n\nMuch.\n";
        assert_eq!(by_hand(old), "\n## What was tried\n\nMuch.\n");
        assert_eq!(by_hand("# Benchmarks\n"), "");
    }
}
