//! What XML makes of values, and what of that comes back.

use crate::prelude::*;
use crate::wire::form::{
    Attribute, Boxed, Entries, Flat, FlatMap, Items, List, Namespace, OrNull, Plain, Sparse, Tag,
};
use crate::wire::tests::common::{Kind, Size, decimal, integer};
use crate::wire::xml::{Encode, decode, decode_in, encode};

/// Simple values.
#[derive(Clone, Debug, Default, PartialEq)]
struct Simple {
    text: Option<String>,
    flag: Option<bool>,
    byte: Option<i8>,
    long: Option<i64>,
    float: Option<f32>,
    double: Option<f64>,
    blob: Option<Blob>,
    whole: Option<BigInteger>,
    exact: Option<BigDecimal>,
    kind: Option<Kind>,
    size: Option<Size>,
    epoch: Option<DateTime>,
    date: Option<DateTime>,
    http: Option<DateTime>,
}

encode_xml!(Simple {
    member "text" = text,
    member "flag" = flag,
    member "byte" = byte,
    member "long" = long,
    member "float" = float,
    member "Dribble" = double,
    member "blob" = blob,
    member "whole" = whole,
    member "exact" = exact,
    member "kind" = kind,
    member "size" = size,
    member_as(EpochSeconds) "epoch" = epoch,
    member_as(DateTimeText) "date" = date,
    member_as(HttpDate) "http" = http,
});

decode_xml!(Simple {
    read "text" = text,
    read "flag" = flag,
    read "byte" = byte,
    read "long" = long,
    read "float" = float,
    read "Dribble" = double,
    read "blob" = blob,
    read "whole" = whole,
    read "exact" = exact,
    read "kind" = kind,
    read "size" = size,
    read_as(EpochSeconds) "epoch" = epoch,
    read_as(DateTimeText) "date" = date,
    read_as(HttpDate) "http" = http,
});

/// Lists and maps.
#[derive(Clone, Debug, Default, PartialEq)]
struct Many {
    plain: Option<Vec<String>>,
    nested: Option<Vec<Vec<i32>>>,
    named: Option<Vec<String>>,
    flat: Option<Vec<Simple>>,
    sparse: Option<Vec<Option<i32>>>,
    named_sparse: Option<Vec<Option<i32>>>,
    moments: Option<Vec<DateTime>>,
    map: Option<Map<String, Simple>>,
    by_kind: Option<Map<Kind, i32>>,
    renamed: Option<Map<String, String>>,
    flat_map: Option<Map<String, Vec<String>>>,
    always: Vec<Simple>,
}

encode_xml!(Many {
    member "plain" = plain,
    member "nested" = nested,
    member_as(Items("item", Plain)) "named" = named,
    member_as(Flat(Plain)) "flat" = flat,
    member_as(Sparse(Plain)) "sparse" = sparse,
    member_as(Items("n", OrNull(Plain))) "namedSparse" = named_sparse,
    member_as(List(EpochSeconds)) "moments" = moments,
    member "map" = map,
    member "byKind" = by_kind,
    member_as(Entries("K", "V", Plain)) "renamed" = renamed,
    member_as(FlatMap("k", "v", Items("i", Plain))) "KVP" = flat_map,
    value_as(Flat(Plain)) "always" = always,
});

decode_xml!(Many {
    read "plain" = plain,
    read "nested" = nested,
    read_as(Items("item", Plain)) "named" = named,
    read_as(Flat(Plain)) "flat" = flat,
    read_as(Sparse(Plain)) "sparse" = sparse,
    read_as(Items("n", OrNull(Plain))) "namedSparse" = named_sparse,
    read_as(List(EpochSeconds)) "moments" = moments,
    read "map" = map,
    read "byKind" = by_kind,
    read_as(Entries("K", "V", Plain)) "renamed" = renamed,
    read_as(FlatMap("k", "v", Items("i", Plain))) "KVP" = flat_map,
    read_as(Flat(Plain)) "always" = always,
});

/// Attributes and namespaces; the attribute stands behind an element in the model.
#[derive(Clone, Debug, Default, PartialEq)]
struct Marked {
    foo: Option<String>,
    attr: Option<String>,
    at: Option<DateTime>,
    grantee: Option<Box<Marked>>,
    values: Option<Vec<String>>,
    map: Option<Map<String, String>>,
    flat_map: Option<Map<String, String>>,
    union: Option<Choice>,
}

encode_xml!(Marked {
    member_as(Namespace("baz", "http://baz.com", Plain)) "foo" = foo,
    member_as(Attribute(Plain)) "xsi:type" = attr,
    member_as(Attribute(DateTimeText)) "at" = at,
    member_as(Namespace("xsi", "http://xsi", Boxed)) "Grantee" = grantee,
    member_as(Namespace("", "http://qux.com", Items("m", Namespace("", "http://bux.com", Plain)))) "values" = values,
    member_as(Namespace("", "http://m", Entries(KEY, "V", Namespace("", "http://v", Plain)))) "KVP" = map,
    member_as(Namespace("", "http://m", FlatMap(KEY, "V", Plain))) "F" = flat_map,
    member "union" = union,
});

decode_xml!(Marked {
    read_as(Namespace("baz", "http://baz.com", Plain)) "foo" = foo,
    read_as(Attribute(Plain)) "xsi:type" = attr,
    read_as(Attribute(DateTimeText)) "at" = at,
    read_as(Namespace("xsi", "http://xsi", Boxed)) "Grantee" = grantee,
    read_as(Namespace("", "http://qux.com", Items("m", Namespace("", "http://bux.com", Plain)))) "values" = values,
    read_as(Namespace("", "http://m", Entries(KEY, "V", Namespace("", "http://v", Plain)))) "KVP" = map,
    read_as(Namespace("", "http://m", FlatMap(KEY, "V", Plain))) "F" = flat_map,
    read "union" = union,
});

const KEY: Tag = Tag { name: "K", namespace: Some(("", "http://k")) };

/// A union.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Text(String),
    Marked(Box<Marked>),
    Unrecognized(String),
}

open_union!(Choice);

impl Encode for Choice {
    fn members(&self, w: &mut xml::Object<'_>) {
        match self {
            Self::Text(value) => w.value("text", value),
            Self::Marked(value) => w.value_as(Boxed, "marked", value),
            Self::Unrecognized(name) => w.refuse(name),
        }
    }
}

impl xml::Decode for Choice {
    fn decode(&mut self, member: &str, r: &mut xml::Reader<'_>) -> xml::Result {
        match member {
            "text" => r.variant(self, Self::Text),
            "marked" => r.variant_as(Boxed, self, Self::Marked),
            _ => r.unrecognized(member, self, Self::Unrecognized),
        }
    }
}

/// What must be there.
#[derive(Debug, Default)]
struct Strict {
    name: Option<String>,
    inner: Option<Vec<Strict>>,
    by_name: Option<Map<String, Strict>>,
    choice: Option<Choice>,
}

encode_xml!(Strict {
    required "Name" = name,
    member_as(Flat(Plain)) "Inner" = inner,
    member "ByName" = by_name,
    member "Choice" = choice,
});

fn text(value: &dyn Encode) -> String {
    String::from_utf8(encode("R", value).unwrap()).unwrap()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn strings(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn error<T: xml::Decode + Default>(xml: &str) -> String {
    decode::<T>(xml.as_bytes()).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn simple_values_go_there_and_back() {
    let at = Some(DateTime::from_secs(1_398_796_238));
    let simple = Simple {
        text: some("  a <b> & \"c\"\t\r\n\u{85}\u{2028} d "),
        flag: Some(false),
        byte: Some(-1),
        long: Some(i64::MAX),
        float: Some(5.5),
        double: Some(f64::NEG_INFINITY),
        blob: Some(Blob::new("value")),
        whole: Some(integer("-9223372036854775809")),
        exact: Some(decimal("0.100000000000000000000001")),
        kind: Some(Kind::Round),
        size: Some(Size::Unrecognized(9)),
        epoch: at,
        date: at,
        http: at,
    };
    let xml = "<R><text>  a &lt;b&gt; &amp; &quot;c&quot;&#x9;&#xD;&#xA;&#x85;&#x2028; d </text>\
        <flag>false</flag><byte>-1</byte><long>9223372036854775807</long><float>5.5</float>\
        <Dribble>-Infinity</Dribble><blob>dmFsdWU=</blob><whole>-9223372036854775809</whole>\
        <exact>0.100000000000000000000001</exact><kind>ROUND</kind><size>9</size>\
        <epoch>1398796238</epoch><date>2014-04-29T18:30:38Z</date>\
        <http>Tue, 29 Apr 2014 18:30:38 GMT</http></R>";
    assert_eq!(text(&simple), xml);
    assert_eq!(decode::<Simple>(xml.as_bytes()).unwrap(), simple);
}

#[test]
fn lists_and_maps_go_there_and_back() {
    let simple = |name: &str| Simple { text: some(name), ..Simple::default() };
    let many = Many {
        plain: strings(&["foo", "bar"]),
        nested: Some(vec![vec![1], vec![], vec![2, 3]]),
        named: strings(&["a"]),
        flat: Some(vec![simple("x"), Simple::default()]),
        sparse: Some(vec![None, Some(1)]),
        named_sparse: Some(vec![Some(2), None]),
        moments: Some(vec![DateTime::from_secs(1)]),
        map: Some(Map::from([("k".to_owned(), simple("v"))])),
        by_kind: Some(Map::from([(Kind::Round, 1)])),
        renamed: Some(Map::from([("a".to_owned(), "A".to_owned())])),
        flat_map: Some(Map::from([
            ("a".to_owned(), vec![]),
            ("b".to_owned(), vec!["B".to_owned()]),
        ])),
        always: vec![simple("y")],
    };
    let xml = "<R><plain><member>foo</member><member>bar</member></plain>\
        <nested><member><member>1</member></member><member></member>\
        <member><member>2</member><member>3</member></member></nested>\
        <named><item>a</item></named><flat><text>x</text></flat><flat></flat>\
        <sparse><member></member><member>1</member></sparse>\
        <namedSparse><n>2</n><n></n></namedSparse><moments><member>1</member></moments>\
        <map><entry><key>k</key><value><text>v</text></value></entry></map>\
        <byKind><entry><key>ROUND</key><value>1</value></entry></byKind>\
        <renamed><entry><K>a</K><V>A</V></entry></renamed>\
        <KVP><k>a</k><v></v></KVP><KVP><k>b</k><v><i>B</i></v></KVP>\
        <always><text>y</text></always></R>";
    assert_eq!(text(&many), xml);
    assert_eq!(decode::<Many>(xml.as_bytes()).unwrap(), many);
}

#[test]
fn empty_elements_are_empty_values() {
    let xml = b"<R><plain/><map></map><flat/><KVP><k/><v/></KVP></R>";
    let many: Many = decode(xml).unwrap();
    assert_eq!((many.plain, many.map), (Some(vec![]), Some(Map::new())));
    assert_eq!(many.flat, Some(vec![Simple::default()]));
    assert_eq!(many.flat_map, Some(Map::from([(String::new(), vec![])])));
    let simple: Simple = decode(b"<R><text/><blob></blob></R>").unwrap();
    assert_eq!((simple.text, simple.blob), (some(""), Some(Blob::new(""))));
    let empty = Many { plain: Some(vec![]), flat: Some(vec![]), ..Many::default() };
    assert_eq!(text(&empty), "<R><plain></plain></R>");
    for nothing in ["", " \n", "<R/>", "<any:R></any:R>"] {
        assert_eq!(decode::<Many>(nothing.as_bytes()).unwrap(), Many::default());
    }
}

#[test]
fn attributes_and_namespaces_go_there_and_back() {
    let inner = Marked { attr: some("<a & \"b\">"), ..Marked::default() };
    let entry = Some(Map::from([("a".to_owned(), "A".to_owned())]));
    let marked = Marked {
        foo: some("Foo"),
        attr: some("t\n"),
        at: Some(DateTime::from_secs(0)),
        grantee: Some(Box::new(inner.clone())),
        values: strings(&["Bar"]),
        map: entry.clone(),
        flat_map: entry,
        union: Some(Choice::Marked(Box::new(inner))),
    };
    let xml = "<R xmlns=\"http://foo.com\" xsi:type=\"t&#xA;\" at=\"1970-01-01T00:00:00Z\">\
        <foo xmlns:baz=\"http://baz.com\">Foo</foo>\
        <Grantee xmlns:xsi=\"http://xsi\" xsi:type=\"&lt;a &amp; &quot;b&quot;&gt;\"></Grantee>\
        <values xmlns=\"http://qux.com\"><m xmlns=\"http://bux.com\">Bar</m></values>\
        <KVP xmlns=\"http://m\"><entry><K xmlns=\"http://k\">a</K><V xmlns=\"http://v\">A</V></entry></KVP>\
        <F xmlns=\"http://m\"><K xmlns=\"http://k\">a</K><V>A</V></F>\
        <union><marked xsi:type=\"&lt;a &amp; &quot;b&quot;&gt;\"></marked></union></R>";
    let root = Tag { name: "R", namespace: Some(("", "http://foo.com")) };
    assert_eq!(String::from_utf8(encode(root, &marked).unwrap()).unwrap(), xml);
    assert_eq!(decode::<Marked>(xml.as_bytes()).unwrap(), marked);
}

#[test]
fn an_attribute_is_no_element_of_that_name() {
    let xml = b"<R foo='no' at='1970-01-01T00:00:00Z' union='x'><at>no</at><union a='b'><text>t</text></union></R>";
    let marked: Marked = decode(xml).unwrap();
    assert_eq!((marked.foo, marked.at), (None, Some(DateTime::from_secs(0))));
    assert_eq!(marked.union, Some(Choice::Text("t".to_owned())));
}

#[test]
fn unions_keep_the_name_that_they_do_not_know() {
    let marked: Marked = decode(b"<R><union><other><text>t</text></other></union></R>").unwrap();
    assert_eq!(marked.union, Some(Choice::Unrecognized("other".to_owned())));
    let missing = encode("R", &marked).unwrap_err();
    assert_eq!(missing.missing(), ["union.other (a variant that is not known)"]);
}

#[test]
fn what_is_missing_is_named_by_its_path() {
    let strict = Strict {
        inner: Some(vec![Strict { name: some("x"), ..Strict::default() }, Strict::default()]),
        by_name: Some(Map::from([("a".to_owned(), Strict::default())])),
        ..Strict::default()
    };
    let missing = encode("R", &strict).unwrap_err();
    assert_eq!(missing.missing(), ["Name", "Inner[1].Name", "ByName[0].Name"]);
}

#[test]
fn all_kinds_of_markup_are_read() {
    let xml = "\u{feff}<?xml version = \"1.0\" encoding = \"UTF-8\"?>\n<!DOCTYPE r [<!ENTITY e \"x\">]>\n\
        <!-- before --><p:R xmlns:p='u'><![CDATA[nothing]]> \
        <p:text>a<!-- in between -->b<![CDATA[ <c> ]]>&lt;&#100;&#x65;\r\nf</p:text >\
        <new><text>skipped</text></new><?pi?><long> 12\n</long></p:R> <!-- after -->";
    let simple: Simple = decode(xml.as_bytes()).unwrap();
    assert_eq!(simple.text, some("ab <c> <de\nf"));
    assert_eq!(simple.long, Some(12));
}

#[test]
fn values_are_found_in_their_wrappers() {
    let xml = b"<OpResponse xmlns='u'><Meta><OpResult/></Meta><OpResult><text>x</text></OpResult>\
        <OpResult><text>y</text></OpResult></OpResponse>";
    assert_eq!(decode_in::<Simple>(xml, &["OpResult"]).unwrap().text, some("x"));
    assert_eq!(decode_in::<Simple>(xml, &["Other"]).unwrap(), Simple::default());
    assert_eq!(decode_in::<Simple>(b"", &["OpResult"]).unwrap(), Simple::default());
    let xml = b"<Response><Errors><Error><text>e</text></Error></Errors></Response>";
    assert_eq!(decode_in::<Simple>(xml, &["Errors", "Error"]).unwrap().text, some("e"));
    assert_eq!(decode::<Kind>(b"<Location>ROUND</Location>").unwrap(), Kind::Round);
    assert!(decode_in::<Simple>(b"<A><B></A>", &["C"]).is_err());
}

#[test]
fn errors_say_where() {
    let cases = [
        ("<R><long>x</long></R>", "long: expected an integer of 64 bits at byte 17"),
        ("<R><text>a<b/></text></R>", "text: expected text, found an element at byte 14"),
        (
            "<R><text>&nbsp;</text></R>",
            "text: a reference to an entity that is not known at byte 15",
        ),
        ("<R><flag>1</flag></R>", "flag: expected true or false at byte 17"),
        ("<R><blob>*</blob></R>", "blob: expected base64 at byte 17"),
        ("<R><size/></R>", "size: expected an integer of 32 bits at byte 10"),
        ("<R><text>a</text>", "the end is missing at byte 17"),
        ("<R></R><R/>", "expected one element at byte 11"),
        ("<R/>x", "expected one element at byte 5"),
        ("x", "expected one element at byte 1"),
        ("<!-- -->", "expected one element at byte 8"),
    ];
    for (xml, message) in cases {
        assert_eq!(error::<Simple>(xml), message, "{xml}");
    }
    let flat = error::<Many>("<R><always/><always><long/></always></R>");
    assert_eq!(flat, "always[1].long: expected an integer of 64 bits at byte 27");
    let nested =
        error::<Many>("<R><nested><member/><member><member>x</member></member></nested></R>");
    assert_eq!(nested, "nested[1][0]: expected an integer of 32 bits at byte 46");
    assert!(error::<Many>("<R><map><entry><value/></entry></map></R>").contains("without a key"));
    assert!(error::<Simple>("<R></S>").contains("expected `</R>`"));
    assert!(decode::<Simple>(b"<R><text>\xff</text></R>").is_err());
}

#[test]
fn depth_is_bounded() {
    let deep = |name: &str| format!("<R>{}", format!("<{name}>").repeat(300));
    for name in ["Grantee", "unknown"] {
        let message = error::<Marked>(&deep(name));
        assert!(message.contains("nested deeper than 200 levels"), "{name}: {message}");
    }
    let levels = |count: usize| {
        format!("<R>{}{}</R>", "<unknown>".repeat(count), "</unknown>".repeat(count))
    };
    assert_eq!(error::<Marked>(&levels(190)), "");
    let grantees = |count: usize| {
        format!("<R>{}{}</R>", "<Grantee>".repeat(count), "</Grantee>".repeat(count))
    };
    assert_eq!(error::<Marked>(&grantees(190)), "");
}
