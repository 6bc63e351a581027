//! What CBOR makes of values, and what of that comes back. Most bytes are facts of the protocol
//! tests or of RFC 8949.

use crate::prelude::*;
use crate::wire::cbor::{Decode, Encode, decode, encode};
use crate::wire::form::{Boxed, Plain, Sparse};
use crate::wire::tests::common::{Kind, Size, decimal, integer};

/// Everything that CBOR can hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct All {
    text: Option<String>,
    flag: Option<bool>,
    byte: Option<i8>,
    short: Option<i16>,
    int: Option<i32>,
    long: Option<i64>,
    float: Option<f32>,
    double: Option<f64>,
    blob: Option<Blob>,
    at: Option<DateTime>,
    whole: Option<BigInteger>,
    exact: Option<BigDecimal>,
    kind: Option<Kind>,
    size: Option<Size>,
    list: Option<Vec<String>>,
    moments: Option<Vec<DateTime>>,
    sparse: Option<Vec<Option<i32>>>,
    map: Option<Map<Kind, Vec<i32>>>,
    gaps: Option<Map<String, Option<bool>>>,
    below: Option<Box<All>>,
    choice: Option<Choice>,
}

encode_cbor!(All {
    member "text" = text,
    member "flag" = flag,
    member "byte" = byte,
    member "short" = short,
    member "int" = int,
    member "long" = long,
    member "float" = float,
    member "double" = double,
    member "blob" = blob,
    member_as(EpochSeconds) "at" = at,
    member "whole" = whole,
    member "exact" = exact,
    member "kind" = kind,
    member "size" = size,
    member "list" = list,
    member_as(form::List(EpochSeconds)) "moments" = moments,
    member_as(Sparse(Plain)) "sparse" = sparse,
    member "map" = map,
    member_as(Sparse(Plain)) "gaps" = gaps,
    member_as(Boxed) "below" = below,
    member "choice" = choice,
});

decode_cbor!(All {
    read "text" = text,
    read "flag" = flag,
    read "byte" = byte,
    read "short" = short,
    read "int" = int,
    read "long" = long,
    read "float" = float,
    read "double" = double,
    read "blob" = blob,
    read_as(EpochSeconds) "at" = at,
    read "whole" = whole,
    read "exact" = exact,
    read "kind" = kind,
    read "size" = size,
    read "list" = list,
    read_as(form::List(EpochSeconds)) "moments" = moments,
    read_as(Sparse(Plain)) "sparse" = sparse,
    read "map" = map,
    read_as(Sparse(Plain)) "gaps" = gaps,
    read_as(Boxed) "below" = below,
    read "choice" = choice,
});

/// A union.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Text(String),
    At(DateTime),
    Unrecognized(String),
}

open_union!(Choice);

impl Encode for Choice {
    fn members(&self, w: &mut cbor::Object<'_>) {
        match self {
            Self::Text(value) => w.value("text", value),
            Self::At(value) => w.value_as(EpochSeconds, "at", value),
            Self::Unrecognized(name) => w.refuse(name),
        }
    }
}

impl Decode for Choice {
    fn decode(&mut self, member: &str, r: &mut cbor::Reader<'_>) -> cbor::Result {
        match member {
            "text" => r.variant(self, Self::Text),
            "at" => r.variant_as(EpochSeconds, self, Self::At),
            _ => r.unrecognized(member, self, Self::Unrecognized),
        }
    }
}

/// What must be there.
#[derive(Debug, Default)]
struct Strict {
    name: Option<String>,
    inner: Option<Vec<Strict>>,
}

encode_cbor!(Strict {
    required "Name" = name,
    member "Inner" = inner,
});

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).unwrap();
    digits.chunks_exact(2).map(byte).collect()
}

fn hex(value: &dyn Encode) -> String {
    encode(value).unwrap().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(hex: &str) -> All {
    decode(&bytes(hex)).unwrap()
}

fn error(hex: &str) -> String {
    decode::<All>(&bytes(hex)).unwrap_err().to_string()
}

/// A structure with one member whose value is those bytes.
fn member(name: &str, value: &str) -> String {
    let name: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("a1{:02x}{name}{value}", 0x60 + name.len() / 2)
}

fn all() -> All {
    All {
        text: Some("simple".to_owned()),
        flag: Some(true),
        byte: Some(i8::MIN),
        short: Some(9898),
        int: Some(-257),
        long: Some(i64::MIN),
        float: Some(7.625),
        double: Some(1.889),
        blob: Some(Blob::new("foo")),
        at: Some(DateTime::from_secs_and_nanos(946_845_296, 123_000_000)),
        whole: Some(integer("-18446744073709551617")),
        exact: Some(decimal("273.15")),
        kind: Some(Kind::Unrecognized("OVAL".to_owned())),
        size: Some(Size::Small),
        list: Some(vec![]),
        moments: Some(vec![DateTime::from_secs(-1)]),
        sparse: Some(vec![Some(1), None]),
        map: Some(Map::from([(Kind::Round, vec![1, 2])])),
        gaps: Some(Map::from([("x".to_owned(), None)])),
        below: Some(Box::new(All { text: Some(String::new()), ..All::default() })),
        choice: Some(Choice::At(DateTime::from_secs(0))),
    }
}

#[test]
fn everything_goes_there_and_back() {
    assert_eq!(decode::<All>(&encode(&all()).unwrap()).unwrap(), all());
    assert_eq!(hex(&All::default()), "bfff");
}

#[test]
fn values_have_the_bytes_of_the_specification() {
    let cases = [
        (All { text: all().text, ..All::default() }, "6474657874 6673696d706c65"),
        (All { flag: Some(false), ..All::default() }, "64666c6167 f4"),
        (All { byte: Some(-128), ..All::default() }, "6462797465 387f"),
        (All { int: Some(256), ..All::default() }, "63696e74 190100"),
        (All { float: Some(7.625), ..All::default() }, "65666c6f6174 fa40f40000"),
        (All { double: Some(f64::NAN), ..All::default() }, "66646f75626c65 fb7ff8000000000000"),
        (All { float: Some(f32::INFINITY), ..All::default() }, "65666c6f6174 fa7f800000"),
        (All { blob: all().blob, ..All::default() }, "64626c6f62 43666f6f"),
        (All { at: Some(DateTime::from_secs(0)), ..All::default() }, "626174 c100"),
        (All { at: all().at, ..All::default() }, "626174 c1fb41cc37db380fbe77"),
        (All { list: Some(vec!["a".to_owned()]), ..All::default() }, "646c697374 816161"),
        (All { sparse: Some(vec![None]), ..All::default() }, "66737061727365 81f6"),
        (All { gaps: all().gaps, ..All::default() }, "6467617073 a16178f6"),
        (All { exact: all().exact, ..All::default() }, "656578616374 c48221196ab3"),
        (All { choice: all().choice, ..All::default() }, "6663686f696365 bf626174c100ff"),
    ];
    for (value, expected) in cases {
        let expected: String = expected.split_whitespace().collect();
        assert_eq!(hex(&value), format!("bf{expected}ff"));
    }
}

#[test]
fn lengths_may_be_told_or_not() {
    let list = "64 6c697374";
    let chunked = "7f 6161 6162 60 ff";
    let expected = Some(vec!["ab".to_owned(), "c".to_owned()]);
    for cbor in
        [format!("a1 {list} 82 {chunked} 6163"), format!("bf {list} 9f {chunked} 7f 6163 ff ff ff")]
    {
        assert_eq!(read(&cbor).list, expected);
    }
    assert_eq!(read(&member("blob", "5f 4101 40 420203 ff")).blob, Some(Blob::new([1, 2, 3])));
    assert_eq!(read("bf 7f 6169 ff 01 ff"), All::default());
}

#[test]
fn floats_come_in_all_sizes() {
    let cases = [
        ("f93e00", 1.5),
        ("f947a0", 7.625),
        ("f90050", 4.76837158203125e-06),
        ("f98000", -0.0),
        ("f97bff", 65504.0),
        ("f97c00", f64::INFINITY),
        ("f9fc00", f64::NEG_INFINITY),
        ("fa40f40000", 7.625),
        ("fb3ff8000000000000", 1.5),
        ("1838", 56.0),
        ("3863", -100.0),
        ("1bffffffffffffffff", 18_446_744_073_709_552_000.0),
    ];
    for (cbor, number) in cases {
        assert_eq!(read(&member("double", cbor)).double, Some(number), "{cbor}");
        let single: f32 = number.to_string().parse().unwrap();
        assert_eq!(read(&member("float", cbor)).float, Some(single), "{cbor}");
    }
    for nan in ["f97c01", "f97e00", "fa7fc00000", "fb7ff8000000000000"] {
        assert!(read(&member("double", nan)).double.is_some_and(f64::is_nan), "{nan}");
        assert!(read(&member("float", nan)).float.is_some_and(f32::is_nan), "{nan}");
    }
}

#[test]
fn moments_are_numbers_with_a_tag_or_without() {
    let at = |cbor: &str| read(&member("at", cbor)).at;
    assert_eq!(at("c1fb41cc37db380fbe77"), all().at);
    assert_eq!(at("c1 1a386fb8b0"), Some(DateTime::from_secs(946_845_872)));
    assert_eq!(at("f93c00"), Some(DateTime::from_secs(1)));
    assert_eq!(at("c120"), Some(DateTime::from_secs(-1)));
    assert_eq!(error(&member("at", "c001")), "at: expected a moment, found another tag at byte 5");
    for wrong in ["c1fb7ff8000000000000", "c1fb7ff0000000000000", "c13bffffffffffffffff"] {
        assert!(error(&member("at", wrong)).starts_with("at: expected a moment in seconds"));
    }
}

#[test]
fn numbers_of_any_size_keep_their_digits() {
    let cases = [
        ("0", "00"),
        ("-1", "20"),
        ("18446744073709551615", "1bffffffffffffffff"),
        ("-18446744073709551616", "3bffffffffffffffff"),
        ("18446744073709551616", "c249010000000000000000"),
        ("-18446744073709551617", "c349010000000000000000"),
        ("340282366920938463463374607431768211455", "c250ffffffffffffffffffffffffffffffff"),
    ];
    for (digits, cbor) in cases {
        let all = All { whole: Some(integer(digits)), ..All::default() };
        assert_eq!(hex(&all), format!("bf6577686f6c65{cbor}ff"));
        assert_eq!(read(&member("whole", cbor)), all);
    }
    assert_eq!(read(&member("whole", "c2420001")).whole, Some(integer("1")));
    assert_eq!(read(&member("whole", "c240")).whole, Some(integer("0")));
    assert_eq!(read(&member("whole", "c340")).whole, Some(integer("-1")));
    let long = format!("-{}", "1234567890".repeat(300));
    let all = All { whole: Some(integer(&long)), ..All::default() };
    assert_eq!(decode::<All>(&encode(&all).unwrap()).unwrap(), all);
    let huge = format!("c2 59 1001 {}", "ff".repeat(4097));
    assert!(error(&member("whole", &huge)).contains("more than 4096 bytes"));
    assert!(error(&member("whole", "c401")).contains("another tag"));
    assert!(error(&member("whole", "6131")).contains("expected an integer, found a string"));
}

#[test]
fn decimals_keep_their_digits() {
    for digits in ["0.0", "1.5", "-0.000123", "100", "1E+400", "-12.50", ".5", "+5.", "1e-400"] {
        let all = All { exact: Some(decimal(digits)), ..All::default() };
        assert_eq!(decode::<All>(&encode(&all).unwrap()).unwrap(), all, "{digits}");
    }
    let digits = |cbor: &str| read(&member("exact", cbor)).exact.unwrap().as_ref().to_owned();
    assert_eq!(digits("c48221196ab3"), "273.15");
    assert_eq!(digits("c4822020"), "-0.1");
    assert_eq!(digits("c4820205"), "5E2");
    assert_eq!(digits("c4823903e701"), "1E-1000");
    assert_eq!(digits("c48220c249010000000000000000"), "1844674407370955161.6");
    assert_eq!(digits("0c"), "12");
    assert_eq!(digits("f93e00"), "1.5");
    for wrong in ["c480", "c48101", "c483010101", "c482f93e0001", "c4823bffffffffffffffff01"] {
        assert!(error(&member("exact", wrong)).starts_with("exact"), "{wrong}");
    }
    assert!(error(&member("exact", "f97c00")).contains("expected a number"));
}

#[test]
fn null_is_absent_and_unknown_members_are_skipped() {
    assert_eq!(read("a2 6474657874 f6 63696e74 f7"), All::default());
    assert_eq!(read(&member("list", "83 6161 f6 6162")).list.unwrap(), ["a", "b"]);
    assert_eq!(read(&member("sparse", "83 01 f6 f7")).sparse.unwrap(), [Some(1), None, None]);
    let nothing = "a3 01 9f 8120 ff c1 82 f93c00 f0 7f ff 5f 41ff ff 00";
    assert_eq!(read(&format!("a2 61 78 {nothing} 63 696e74 05")).int, Some(5));
    assert_eq!(decode::<All>(b"").unwrap(), All::default());
    let choice = read(&member("choice", "a3 665f5f74797065 6161 6474657874 f6 6561646f6265 01"));
    assert_eq!(choice.choice, Some(Choice::Unrecognized("adobe".to_owned())));
    let missing = encode(&choice).unwrap_err();
    assert_eq!(missing.missing(), ["choice.adobe (a variant that is not known)"]);
}

#[test]
fn what_is_missing_is_named_by_its_path() {
    let strict = Strict { inner: Some(vec![Strict::default()]), ..Strict::default() };
    assert_eq!(encode(&strict).unwrap_err().missing(), ["Name", "Inner[0].Name"]);
}

#[test]
fn errors_say_where() {
    let cases = [
        ("a163696e74 6131", "int: expected an integer, found a string at byte 5"),
        ("a163696e74 1a80000000", "int: a number that does not fit i32 at byte 10"),
        ("a164666c6167 01", "flag: expected a boolean, found an integer at byte 6"),
        ("a1646c697374 8201", "list[0]: expected a string, found an integer at byte 7"),
        ("a16474657874 62ff", "text: the end is missing at byte 7"),
        ("a16474657874 61ff", "text: not valid CBOR at byte 8"),
        ("a1646c697374 9bffffffffffffffff 6161", "list[1]: the end is missing at byte 17"),
        ("a16474657874 7bffffffffffffffff", "text: the end is missing at byte 15"),
        ("a10101", "expected a string, found an integer at byte 1"),
        ("a000", "expected the end at byte 1"),
        ("80", "expected a map, found a list at byte 0"),
        ("bf", "the end is missing at byte 1"),
        ("a16178 ff", "x: expected an integer, found something else at byte 3"),
        ("a16178 1c", "x: expected an integer, found something else at byte 3"),
    ];
    for (cbor, message) in cases {
        assert_eq!(error(cbor), message, "{cbor}");
    }
}

#[test]
fn depth_is_bounded() {
    for nested in ["81", "c1", "a16178", "9f", "bf6178"] {
        let cbor = format!("a16178{}", nested.repeat(300));
        assert!(error(&cbor).contains("nested deeper than 200 levels"), "{nested}");
    }
    let below = "a16562656c6f77".repeat(300);
    assert!(error(&below).contains("nested deeper than 200 levels"));
    assert_eq!(read(&format!("a16178{}00", "81".repeat(199))), All::default());
}
