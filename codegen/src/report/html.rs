//! A report as one page that needs nothing else.

use super::{Report, many, outside, places, shown};
use crate::diff::{Change, Class, Line, Mark, OperationReport, ServiceReport, Status};

/// How the page looks, in the light and in the dark.
const STYLE: &str = include_str!("report.css");

/// The report as an HTML page.
pub fn html(report: &Report) -> String {
    let title = format!("API changes: {} → {}", report.old, report.new);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        title = escaped(&title)
    );
    out.push_str(&format!("<header>\n<h1>{}</h1>\n", escaped(&title)));
    out.push_str("<p class=\"counts\">");
    for class in Class::ALL {
        out.push_str(&format!("{} ", badge(class, Some(report.count(class)))));
    }
    out.push_str(&format!("<span>in {}</span></p>\n", many(report.compared, "service")));
    out.push_str(&format!(
        "<p class=\"verdict\">Version {}</p>\n</header>\n",
        escaped(&report.verdict_text())
    ));
    if report.services.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&report.silence())));
    }
    report.services.iter().for_each(|service| one(&mut out, report, service));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn one(out: &mut String, report: &Report, service: &ServiceReport) {
    let name = escaped(&service.name);
    out.push_str(&format!("<section id=\"{name}\">\n"));
    out.push_str(&format!("<h2>{}</h2>\n", escaped(&report.headline(service))));
    for note in &service.notes {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(note)));
    }
    if let Some(outside) = outside(service) {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(&outside)));
    }
    if !service.operations.is_empty() {
        out.push_str("<nav><ul>\n");
        for operation in &service.operations {
            let (id, text) = (anchor(service, operation), escaped(&operation.name));
            let has_page = shown(service).any(|one| one.name == operation.name);
            let link = if has_page { format!("<a href=\"#{id}\">{text}</a>") } else { text };
            out.push_str(&format!("<li>{link} {}</li>\n", status(operation.status)));
        }
        out.push_str("</ul></nav>\n");
    }
    for class in Class::ALL {
        changes(out, service, class);
    }
    for operation in shown(service) {
        let id = anchor(service, operation);
        out.push_str(&format!(
            "<details class=\"operation\" id=\"{id}\"{}>\n<summary>{} {}</summary>\n",
            if service.operations.len() <= 12 { " open" } else { "" },
            escaped(&operation.name),
            status(operation.status),
        ));
        syntax(out, "Request Syntax", &operation.request);
        syntax(out, "Response Syntax", &operation.response);
        out.push_str("</details>\n");
    }
    out.push_str("</section>\n");
}

fn anchor(service: &ServiceReport, operation: &OperationReport) -> String {
    escaped(&format!("{}-{}", service.name, operation.name))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::New => "<span class=\"badge new\">new</span>",
        Status::Removed => "<span class=\"badge removed\">removed</span>",
        Status::Updated => "<span class=\"badge updated\">updated</span>",
        Status::Unchanged => "",
    }
}

fn badge(class: Class, count: Option<usize>) -> String {
    let name = class.name();
    let number = count.map(|count| format!("{count} ")).unwrap_or_default();
    format!("<span class=\"badge {}\">{number}{name}</span>", name.to_lowercase())
}

fn changes(out: &mut String, service: &ServiceReport, class: Class) {
    let changes: Vec<&Change> = service.of(class).collect();
    if changes.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<details class=\"changes\"{}>\n<summary>{}</summary>\n<ul>\n",
        if class == Class::Docs { "" } else { " open" },
        badge(class, Some(changes.len())),
    ));
    for change in changes {
        let (subject, text) = (escaped(&change.subject), escaped(&change.text));
        out.push_str(&format!("<li><b>{subject}</b> {text}"));
        for rust in &change.rust {
            out.push_str(&format!("<code class=\"rust\">{}</code>", escaped(rust)));
        }
        if let Some(places) = places(change) {
            out.push_str(&format!("<small>in {}</small>", escaped(&places)));
        }
        if let Some(reason) = &change.accepted {
            out.push_str(&format!("<small>accepted: {}</small>", escaped(reason)));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</details>\n");
}

fn syntax(out: &mut String, title: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("<h3>{title}</h3>\n<pre>"));
    for line in lines {
        let text = escaped(&line.text);
        match line.mark {
            Mark::Same => out.push_str(&text),
            Mark::Added => out.push_str(&format!("<ins>{text}</ins>")),
            Mark::Removed => out.push_str(&format!("<del>{text}</del>")),
            Mark::Changed => out.push_str(&format!("<mark>{text}</mark>")),
        }
        out.push('\n');
    }
    out.push_str("</pre>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
