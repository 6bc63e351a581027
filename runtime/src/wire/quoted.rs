//! Text as JSON quotes it. For the forms of S3, too, whose clients need no JSON besides.

/// Text in quotes, as [`push`] appends it.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = Vec::with_capacity(text.len() + 2);
    push(&mut json, text);
    String::from_utf8_lossy(&json).into_owned()
}

/// Appends text in quotes, with escapes where JSON wants them ([RFC 8259], section 7).
///
/// [RFC 8259]: https://www.rfc-editor.org/rfc/rfc8259#section-7
pub(crate) fn push(json: &mut Vec<u8>, text: &str) {
    json.reserve(text.len() + 2);
    json.push(b'"');
    let text = text.as_bytes();
    if is_plain(text) {
        json.extend_from_slice(text);
    } else {
        push_escaped(json, text);
    }
    json.push(b'"');
}

#[inline(never)]
fn push_escaped(json: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(end) = rest.iter().position(|byte| is_escaped(*byte)) {
        let (plain, from) = rest.split_at(end);
        json.extend_from_slice(plain);
        let Some((byte, after)) = from.split_first() else { break };
        escape(json, *byte);
        rest = after;
    }
    json.extend_from_slice(rest);
}

/// Whether nothing is escaped, as in most texts: eight bytes at a time. Many texts are shorter.
fn is_plain(text: &[u8]) -> bool {
    if let Some(last) = text.last_chunk() {
        let (eights, _) = text.as_chunks();
        return eights.iter().all(|eight| are_plain(*eight)) && are_plain(*last);
    }
    match (text.first_chunk(), text.last_chunk()) {
        (Some([a, b, c, d]), Some([e, f, g, h])) => are_plain([*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => !text.iter().any(|byte| is_escaped(*byte)),
    }
}

/// The same of eight bytes, all at once. Where a limit is taken off a byte below it, its highest bit is
/// borrowed from. A quote and a backslash become zeros, which are below one.
fn are_plain(eight: [u8; 8]) -> bool {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(each(limit)) & !bytes;
    let bytes = u64::from_ne_bytes(eight);
    let quote = below(bytes ^ each(b'"'), 1);
    let backslash = below(bytes ^ each(b'\\'), 1);
    (below(bytes, 0x20) | quote | backslash) & each(0x80) == 0
}

fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..=0x1f)
}

fn escape(json: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x0c => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            json.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            return;
        }
    };
    json.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn every_character_is_quoted_as_serde_json_quotes_it() {
        for character in (0..0x300).chain(0x2000..0x2100).filter_map(char::from_u32) {
            for text in [format!("{character}"), format!("a{character}{character}b")] {
                assert_eq!(quoted(&text), serde_json::to_string(&text).unwrap());
            }
        }
        assert_eq!(quoted(""), "\"\"");
    }

    #[test]
    fn one_character_among_plain_ones_is_quoted_as_serde_json_quotes_it() {
        for character in
            ["", " ", "\"", "\\", "\0", "\u{1f}", "\u{7f}", "\u{a2}", "\u{dc}", "é", "😀"]
        {
            for (before, after) in
                (0..20).flat_map(|before| (0..20).map(move |after| (before, after)))
            {
                let text = ["!".repeat(before), character.to_owned(), "]".repeat(after)].concat();
                assert_eq!(quoted(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }

    #[test]
    fn any_text_is_quoted_as_serde_json_quotes_it() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..2_000 {
            let length = random.usize(..40);
            let text: String = (0..length).map(|_| random.char('\0'..'\u{80}')).collect();
            assert_eq!(quoted(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
