//! A report for a comment on a pull request.

use super::{Report, outside, places, shown};
use crate::diff::{Change, Class, Line, ServiceReport, Status};

/// What a comment may hold, in bytes; forges take 65,536 characters.
const SIZE: usize = 60_000;

/// How much of a report is told.
#[derive(Clone, Copy)]
struct Limits {
    /// Whether the syntax of requests and answers is.
    syntax: bool,
    /// How many changes of a class; the others are counted. What breaks is told in any case.
    changes: usize,
}

/// The report as Markdown, as much of it as a comment may hold.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    for (syntax, changes) in
        [(true, usize::MAX), (true, 25), (false, usize::MAX), (false, 25), (false, 10), (false, 3)]
    {
        out = page(report, Limits { syntax, changes });
        if out.len() <= SIZE {
            break;
        }
    }
    out
}

fn page(report: &Report, limits: Limits) -> String {
    let mut out = format!("# API changes: {} → {}\n\n", report.old, report.new);
    if report.services.is_empty() {
        out.push_str(&format!("{}.\n\n", report.silence()));
    } else {
        out.push_str(&format!("{}. ", report.counts()));
    }
    out.push_str(&format!("**Version {}.**\n", report.verdict_text()));
    report.services.iter().for_each(|service| one(&mut out, report, service, limits));
    out
}

fn one(out: &mut String, report: &Report, service: &ServiceReport, limits: Limits) {
    out.push_str(&format!("\n## {}\n", report.headline(service)));
    for note in &service.notes {
        out.push_str(&format!("\n> {}\n", note.replace('\n', "\n> ")));
    }
    if let Some(outside) = outside(service) {
        out.push_str(&format!("\n{outside}.\n"));
    }
    for (status, what) in
        [(Status::New, "New"), (Status::Updated, "Updated"), (Status::Removed, "Removed")]
    {
        let names: Vec<String> = service
            .operations
            .iter()
            .filter(|operation| operation.status == status)
            .map(|operation| format!("`{}`", operation.name))
            .collect();
        if !names.is_empty() {
            out.push_str(&format!("\n{what}: {}\n", names.join(", ")));
        }
    }
    for class in Class::ALL {
        changes(out, service, class, limits);
    }
    let operations: Vec<_> = shown(service).collect();
    if operations.is_empty() || !limits.syntax {
        return;
    }
    out.push_str("\n<details><summary>Request and response syntax</summary>\n");
    for operation in operations {
        out.push_str(&format!("\n#### {}\n", operation.name));
        syntax(out, "Request", &operation.request);
        syntax(out, "Response", &operation.response);
    }
    out.push_str("\n</details>\n");
}

fn changes(out: &mut String, service: &ServiceReport, class: Class, limits: Limits) {
    let changes: Vec<&Change> = service.of(class).collect();
    if changes.is_empty() {
        return;
    }
    let title = format!("{} ({})", class.name(), changes.len());
    let folded = class == Class::Docs;
    if folded {
        out.push_str(&format!("\n<details><summary>{title}</summary>\n\n"));
    } else {
        out.push_str(&format!("\n### {title}\n\n"));
    }
    let limit = if class == Class::Breaking { usize::MAX } else { limits.changes };
    let more = changes.len().saturating_sub(limit);
    for change in changes.into_iter().take(limit) {
        out.push_str(&format!("- `{}`: {}\n", change.subject, escaped(&change.text)));
        change.rust.iter().for_each(|rust| out.push_str(&format!("  - {}\n", code(rust))));
        if let Some(places) = places(change) {
            out.push_str(&format!("  - in {}\n", escaped(&places)));
        }
        if let Some(reason) = &change.accepted {
            out.push_str(&format!("  - accepted: {}\n", escaped(reason)));
        }
    }
    if more > 0 {
        out.push_str(&format!("- and {more} more\n"));
    }
    if folded {
        out.push_str("\n</details>\n");
    }
}

fn syntax(out: &mut String, title: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{title} Syntax\n\n```diff\n"));
    for line in lines {
        // What a diff calls changed is what it colours.
        let sign = match line.mark.sign() {
            '~' => '!',
            sign => sign,
        };
        out.push_str(format!("{sign} {}", line.text).trim_end());
        out.push('\n');
    }
    out.push_str("```\n");
}

/// Text of a model must not become markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Nor call people.
            '@' => out.push_str("&#64;"),
            '*' | '_' | '[' | ']' | '\\' | '|' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
