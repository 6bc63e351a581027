//! What a check shows: the differences between what is there and what should be.

use crate::project;
use similar::TextDiff;
use std::path::Path;
use tinsmith_codegen::build::Plan;

/// The differences as text, at most `limit` files.
pub(super) fn diff(root: &Path, plan: &Plan, limit: usize) -> String {
    let mut out = String::new();
    for (path, old, new) in plan.changed().take(limit) {
        let name = project::shown(root, path);
        let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
        let mut unified = diff.unified_diff();
        let header = unified.context_radius(2).header(&name, &name);
        out.push_str(&header.to_string());
    }
    for path in plan.stale().take(limit) {
        out.push_str(&format!("stale: {}\n", project::shown(root, path)));
    }
    let (written, _, removed) = plan.counts();
    let hidden = written.saturating_sub(limit) + removed.saturating_sub(limit);
    if hidden > 0 {
        out.push_str(&format!("… and {hidden} more files\n"));
    }
    out
}
