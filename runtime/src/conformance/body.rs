//! Bodies, compared by what they say.

use super::decimal::Decimal;
use super::tree;
use ciborium::Value as Cbor;
use serde_json::Value as Json;

/// Nothing, or the first difference.
pub(super) type Same = Result<(), String>;

/// Compares bytes with what is expected, given as text.
pub(super) type Compare = fn(&[u8], &str) -> Same;

/// Bytes as they are shown: text, or base64.
pub(super) fn shown(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("{text:?}"),
        Err(_) => aws_smithy_types::base64::encode(bytes),
    }
}

pub(super) fn text(actual: &[u8], expected: &str) -> Same {
    if actual == expected.as_bytes() { Ok(()) } else { Err("it differs".to_owned()) }
}

pub(super) fn json(actual: &[u8], expected: &str) -> Same {
    let expected: Json = serde_json::from_str(expected)
        .map_err(|error| format!("what is expected is not JSON: {error}"))?;
    let actual: Json =
        serde_json::from_slice(actual).map_err(|error| format!("it is not JSON: {error}"))?;
    same_json(&actual, &expected, "")
}

fn same_json(actual: &Json, expected: &Json, path: &str) -> Same {
    let differs = || Err(format!("at `{path}` expected {expected}, found {actual}"));
    match (actual, expected) {
        (Json::Number(actual), Json::Number(expected)) => {
            let (actual, expected) = (actual.to_string(), expected.to_string());
            if Decimal::read(&actual) == Decimal::read(&expected) { Ok(()) } else { differs() }
        }
        (Json::Array(actual), Json::Array(expected)) if actual.len() == expected.len() => {
            let mut pairs = actual.iter().zip(expected).enumerate();
            pairs.try_for_each(|(at, (actual, expected))| {
                same_json(actual, expected, &format!("{path}[{at}]"))
            })
        }
        (Json::Object(actual), Json::Object(expected)) if actual.len() == expected.len() => {
            expected.iter().try_for_each(|(name, expected)| match actual.get(name) {
                Some(actual) => same_json(actual, expected, &format!("{path}.{name}")),
                None => Err(format!("at `{path}` there is no `{name}`")),
            })
        }
        _ if actual == expected => Ok(()),
        _ => differs(),
    }
}

pub(super) fn xml(actual: &[u8], expected: &str, keys: &[String]) -> Same {
    let expected =
        tree::read(expected).map_err(|error| format!("what is expected is not XML: {error}"))?;
    let actual = std::str::from_utf8(actual).map_err(|error| format!("it is not text: {error}"))?;
    let actual = tree::read(actual).map_err(|error| format!("it is not XML: {error}"))?;
    tree::same(&actual, &expected, keys)
}

pub(super) fn form(actual: &[u8], expected: &str) -> Same {
    let actual = std::str::from_utf8(actual).map_err(|error| format!("it is not text: {error}"))?;
    // Cases are written with a line for each pair.
    let expected = pairs(expected.split('&').map(str::trim));
    let actual = pairs(actual.split('&'));
    if let Some(missing) = expected.iter().find(|pair| !actual.contains(pair)) {
        return Err(format!("there is no `{missing}`"));
    }
    if let Some(other) = actual.iter().find(|pair| !expected.contains(pair)) {
        return Err(format!("`{other}` is not expected"));
    }
    if actual == expected { Ok(()) } else { Err("a pair stands twice".to_owned()) }
}

fn pairs<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut pairs: Vec<&str> = parts.collect();
    pairs.sort_unstable();
    pairs
}

/// The number of the tag of moments.
const MOMENT: u64 = 1;

pub(super) fn cbor(actual: &[u8], expected: &str) -> Same {
    let expected = aws_smithy_types::base64::decode(expected.trim())
        .map_err(|error| format!("what is expected is not base64: {error}"))?;
    let expected = read_cbor(&expected).map_err(|why| format!("what is expected {why}"))?;
    let actual = read_cbor(actual).map_err(|why| format!("it {why}"))?;
    same_cbor(&actual, &expected, "")
}

fn read_cbor(mut bytes: &[u8]) -> Result<Cbor, String> {
    let value =
        ciborium::from_reader(&mut bytes).map_err(|error| format!("is no CBOR: {error}"))?;
    if bytes.is_empty() { Ok(value) } else { Err("goes on behind its end".to_owned()) }
}

fn same_cbor(actual: &Cbor, expected: &Cbor, path: &str) -> Same {
    let is_same = match (actual, expected) {
        (Cbor::Float(actual), Cbor::Float(expected)) => {
            actual == expected || (actual.is_nan() && expected.is_nan())
        }
        (Cbor::Tag(MOMENT, actual), Cbor::Tag(MOMENT, expected)) => {
            seconds(actual).is_some() && seconds(actual) == seconds(expected)
        }
        (Cbor::Tag(actual, inside), Cbor::Tag(expected, within)) if actual == expected => {
            return same_cbor(inside, within, path);
        }
        (Cbor::Array(actual), Cbor::Array(expected)) if actual.len() == expected.len() => {
            let mut pairs = actual.iter().zip(expected).enumerate();
            return pairs.try_for_each(|(at, (actual, expected))| {
                same_cbor(actual, expected, &format!("{path}[{at}]"))
            });
        }
        (Cbor::Map(actual), Cbor::Map(expected)) if actual.len() == expected.len() => {
            return expected.iter().try_for_each(|(name, expected)| {
                match actual.iter().find(|(known, _)| known == name) {
                    Some((_, actual)) => same_cbor(actual, expected, &format!("{path}.{name:?}")),
                    None => Err(format!("at `{path}` there is no {name:?}")),
                }
            });
        }
        _ => actual == expected,
    };
    match is_same {
        true => Ok(()),
        false => Err(format!("at `{path}` expected {expected:?}, found {actual:?}")),
    }
}

/// A moment, which may be an integer or a float.
fn seconds(value: &Cbor) -> Option<String> {
    match value {
        Cbor::Integer(number) => Some(format!("{}", i128::from(*number))),
        Cbor::Float(number) => Some(format!("{number}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_compared_by_what_it_says() {
        assert_eq!(
            json(b"{\"a\":[1,{\"b\":null}],\"c\":1e2}", "{\"c\":100, \"a\":[1,{\"b\":null}]}"),
            Ok(())
        );
        let large = "{\"a\": 123456789012345678901234567890}";
        assert_eq!(json(large.as_bytes(), large), Ok(()));
        assert!(json(large.as_bytes(), "{\"a\": 123456789012345678901234567891}").is_err());
        assert!(json(b"{\"a\":1}", "{}").is_err());
        assert!(json(b"{}", "{\"a\":null}").is_err());
        assert!(json(b"[1,2]", "[2,1]").is_err());
        assert!(json(b"1", "").is_err());
    }

    #[test]
    fn forms_are_compared_pair_by_pair() {
        assert_eq!(form(b"a=1&b=2", "b=2\n&a=1"), Ok(()));
        for wrong in ["a=1", "a=1&b=2&c=3", "a=1&b=3", "a=1&a=1&b=2"] {
            assert!(form(b"a=1&b=2", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn cbor_is_compared_by_what_it_says() {
        // {"a": NaN} with two bytes and with eight, in an open map.
        assert_eq!(cbor(&[0xa1, 0x61, 0x61, 0xf9, 0x7e, 0], "v2Fh+3/4AAAAAAAA/w=="), Ok(()));
        assert!(cbor(&[0xa0], "v2Fh+3/4AAAAAAAA/w==").is_err());
        // A moment as an integer and as a float; one behind the other is not one.
        assert_eq!(cbor(&[0xc1, 0x01], "wfs/8AAAAAAAAA=="), Ok(()));
        assert!(cbor(&[0xc1, 0x01, 0x01], "wQE=").is_err());
    }
}
