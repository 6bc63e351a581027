//! Small changes of texts and values.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;

/// Changes the last letter of a text.
pub(super) fn other(text: &mut String) {
    let last = match text.pop() {
        Some('9') => '8',
        Some('z') => 'y',
        Some('Z') => 'Y',
        Some(last) if last.is_ascii_alphanumeric() => {
            char::from_u32(u32::from(last) + 1).unwrap_or('x')
        }
        Some(last) => {
            text.push(last);
            'x'
        }
        None => 'x',
    };
    text.push(last);
}

/// Changes a text that is a parameter: what is a float or a moment stays one.
pub(super) fn other_value(text: &mut String) {
    match text.as_str() {
        "NaN" => "Infinity".clone_into(text),
        "Infinity" | "-Infinity" => "NaN".clone_into(text),
        moment if moment.contains('T') && moment.ends_with("Z") && moment.contains(':') => {
            text.pop();
            other(text);
            text.push('Z');
        }
        _ => other(text),
    }
}

/// Changes a value in a value, and says whether there is one.
pub(super) fn parameter(value: &mut Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => {
            *value = !*value;
            true
        }
        Value::String(text) => {
            other_value(text);
            true
        }
        Value::Number(number) => {
            let changed = number_text(&number.to_string());
            serde_json::from_str(&changed).map(|changed| *number = changed).is_ok()
        }
        Value::Array(items) => items.iter_mut().any(parameter),
        Value::Object(object) => object.values_mut().any(parameter),
    }
}

/// Another number of the same size: the last digit before the power of ten is changed.
fn number_text(text: &str) -> String {
    let (mantissa, power) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let mut mantissa = mantissa.to_owned();
    let last = match mantissa.pop() {
        Some('0') | None => '1',
        Some(digit) => char::from_u32(u32::from(digit) - 1).unwrap_or('1'),
    };
    format!("{mantissa}{last}{power}")
}

/// All texts and numbers in a value, as text.
pub(super) fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(object) => object.values().flat_map(leaves).collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// A body in which a text is another, wherever it stands; nothing if it stands nowhere.
pub(super) fn replaced(body: &str, text: &str, is_base64: bool) -> Option<String> {
    let mut changed = text.to_owned();
    other(&mut changed);
    // The same length keeps the lengths in binary formats right.
    let fits = changed.len() == text.len();
    if !is_base64 {
        return body.contains(text).then(|| body.replace(text, &changed));
    }
    let mut bytes = BASE64_STANDARD.decode(body.trim()).ok().filter(|_| fits)?;
    let places: Vec<usize> = places(&bytes, text.as_bytes()).collect();
    for place in &places {
        let range = bytes.get_mut(*place..place + changed.len())?;
        range.copy_from_slice(changed.as_bytes());
    }
    (!places.is_empty()).then(|| BASE64_STANDARD.encode(bytes))
}

fn places<'b>(bytes: &'b [u8], text: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let windows = bytes.windows(text.len().max(1)).enumerate();
    windows.filter(move |(_, window)| *window == text).map(|(place, _)| place)
}

/// Whether bytes, given in base64, have a text in them.
pub(super) fn in_bytes(base64: &str, text: &str) -> bool {
    let bytes = BASE64_STANDARD.decode(base64.trim()).unwrap_or_default();
    places(&bytes, text.as_bytes()).next().is_some()
}

/// Puts CBOR, given in base64, into a list of one.
pub(super) fn wrapped(body: &mut String) {
    const LIST_OF_ONE: u8 = 0x81;
    if let Ok(bytes) = BASE64_STANDARD.decode(body.trim()) {
        *body = BASE64_STANDARD.encode([&[LIST_OF_ONE], bytes.as_slice()].concat());
    }
}

/// Changes a value in JSON; where there is none, there will be one.
pub(super) fn json(body: &mut String) {
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return other(body) };
    if !parameter(&mut value) {
        value = Value::from(vec![value]);
    }
    *body = value.to_string();
}

/// Changes a text in XML; where there is none, the name of the outermost element.
pub(super) fn xml(body: &mut String) {
    let text = body.match_indices('>').map(|(place, _)| place + 1).find(|place| {
        let behind = body.get(*place..).unwrap_or_default();
        behind.starts_with(|c: char| c != '<' && !c.is_whitespace())
    });
    if let Some(place) = text {
        return body.insert(place, 'x');
    }
    let inside = body.trim_start_matches('<');
    let name: String = inside.chars().take_while(|c| c.is_alphanumeric()).collect();
    *body = body.replace(&name, &format!("{name}x"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_change_makes_another_value_of_the_same_kind() {
        for text in ["", "a", "z", "9", "/", "x ", "é"] {
            let mut changed = text.to_owned();
            other(&mut changed);
            assert_ne!(changed, text);
        }
        for value in [json!(0), json!(1), json!(-1), json!(10), json!(127), json!(1.5), json!(0.5)]
        {
            let mut changed = value.clone();
            assert!(parameter(&mut changed), "{value}");
            assert_ne!(changed.as_f64(), value.as_f64(), "{value}");
        }
        let mut nothing = json!({"a": [], "b": null});
        assert!(!parameter(&mut nothing));
    }

    #[test]
    fn bodies_stay_what_they_are() {
        let mut body = "<a b='1'><c/> <d>text</d></a>".to_owned();
        xml(&mut body);
        assert_eq!(body, "<a b='1'><c/> <d>xtext</d></a>");
        let mut body = "<a/>".to_owned();
        xml(&mut body);
        assert_eq!(body, "<ax/>");
        let mut body = "{}".to_owned();
        json(&mut body);
        assert_eq!(body, "[{}]");
        assert_eq!(replaced("{\"a\":\"bc\"}", "bc", false).as_deref(), Some("{\"a\":\"bd\"}"));
        assert_eq!(replaced("YmNk", "bc", true).as_deref(), Some("YmRk"));
        assert_eq!(replaced("YmNk", "xx", true), None);
    }
}
