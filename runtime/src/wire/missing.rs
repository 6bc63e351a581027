//! What an input lacks.

use super::path::{self, Step};
use std::fmt;

/// Required members without a value, by their paths in the model, such as `Tags[0].Key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(Vec<String>);

impl Missing {
    pub(crate) fn of(paths: Vec<String>) -> Self {
        Self(paths)
    }

    /// The paths.
    pub fn paths(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "member is" } else { "members are" };
        write!(f, "required {plural} missing: {}", self.0.join(", "))
    }
}

impl std::error::Error for Missing {}

/// What a writer finds missing. Paths cost something, so they are kept only on a second run, when
/// there is need.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    incomplete: bool,
    trace: Option<Trace>,
}

/// Where in the value the writer is, and what was missing so far.
#[derive(Debug, Default)]
struct Trace {
    path: Vec<Step>,
    missing: Vec<String>,
}

impl Notes {
    /// Notes that something that must be there is not.
    pub(crate) fn miss(&mut self, name: &str) {
        self.incomplete = true;
        if let Some(trace) = &mut self.trace {
            let path = path::text(trace.path.iter());
            let dot = if path.is_empty() { "" } else { "." };
            trace.missing.push(format!("{path}{dot}{name}"));
        }
    }

    /// Notes that a variant of a union cannot be sent, for it is not known what it holds.
    pub(crate) fn refuse(&mut self, variant: &str) {
        self.miss(&format!("{variant} (a variant that is not known)"));
    }
}

/// A writer that notes what is missing.
pub(crate) trait Noting: Sized {
    /// The notes.
    fn notes(&mut self) -> &mut Notes;

    /// Writes something one level further in.
    fn within(&mut self, step: Step, write: impl FnOnce(&mut Self)) {
        if let Some(trace) = &mut self.notes().trace {
            trace.path.push(step);
        }
        write(self);
        if let Some(trace) = &mut self.notes().trace {
            trace.path.pop();
        }
    }
}

/// Writes a value to a new writer.
///
/// # Errors
///
/// Every required member, at any depth, that has no value.
pub(crate) fn complete<W: Noting>(
    make: impl Fn() -> W,
    write: impl Fn(&mut W),
) -> Result<W, Missing> {
    let mut writer = make();
    write(&mut writer);
    if !writer.notes().incomplete {
        return Ok(writer);
    }
    let mut writer = make();
    writer.notes().trace = Some(Trace::default());
    write(&mut writer);
    let trace = writer.notes().trace.take();
    Err(Missing(trace.unwrap_or_default().missing))
}
