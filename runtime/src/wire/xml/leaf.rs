//! Elements that hold nothing but text, which is what most of an answer is made of. Where one is
//! written in the plainest way, it is taken from the bytes in one piece, instead of as the start, the
//! text, each reference and the end that the library finds in it.

use quick_xml::escape::unescape;
use std::borrow::Cow;

/// An element that holds text, and has neither attributes nor a prefix.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaf<'x> {
    pub(super) name: &'x str,
    pub(super) text: Cow<'x, str>,
}

/// The element at the start of the bytes, after white space if there is any, and how many bytes it
/// takes. Nothing where the library might find something else than this: it is to read all that is not
/// as plain, and to say what is wrong.
pub(super) fn leaf(xml: &[u8]) -> Option<(Leaf<'_>, usize)> {
    let element = xml.trim_ascii_start().strip_prefix(b"<")?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let (name, rest) = element.split_at_checked(element.iter().position(|byte| !is_name(byte))?)?;
    let rest = rest.strip_prefix(b">")?;
    let (raw, rest) = rest.split_at_checked(memchr::memchr(b'<', rest)?)?;
    let rest = rest.strip_prefix(b"</")?.strip_prefix(name)?.strip_prefix(b">")?;
    // No byte of a name, where there is one, is anything but ASCII.
    let name = str::from_utf8(name).ok().filter(|name| !name.is_empty())?;
    let raw = str::from_utf8(raw).ok()?;
    let text = match memchr::memchr2(b'&', b'\r', raw.as_bytes()) {
        None => Cow::Borrowed(raw),
        // Ends of lines are not all the same.
        Some(_) if raw.contains('\r') => return None,
        Some(_) => unescape(raw).ok()?,
    };
    Some((Leaf { name, text }, xml.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DateTime;
    use crate::prelude::*;
    use crate::wire::form::{Boxed, Flat, FlatMap, List, Plain, Sparse};
    use crate::wire::xml::decode;
    use crate::wire::xml::read::decode_without_leaves;
    use fastrand::Rng;

    /// Everything that can be made of an element.
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Shape {
        text: Option<String>,
        number: Option<i32>,
        moment: Option<DateTime>,
        inner: Option<Box<Shape>>,
        list: Option<Vec<String>>,
        flat: Option<Vec<Shape>>,
        sparse: Option<Vec<Option<String>>>,
        map: Option<Map<String, String>>,
    }

    decode_xml!(Shape {
        read "text" = text,
        read "n" = number,
        read_as(DateTimeText) "moment" = moment,
        read_as(Boxed) "inner" = inner,
        read_as(List(Plain)) "list" = list,
        read_as(Flat(Plain)) "flat" = flat,
        read_as(Sparse(Plain)) "sparse" = sparse,
        read_as(FlatMap("key", "value", Plain)) "map" = map,
    });

    fn leaf_of(xml: &str) -> Option<(String, String, usize)> {
        let (leaf, length) = leaf(xml.as_bytes())?;
        Some((leaf.name.to_owned(), leaf.text.into_owned(), length))
    }

    #[test]
    fn the_plainest_elements_are_taken_whole() {
        let is = |name: &str, text: &str, length| Some((name.to_owned(), text.to_owned(), length));
        assert_eq!(leaf_of("<Key>a b</Key><"), is("Key", "a b", 14));
        assert_eq!(leaf_of("\n  <K></K>"), is("K", "", 10));
        assert_eq!(leaf_of("<E>&quot;a&#x62;&quot;</E>"), is("E", "\"ab\"", 26));
    }

    #[test]
    fn all_else_is_left_to_the_library() {
        for xml in [
            "",
            "<",
            "<>",
            "<></>",
            "<a",
            "<a/>",
            "<a>",
            "<a>b",
            "<a>b<",
            "<a>b</",
            "<a>b</a",
            "<a>b</b>",
            "<a>b</a >",
            "<a >b</a>",
            "<a x='y'>b</a>",
            "<p:a>b</p:a>",
            "</a>",
            "x<a>b</a>",
            "<a>b<!----></a>",
            "<a><![CDATA[b]]></a>",
            "<a><b/></a>",
            "<a>b\r\n</a>",
            "<a>&b;</a>",
            "<a>&amp</a>",
            "<a>&#0;</a>",
            "<?a?>",
            "<é>b</é>",
        ] {
            assert_eq!(leaf_of(xml), None, "{xml}");
        }
        assert_eq!(leaf(b"<a>\xff</a>"), None);
    }

    fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
        from.get(rng.usize(..from.len())).copied().unwrap_or_default()
    }

    /// Some XML, and now and then what is none.
    fn write(rng: &mut Rng, depth: usize, xml: &mut String) {
        let names = [
            "text", "n", "moment", "inner", "list", "flat", "sparse", "map", "key", "value",
            "member", "other", "p:text",
        ];
        let texts = [
            "",
            "a",
            " a ",
            "17",
            "-1",
            "2019-12-16T23:48:18Z",
            "&quot;x&quot;",
            "&amp;",
            "&#65;",
            "\r\n",
            "a\nb",
            "]]>",
            "a>b",
            "é",
            "<![CDATA[<]]>",
            "<!-- c -->",
            "<?pi?>",
            "&bad;",
            "&",
            "&#0;",
            "&#xD;",
        ];
        let name = pick(rng, &names);
        let attributes = pick(rng, &["", "", "", "", " ", " a='b'", " xmlns='c'", " text='/'"]);
        if rng.usize(..12) == 0 {
            xml.push_str(&format!("<{name}{attributes}/>"));
            return;
        }
        xml.push_str(&format!("<{name}{attributes}>"));
        for _ in 0..rng.usize(..4) {
            match depth > 0 && rng.bool() {
                true => write(rng, depth - 1, xml),
                // Most are as they should be.
                false if rng.usize(..3) > 0 => xml.push_str(pick(rng, &["", "\n ", "17", "a"])),
                false => xml.push_str(pick(rng, &texts)),
            }
        }
        let end = if rng.usize(..60) == 0 { pick(rng, &names) } else { name };
        let space = if rng.usize(..20) == 0 { " " } else { "" };
        xml.push_str(&format!("</{end}{space}>"));
    }

    #[test]
    fn what_is_read_is_what_the_library_finds() {
        let mut rng = Rng::with_seed(7);
        let (mut read, mut taken) = (0, 0);
        for _ in 0..40_000 {
            let mut xml =
                String::from(pick(&mut rng, &["", "", "\u{feff}", "<?xml version='1.0'?>"]));
            xml.push_str(pick(&mut rng, &["<r>", "<r>", "<r a='b'>", "<r/>"]));
            for _ in 0..rng.usize(..5) {
                write(&mut rng, 3, &mut xml);
            }
            xml.push_str("</r>");
            let mut xml = xml.into_bytes();
            // Some are broken by a byte that is lost, or another.
            if rng.usize(..4) == 0 {
                let place = rng.usize(..xml.len());
                match rng.bool() {
                    true => drop(xml.remove(place)),
                    false => {
                        xml[place] =
                            pick(&mut rng, &["<", ">", "/", "&", "\u{80}", "x"]).as_bytes()[0]
                    }
                }
            }
            let ours = decode::<Shape>(&xml).map_err(|error| error.to_string());
            let theirs = decode_without_leaves::<Shape>(&xml).map_err(|error| error.to_string());
            assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&xml));
            read += usize::from(ours.is_ok());
            taken += (0..xml.len()).filter(|start| leaf(&xml[*start..]).is_some()).count();
        }
        assert!(read > 10_000 && taken > 20_000, "{read} {taken}");
    }
}
