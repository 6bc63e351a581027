//! Models as an API reference prints them: syntax, members with their constraints, errors.

use crate::diagnostic::Diagnostic;
use crate::diff;
use crate::lower;
use crate::model::traits::{ErrorSide, Length, Range};
use crate::model::{Kind, Member, Model, Operation, Shape, ShapeId, Simple, Traits};
use serde_json::Value;

/// A page, line by line.
#[derive(Clone, Debug, Default)]
pub struct Page(Vec<(Style, String)>);

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Title,
    Heading,
    Name,
    Plain,
}

impl Page {
    /// The page as text, with colours if asked for.
    pub fn text(&self, colour: bool) -> String {
        let mut out = String::new();
        for (style, line) in &self.0 {
            let code = match style {
                Style::Title => "1",
                Style::Heading => "1;36",
                Style::Name => "32",
                Style::Plain => "",
            };
            if colour && !code.is_empty() {
                out.push_str(&format!("\u{1b}[{code}m{line}\u{1b}[0m\n"));
            } else {
                out.push_str(&format!("{line}\n"));
            }
        }
        out
    }

    fn push(&mut self, style: Style, line: impl Into<String>) {
        self.0.push((style, line.into()));
    }

    fn heading(&mut self, text: &str) {
        self.push(Style::Plain, "");
        self.push(Style::Heading, text);
        self.push(Style::Plain, "");
    }

    /// What the model says about something, wrapped and indented.
    fn prose(&mut self, indent: &str, traits: &Traits) {
        let Some(text) = traits.documentation() else { return };
        for line in lower::prose(text) {
            self.push(Style::Plain, format!("{indent}{line}").trim_end());
        }
    }

    fn syntax(&mut self, model: &Model, id: &ShapeId) {
        for line in diff::message(model, id) {
            self.push(Style::Plain, line.text);
        }
    }
}

/// The page of a service: what its operations are.
///
/// # Errors
///
/// A model without a service.
pub fn service(model: &Model) -> Result<Page, Diagnostic> {
    let Some((shape, parts)) = model.services().next() else {
        return Err(Diagnostic::error("the model has no service"));
    };
    let mut page = Page::default();
    let title = shape.traits.title().map_or(shape.id.name(), String::as_str);
    page.push(Style::Title, format!("{title}, version {}", parts.version));
    page.prose("", &shape.traits);
    page.heading("Operations");
    for operation in model.shapes().filter(|shape| matches!(shape.kind, Kind::Operation(_))) {
        page.push(Style::Name, operation.id.name());
    }
    Ok(page)
}

/// The page of an operation or a shape, by its name.
///
/// # Errors
///
/// A name that the model does not have.
pub fn shape(model: &Model, name: &str) -> Result<Page, Diagnostic> {
    let mut found = model.shapes().filter(|shape| shape.id.namespace() != "smithy.api");
    let Some(shape) = found.find(|shape| shape.id.name() == name || shape.id.as_str() == name)
    else {
        let known: Vec<&str> = model.shapes().map(|shape| shape.id.name()).collect();
        let error = Diagnostic::error(format!("the model has no `{name}`"));
        return Err(match crate::model::nearest(name, &known) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("leave the name away to see all operations"),
        });
    };
    let mut page = Page::default();
    page.push(Style::Title, shape.id.name());
    page.prose("", &shape.traits);
    match &shape.kind {
        Kind::Operation(parts) => operation(&mut page, model, parts),
        _ => data(&mut page, model, shape),
    }
    Ok(page)
}

fn operation(page: &mut Page, model: &Model, parts: &Operation) {
    let messages = [
        ("Request Syntax", "Request Parameters", &parts.input),
        ("Response Syntax", "Response Elements", &parts.output),
    ];
    for (syntax, members, id) in messages {
        page.heading(syntax);
        let Some(shape) = id.as_ref().and_then(|id| model.get(id)) else {
            page.push(Style::Plain, "nothing");
            continue;
        };
        page.syntax(model, &shape.id);
        if !shape.members().is_empty() {
            page.heading(members);
            shape.members().into_iter().for_each(|one| member(page, model, one));
        }
    }
    let common = model.services().flat_map(|(_, service)| &service.errors);
    let errors: Vec<&Shape> =
        parts.errors.iter().chain(common).filter_map(|id| model.get(id)).collect();
    if !errors.is_empty() {
        page.heading("Errors");
    }
    for error in errors {
        page.push(Style::Name, error.id.name());
        page.prose("  ", &error.traits);
        let status = match (error.traits.http_error(), error.traits.error()) {
            (Some(status), _) => *status,
            (None, Some(ErrorSide::Server)) => 500,
            (None, _) => 400,
        };
        page.push(Style::Plain, format!("  HTTP Status Code: {status}"));
    }
}

fn data(page: &mut Page, model: &Model, shape: &Shape) {
    page.push(Style::Plain, format!("Type: {}", ty(model, shape)));
    constraints(page, "", &shape.traits, shape);
    match &shape.kind {
        Kind::Structure(members) | Kind::Union(members) => {
            page.heading("Syntax");
            page.syntax(model, &shape.id);
            page.heading("Members");
            members.iter().for_each(|one| member(page, model, one));
        }
        Kind::Enum(members) | Kind::IntEnum(members) => {
            page.heading("Values");
            for value in members {
                page.push(Style::Name, value_of(value));
                page.prose("  ", &value.traits);
            }
        }
        _ => shape.members().into_iter().for_each(|one| member(page, model, one)),
    }
}

fn member(page: &mut Page, model: &Model, member: &Member) {
    page.push(Style::Name, member.name.as_str());
    page.prose("  ", &member.traits);
    if let Some(target) = model.get(&member.target) {
        page.push(Style::Plain, format!("  Type: {}", ty(model, target)));
        constraints(page, "  ", &target.traits, target);
        constraints(page, "  ", &member.traits, target);
        if let Kind::Enum(values) | Kind::IntEnum(values) = &target.kind {
            let values: Vec<String> = values.iter().map(value_of).collect();
            page.push(Style::Plain, format!("  Valid Values: {}", values.join(" | ")));
        }
    }
    if let Some(default) = member.traits.default_value() {
        page.push(Style::Plain, format!("  Default: {default}"));
    }
    if member.traits.deprecated().is_some() {
        page.push(Style::Plain, "  Deprecated");
    }
    let required = if member.traits.required().is_some() { "Yes" } else { "No" };
    page.push(Style::Plain, format!("  Required: {required}"));
}

fn value_of(member: &Member) -> String {
    match member.traits.enum_value() {
        Some(Value::String(value)) => value.clone(),
        Some(value) => value.to_string(),
        None => member.name.clone(),
    }
}

fn ty(model: &Model, shape: &Shape) -> String {
    let target = |member: &Member| match model.get(&member.target) {
        Some(target) => ty_inside(target),
        None => member.target.name().to_owned(),
    };
    match &shape.kind {
        Kind::List(item) => format!("Array of {}s", target(item)),
        Kind::Map { key, value } => format!("{} to {} map", target(key), target(value)),
        _ => ty_inside(shape),
    }
}

fn ty_inside(shape: &Shape) -> String {
    match &shape.kind {
        Kind::Structure(_) | Kind::Union(_) => format!("{} object", shape.id.name()),
        Kind::Enum(_) | Kind::Simple(Simple::String) => "String".to_owned(),
        Kind::List(_) => "Array".to_owned(),
        Kind::Map { .. } => "Map".to_owned(),
        other => {
            let name = other.name();
            let mut letters = name.chars();
            let first: String =
                letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
            format!("{first}{}", letters.as_str())
        }
    }
}

fn constraints(page: &mut Page, indent: &str, traits: &Traits, shape: &Shape) {
    if let Some(Length { min, max }) = traits.length() {
        let (least, most) = match shape.kind {
            Kind::List(_) | Kind::Map { .. } => ("Minimum number", "Maximum number"),
            _ => ("Minimum length", "Maximum length"),
        };
        let min = min.map(|min| format!("{least} of {min}."));
        let max = max.map(|max| format!("{most} of {max}."));
        let text: Vec<String> = min.into_iter().chain(max).collect();
        page.push(Style::Plain, format!("{indent}Length Constraints: {}", text.join(" ")));
    }
    if let Some(Range { min, max }) = traits.range() {
        let min = min.as_ref().map(|min| format!("Minimum value of {min}."));
        let max = max.as_ref().map(|max| format!("Maximum value of {max}."));
        let text: Vec<String> = min.into_iter().chain(max).collect();
        page.push(Style::Plain, format!("{indent}Valid Range: {}", text.join(" ")));
    }
    if let Some(pattern) = traits.pattern() {
        page.push(Style::Plain, format!("{indent}Pattern: {pattern}"));
    }
}
