//! A report for a terminal.

use super::{Report, outside, places, shown};
use crate::diff::{Change, Class, Line, Mark, ServiceReport, Status};

/// The report as text, with colours if asked for.
pub fn text(report: &Report, colour: bool) -> String {
    let mut page = Page { out: String::new(), colour };
    for service in &report.services {
        page.service(report, service);
    }
    if report.services.is_empty() {
        page.line("", &report.silence());
    } else {
        page.line(
            "",
            &format!("{} in {}", report.counts(), super::many(report.compared, "service")),
        );
    }
    page.line(BOLD, &format!("Version {}", report.verdict_text()));
    page.out
}

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const BLUE: &str = "36";
const GREY: &str = "90";

struct Page {
    out: String,
    colour: bool,
}

impl Page {
    fn line(&mut self, style: &str, text: &str) {
        let line = if self.colour && !style.is_empty() {
            format!("\u{1b}[{style}m{text}\u{1b}[0m\n")
        } else {
            format!("{text}\n")
        };
        self.out.push_str(&line);
    }

    fn service(&mut self, report: &Report, service: &ServiceReport) {
        self.line(BOLD, &report.headline(service));
        service.notes.iter().for_each(|note| self.line(YELLOW, &format!("  note: {note}")));
        if let Some(outside) = outside(service) {
            self.line(GREY, &format!("  {outside}"));
        }
        for operation in &service.operations {
            let (sign, style, what) = match operation.status {
                Status::New => ('+', GREEN, "new"),
                Status::Removed => ('-', RED, "removed"),
                _ => ('~', YELLOW, "updated"),
            };
            self.line(style, &format!("  {sign} {} ({what})", operation.name));
        }
        for class in Class::ALL {
            let changes: Vec<&Change> = service.of(class).collect();
            if changes.is_empty() {
                continue;
            }
            self.line("", "");
            self.line(style(class), &format!("  {} ({})", class.name(), changes.len()));
            changes.into_iter().for_each(|change| self.change(change));
        }
        for operation in shown(service) {
            self.line("", "");
            self.line(BOLD, &format!("  {}", operation.name));
            self.syntax("Request Syntax", &operation.request);
            self.syntax("Response Syntax", &operation.response);
        }
        self.line("", "");
    }

    fn change(&mut self, change: &Change) {
        self.line("", &format!("    {}: {}", change.subject, change.text));
        change.rust.iter().for_each(|rust| self.line(BLUE, &format!("        {rust}")));
        if let Some(places) = places(change) {
            self.line(GREY, &format!("        in {places}"));
        }
        if let Some(reason) = &change.accepted {
            self.line(GREY, &format!("        accepted: {reason}"));
        }
    }

    fn syntax(&mut self, title: &str, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        self.line(GREY, &format!("    {title}"));
        for line in lines {
            let style = match line.mark {
                Mark::Same => "",
                Mark::Added => GREEN,
                Mark::Removed => RED,
                Mark::Changed => YELLOW,
            };
            self.line(style, &format!("    {} {}", line.mark.sign(), line.text));
        }
    }
}

fn style(class: Class) -> &'static str {
    match class {
        Class::Breaking => RED,
        Class::Risky => YELLOW,
        Class::Additive => GREEN,
        Class::Docs => GREY,
    }
}
