//! What an input lacks, and what is wrong with what it has.

use super::path::{self, Step};
use std::fmt;

/// Why an input is not sent: required members without a value, by their paths in the model, such as
/// `Tags[0].Key`; and constraints that do not hold, where they are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvalidInput {
    missing: Vec<String>,
    violations: Vec<String>,
}

impl InvalidInput {
    /// The paths of required members without a value.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The constraints of the model that do not hold, each with the path of what it is about, such as
    /// `Tags: 60 items, at most 50`.
    pub fn violations(&self) -> &[String] {
        &self.violations
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.violations.is_empty()
    }

    /// Adds a member that is missing.
    pub(crate) fn miss(&mut self, path: impl Into<String>) {
        self.missing.push(path.into());
    }

    /// Adds a constraint that does not hold.
    #[cfg(feature = "constraints")]
    pub(crate) fn violate(&mut self, violation: String) {
        self.violations.push(violation);
    }

    /// Adds what is wrong with another part of the same input.
    pub(crate) fn extend(&mut self, other: Self) {
        self.missing.extend(other.missing);
        self.violations.extend(other.violations);
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.missing.as_slice() {
            [] => {}
            [one] => write!(f, "required member is missing: {one}")?,
            more => write!(f, "required members are missing: {}", more.join(", "))?,
        }
        if !self.missing.is_empty() && !self.violations.is_empty() {
            f.write_str("; ")?;
        }
        match self.violations.as_slice() {
            [] => Ok(()),
            [one] => write!(f, "constraint does not hold: {one}"),
            more => write!(f, "constraints do not hold: {}", more.join("; ")),
        }
    }
}

impl std::error::Error for InvalidInput {}

/// What a writer finds wrong. Paths cost something, so they are kept only on a second run, when there
/// is need.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    is_invalid: bool,
    trace: Option<Trace>,
}

/// Where in the value the writer is, and what was wrong so far.
#[derive(Debug, Default)]
struct Trace {
    path: Vec<Step>,
    found: InvalidInput,
}

impl Trace {
    /// The path to a member of where the writer is.
    fn path_of(&self, name: &str) -> String {
        let path = path::text(self.path.iter());
        let dot = if path.is_empty() { "" } else { "." };
        format!("{path}{dot}{name}")
    }
}

impl Notes {
    /// Notes that something that must be there is not.
    pub(crate) fn miss(&mut self, name: &str) {
        self.is_invalid = true;
        if let Some(trace) = &mut self.trace {
            let path = trace.path_of(name);
            trace.found.miss(path);
        }
    }

    /// Notes that a variant of a union cannot be sent, for it is not known what it holds.
    pub(crate) fn refuse(&mut self, variant: &str) {
        self.miss(&format!("{variant} (a variant that is not known)"));
    }

    /// Notes where a member is not as a constraint says.
    #[cfg(feature = "constraints")]
    pub(crate) fn check<T>(
        &mut self,
        name: &str,
        value: Option<&T>,
        rule: &impl crate::constraints::Rule<T>,
    ) {
        for violation in crate::constraints::violations(value, rule) {
            self.is_invalid = true;
            if let Some(trace) = &mut self.trace {
                let path = trace.path_of(name);
                trace.found.violate(violation.of(&path));
            }
        }
    }
}

/// A writer that notes what is wrong.
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
/// Every required member, at any depth, that has no value, and every constraint that does not hold.
pub(crate) fn valid<W: Noting>(
    make: impl Fn() -> W,
    write: impl Fn(&mut W),
) -> Result<W, InvalidInput> {
    let mut writer = make();
    write(&mut writer);
    if !writer.notes().is_invalid {
        return Ok(writer);
    }
    let mut writer = make();
    writer.notes().trace = Some(Trace::default());
    write(&mut writer);
    let trace = writer.notes().trace.take();
    Err(trace.unwrap_or_default().found)
}
