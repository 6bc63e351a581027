//! What queries are made of values. Most cases are facts of the protocol tests.

use crate::prelude::*;
use crate::wire::form::{
    Attribute, Boxed, Entries, Flat, FlatMap, Items, List, Namespace, OrNull, Plain, Sparse,
};
use crate::wire::query::{Encode, Style, encode};
use crate::wire::tests::common::{Kind, Size, decimal, integer};

/// Everything that a query can hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct Input {
    text: Option<String>,
    flag: Option<bool>,
    float: Option<f32>,
    blob: Option<Blob>,
    whole: Option<BigInteger>,
    exact: Option<BigDecimal>,
    kind: Option<Kind>,
    size: Option<Size>,
    at: Option<DateTime>,
    epoch: Option<DateTime>,
    nested: Option<Box<Input>>,
    list: Option<Vec<Input>>,
    named: Option<Vec<String>>,
    flat: Option<Vec<DateTime>>,
    lists: Option<Vec<Vec<i32>>>,
    sparse: Option<Vec<Option<i32>>>,
    map: Option<Map<Kind, Vec<String>>>,
    renamed: Option<Map<String, Input>>,
    flat_map: Option<Map<String, Option<String>>>,
    choice: Option<Choice>,
}

encode_query!(Input {
    member "Text" = text,
    member "Flag" = flag,
    member_as(Attribute(Plain)) "Float" = float,
    member_as(Namespace("", "u", Plain)) "Blob" = blob,
    member "Whole" = whole,
    member "Exact" = exact,
    member "Kind" = kind,
    member "Size" = size,
    member_as(DateTimeText) "At" = at,
    member_as(EpochSeconds) "Epoch" = epoch,
    member_as(Boxed) "Nested" = nested,
    member "List" = list,
    member_as(Items("item", Plain)) "Named" = named,
    member_as(Flat(EpochSeconds)) "Flat" = flat,
    member_as(List(Plain)) "Lists" = lists,
    member_as(Sparse(Plain)) "Sparse" = sparse,
    member "Map" = map,
    member_as(Entries("K", "V", Plain)) "Renamed" = renamed,
    member_as(FlatMap("K", "V", OrNull(Plain))) "FlatMap" = flat_map,
    member "Choice" = choice,
});

/// A union.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Text(String),
    Unrecognized(String),
}

impl Encode for Choice {
    fn members(&self, w: &mut query::Object<'_>) {
        match self {
            Self::Text(value) => w.value("text", value),
            Self::Unrecognized(name) => w.refuse(name),
        }
    }
}

/// What must be there, and what comes by itself.
#[derive(Debug, Default)]
struct Strict {
    name: Option<String>,
    token: Option<String>,
    inner: Option<Vec<Strict>>,
}

encode_query!(Strict {
    required "Name" = name,
    token "Token" = token,
    member_as(Flat(Plain)) "Inner" = inner,
});

/// The query behind `Action=Act&Version=2020-01-08`, with a break before each name.
fn written(style: Style, input: &Input) -> Vec<String> {
    let query = encode("Act", "2020-01-08", style, input).unwrap();
    let rest = query.strip_prefix("Action=Act&Version=2020-01-08").unwrap();
    assert!(rest.is_empty() || rest.starts_with('&'), "{rest}");
    rest.split('&').skip(1).map(str::to_owned).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn simple_values() {
    let at = Some(DateTime::from_secs(1_422_172_800));
    let input = Input {
        text: some("a b%:/?#[]@!$&'()*+,;=~-._é"),
        flag: Some(true),
        float: Some(10.8),
        blob: Some(Blob::new("value")),
        whole: Some(integer("-9223372036854775809")),
        exact: Some(decimal("1.50")),
        kind: Some(Kind::Unrecognized("A B".to_owned())),
        size: Some(Size::Small),
        at,
        epoch: at,
        choice: Some(Choice::Text("t".to_owned())),
        ..Input::default()
    };
    let expected = [
        "Text=a%20b%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D~-._%C3%A9",
        "Flag=true",
        "Float=10.8",
        "Blob=dmFsdWU%3D",
        "Whole=-9223372036854775809",
        "Exact=1.50",
        "Kind=A%20B",
        "Size=1",
        "At=2015-01-25T08%3A00%3A00Z",
        "Epoch=1422172800",
        "Choice.text=t",
    ];
    assert_eq!(written(Style::Aws, &input), expected);
    assert_eq!(written(Style::Ec2, &input), expected);
    assert_eq!(written(Style::Aws, &Input::default()), Vec::<String>::new());
    for (float, text) in
        [(f32::NAN, "NaN"), (f32::INFINITY, "Infinity"), (f32::NEG_INFINITY, "-Infinity")]
    {
        let input = Input { float: Some(float), ..Input::default() };
        assert_eq!(written(Style::Aws, &input), [format!("Float={text}")]);
    }
}

/// Lists of all kinds.
fn lists() -> Input {
    let item = |text: &str| Input { text: some(text), ..Input::default() };
    Input {
        list: Some(vec![item("hello"), Input { named: Some(strings(&["x"])), ..item("hola") }]),
        named: Some(strings(&["A", "B"])),
        flat: Some(vec![DateTime::from_secs(1), DateTime::from_secs(2)]),
        lists: Some(vec![vec![1, 2], vec![]]),
        sparse: Some(vec![None, Some(7)]),
        ..Input::default()
    }
}

#[test]
fn lists_have_the_name_of_their_items_between() {
    let expected = [
        "List.member.1.Text=hello",
        "List.member.2.Text=hola",
        "List.member.2.Named.item.1=x",
        "Named.item.1=A",
        "Named.item.2=B",
        "Flat.1=1",
        "Flat.2=2",
        "Lists.member.1.member.1=1",
        "Lists.member.1.member.2=2",
        "Lists.member.2=",
        "Sparse.member.1=",
        "Sparse.member.2=7",
    ];
    assert_eq!(written(Style::Aws, &lists()), expected);
}

#[test]
fn lists_of_ec2_are_flat() {
    let expected = [
        "List.1.Text=hello",
        "List.2.Text=hola",
        "List.2.Named.1=x",
        "Named.1=A",
        "Named.2=B",
        "Flat.1=1",
        "Flat.2=2",
        "Lists.1.1=1",
        "Lists.1.2=2",
        "Sparse.1=",
        "Sparse.2=7",
    ];
    assert_eq!(written(Style::Ec2, &lists()), expected);
}

#[test]
fn empty_lists_are_sent_and_empty_maps_are_not() {
    let input = Input {
        list: Some(vec![]),
        flat: Some(vec![]),
        map: Some(Map::new()),
        flat_map: Some(Map::new()),
        nested: Some(Box::default()),
        ..Input::default()
    };
    assert_eq!(written(Style::Aws, &input), ["List=", "Flat="]);
    assert_eq!(written(Style::Ec2, &input), Vec::<String>::new());
}

#[test]
fn maps_are_lists_of_keys_and_values() {
    let item = Input { text: some("Foo"), ..Input::default() };
    let input = Input {
        map: Some(Map::from([(Kind::Round, strings(&["C", "D"]))])),
        renamed: Some(Map::from([("foo".to_owned(), item.clone())])),
        flat_map: Some(Map::from([("a b".to_owned(), some("A")), ("c".to_owned(), None)])),
        ..Input::default()
    };
    let nested = Input { nested: Some(Box::new(input)), ..Input::default() };
    let expected = [
        "Nested.Map.entry.1.key=ROUND",
        "Nested.Map.entry.1.value.member.1=C",
        "Nested.Map.entry.1.value.member.2=D",
        "Nested.Renamed.entry.1.K=foo",
        "Nested.Renamed.entry.1.V.Text=Foo",
        "Nested.FlatMap.1.K=a%20b",
        "Nested.FlatMap.1.V=A",
        "Nested.FlatMap.2.K=c",
        "Nested.FlatMap.2.V=",
    ];
    assert_eq!(written(Style::Aws, &nested), expected);
}

#[test]
fn what_is_missing_is_named_and_tokens_come_by_themselves() {
    let strict = Strict { inner: Some(vec![Strict::default()]), ..Strict::default() };
    let missing = encode("A", "1", Style::Aws, &strict).unwrap_err();
    assert_eq!(missing.missing(), ["Name", "Inner[0].Name"]);
    let strict = Strict { name: some("n"), ..Strict::default() };
    let query = encode("A&", "1 ", Style::Ec2, &strict).unwrap();
    let token = query.strip_prefix("Action=A%26&Version=1%20&Name=n&Token=").unwrap();
    assert_eq!(token.len(), 36);
    let input = Input { choice: Some(Choice::Unrecognized("x".to_owned())), ..Input::default() };
    assert!(encode("A", "1", Style::Aws, &input).is_err());
}
