//! Where a document is read. Its structure, and text as services write it, are taken from the bytes as
//! they stand; whatever is not plain, or wrong, is left to the library.

use crate::wire::error::{DecodeError, Result};
use hifijson::num::Lex;
use hifijson::str::LexAlloc;
use hifijson::{Read, SliceLexer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// The longest part of a document that is looked at byte by byte for the end of a name.
const NAME: usize = 64;

/// What kind of value is next, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peek {
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
    /// No value begins like that.
    Nothing,
}

/// A place in a document.
pub(super) struct Cursor<'j> {
    data: &'j [u8],
    /// The same as text, if it is nothing but ASCII: to look at all of it at once takes less time than
    /// to look at each name.
    text: Option<&'j str>,
    /// Whether there are control characters anywhere, which no text has.
    has_controls: bool,
    at: usize,
    /// The last text that had escapes, without them.
    unescaped: String,
}

impl<'j> Cursor<'j> {
    pub(super) fn new(data: &'j [u8]) -> Self {
        let text = if data.is_ascii() { str::from_utf8(data).ok() } else { None };
        let has_controls = has_controls(data);
        Self { data, text, has_controls, at: 0, unescaped: String::new() }
    }

    /// The offset of the next byte.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether there is nothing but blanks.
    pub(super) fn is_blank(&mut self) -> bool {
        self.next().is_none()
    }

    /// The next byte that is no blank, which is where the cursor is then.
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.data.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    fn fail<T>(&self, message: &str) -> Result<T> {
        Err(DecodeError::new(message, self.at))
    }

    /// What kind of value is next.
    pub(super) fn peek(&mut self) -> Result<Peek> {
        match self.next() {
            Some(byte) => Ok(match byte {
                b'n' => Peek::Null,
                b't' => Peek::True,
                b'f' => Peek::False,
                b'-' | b'0'..=b'9' => Peek::Number,
                b'"' => Peek::String,
                b'[' => Peek::Array,
                b'{' => Peek::Object,
                _ => Peek::Nothing,
            }),
            None => self.fail("the text ends where a value should be"),
        }
    }

    /// Has the library read what is next.
    fn by_library<T, E: fmt::Display>(
        &mut self,
        read: impl FnOnce(&mut SliceLexer<'j>) -> std::result::Result<T, E>,
    ) -> Result<T> {
        let mut rest = SliceLexer::new(self.data.get(self.at..).unwrap_or_default());
        let read = read(&mut rest);
        self.at = self.data.len() - rest.as_slice().len();
        read.or_else(|error| self.fail(&error.to_string()))
    }

    /// Begins the object that is next. Answers whether it has a member.
    pub(super) fn begin_object(&mut self) -> Result<bool> {
        self.at += 1;
        match self.next() {
            Some(b'"') => Ok(true),
            Some(b'}') => self.end(),
            Some(_) => self.fail("expected a name in quotes"),
            None => self.fail("the text ends within an object"),
        }
    }

    /// Goes on after a member. Answers whether there is another.
    pub(super) fn next_member(&mut self) -> Result<bool> {
        match self.next() {
            Some(b',') => self.at += 1,
            Some(b'}') => return self.end(),
            Some(_) => return self.fail("expected `,` or `}`"),
            None => return self.fail("the text ends within an object"),
        }
        match self.next() {
            Some(b'"') => Ok(true),
            Some(b'}') => self.fail("a comma too much"),
            Some(_) => self.fail("expected a name in quotes"),
            None => self.fail("the text ends within an object"),
        }
    }

    /// Begins the list that is next. Answers whether it has an item.
    pub(super) fn begin_list(&mut self) -> Result<bool> {
        self.at += 1;
        match self.next() {
            Some(b']') => self.end(),
            Some(_) => Ok(true),
            None => self.fail("the text ends within a list"),
        }
    }

    /// Goes on after an item. Answers whether there is another.
    pub(super) fn next_item(&mut self) -> Result<bool> {
        match self.next() {
            Some(b',') => self.at += 1,
            Some(b']') => return self.end(),
            Some(_) => return self.fail("expected `,` or `]`"),
            None => return self.fail("the text ends within a list"),
        }
        match self.next() {
            Some(b']') => self.fail("a comma too much"),
            Some(_) => Ok(true),
            None => self.fail("the text ends where a value should be"),
        }
    }

    fn end(&mut self) -> Result<bool> {
        self.at += 1;
        Ok(false)
    }

    /// Reads the name that is next, and what stands between it and its value.
    pub(super) fn name(&mut self) -> Result<Cow<'j, str>> {
        let start = self.at + 1;
        let rest = self.data.get(start..).unwrap_or_default();
        let ends = |byte: &u8| matches!(byte, b'"' | b'\\');
        let end = rest.iter().take(NAME).position(ends).map(|length| start + length);
        let plain = end.filter(|end| self.data.get(*end) == Some(&b'"'));
        let name = match plain.and_then(|end| self.slice(start..end)) {
            Some(name) => {
                self.at = start + name.len() + 1;
                Cow::Borrowed(name)
            }
            None => Cow::Owned(self.string()?.to_owned()),
        };
        match self.next() {
            Some(b':') => self.at += 1,
            Some(_) => return self.fail("expected `:`"),
            None => return self.fail("the text ends within an object"),
        }
        Ok(name)
    }

    /// Reads the text that is next.
    pub(super) fn string(&mut self) -> Result<&str> {
        let start = self.at + 1;
        let end = self.run(start);
        let plain = end.filter(|end| self.data.get(*end) == Some(&b'"'));
        if let Some(text) = plain.and_then(|end| self.slice(start..end)) {
            self.at = start + text.len() + 1;
            return Ok(text);
        }
        match end.and_then(|end| self.unescape(start, end)) {
            Some(end) => self.at = end,
            None => {
                self.unescaped = self.by_library(|rest| {
                    rest.take_next();
                    rest.str_string().map(Cow::into_owned)
                })?;
            }
        }
        Ok(&self.unescaped)
    }

    /// Takes text without its escapes, the first of which is known. Answers where it ends; nothing where
    /// it has something else than single characters with a backslash before them.
    fn unescape(&mut self, start: usize, first: usize) -> Option<usize> {
        self.unescaped.clear();
        let (mut start, mut end) = (start, first);
        loop {
            let part = self.slice(start..end)?;
            self.unescaped.push_str(part);
            if self.data.get(end) == Some(&b'"') {
                return Some(end + 1);
            }
            self.unescaped.push(match self.data.get(end + 1)? {
                plain @ (b'"' | b'\\' | b'/') => char::from(*plain),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                _ => return None,
            });
            start = end + 2;
            end = self.run(start)?;
        }
    }

    /// Where the next quote or backslash is.
    fn run(&self, start: usize) -> Option<usize> {
        let length = memchr::memchr2(b'"', b'\\', self.data.get(start..)?)?;
        Some(start + length)
    }

    /// Part of the data as text, if it is text.
    fn slice(&self, range: Range<usize>) -> Option<&'j str> {
        let text = match self.text {
            Some(text) => text.get(range)?,
            None => str::from_utf8(self.data.get(range)?).ok()?,
        };
        (!self.has_controls || !has_controls(text.as_bytes())).then_some(text)
    }

    /// Reads the number that is next.
    pub(super) fn number(&mut self) -> Result<&'j str> {
        self.next();
        let start = self.at;
        self.by_library(|rest| rest.num_ignore().validate())?;
        let text = self.data.get(start..self.at).and_then(|bytes| str::from_utf8(bytes).ok());
        text.ok_or_else(|| DecodeError::new("not a number", start))
    }

    /// Reads the word that is next.
    pub(super) fn word(&mut self, word: &str) -> Result {
        if !self.data.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return self.fail(&format!("expected `{word}`"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Sees that nothing comes any more.
    pub(super) fn finish(&mut self) -> Result {
        if self.is_blank() { Ok(()) } else { self.fail("there is more after the end") }
    }
}

/// Whether there are control characters. All bytes are looked at, which takes less time than to stop.
fn has_controls(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, byte| found | (*byte < b' '))
}

#[cfg(test)]
mod tests {

    use crate::wire::json::decode;
    use aws_smithy_types::Document;
    use fastrand::Rng;
    use serde_json::Value;

    /// What another library makes of a document.
    fn document(value: &Value) -> Document {
        match value {
            Value::Null => Document::Null,
            Value::Bool(value) => Document::Bool(*value),
            // As we have it, zero has no sign.
            Value::Number(number) => Document::from(number.as_f64().unwrap() + 0.0),
            Value::String(text) => Document::from(text.clone()),
            Value::Array(items) => Document::Array(items.iter().map(document).collect()),
            Value::Object(members) => Document::Object(
                members.iter().map(|(name, value)| (name.clone(), document(value))).collect(),
            ),
        }
    }

    /// The same whatever kinds of numbers there are.
    fn text_of(document: &Document) -> String {
        match document {
            Document::Number(number) => number.to_f64_lossy().to_string(),
            Document::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join("|"),
            Document::Object(members) => {
                let mut all: Vec<_> = members
                    .iter()
                    .map(|(name, value)| format!("{name}:{}", text_of(value)))
                    .collect();
                all.sort();
                format!("{all:?}")
            }
            other => format!("{other:?}"),
        }
    }

    fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
        from.get(rng.usize(..from.len())).copied().unwrap_or_default()
    }

    fn write_text(rng: &mut Rng, json: &mut String) {
        json.push('"');
        for _ in 0..rng.usize(..5) {
            json.push_str(pick(rng, &[
                "a", "name", " ", "/", "é", "\u{1f600}", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n",
                "\\r", "\\t", "\\u0041", "\\ud83d\\ude00", "\\ud83d", "\\u12", "\\x", "\n", "\u{7f}",
                "a text that is longer than what is looked at byte by byte for the end of a name",
            ]));
        }
        json.push('"');
    }

    /// Some JSON, and now and then what is none.
    fn write(rng: &mut Rng, depth: usize, json: &mut String) {
        let blank = |rng: &mut Rng| pick(rng, &["", "", "", "", " ", "\n\t", "\r\n"]);
        json.push_str(blank(rng));
        match rng.usize(..if depth > 3 { 4 } else { 6 }) {
            0 => json.push_str(pick(rng, &["null", "true", "false", "nul", "truely"])),
            1 => {
                json.push_str(pick(rng, &["0", "-1", "12", "1.5", "-2e3", "01", "1.", "-", "9e9"]))
            }
            2 | 3 => write_text(rng, json),
            kind => {
                json.push(if kind == 4 { '[' } else { '{' });
                for index in 0..rng.usize(..4) {
                    if index > 0 {
                        json.push(',');
                    }
                    json.push_str(blank(rng));
                    if kind == 5 {
                        write_text(rng, json);
                        json.push_str(blank(rng));
                        json.push(':');
                    }
                    write(rng, depth + 1, json);
                }
                json.push(if kind == 4 { ']' } else { '}' });
            }
        }
        json.push_str(blank(rng));
    }

    #[test]
    fn what_is_read_is_what_another_library_reads() {
        let mut rng = Rng::with_seed(20);
        let (mut read, mut refused) = (0, 0);
        for _ in 0..40_000 {
            let mut json = String::new();
            write(&mut rng, 0, &mut json);
            let mut json = json.into_bytes();
            // Most are left whole; the others lose, or get, a byte.
            if rng.u8(..4) == 0 && !json.is_empty() {
                let at = rng.usize(..json.len());
                match rng.bool() {
                    true => drop(json.remove(at)),
                    false => {
                        json.insert(at, *b"\"\\{}[],: \x80\x01n1".get(rng.usize(..13)).unwrap())
                    }
                }
            }
            if json.trim_ascii().is_empty() {
                continue;
            }
            let expected = serde_json::from_slice(&json).map(|value| text_of(&document(&value)));
            let found = decode::<Document>(&json).map(|document| text_of(&document));
            let shown = String::from_utf8_lossy(&json);
            match (&expected, &found) {
                (Ok(expected), Ok(found)) => assert_eq!(expected, found, "{shown}"),
                (Err(_), Err(_)) => refused += 1,
                _ => panic!("{shown}: {expected:?}, but {found:?}"),
            }
            read += usize::from(expected.is_ok());
        }
        assert!(read > 10_000 && refused > 10_000, "{read} read, {refused} refused");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (json, message) in [
            (r#"{"a" 1}"#, "expected `:` at byte 5"),
            (r#"{"a":1"#, "the text ends within an object at byte 6"),
            (r#"{"a":1,}"#, "a comma too much at byte 7"),
            (r#"{"a":1;"#, "expected `,` or `}` at byte 6"),
            (r#"{a:1}"#, "expected a name in quotes at byte 1"),
            (r#"[1 2]"#, "expected `,` or `]` at byte 3"),
            (r#"[1,]"#, "a comma too much at byte 3"),
            (r#"["#, "the text ends within a list at byte 1"),
            (r#"[nul]"#, "[0]: expected `null` at byte 1"),
            (r#"[1]]"#, "there is more after the end at byte 3"),
            (r#"[-]"#, "[0]: expected digit at byte 2"),
            (r#"["a\x"]"#, "[0]: invalid escape character x at byte 5"),
            (r#"["a"#, "[0]: unterminated string at byte 3"),
        ] {
            assert_eq!(decode::<Document>(json.as_bytes()).unwrap_err().to_string(), message);
        }
    }
}
