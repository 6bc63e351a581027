//! A request in the one way in which it is signed, however it is written.

use crate::wire::percent;
use aws_smithy_runtime_api::http::Headers;
use std::borrow::Cow;

/// Headers that are not signed, for what is on the way may change them.
const UNSIGNED: [&str; 4] = ["authorization", "user-agent", "x-amzn-trace-id", "transfer-encoding"];

/// Where a request goes, in the parts that are signed.
pub(super) struct Target<'a> {
    pub(super) host: &'a str,
    pub(super) path: Cow<'a, str>,
    query: &'a str,
}

impl<'a> Target<'a> {
    /// Takes a URI apart; nothing where it is not absolute.
    pub(super) fn of(uri: &'a str, normalizes: bool, encodes: bool) -> Option<Self> {
        // By characters, for to look for a text takes as long as all else here.
        let (scheme, rest) = uri.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut path = Cow::Borrowed(if path.is_empty() { "/" } else { path });
        if normalizes && has_dots_or_empty(&path) {
            path = Cow::Owned(normalized(&path));
        }
        if encodes && !path.bytes().all(|byte| is_unreserved(byte) || byte == b'/') {
            path = Cow::Owned(encoded(&path));
        }
        Some(Self { host: host(scheme, authority), path, query })
    }

    /// Adds the parameters in order, each with a value.
    pub(super) fn add_query(&self, add: &mut impl FnMut(&str)) {
        let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for parameter in self.query.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let pair = (encoded_once(name), encoded_once(value));
            // There are few, and sorting them by a function of the library is a lot of code.
            let place = pairs.partition_point(|before| *before <= pair);
            pairs.insert(place, pair);
        }
        for (index, (name, value)) in pairs.into_iter().enumerate() {
            if index > 0 {
                add("&");
            }
            [&*name, "=", &*value].into_iter().for_each(&mut *add);
        }
    }
}

/// Whether anything in a path may have to be resolved: a dot, or an empty segment.
fn has_dots_or_empty(path: &str) -> bool {
    let mut last = 0;
    path.bytes().any(|byte| {
        let before = std::mem::replace(&mut last, byte);
        byte == b'.' || byte == b'/' && before == b'/'
    })
}

/// The host, with a port that does not follow from the scheme.
fn host<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return authority,
    };
    match authority.strip_suffix(port) {
        Some(host) => host.rsplit('@').next().unwrap_or(host),
        None => authority,
    }
}

/// A path without `.`, `..` and empty segments, as RFC 3986 has it.
fn normalized(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let mut out = String::with_capacity(path.len());
    for segment in &kept {
        out.push('/');
        out.push_str(segment);
    }
    let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    if kept.is_empty() || is_folder {
        out.push('/');
    }
    out
}

/// A path with what is encoded in it encoded again.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len() * 2);
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        percent::push_encoded(segment, &mut out);
    }
    out
}

/// A part of a query with everything encoded that is to be, in one way.
fn encoded_once(part: &str) -> Cow<'_, str> {
    if part.bytes().all(is_unreserved) {
        return Cow::Borrowed(part);
    }
    let decoded = percent::url_decoded_bytes(part);
    Cow::Owned(percent::encoded(&String::from_utf8_lossy(&decoded)))
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// A header by name and value.
type Header<'a> = (&'a str, &'a str);

/// The headers that are signed, in order: those of the request, and those that signing sets instead.
/// There must be room for all; nothing where there is not.
pub(super) fn headers<'a, 'room>(
    room: &'room mut [Header<'a>],
    of_request: &'a Headers,
    own: &[Option<Header<'a>>],
    omitted: Option<&str>,
) -> Option<&'room [Header<'a>]> {
    let is_own = |name: &str| own.iter().flatten().any(|(own, _)| *own == name);
    let is_signed = |name: &str| !UNSIGNED.contains(&name) && omitted != Some(name);
    let others = of_request.iter().filter(|(name, _)| !is_own(name) && is_signed(name));
    let mut count = 0;
    for header in own.iter().flatten().copied().chain(others) {
        let place = room.get(..count)?.partition_point(|(name, _)| *name <= header.0);
        // Several values of one header stay in the order in which they are sent.
        let behind = room.get_mut(place..=count)?;
        behind.rotate_right(1);
        *behind.first_mut()? = header;
        count += 1;
    }
    room.get(..count)
}

/// A header a line, several values of one joined.
pub(super) fn add_headers(add: &mut impl FnMut(&str), headers: &[(&str, &str)]) {
    let mut last = None;
    for (name, value) in headers {
        if last == Some(name) {
            add(",");
        } else {
            // The first of them ends the line of the query.
            if last.is_some() {
                add("\n");
            }
            add(name);
            add(":");
        }
        add_trimmed(add, value);
        last = Some(name);
    }
}

/// Text without spaces around it, and with single spaces in it.
fn add_trimmed(add: &mut impl FnMut(&str), value: &str) {
    let value = value.trim_matches(' ');
    if !value.contains("  ") {
        return add(value);
    }
    let words = value.split(' ').filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            add(" ");
        }
        add(word);
    }
}

/// The names of headers, each once.
pub(super) fn push_names(text: &mut String, headers: &[(&str, &str)]) {
    let mut last = None;
    for (name, _) in headers {
        if last == Some(name) {
            continue;
        }
        if last.is_some() {
            text.push(';');
        }
        text.push_str(name);
        last = Some(name);
    }
}
