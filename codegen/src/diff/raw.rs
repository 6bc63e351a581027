//! The files that models were read from, compared as JSON: what readers read over must not be silent
//! either.

use super::{Change, Class, ServiceReport, Status};
use crate::model::Model;
use serde_json::Value;

/// Whether the files of two models differ in anything but formatting; nothing is known where they
/// are of different formats.
pub(super) fn differ(old: &Model, new: &Model) -> Option<bool> {
    let (old, new) = (documents(old)?, documents(new)?);
    let is_smithy = |documents: &[Value]| {
        documents.first().is_some_and(|document| document.get("smithy").is_some())
    };
    (is_smithy(&old) == is_smithy(&new)).then(|| old != new)
}

/// Adds an entry where files differ and their models do not.
pub(super) fn name_what_was_read_over(report: &mut ServiceReport, old: &Model, new: &Model) {
    if report.differs != Some(true) || !report.changes.is_empty() || report.outside > 0 {
        return;
    }
    let (Some(before), Some(after)) = (documents(old), documents(new)) else { return };
    let text = super::value::places(&Value::Array(before), &Value::Array(after));
    report.status = Status::Updated;
    report.changes.push(Change {
        class: Class::Docs,
        id: format!("file-changed {}", report.name),
        subject: report.name.clone(),
        text: format!("only what no client is made of: {text}"),
        rust: Vec::new(),
        places: Vec::new(),
        accepted: None,
    });
}

fn documents(model: &Model) -> Option<Vec<Value>> {
    model.source_texts().map(|text| serde_json::from_str(text).ok()).collect()
}
