//! Values of traits as text that fits a line, and where two of them differ.

use serde_json::Value;

/// Longer text is cut.
const WIDTH: usize = 72;

/// How many of the places in which two values differ are named.
const PLACES: usize = 4;

/// A value on one line, cut where it is long.
pub(super) fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("\"{}\"", one_line(text)),
        other => other.to_string(),
    };
    cut(&text)
}

/// Two texts side by side, without what they begin with in common.
pub(super) fn texts(old: &str, new: &str) -> String {
    let (old, new) = (one_line(old), one_line(new));
    let same: usize =
        old.chars().zip(new.chars()).take_while(|(l, r)| l == r).map(|(c, _)| c.len_utf8()).sum();
    // Back to the beginning of a word, and some words before.
    let before = old.get(..same).unwrap_or_default();
    let start = before.char_indices().rev().filter(|(_, c)| *c == ' ').nth(2);
    let start = start.map_or(0, |(at, _)| at + 1);
    let part = |text: &str| {
        let rest = text.get(start..).unwrap_or(text);
        format!("\"{}{}\"", if start > 0 { "…" } else { "" }, cut(rest))
    };
    format!("{} → {}", part(&old), part(&new))
}

/// Where two values differ, with both values.
pub(super) fn places(old: &Value, new: &Value) -> String {
    let mut found = Vec::new();
    compare(String::new(), old, new, &mut found);
    let more = found.len().saturating_sub(PLACES);
    found.truncate(PLACES);
    let mut text = found.join("; ");
    if more > 0 {
        text.push_str(&format!("; and {more} more places"));
    }
    text
}

fn compare(path: String, old: &Value, new: &Value, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match after.get(key) {
                    Some(other) => compare(path, value, other, found),
                    None => found.push(format!("{path}: {} → gone", short(value))),
                }
            }
            for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                found.push(format!("{path}: new, {}", short(value)));
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (value, other)) in before.iter().zip(after).enumerate() {
                compare(format!("{path}[{index}]"), value, other, found);
            }
        }
        (old, new) if old == new => {}
        (Value::String(old), Value::String(new)) => {
            found.push(format!("{}{}", head(&path), texts(old, new)));
        }
        (old, new) => found.push(format!("{}{} → {}", head(&path), short(old), short(new))),
    }
}

fn head(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}: ") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
