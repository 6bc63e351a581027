//! Percent-encoding.

/// Appends text with all bytes encoded but letters, digits and `-._~`, as RFC 3986 has it.
pub(crate) fn push_encoded(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            push_byte(byte, out);
        }
    }
}

/// Appends a byte as `%C3`.
pub(crate) fn push_byte(byte: u8, out: &mut String) {
    let digit = |value: u8| char::from(value + if value < 10 { b'0' } else { b'A' - 10 });
    out.push('%');
    out.push(digit(byte >> 4));
    out.push(digit(byte & 15));
}

/// Text encoded so.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    push_encoded(text, &mut out);
    out
}

/// The text behind an encoding for URLs, where a blank may be a plus. What is not encoded right stays
/// as it is.
pub(crate) fn url_decoded(text: &str) -> String {
    String::from_utf8(url_decoded_bytes(text)).unwrap_or_else(|_| text.to_owned())
}

/// The same, which need not be text.
pub(crate) fn url_decoded_bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *byte == b'%').and_then(|pair| match pair {
            [high, low] => Some((digit(*high)? << 4) | digit(*low)?),
            _ => None,
        });
        match digits {
            Some(decoded) => out.push(decoded),
            None => out.push(if *byte == b'+' { b' ' } else { *byte }),
        }
        rest = if digits.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    out
}

fn digit(hex: u8) -> Option<u8> {
    let value = char::from(hex).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_and_all_else_stays() {
        let cases = [
            ("a%20b+c", "a b c"),
            ("%E2%82%AC%0a", "€\n"),
            ("100%", "100%"),
            ("%2", "%2"),
            ("%zz%41", "%zzA"),
            // No text.
            ("%ff", "%ff"),
        ];
        for (encoded, decoded) in cases {
            assert_eq!(url_decoded(encoded), decoded);
        }
    }
}
