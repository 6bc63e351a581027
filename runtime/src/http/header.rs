//! Values as headers.

use crate::wire::form::{Base64, HttpDate, List};
use crate::wire::{DecodeError, Result, Text, TextForm};

/// A value that can stand in a header.
pub trait ToHeader {
    /// The header's text.
    fn to_header(&self) -> String;
}

impl<T: Text> ToHeader for T {
    fn to_header(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }
}

impl<T: Text> ToHeader for Vec<T> {
    fn to_header(&self) -> String {
        let items = self.iter().map(|item| quoted(item.to_header()));
        items.collect::<Vec<_>>().join(", ")
    }
}

/// An item with a comma or a quote in it is quoted.
fn quoted(item: String) -> String {
    if item.contains([',', '"']) {
        format!("\"{}\"", item.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        item
    }
}

/// A form in which a value can stand in a header.
pub trait HeaderForm<T>: Copy {
    /// The header's text.
    fn to_header(self, value: &T) -> String;

    /// The value of a header's text.
    fn read_header(self, text: &str) -> Result<T>;
}

impl<T, F: TextForm<T>> HeaderForm<T> for F {
    fn to_header(self, value: &T) -> String {
        let mut text = String::new();
        self.push_text(value, &mut text);
        text
    }

    fn read_header(self, text: &str) -> Result<T> {
        self.read_text(text).ok_or_else(|| expected(F::EXPECTED))
    }
}

impl<T, F: TextForm<T> + SplitList> HeaderForm<Vec<T>> for List<F> {
    fn to_header(self, value: &Vec<T>) -> String {
        let items = value.iter().map(|item| HeaderForm::to_header(self.0, item));
        items.collect::<Vec<_>>().join(", ")
    }

    fn read_header(self, text: &str) -> Result<Vec<T>> {
        F::split(text).into_iter().map(|item| self.0.read_header(&item)).collect()
    }
}

/// Text of a media type in base64.
impl TextForm<String> for Base64 {
    const EXPECTED: &'static str = "base64";

    fn push_text(self, value: &String, out: &mut String) {
        out.push_str(&aws_smithy_types::base64::encode(value));
    }

    fn read_text(self, text: &str) -> Option<String> {
        String::from_utf8(aws_smithy_types::base64::decode(text).ok()?).ok()
    }
}

/// How the items of a list are told apart.
pub trait SplitList {
    /// The items.
    fn split(text: &str) -> Vec<String> {
        items(text)
    }
}

impl SplitList for crate::wire::form::EpochSeconds {}
impl SplitList for crate::wire::form::DateTimeText {}
impl SplitList for Base64 {}

/// Such a moment has a comma in it.
impl SplitList for HttpDate {
    fn split(text: &str) -> Vec<String> {
        let parts: Vec<&str> = text.split(',').collect();
        parts.chunks(2).map(|pair| pair.join(",").trim().to_owned()).collect()
    }
}

/// A value that can be read from a header.
pub trait FromHeader: Sized {
    /// The value of the header's text.
    ///
    /// # Errors
    ///
    /// What the text should have been.
    fn from_header(text: &str) -> Result<Self>;
}

impl<T: Text> FromHeader for T {
    fn from_header(text: &str) -> Result<Self> {
        T::from_text(text).ok_or_else(|| expected(T::EXPECTED))
    }
}

impl<T: Text> FromHeader for Vec<T> {
    fn from_header(text: &str) -> Result<Self> {
        items(text).iter().map(|item| T::from_header(item)).collect()
    }
}

fn expected(what: &str) -> DecodeError {
    DecodeError::new(format!("expected {what}"), None)
}

/// The items between commas, without their quotes.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut letters = text.chars().peekable();
    loop {
        while letters.next_if(|c| c.is_whitespace()).is_some() {}
        let mut item = String::new();
        if letters.next_if_eq(&'"').is_some() {
            while let Some(c) = letters.next().filter(|c| *c != '"') {
                item.push(if c == '\\' { letters.next().unwrap_or(c) } else { c });
            }
            while letters.next_if(|c| *c != ',').is_some() {}
        } else {
            while let Some(c) = letters.next_if(|c| *c != ',') {
                item.push(c);
            }
            item.truncate(item.trim_end().len());
        }
        items.push(item);
        if letters.next().is_none() {
            return items;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_at_commas_outside_quotes() {
        assert_eq!(items("a, b ,c"), ["a", "b", "c"]);
        assert_eq!(items(r#""b,c", "\"def\"", a"#), ["b,c", "\"def\"", "a"]);
        assert_eq!(items(""), [""]);
        assert_eq!(items("a,"), ["a", ""]);
    }

    #[test]
    fn items_with_commas_are_quoted() {
        let list = ["b,c".to_owned(), "\"def\"".to_owned(), "a".to_owned()].to_vec();
        assert_eq!(list.to_header(), r#""b,c", "\"def\"", a"#);
    }

    #[test]
    fn moments_of_http_have_a_comma() {
        let text = "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT";
        let moments: Vec<crate::DateTime> = HeaderForm::read_header(List(HttpDate), text).unwrap();
        assert_eq!(moments.len(), 2);
        assert_eq!(HeaderForm::to_header(List(HttpDate), &moments), text);
    }
}
