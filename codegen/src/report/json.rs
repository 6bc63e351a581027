//! A report for programs.

use super::Report;

/// The report as JSON.
///
/// # Errors
///
/// None that is known: a report holds text and numbers alone.
pub fn json(report: &Report) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}
