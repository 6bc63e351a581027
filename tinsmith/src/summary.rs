//! What a run over many services says at its end.

use crate::memory::Peak;
use crate::report::Count;
use std::fmt::Write;
use std::time::Duration;
use tinsmith_codegen::model::ignored::{Entry, Ignored};

/// How many of the slowest services are shown.
const SLOWEST: usize = 10;

/// What was made of one service.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// The name of its model.
    pub(crate) name: String,
    pub(crate) operations: usize,
    pub(crate) files: usize,
    pub(crate) lines: usize,
    pub(crate) time: Duration,
}

/// The services that took longest, as a table.
pub(crate) fn slowest(made: &[Made]) -> String {
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
pub(crate) fn line(made: &[Made], time: Duration, peak: Peak) -> String {
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

/// Traits and keys with how often they occur and the reason, as a table with an empty line behind it;
/// nothing where there are none.
pub(crate) fn table(title: &str, ignored: &Ignored) -> String {
    let name = |entry: &Entry<'_>| format!("{} {}", entry.place, entry.key);
    let width = ignored.iter().map(|entry| name(&entry).len()).max().unwrap_or_default();
    if ignored.iter().next().is_none() {
        return String::new();
    }
    let mut out = format!("{title}:\n\n");
    for entry in ignored.iter() {
        let _ = writeln!(out, "{:width$} {:>7}  {}", name(&entry), entry.count, entry.reason);
    }
    out.push('\n');
    out
}
