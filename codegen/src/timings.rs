//! How long the stages take, over all services and all threads.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A stage of generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// From files to a model.
    Reading,
    /// From the model to the intermediate representation.
    Lowering,
    /// From there to tokens.
    Emitting,
    /// From tokens to syntax trees.
    Syn,
    /// From syntax trees to text.
    Prettyplease,
    /// What is done to that text, and what needs no syntax tree: our macros, tables, `use` lines.
    Layout,
    /// Comparing with the files that are there, and writing.
    Writing,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Reading,
        Self::Lowering,
        Self::Emitting,
        Self::Syn,
        Self::Prettyplease,
        Self::Layout,
        Self::Writing,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Lowering => "lowering",
            Self::Emitting => "emitting",
            Self::Syn => "syn",
            Self::Prettyplease => "prettyplease",
            Self::Layout => "layout",
            Self::Writing => "writing",
        }
    }
}

/// The time of each stage; threads add to it side by side.
#[derive(Debug, Default)]
pub struct Timings {
    reading: AtomicU64,
    lowering: AtomicU64,
    emitting: AtomicU64,
    syn: AtomicU64,
    prettyplease: AtomicU64,
    layout: AtomicU64,
    writing: AtomicU64,
}

impl Timings {
    /// Does something that belongs to a stage.
    pub fn during<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        let nanos = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.counter(stage).fetch_add(nanos, Ordering::Relaxed);
        done
    }

    /// How long a stage took.
    pub fn of(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.counter(stage).load(Ordering::Relaxed))
    }

    fn counter(&self, stage: Stage) -> &AtomicU64 {
        match stage {
            Stage::Reading => &self.reading,
            Stage::Lowering => &self.lowering,
            Stage::Emitting => &self.emitting,
            Stage::Syn => &self.syn,
            Stage::Prettyplease => &self.prettyplease,
            Stage::Layout => &self.layout,
            Stage::Writing => &self.writing,
        }
    }
}

/// A table: seconds of each stage, added up over all threads, and its share of the whole.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole: Duration = Stage::ALL.iter().map(|stage| self.of(*stage)).sum();
        let share = |part: Duration| match whole.as_secs_f64() {
            0.0 => 0.0,
            whole => part.as_secs_f64() / whole * 100.0,
        };
        writeln!(f, "{:<14} {:>9} {:>6}", "stage", "seconds", "share")?;
        for stage in Stage::ALL {
            let part = self.of(stage);
            let seconds = part.as_secs_f64();
            writeln!(f, "{:<14} {seconds:>9.3} {:>5.1}%", stage.name(), share(part))?;
        }
        write!(f, "{:<14} {:>9.3}", "all threads", whole.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        let timings = Timings::default();
        timings.syn.store(3_000_000_000, Ordering::Relaxed);
        timings.reading.store(1_000_000_000, Ordering::Relaxed);
        let table = timings.to_string();
        assert!(table.contains("reading            1.000  25.0%\n"), "{table}");
        assert!(table.contains("syn                3.000  75.0%\n"), "{table}");
        assert!(table.ends_with("all threads        4.000"), "{table}");
    }
}
