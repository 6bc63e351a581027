//! Values of attributes. What the library has for them is for both versions of XML, and all of that is
//! in every program that reads any.

use quick_xml::escape::{EscapeError, unescape};
use std::borrow::Cow;

/// The value behind what is written: white space is a blank, but where a reference stands for it, and
/// references are what they stand for ([XML 1.0, section 3.3.3]).
///
/// [XML 1.0, section 3.3.3]: https://www.w3.org/TR/xml/#AVNormalize
pub(super) fn normalized(written: &str) -> Result<String, EscapeError> {
    let mut plain = String::with_capacity(written.len());
    let mut last = None;
    for character in written.chars() {
        match character {
            // The end of a line is one blank, however it is written.
            '\n' if last == Some('\r') => {}
            '\t' | '\n' | '\r' => plain.push(' '),
            other => plain.push(other),
        }
        last = Some(character);
    }
    unescape(&plain).map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::normalized;
    use quick_xml::XmlVersion;
    use quick_xml::events::attributes::Attribute;

    #[test]
    fn values_are_those_that_the_library_has() {
        const PARTS: [&str; 16] = [
            "a",
            "\r",
            "\n",
            "\t",
            " ",
            "é",
            "&lt;",
            "&amp;",
            "&#10;",
            "&#xD;",
            "&#x20;",
            "&unknown;",
            "&",
            ";",
            "&#0;",
            "\u{85}",
        ];
        let mut rng = fastrand::Rng::with_seed(3);
        let mut good = 0;
        for _ in 0..20_000 {
            let written: String =
                (0..rng.usize(..8)).map(|_| PARTS[rng.usize(..PARTS.len())]).collect();
            let attribute = Attribute::from(("name", ""));
            let attribute = Attribute { value: written.as_str().into(), ..attribute };
            let known = attribute.normalized_value(XmlVersion::Implicit1_0);
            assert_eq!(normalized(&written).ok(), known.ok().map(|text| text.into_owned()));
            good += usize::from(normalized(&written).is_ok());
        }
        assert!((5_000..19_000).contains(&good), "{good}");
    }
}
