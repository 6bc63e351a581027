//! What JSON makes of values, and what of that comes back.

use crate::prelude::*;
use crate::wire::form::{NumberText, Plain, Sparse};
use crate::wire::json::{Encode, decode, encode};
use crate::wire::tests::common::{Kind, Size, decimal, integer};

/// Sent, never read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sent {
    name: Option<String>,
    sides: Option<Vec<Option<Sent>>>,
    kind: Option<Kind>,
    size: Option<Size>,
}

encode_json!(Sent {
    required "Name" = name,
    member_as(Sparse(Plain)) "Sides" = sides,
    member "Kind" = kind,
    member "Size" = size,
});

/// Read, never sent.
#[derive(Debug, Default, PartialEq)]
struct Read {
    name: Option<String>,
    below: Option<Box<Read>>,
    whole: Option<BigInteger>,
    exact: Option<Vec<BigDecimal>>,
    at: Option<DateTime>,
    kind: Option<Kind>,
    size: Option<Size>,
}

decode_json!(Read {
    read "Name" = name,
    read_as(form::Boxed) "Below" = below,
    read_as(NumberText) "Whole" = whole,
    read "Exact" = exact,
    read_as(EpochSeconds) "At" = at,
    read "Kind" = kind,
    read "Size" = size,
});

/// Values in forms of their own.
#[derive(Debug, Default)]
struct Forms {
    whole: Option<BigInteger>,
    exact: Option<Vec<BigDecimal>>,
    epoch: Option<DateTime>,
    text: Option<DateTime>,
    http: Option<DateTime>,
}

encode_json!(Forms {
    member_as(NumberText) "w" = whole,
    member_as(form::List(NumberText)) "x" = exact,
    member_as(EpochSeconds) "e" = epoch,
    member_as(DateTimeText) "t" = text,
    member_as(HttpDate) "h" = http,
});

fn text(value: &impl Encode) -> String {
    String::from_utf8(encode(value).unwrap()).unwrap()
}

#[test]
fn what_is_only_sent_may_be_in_a_sparse_list() {
    let inner = Sent { name: Some("b".to_owned()), ..Sent::default() };
    let mut sent = Sent {
        name: Some("a".to_owned()),
        sides: Some(vec![Some(inner), None]),
        kind: Some(Kind::Unrecognized("OVAL".to_owned())),
        size: Some(Size::Small),
    };
    let json = r#"{"Name":"a","Sides":[{"Name":"b"},null],"Kind":"OVAL","Size":1}"#;
    assert_eq!(text(&sent), json);
    sent.sides = Some(vec![Some(Sent::default())]);
    let missing = encode(&sent).unwrap_err();
    assert_eq!(missing.missing(), ["Sides[0].Name"]);
}

#[test]
fn enums_keep_what_they_do_not_know() {
    let read: Read = decode(br#"{"Kind":"ROUND","Size":7}"#).unwrap();
    assert_eq!((read.kind, read.size), (Some(Kind::Round), Some(Size::Unrecognized(7))));
    let error = decode::<Read>(br#"{"Size":"1"}"#).unwrap_err().to_string();
    assert_eq!(error, "Size: expected an integer, found a string at byte 8");
}

#[test]
fn boxes_are_read() {
    let read: Read = decode(br#"{"Below":{"Below":{"Name":"c"}}}"#).unwrap();
    let name = read.below.and_then(|below| below.below).and_then(|below| below.name);
    assert_eq!(name.as_deref(), Some("c"));
    let error = decode::<Read>(br#"{"Below":{"Below":[]}}"#).unwrap_err().to_string();
    assert_eq!(error, "Below.Below: expected an object, found a list at byte 18");
}

#[test]
fn numbers_of_any_size_keep_their_digits() {
    let json =
        br#"{"Whole":"-9223372036854775809","Exact":[0.100000000000000000000001,"1.5",2e400]}"#;
    let read: Read = decode(json).unwrap();
    assert_eq!(read.whole.unwrap(), integer("-9223372036854775809"));
    let digits: Vec<String> =
        read.exact.unwrap().iter().map(|number| number.as_ref().to_owned()).collect();
    assert_eq!(digits, ["0.100000000000000000000001", "1.5", "2e400"]);
    let read: Read = decode(br#"{"Whole":9223372036854775808}"#).unwrap();
    assert_eq!(read.whole.unwrap().as_ref(), "9223372036854775808");
    let error = decode::<Read>(br#"{"Whole":1.5}"#).unwrap_err().to_string();
    assert_eq!(error, "Whole: expected an integer at byte 12");
}

#[test]
fn numbers_of_any_size_are_written_as_json_has_them() {
    for (number, json) in [("007", "7"), ("-0", "-0"), ("-12", "-12"), ("0", "0")] {
        assert_eq!(text(&integer(number)), json);
    }
    let cases =
        [("+5", "5"), (".5", "0.5"), ("-5.", "-5.0"), ("1.50E+3", "1.50E+3"), ("00.10", "0.10")];
    for (number, json) in cases {
        assert_eq!(text(&decimal(number)), json);
    }
    let exact = Some(vec![decimal("100000000000000000000001.0")]);
    let forms = Forms { whole: Some(integer("42")), exact, ..Forms::default() };
    assert_eq!(text(&forms), r#"{"w":"42","x":["100000000000000000000001.0"]}"#);
}

#[test]
fn moments_have_three_forms() {
    let at = DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000);
    let read: Read = decode(br#"{"At":1398796238.5}"#).unwrap();
    assert_eq!(read.at, Some(at));
    let http = Some(DateTime::from_secs(0));
    let forms = Forms { epoch: Some(at), text: Some(at), http, ..Forms::default() };
    let json =
        r#"{"e":1398796238.5,"t":"2014-04-29T18:30:38.5Z","h":"Thu, 01 Jan 1970 00:00:00 GMT"}"#;
    assert_eq!(text(&forms), json);
    // No year has five digits in the text.
    let forms = Forms { text: Some(DateTime::from_secs(i64::MAX)), ..Forms::default() };
    assert_eq!(text(&forms), r#"{"t":9223372036854775807}"#);
}

#[test]
fn depth_is_bounded() {
    let json = r#"{"Below":"#.repeat(300);
    let error = decode::<Read>(json.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("nested deeper than 200 levels"), "{error}");
}

#[test]
fn what_is_skipped_is_looked_through() {
    for (skipped, wrong) in [
        ("[".repeat(100_000), "nested deeper than 200 levels"),
        (r#"[{"a": [tru]}]"#.to_owned(), "expected `true`"),
        (r#"{"a": 1"#.to_owned(), "the text ends within an object"),
        (r#""a\x""#.to_owned(), "invalid escape character x"),
        ("-".to_owned(), "expected digit"),
        ("tomorrow".to_owned(), "expected `true`"),
        ("yesterday".to_owned(), "expected a value, found something that is not JSON"),
    ] {
        let json = format!(r#"{{"Unknown": {skipped}"#);
        let error = decode::<Read>(json.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("Unknown") && error.contains(wrong), "{error}");
    }
    let json =
        r#"{"Unknown": [null, true, false, -1.5e3, "\ud83d\ude00", {"Name": "y"}], "Name": "x"}"#;
    assert_eq!(decode::<Read>(json.as_bytes()).unwrap().name.as_deref(), Some("x"));
}

#[test]
fn names_may_have_escapes_and_any_letters() {
    let name = |json: &str| decode::<Read>(json.as_bytes()).unwrap().name;
    for json in
        [r#"{"N\u0061me": "x"}"#, r#"{"é": 1, "Name": "x"}"#, r#"{"N\u0061me": "x", "é": 1}"#]
    {
        assert_eq!(name(json).as_deref(), Some("x"), "{json}");
    }
    let map = r#"{"é": 1, "a\"b": 2, "\u00e9": 3, "": 4, "\ud83d\ude00": 5}"#;
    let map: Map<String, i32> = decode(map.as_bytes()).unwrap();
    let expected = [("", 4), ("a\"b", 2), ("é", 3), ("😀", 5)];
    assert_eq!(map, expected.map(|(key, value)| (key.to_owned(), value)).into());
    assert!(decode::<Map<String, i32>>(b"{\"\xff\": 1}").is_err(), "it is not UTF-8");
}

#[test]
fn blanks_may_stand_between_values() {
    let json = "\r\n{ \"Name\"\t:\n\"x\" , \"Exact\" : [ 1 , 2 ] }\n";
    let read: Read = decode(json.as_bytes()).unwrap();
    assert_eq!(read.name.as_deref(), Some("x"));
    assert_eq!(read.exact.map(|exact| exact.len()), Some(2));
    // What is a blank elsewhere is none in JSON.
    assert!(decode::<Read>(b"{\"Name\":\x0c\"x\"}").is_err());
}

/// Whoever begins to read a value gives no name, but no name is the name of a member, too.
#[test]
fn a_member_whose_name_is_empty_is_skipped_like_all_that_nobody_knows() {
    let json =
        br#"{"": {"Name": "x"}, "Name": "a", "Below": {"": [1], "Name": "b", "": {}}, "": 2}"#;
    let read: Read = decode(json).unwrap();
    let below = Read { name: Some("b".to_owned()), ..Read::default() };
    let whole =
        Read { name: Some("a".to_owned()), below: Some(Box::new(below)), ..Read::default() };
    assert_eq!(read, whole);
}
