//! The text of a model file, and where in it a JSON value stands.
//!
//! Readers work on parsed JSON, which has no positions; a position is looked up by path, and only
//! when there is something to report.

use jiter::{Jiter, JiterError, Peek};
use std::ops::Range;
use std::sync::Arc;

/// A file that was read: its name as the user knows it, and its text.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A source of the given name (a path, for messages) and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// The name to print, usually a path relative to the working directory.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the value that `path` leads to, or of its nearest parent that the text has.
    pub fn locate(self: &Arc<Self>, path: &[Step]) -> Location {
        let span = Locator::new(&self.text).walk(path);
        Location { source: self.clone(), span }
    }

    /// The place of a line and a column, both counted from 1.
    pub fn line_column(self: &Arc<Self>, line: usize, column: usize) -> Location {
        let start: usize =
            self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let at = (start + column.saturating_sub(1)).min(self.text.len());
        Location { source: self.clone(), span: at..at }
    }

    /// The place of a range of bytes.
    pub fn range(self: &Arc<Self>, span: Range<usize>) -> Location {
        Location { source: self.clone(), span }
    }
}

/// A place in a source.
#[derive(Clone, Debug)]
pub struct Location {
    source: Arc<Source>,
    span: Range<usize>,
}

impl Location {
    /// The file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The bytes of the text that are meant: whole characters.
    pub fn span(&self) -> Range<usize> {
        let text = &self.source.text;
        let start = text.floor_char_boundary(self.span.start);
        let end = text.ceil_char_boundary(self.span.end);
        // What shows a place that is empty takes one byte of the character there.
        let first = text.get(start..).and_then(|rest| rest.chars().next());
        let is_long = first.is_some_and(|first| !first.is_ascii());
        start..if is_long { end.max(text.ceil_char_boundary(start + 1)) } else { end }
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        let before = self.source.text.get(..self.span().start).unwrap_or_default();
        before.matches('\n').count() + 1
    }
}

/// One step from a JSON value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into an object.
    Key(String),
    /// Into an array.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_owned())
    }
}

impl From<&String> for Step {
    fn from(key: &String) -> Self {
        Step::Key(key.clone())
    }
}

/// Follows a path through JSON text.
struct Locator<'t> {
    text: &'t str,
    json: Jiter<'t>,
}

impl<'t> Locator<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, json: Jiter::new(text.as_bytes()) }
    }

    /// The span of the last step that was found: a key for an object, the first byte of an element.
    fn walk(&mut self, path: &[Step]) -> Range<usize> {
        let mut span = 0..0;
        for step in path {
            let found = match step {
                Step::Key(key) => self.enter_key(key),
                Step::Index(index) => self.enter_index(*index),
            };
            match found {
                Ok(Some(found)) => span = found,
                Ok(None) | Err(_) => break,
            }
        }
        span
    }

    fn enter_key(&mut self, key: &str) -> Result<Option<Range<usize>>, JiterError> {
        if self.json.peek()? != Peek::Object {
            return Ok(None);
        }
        let mut next = self.json.known_object()?.map(|found| found == key);
        while let Some(found) = next {
            if found {
                return Ok(Some(self.key_before(self.json.current_index())));
            }
            self.json.next_skip()?;
            next = self.json.next_key()?.map(|found| found == key);
        }
        Ok(None)
    }

    fn enter_index(&mut self, index: usize) -> Result<Option<Range<usize>>, JiterError> {
        if self.json.peek()? != Peek::Array {
            return Ok(None);
        }
        let mut next = self.json.known_array()?;
        for _ in 0..index {
            let Some(peek) = next else { return Ok(None) };
            self.json.known_skip(peek)?;
            next = self.json.array_step()?;
        }
        let at = self.json.current_index();
        Ok(next.map(|_| at..at + 1))
    }

    /// The span of the string that ends just before the colon before `index`.
    fn key_before(&self, index: usize) -> Range<usize> {
        let before = self.text.get(..index).unwrap_or_default();
        let end = before.rfind('"').map_or(0, |quote| quote + 1);
        let inner = before.get(..end.saturating_sub(1)).unwrap_or_default();
        let start = inner.rfind('"').unwrap_or_default();
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, path: &[Step]) -> String {
        let source = Source::new("test.json", text);
        let location = source.locate(path);
        text.get(location.span()).unwrap().to_owned()
    }

    #[test]
    fn a_key_is_found_at_any_depth() {
        let text = r#"{"a": [1, {"b": {"c": true}}], "d": 2}"#;
        assert_eq!(found(text, &["d".into()]), r#""d""#);
        let deep = ["a".into(), Step::Index(1), "b".into(), "c".into()];
        assert_eq!(found(text, &deep), r#""c""#);
    }

    #[test]
    fn what_is_missing_leads_to_its_nearest_parent() {
        let text = r#"{"a": {"b": 1}}"#;
        assert_eq!(found(text, &["a".into(), "x".into()]), r#""a""#);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = Source::new("test.json", "{\n  \"a\": 1,\n  \"b\": 2\n}");
        assert_eq!(source.locate(&["b".into()]).line(), 3);
        assert_eq!(source.line_column(2, 3).span().start, 4);
    }

    /// Parsers count bytes, and stop wherever they do.
    #[test]
    fn characters_are_never_cut() {
        let source = Source::new("test.json", "\"é🚀");
        let span = |column| source.line_column(1, column).span();
        assert_eq!([1, 2, 3, 4, 5, 6, 9].map(span), [0..0, 1..3, 1..3, 3..7, 3..7, 3..7, 7..7]);
    }
}
