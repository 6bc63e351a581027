//! Changes that were looked at and accepted, each with a reason.

use super::ServiceReport;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Source;
use serde::Deserialize;
use std::sync::Arc;

/// The file of accepted changes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The changes.
    #[serde(default)]
    accept: Vec<Entry>,
}

/// A change that was accepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The name of the model.
    service: String,
    /// The change, as reports call it: `member-removed Fleet.FleetType`.
    change: String,
    /// Why nothing is wrong with it.
    reason: String,
}

impl Accepted {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with its place; an entry without a reason is.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let accepted: Self = toml::from_str(source.text()).map_err(|error| {
            let diagnostic = Diagnostic::error(format!("not valid: {}", error.message()))
                .hint("an entry is [[accept]] with `service`, `change` and `reason`");
            Diagnostics::from(match error.span() {
                Some(span) => diagnostic.at(source.range(span)),
                None => diagnostic,
            })
        })?;
        match accepted.accept.iter().find(|entry| entry.reason.trim().is_empty()) {
            Some(entry) => {
                let message = format!("`{}` of {} has no reason", entry.change, entry.service);
                Err(Diagnostic::error(message).hint("say why nothing is wrong with it").into())
            }
            None => Ok(accepted),
        }
    }
}

/// Marks the changes that were accepted.
///
/// # Errors
///
/// Entries that match no change.
pub fn accept(reports: &mut [ServiceReport], accepted: &Accepted) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    for entry in &accepted.accept {
        let of_service = reports.iter_mut().filter(|report| report.name == entry.service);
        let changes = of_service.flat_map(|report| &mut report.changes);
        let mut matched = false;
        for change in changes.filter(|change| change.id == entry.change) {
            change.accepted = Some(entry.reason.clone());
            matched = true;
        }
        if !matched {
            let message = format!("`{}` of {} matches no change", entry.change, entry.service);
            diagnostics
                .push(Diagnostic::error(message).hint("remove it from the accepted changes"));
        }
    }
    diagnostics.check(())
}
