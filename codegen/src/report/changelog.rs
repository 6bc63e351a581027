//! A report as an entry of the changelog.

use super::{Report, markdown};
use crate::diff::{Class, ServiceReport};

/// The heading that entries stand under until a version is released.
const UNRELEASED: &str = "## Unreleased\n";

/// So many risky changes of a service are told; the report has the others.
const RISKY: usize = 3;

/// The changelog with an entry for the report, above the older ones. Additions are counted, and what
/// may break or behave in another way is told.
pub fn changelog(old: &str, report: &Report) -> String {
    let mut entry = format!("\n### Models: {} → {}", report.old, report.new);
    if let Some(date) = &report.date {
        entry.push_str(&format!(" ({date})"));
    }
    entry.push_str(&format!("\n\nVersion {}.\n\n", report.verdict_text()));
    report.services.iter().for_each(|service| one(&mut entry, service));
    let old = if old.is_empty() { "# Changelog\n" } else { old };
    match old.split_once(UNRELEASED) {
        Some((before, after)) => format!("{before}{UNRELEASED}{entry}{after}"),
        None => {
            let (title, rest) = old.split_once('\n').unwrap_or((old, ""));
            format!("{title}\n\n{UNRELEASED}{entry}{rest}")
        }
    }
}

fn one(entry: &mut String, service: &ServiceReport) {
    let count = |class: Class| service.of(class).count();
    entry.push_str(&format!("- **{}**: {}", service.title, super::what_happened(service)));
    if count(Class::Additive) > 0 {
        let additions = super::many(count(Class::Additive), "addition");
        entry.push_str(&format!("; {additions}"));
    }
    entry.push('\n');
    for (class, limit) in [(Class::Breaking, usize::MAX), (Class::Risky, RISKY)] {
        for change in service.of(class).take(limit) {
            let name = class.name().to_lowercase();
            let text = markdown::escaped(&change.text);
            entry.push_str(&format!("  - {name}: `{}`: {text}\n", change.subject));
            for rust in &change.rust {
                entry.push_str(&format!("    - {}\n", markdown::code(rust)));
            }
        }
        let more = count(class).saturating_sub(limit);
        if more > 0 {
            entry.push_str(&format!(
                "  - and {more} more that are {}\n",
                class.name().to_lowercase()
            ));
        }
    }
}
