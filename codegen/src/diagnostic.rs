//! What is wrong with a model or an option: collected, and reported together.

use crate::source::Location;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt;

/// Whether a diagnostic stops generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; files are written all the same.
    Warning,
    /// Nothing is written.
    Error,
}

/// One finding: what is wrong, where, with which shape, and what to do about it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    severity: Severity,
    message: String,
    shape: Option<String>,
    location: Option<Location>,
    hint: Option<String>,
}

impl Diagnostic {
    /// An error with a message in one sentence.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            shape: None,
            location: None,
            hint: None,
        }
    }

    /// A warning with a message in one sentence.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// The same, where files are written all the same.
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The place in a file.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// The shape, or the member of a shape, that it is about.
    pub fn shape(mut self, id: impl fmt::Display) -> Self {
        self.shape = Some(id.to_string());
        self
    }

    /// What to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What is wrong, and with which shape, on one line.
    pub fn line(&self) -> String {
        let shape = self.shape.iter().flat_map(|shape| [shape, ": "]);
        let parts = shape.chain([self.message.as_str()]);
        parts.collect::<String>().replace('\n', " ")
    }

    fn render(&self, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(&self.message));
        if let Some(location) = &self.location {
            let source = location.source();
            group = if source.text().is_empty() {
                group.element(Origin::path(source.name()))
            } else {
                let label = AnnotationKind::Primary.span(location.span());
                group.element(Snippet::source(source.text()).path(source.name()).annotation(label))
            };
        }
        if let Some(shape) = &self.shape {
            group = group.element(Level::NOTE.message(format!("shape: {shape}")));
        }
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(hint));
        }
        renderer.render(&[group])
    }
}

/// All findings of one run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Gives a place to those that have none, such as the entry of the options that they are about.
    pub fn or_at(mut self, place: Option<&Location>) -> Self {
        for diagnostic in self.0.iter_mut().filter(|one| one.location.is_none()) {
            diagnostic.location = place.cloned();
        }
        self
    }

    /// Adds all of another run.
    pub fn extend(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Those that stop nothing.
    pub fn warnings(&self) -> Self {
        let warnings = self.0.iter().filter(|one| one.severity == Severity::Warning);
        Self(warnings.cloned().collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The value if nothing is wrong with it, the findings otherwise.
    pub fn check<T>(self, value: T) -> Result<T, Diagnostics> {
        if self.has_errors() { Err(self) } else { Ok(value) }
    }

    /// All findings as text, in the manner of a compiler, with colours for a terminal on request.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let rendered: Vec<String> = self.0.iter().map(|one| one.render(&renderer)).collect();
        rendered.join("\n\n")
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
