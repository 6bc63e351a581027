//! Paths and queries.

use std::borrow::Cow;

/// Appends text with everything encoded but what RFC 3986 calls unreserved, and the characters that
/// are kept.
pub(crate) fn push_encoded(out: &mut String, text: &str, kept: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_unreserved || kept.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(digit)).map_or('0', |digit| char::from(*digit)));
            }
        }
    }
}

/// Fills the labels of a template such as `/{Bucket}/{Key+}?versions`: the path and the constant
/// part of the query. A label that ends in `+` keeps its slashes. What has no value is told.
pub(super) fn fill(
    template: &'static str,
    value: impl Fn(&str) -> Option<String>,
    mut missing: impl FnMut(&str),
) -> (Cow<'static, str>, &'static str) {
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    if !path.contains('{') {
        return (Cow::Borrowed(path), query);
    }
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (label, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, kept) = match label.strip_suffix('+') {
            Some(name) => (name, "/"),
            None => (label, ""),
        };
        filled.push_str(before);
        match value(name).filter(|value| !value.is_empty()) {
            Some(value) => push_encoded(&mut filled, &value, kept),
            None => missing(name),
        }
        rest = after;
    }
    filled.push_str(rest);
    (Cow::Owned(filled), query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_are_kept() {
        let mut out = String::new();
        push_encoded(&mut out, " %:/?#[]@!$&'()*+,;=-._~a1é", "");
        let encoded = "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D-._~a1%C3%A9";
        assert_eq!(out, encoded);
    }

    #[test]
    fn greedy_labels_keep_slashes() {
        let value = |name: &str| Some(format!("{name}/1 2"));
        let (path, query) = fill("/x/{a}/{b+}/y?c=d", value, |name| panic!("{name}"));
        assert_eq!((&*path, query), ("/x/a%2F1%202/b/1%202/y", "c=d"));
    }

    #[test]
    fn empty_labels_are_missing() {
        let mut missing = Vec::new();
        fill("/{a}/{b}", |_| Some(String::new()), |name| missing.push(name.to_owned()));
        assert_eq!(missing, ["a", "b"]);
    }
}
