//! Reading parsed JSON with the reader's own messages.
//!
//! A reader asks for what it expects; what is there instead becomes a diagnostic with its place.
//! Places cost nothing until there is something to report: the path to a value is found again by
//! its address.

use super::ShapeId;
use super::ignored::Ignored;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Step};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::sync::Arc;

/// A JSON object in the order of the file.
pub(super) type Object = Map<String, Value>;

/// The document that is being read, and what was found wrong with it so far.
pub(super) struct Document<'a> {
    pub(super) source: &'a Arc<Source>,
    root: &'a Value,
    diagnostics: RefCell<Diagnostics>,
    ignored: RefCell<Ignored>,
}

/// Parses a source as JSON.
pub(super) fn parse(source: &Arc<Source>) -> Result<Value, Diagnostic> {
    serde_json::from_str(source.text()).map_err(|error| {
        let location = source.line_column(error.line(), error.column());
        let hint = if error.is_eof() {
            "the file ends too early; was it cut off?"
        } else {
            "a model file is one JSON object"
        };
        Diagnostic::error(format!("not valid JSON: {}", without_position(&error)))
            .at(location)
            .hint(hint)
    })
}

/// The message without serde_json's own "at line … column …".
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message.chars().take(end).collect(),
        None => message,
    }
}

impl<'a> Document<'a> {
    pub(super) fn new(source: &'a Arc<Source>, root: &'a Value) -> Self {
        Self { source, root, diagnostics: RefCell::default(), ignored: RefCell::default() }
    }

    pub(super) fn finish(self) -> Diagnostics {
        self.diagnostics.into_inner()
    }

    /// What was read over so far.
    pub(super) fn ignored(&self) -> Ignored {
        self.ignored.borrow().clone()
    }

    /// Counts something that is read over.
    pub(super) fn ignore(&self, place: &str, key: &str, reason: &str) {
        self.ignored.borrow_mut().count(place, key, reason);
    }

    /// Adds an error at a value of the document.
    pub(super) fn error(&self, at: &Value, message: impl Into<String>) {
        self.push(at, None, Diagnostic::error(message));
    }

    /// Adds an error at a value of the document, with a hint.
    pub(super) fn error_hint(&self, at: &Value, message: impl Into<String>, hint: &str) {
        self.push(at, None, Diagnostic::error(message).hint(hint));
    }

    /// Adds a diagnostic at a value, or at a key of it.
    pub(super) fn push(&self, at: &Value, key: Option<&str>, diagnostic: Diagnostic) {
        let mut path = Vec::new();
        find(self.root, at, &mut path);
        path.reverse();
        path.extend(key.map(Step::from));
        let diagnostic = match shape_of(&path) {
            Some(shape) => diagnostic.shape(shape),
            None => diagnostic,
        };
        self.diagnostics.borrow_mut().push(diagnostic.at(self.source.locate(&path)));
    }

    pub(super) fn object(&self, value: &'a Value) -> Option<&'a Object> {
        let object = value.as_object();
        if object.is_none() {
            self.error(value, format!("expected an object, found {}", kind(value)));
        }
        object
    }

    pub(super) fn string(&self, value: &'a Value) -> Option<&'a str> {
        let string = value.as_str();
        if string.is_none() {
            self.error(value, format!("expected a string, found {}", kind(value)));
        }
        string
    }

    pub(super) fn array(&self, value: &'a Value) -> &'a [Value] {
        match value.as_array() {
            Some(array) => array,
            None => {
                self.error(value, format!("expected an array, found {}", kind(value)));
                &[]
            }
        }
    }

    pub(super) fn bool(&self, value: &'a Value) -> Option<bool> {
        let bool = value.as_bool();
        if bool.is_none() {
            self.error(value, format!("expected true or false, found {}", kind(value)));
        }
        bool
    }

    /// The object under a key that may be absent.
    pub(super) fn object_at(&self, object: &'a Object, key: &str) -> Option<&'a Object> {
        self.object(object.get(key)?)
    }

    /// The string under a key that may be absent.
    pub(super) fn string_at(&self, object: &'a Object, key: &str) -> Option<&'a str> {
        self.string(object.get(key)?)
    }

    /// The boolean under a key; false where it is absent.
    pub(super) fn flag_at(&self, object: &'a Object, key: &str) -> bool {
        object.get(key).and_then(|value| self.bool(value)).unwrap_or(false)
    }

    /// The value under a key that must be there.
    pub(super) fn required(&self, at: &'a Value, key: &str) -> Option<&'a Value> {
        let found = at.as_object().and_then(|object| object.get(key));
        if found.is_none() {
            self.error(at, format!("`{key}` is missing"));
        }
        found
    }

    /// Reports each key that is not one of the known.
    pub(super) fn only(&self, at: &'a Value, known: &[&str]) {
        let Some(object) = at.as_object() else { return };
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            let message = format!("unknown key `{key}`");
            let hint = match nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            self.push(at, Some(key), Diagnostic::error(message).hint(hint));
        }
    }

    /// Reports each key that is neither known nor on a list of what is read over at a place, and
    /// counts what is.
    pub(super) fn known(
        &self,
        ignored: &[(&str, &'static str, &str)],
        place: &str,
        at: &'a Value,
        known: &[&str],
    ) {
        let mut all = known.to_vec();
        let is_here = |one: &&(&str, &str, &str)| one.0 == place && !known.contains(&one.1);
        for (_, key, reason) in ignored.iter().filter(is_here) {
            all.push(key);
            if at.get(key).is_some() {
                self.ignore(place, key, reason);
            }
        }
        self.only(at, &all);
    }

    /// An absolute shape id.
    pub(super) fn shape_id(&self, value: &'a Value) -> Option<ShapeId> {
        let text = self.string(value)?;
        let id = ShapeId::parse(text);
        if id.is_none() {
            let hint = "a shape id reads `namespace#Name`";
            self.error_hint(value, format!("`{text}` is not a shape id"), hint);
        }
        id
    }
}

/// What kind of JSON a value is, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The known word that is spelt most like this one, if any is close.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let scored = known.iter().map(|candidate| (distance(word, candidate), *candidate));
    let (score, best) = scored.min()?;
    (score <= word.len() / 3).then_some(best)
}

/// The Levenshtein distance, without regard to case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.to_lowercase().chars().enumerate() {
        let mut next = vec![i + 1];
        for ((r, above_left), above) in right.iter().zip(&row).zip(row.iter().skip(1)) {
            let before = next.last().copied().unwrap_or_default();
            let replace = above_left + usize::from(l != *r);
            next.push(replace.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Finds the path to a value by its address, last step first.
fn find(from: &Value, wanted: &Value, path: &mut Vec<Step>) -> bool {
    if std::ptr::eq(from, wanted) {
        return true;
    }
    match from {
        Value::Object(object) => object.iter().any(|(key, value)| {
            let found = find(value, wanted, path);
            if found {
                path.push(Step::from(key));
            }
            found
        }),
        Value::Array(array) => array.iter().enumerate().any(|(index, value)| {
            let found = find(value, wanted, path);
            if found {
                path.push(Step::Index(index));
            }
            found
        }),
        _ => false,
    }
}

/// The shape (and member) that a path leads through.
fn shape_of(path: &[Step]) -> Option<String> {
    match path {
        [Step::Key(section), Step::Key(shape), rest @ ..]
            if section == "shapes" || section == "operations" =>
        {
            match rest {
                [Step::Key(members), Step::Key(member), ..] if members == "members" => {
                    Some(format!("{shape}${member}"))
                }
                _ => Some(shape.clone()),
            }
        }
        _ => None,
    }
}
