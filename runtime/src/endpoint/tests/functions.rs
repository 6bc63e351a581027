//! The functions of the rules at their edges.

use crate::endpoint::arn::Arn;
use crate::endpoint::functions::{
    is_host_label, is_virtual_hostable_bucket, split, substring, uri_encode,
};
use crate::endpoint::url::Url;
use crate::endpoint::value::Value;
use std::borrow::Cow;

/// Both kinds of texts must come to the same.
fn both<T: PartialEq + std::fmt::Debug>(text: &str, of: impl Fn(&Cow<'_, str>) -> T) -> T {
    let borrowed = of(&Cow::Borrowed(text));
    assert_eq!(borrowed, of(&Cow::Owned(text.to_owned())));
    borrowed
}

#[test]
fn parts_of_texts() {
    let part = |text: &str, start, stop, reverse| {
        both(text, |text| substring(text, start, stop, reverse).map(Cow::into_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(part("abcdef", 0, 4, false), some("abcd"));
    assert_eq!(part("abcdef", 0, 4, true), some("cdef"));
    assert_eq!(part("abcdef", 4, 6, true), some("ab"));
    assert_eq!(part("abcdef", 0, 6, false), some("abcdef"));
    for (start, stop) in [(0, 7), (7, 8), (3, 3), (4, 3), (-1, 2), (0, i64::MAX), (i64::MIN, 1)] {
        assert_eq!(part("abcdef", start, stop, false), None, "{start}..{stop}");
        assert_eq!(part("abcdef", start, stop, true), None, "{start}..{stop}");
    }
    assert_eq!(part("abcdéf", 0, 2, false), None, "not ASCII");
    assert_eq!(part("", 0, 0, false), None);
}

#[test]
fn texts_between_separators() {
    let parts = |text: &str, separator: &str, limit| {
        both(text, |text| {
            let parts = split(text, separator, limit);
            parts.map(|parts| parts.into_iter().map(Cow::into_owned).collect::<Vec<_>>())
        })
    };
    let some = |parts: &[&str]| Some(parts.iter().map(|part| (*part).to_owned()).collect());
    assert_eq!(parts("a--b--c", "--", 0), some(&["a", "b", "c"]));
    assert_eq!(parts("a--b--c", "--", 1), some(&["a--b--c"]));
    assert_eq!(parts("a--b--c", "--", 2), some(&["a", "b--c"]));
    assert_eq!(parts("--b-", "--", 0), some(&["", "b-"]));
    assert_eq!(parts("", "--", 0), some(&[""]));
    assert_eq!(parts("a", "", 0), None);
    assert_eq!(parts("a", "-", -1), None);
}

#[test]
fn labels_of_host_names() {
    let long = "a".repeat(63);
    for label in ["a", "0", "a-b", "A9", long.as_str()] {
        assert!(is_host_label(label, false), "{label}");
        assert!(is_host_label(&format!("{label}.{label}"), true), "{label}");
        assert!(!is_host_label(&format!("{label}.{label}"), false), "{label}");
    }
    let long = "a".repeat(64);
    for label in ["", "-a", "a-", "a_b", "a b", "é", "a/b", long.as_str(), "a:1", "[a]"] {
        assert!(!is_host_label(label, false), "{label}");
        assert!(!is_host_label(label, true), "{label}");
        assert!(!is_host_label(&format!("a.{label}"), true), "{label}");
    }
}

#[test]
fn buckets_in_host_names() {
    for bucket in ["abc", "a-b", "123", &"a".repeat(63)] {
        assert!(is_virtual_hostable_bucket(bucket, false), "{bucket}");
    }
    assert!(is_virtual_hostable_bucket("a.b.c", true));
    assert!(!is_virtual_hostable_bucket("a.b.c", false));
    for bucket in ["", "ab", "Abc", "a_c", "-ab", "ab-", "192.168.1.1", "a..b", &"a".repeat(64)] {
        assert!(!is_virtual_hostable_bucket(bucket, true), "{bucket}");
    }
}

#[test]
fn percent_signs() {
    let encoded = |text: &str| both(text, |text| uri_encode(text).into_owned());
    assert_eq!(encoded("AZaz09-_.~"), "AZaz09-_.~");
    assert_eq!(encoded(" /:,?#[]{}|@! $&'()*+;=%<>\"^`\\").matches('%').count(), 30);
    assert_eq!(encoded("é\u{1F600} "), "%C3%A9%F0%9F%98%80%20");
    assert_eq!(encoded(""), "");
}

/// The attributes of a value as text, in order.
fn attributes(value: &Value<'_>, names: &[&str]) -> Vec<String> {
    let show = |value: Value<'_>| match value {
        Value::Str(text) => text.into_owned(),
        Value::List(items) => format!("{items:?}"),
        other => format!("{other:?}"),
    };
    names.iter().map(|name| show(value.attribute(name))).collect()
}

#[test]
fn resource_names() {
    let parse = |text: &str| {
        both(text, |text| {
            let value = Value::Arn(Box::new(Arn::parse(text)?));
            let names = ["partition", "service", "region", "accountId", "resourceId", "other"];
            Some(attributes(&value, &names))
        })
    };
    assert_eq!(
        parse("arn:aws:ec2:us-east-1:012345678910:vpc/vpc-0e9801d129EXAMPLE").unwrap(),
        ["aws", "ec2", "us-east-1", "012345678910", r#"["vpc", "vpc-0e9801d129EXAMPLE"]"#, "None"]
    );
    assert_eq!(
        parse("arn:aws:s3:::a:b/c//d").unwrap(),
        ["aws", "s3", "", "", r#"["a", "b", "c", "", "d"]"#, "None"]
    );
    for text in [
        "",
        "arn",
        "arn:aws:s3::",
        "arn:aws:s3:::",
        "arn::s3:::b",
        "arn:aws::::b",
        "ARN:aws:s3:::b",
        "nra:aws:s3:::b",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn urls() {
    let parse = |text: &str| {
        both(text, |text| {
            let value = Value::Url(Box::new(Url::parse(text)?));
            let names = ["scheme", "authority", "path", "normalizedPath", "isIp"];
            Some(attributes(&value, &names))
        })
    };
    for (url, expected) in [
        ("https://example.com", ["https", "example.com", "", "/", "Bool(false)"]),
        (
            "http://example.com:80/foo/bar",
            ["http", "example.com:80", "/foo/bar", "/foo/bar/", "Bool(false)"],
        ),
        ("HTTPS://example.com/", ["https", "example.com", "/", "/", "Bool(false)"]),
        ("https://127.0.0.1", ["https", "127.0.0.1", "", "/", "Bool(true)"]),
        ("https://127.0.0.1:8443/a", ["https", "127.0.0.1:8443", "/a", "/a/", "Bool(true)"]),
        ("https://[fe80::1]", ["https", "[fe80::1]", "", "/", "Bool(true)"]),
        ("https://[fe80::1%25en0]:80/", ["https", "[fe80::1%25en0]:80", "/", "/", "Bool(true)"]),
        ("https://user:word@example.com", ["https", "example.com", "", "/", "Bool(false)"]),
        ("https://example.com/a%20b", ["https", "example.com", "/a%20b", "/a%20b/", "Bool(false)"]),
    ] {
        assert_eq!(parse(url).unwrap(), expected, "{url}");
    }
    for url in [
        "",
        "example.com",
        "//example.com",
        "ftp://example.com",
        "https:/example.com",
        "https://",
        "https:///path",
        "https://example.com?",
        "https://example.com:8443?foo=bar",
        "https://example.com/#a",
        "https://example.com:port",
        "https://example.com:65536",
        "https://exa mple.com",
        "https://[fe80::1",
        "https://[nothing]",
        "https://a:1:2",
        "https\u{e9}://a",
    ] {
        assert_eq!(parse(url), None, "{url}");
    }
}

#[test]
fn items_from_both_ends() {
    let list = Value::List(vec!["a".into(), "b".into()]);
    let owned = ["a".to_owned(), "b".to_owned()];
    let borrowed = Value::Strings(&owned);
    for value in [&list, &borrowed] {
        let item = |place| value.item(place).str().map(str::to_owned);
        assert_eq!(item(0).as_deref(), Some("a"));
        assert_eq!(item(-1).as_deref(), Some("b"));
        assert_eq!(item(-2).as_deref(), Some("a"));
        for place in [2, -3, i64::MAX, i64::MIN] {
            assert_eq!(item(place), None);
        }
    }
    assert!(!Value::Bool(true).item(0).is_set());
}
