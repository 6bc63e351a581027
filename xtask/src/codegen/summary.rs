//! What a run over many services says at its end.

use super::memory::Peak;
use crate::report::Count;
use std::fmt::Write;
use std::time::Duration;
use tinsmith_codegen::model::ignored::{Entry, Ignored};

/// How many of the slowest services are shown.
const SLOWEST: usize = 10;

/// What was made of one service.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// The name of its model.
    pub(super) name: String,
    pub(super) operations: usize,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) time: Duration,
}

/// The services that took longest, as a table.
pub(super) fn slowest(made: &[Made]) -> String {
    let mut made: Vec<&Made> = made.iter().collect();
    made.sort_by(|left, right| right.time.cmp(&left.time).then(left.name.cmp(&right.name)));
    made.truncate(SLOWEST);
    let mut out = String::from("What took longest:\n\n");
    let _ = writeln!(
        out,
        "{:<28} {:>8} {:>10} {:>8} {:>9}",
        "service", "seconds", "operations", "files", "lines"
    );
    for one in made {
        let _ = writeln!(
            out,
            "{:<28} {:>8.2} {:>10} {:>8} {:>9}",
            one.name,
            one.time.as_secs_f64(),
            one.operations,
            one.files,
            one.lines
        );
    }
    out
}

/// The whole run in a line.
pub(super) fn line(made: &[Made], time: Duration, peak: Peak) -> String {
    let sum = |of: fn(&Made) -> usize| made.iter().map(of).sum();
    format!(
        "{}, {}, {}, {}, {:.1} s, {peak} of memory",
        Count(made.len(), "service"),
        Count(sum(|one| one.operations), "operation"),
        Count(sum(|one| one.files), "file"),
        Count(sum(|one| one.lines), "line"),
        time.as_secs_f64(),
    )
}

/// Traits and keys with how often they occur and the reason, as a table.
pub(super) fn table(title: &str, ignored: &Ignored) -> String {
    let name = |entry: &Entry<'_>| format!("{} {}", entry.place, entry.key);
    let width = ignored.iter().map(|entry| name(&entry).len()).max().unwrap_or_default();
    let mut out = format!("{title}:\n\n");
    for entry in ignored.iter() {
        let _ = writeln!(out, "{:width$} {:>7}  {}", name(&entry), entry.count, entry.reason);
    }
    out
}
