//! What calls add to where they go.

use crate::endpoint::rules::{Outcome, Parameter, Rules};
use crate::endpoint::{Parameters, Partitions, resolve};
use crate::rules::Expr;
use crate::{EndpointInput, Input, Map, ParameterValue, Quiet, endpoint};
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;

#[derive(Clone, Debug, Default)]
struct Table {
    name: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Step {
    check: Option<Table>,
    put: Option<Box<Table>>,
}

#[derive(Clone, Debug, Default)]
struct Request {
    bucket: Option<String>,
    table: Option<Table>,
    steps: Option<Vec<Step>>,
    tables: Option<Map<String, Table>>,
    names: Option<Vec<String>>,
    flag: Option<bool>,
}

static RULES: Rules = Rules {
    parameters: &[
        Parameter::string("Bucket"),
        Parameter::string("Name"),
        Parameter::strings("Steps"),
        Parameter::strings("Keys"),
        Parameter::strings("Names"),
        Parameter::strings("Of"),
        Parameter::boolean("Flag"),
        Parameter::boolean("Constant"),
        Parameter::string("Text"),
        Parameter::strings("Texts"),
    ],
    kept: &[],
    conditions: &[],
    results: &[Outcome::url(Expr::Str("https://here"))],
    nodes: &[],
};

static PARTITIONS: Partitions = Partitions::new(&[]);

/// The operation.
struct Ask;

endpoint!(Ask: Request {
    host = ["data-", bucket, "."],
    "Bucket" = bucket!,
    "Name" = table.name,
    "Steps" = all(steps[check.name, put.name]),
    "Keys" = all(keys(tables)),
    "Of" = all(tables[name], table.name),
    "Names" = all(names[_]),
    "Flag" = flag,
    "Constant" = true,
    "Text" = "text",
    "Texts" = ["a", "b"],
});

fn values(endpoint: &EndpointInput, request: Request) -> Vec<Option<ParameterValue>> {
    let client = Parameters::new(&RULES, |_| None);
    let parameters = endpoint.parameters(&client, &Input::erase(Quiet(request)));
    (0..RULES.parameters.len()).map(|place| parameters.get(place).cloned()).collect()
}

fn text(text: &str) -> Option<ParameterValue> {
    Some(text.into())
}

fn texts(texts: &[&str]) -> Option<ParameterValue> {
    Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>().into())
}

fn table(name: &str) -> Table {
    Table { name: Some(name.to_owned()) }
}

#[test]
fn values_come_from_the_input() {
    let request = Request {
        bucket: Some("bucket".to_owned()),
        table: Some(table("deep")),
        steps: Some(vec![
            Step { check: Some(table("one")), put: Some(Box::new(table("two"))) },
            Step::default(),
            Step { check: None, put: Some(Box::new(table("three"))) },
        ]),
        tables: Some(Map::from([("a".to_owned(), table("x")), ("b".to_owned(), Table::default())])),
        names: Some(vec!["n".to_owned()]),
        flag: Some(false),
    };
    let expected = vec![
        text("bucket"),
        text("deep"),
        texts(&["one", "two", "three"]),
        texts(&["a", "b"]),
        texts(&["n"]),
        texts(&["x", "deep"]),
        Some(false.into()),
        Some(true.into()),
        text("text"),
        texts(&["a", "b"]),
    ];
    assert_eq!(values(&Ask::ENDPOINT, request), expected);
}

#[test]
fn what_is_not_there_sets_nothing() {
    let mut expected = vec![None; 7];
    expected.extend([Some(true.into()), text("text"), texts(&["a", "b"])]);
    assert_eq!(values(&Ask::ENDPOINT, Request::default()), expected);
    let empty = Request { steps: Some(Vec::new()), ..Request::default() };
    assert_eq!(values(&Ask::ENDPOINT, empty).swap_remove(2), texts(&[]), "an empty list is a list");
    let client = Parameters::new(&RULES, |_| None);
    let other = Ask::ENDPOINT.parameters(&client, &Input::erase(Quiet("something else")));
    assert_eq!(other, client, "an interceptor may replace the input");
}

#[test]
fn a_value_that_must_not_be_blank() {
    let client = Parameters::new(&RULES, |_| None);
    for blank in ["", " \t"] {
        let request = Request { bucket: Some(blank.to_owned()), ..Request::default() };
        let parameters = Ask::ENDPOINT.parameters(&client, &Input::erase(Quiet(request)));
        let error = resolve(&RULES, &PARTITIONS, &parameters).unwrap_err();
        assert_eq!(error.message(), "`Bucket` must not be blank");
    }
    assert_eq!(resolve(&RULES, &PARTITIONS, &client).unwrap().url(), "https://here");
}

#[test]
fn a_call_wins_over_the_client() {
    let mut client = Parameters::new(&RULES, |_| None);
    client.set_for_client("Bucket", "of the client".into());
    let parameters = Ask::ENDPOINT.parameters(&client, &Input::erase(Quiet(Request::default())));
    assert_eq!(parameters.get(0), text("of the client").as_ref());
    let request = Request { bucket: Some("of the call".to_owned()), ..Request::default() };
    let parameters = Ask::ENDPOINT.parameters(&client, &Input::erase(Quiet(request)));
    assert_eq!(parameters.get(0), text("of the call").as_ref());
}

#[test]
fn values_that_the_rules_have_no_place_for() {
    let resolved = |name, value: ParameterValue| {
        let mut client = Parameters::new(&RULES, |_| None);
        client.set_for_client(name, value);
        resolve(&RULES, &PARTITIONS, &client).unwrap_err().message().to_owned()
    };
    assert_eq!(resolved("Nothing", "".into()), "the rules have no parameter `Nothing`");
    assert_eq!(resolved("Bucket", true.into()), "the parameter `Bucket` has another type");
    assert_eq!(resolved("Flag", "true".into()), "the parameter `Flag` has another type");
}

#[test]
fn the_prefix_of_the_host() {
    let prefix = |bucket: Option<&str>| {
        let bucket = bucket.map(str::to_owned);
        let prefix = Ask::ENDPOINT
            .host_prefix(&Input::erase(Quiet(Request { bucket, ..Request::default() })));
        let text = |prefix: EndpointPrefix| prefix.as_str().to_owned();
        prefix.map(|prefix| prefix.map(text)).map_err(|error| error.message().to_owned())
    };
    assert_eq!(prefix(Some("Bucket-1")), Ok(Some("data-Bucket-1.".to_owned())));
    assert_eq!(prefix(Some("a.b")), Ok(Some("data-a.b.".to_owned())));
    assert_eq!(prefix(None), Ok(None), "encoding tells of what is missing");
    for (value, why) in [
        ("", "`bucket` is part of the host name, and is empty"),
        ("evil.example/", "`bucket` is part of the host name, and cannot stand there"),
        ("user@", "`bucket` is part of the host name, and cannot stand there"),
        ("a..b", "`bucket` is part of the host name, and cannot stand there"),
    ] {
        assert_eq!(prefix(Some(value)), Err(why.to_owned()));
    }
}

#[test]
fn a_prefix_alone() {
    struct Alone;
    endpoint!(Alone: Request { host = ["data-"] });
    let prefix = Alone::ENDPOINT.host_prefix(&Input::erase(Quiet(Request::default())));
    assert_eq!(prefix.unwrap().unwrap().as_str(), "data-");
}
