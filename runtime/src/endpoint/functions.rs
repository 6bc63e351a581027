//! The functions of the rules that look at texts.

use super::value::part;
use std::borrow::Cow;
use std::fmt::Write;
use std::net::Ipv4Addr;

/// A part of a text of ASCII, from one place to another, counted from its end if reversed; `None`
/// where the text is too short, or is not ASCII.
pub(super) fn substring<'v>(
    text: &Cow<'v, str>,
    start: i64,
    stop: i64,
    reverse: bool,
) -> Option<Cow<'v, str>> {
    let (start, stop) = (usize::try_from(start).ok()?, usize::try_from(stop).ok()?);
    if start >= stop || !text.is_ascii() {
        return None;
    }
    let range = match reverse {
        true => text.len().checked_sub(stop)?..text.len().checked_sub(start)?,
        false => start..stop,
    };
    part(text, |text| text.get(range))
}

/// The parts of a text between separators: all where the limit is 0, else at most that many. No
/// parts where the separator is empty or the limit is negative.
pub(super) fn split<'v>(
    text: &Cow<'v, str>,
    separator: &str,
    limit: i64,
) -> Option<Vec<Cow<'v, str>>> {
    let limit = match usize::try_from(limit).ok()? {
        0 => usize::MAX,
        limit => limit,
    };
    if separator.is_empty() {
        return None;
    }
    Some(match text {
        Cow::Borrowed(text) => text.splitn(limit, separator).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => {
            text.splitn(limit, separator).map(|part| Cow::Owned(part.to_owned())).collect()
        }
    })
}

/// Whether a text is a label of a host name, or several with dots between where that is allowed.
pub(super) fn is_host_label(text: &str, allow_dots: bool) -> bool {
    match allow_dots {
        true => text.split('.').all(is_label),
        false => is_label(text),
    }
}

/// Letters, digits and hyphens, with no hyphen at either end.
fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether a bucket can be part of a host name.
pub(super) fn is_virtual_hostable_bucket(bucket: &str, allow_dots: bool) -> bool {
    (3..=63).contains(&bucket.len())
        && !bucket.bytes().any(|byte| byte.is_ascii_uppercase())
        && is_host_label(bucket, allow_dots)
        && bucket.parse::<Ipv4Addr>().is_err()
}

/// The text with all but letters, digits and `-_.~` as percent signs and hexadecimal digits.
pub(super) fn uri_encode<'v>(text: &Cow<'v, str>) -> Cow<'v, str> {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    if text.bytes().all(is_plain) {
        return text.clone();
    }
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Cow::Owned(encoded)
}
