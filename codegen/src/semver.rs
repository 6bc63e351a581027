//! Which version the generated crate needs after a change.
//!
//! While the version is `0.x`, a breaking change of any service raises the minor, anything else the
//! patch; from `1.0` on, the rules are the usual ones.

use crate::diff::{Class, ServiceReport};
use serde::Serialize;

/// Which part of a version rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// None: nothing changed.
    None,
    /// The last.
    Patch,
    /// The middle.
    Minor,
    /// The first.
    Major,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The part that rises.
    pub bump: Bump,
    /// The version now.
    pub current: String,
    /// The version that it takes.
    pub next: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// The verdict on some reports. A change of a public type or name breaks, whatever its class, and
/// accepting a change makes it no less breaking.
pub fn verdict(reports: &[ServiceReport], current: &str) -> Verdict {
    let class = reports.iter().flat_map(|report| &report.changes).map(|change| change.class).max();
    let api = reports.iter().filter(|report| report.breaks_api).count();
    let parts: Vec<u64> = current.split('.').map_while(|part| part.parse().ok()).collect();
    let (major, minor, patch) = match parts.as_slice() {
        [major, minor, patch, ..] => (*major, *minor, *patch),
        _ => (0, 0, 0),
    };
    let breaks = api > 0 || class == Some(Class::Breaking);
    let bump = match (breaks, class, major) {
        (true, _, 0) => Bump::Minor,
        (true, ..) => Bump::Major,
        (false, None, _) => Bump::None,
        (false, Some(Class::Docs | Class::Risky), _) | (false, _, 0) => Bump::Patch,
        (false, ..) => Bump::Minor,
    };
    let next = match bump {
        Bump::None => current.to_owned(),
        Bump::Patch => format!("{major}.{minor}.{}", patch + 1),
        Bump::Minor => format!("{major}.{}.0", minor + 1),
        Bump::Major => format!("{}.0.0", major + 1),
    };
    let reason = match (api, class) {
        (1, _) => "public types or names of one service are gone or changed".to_owned(),
        (api, _) if api > 1 => {
            format!("public types or names of {api} services are gone or changed")
        }
        (_, None) => "nothing changed".to_owned(),
        (_, Some(Class::Breaking)) => "calls that worked may fail".to_owned(),
        (_, Some(Class::Risky)) => "code compiles as before; look at what is risky".to_owned(),
        (_, Some(Class::Additive)) => "only additions".to_owned(),
        (_, Some(Class::Docs)) => "nothing that a client is made of changed".to_owned(),
    };
    Verdict { bump, current: current.to_owned(), next, reason }
}
