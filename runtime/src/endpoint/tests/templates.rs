//! Texts with values in braces.

use crate::endpoint::rules::{Condition, Expr, Function, Node, Outcome, Parameter, Rules, Then};
use crate::endpoint::{Parameters, Partitions, resolve};

static PARTITIONS: Partitions = Partitions::new(&[]);

const ARN: Expr = Expr::Slot(1);

/// Rules that come to one text, with an ARN that a condition keeps.
macro_rules! rules {
    ($text:literal) => {{
        static RULES: Rules = Rules {
            parameters: &[Parameter::string("Arn")],
            kept: &["parsed"],
            conditions: &[Condition::assign(ARN, Function::AwsParseArn, &[Expr::Slot(0)])],
            results: &[Outcome::url(Expr::Text($text))],
            nodes: &[Node(0, Then::End(0), Then::Nothing)],
        };
        let mut parameters = Parameters::new(&RULES, |_| None);
        parameters.set("Arn", "arn:aws:s3:eu-central-1:1234:outpost/é/rest");
        resolve(&RULES, &PARTITIONS, &parameters).unwrap().url().to_owned()
    }};
}

#[test]
fn values_stand_in_their_places() {
    assert_eq!(
        rules!("https://{parsed#region}.x/{parsed#accountId}"),
        "https://eu-central-1.x/1234"
    );
    assert_eq!(rules!("{parsed#resourceId[0]}-{parsed#resourceId[1]}"), "outpost-é");
    assert_eq!(rules!("{parsed#resourceId[-1]}"), "rest", "from the end");
    assert_eq!(rules!("é{Arn}é"), "éarn:aws:s3:eu-central-1:1234:outpost/é/resté");
}

#[test]
fn braces_are_doubled() {
    assert_eq!(rules!("{{{parsed#region}}}"), "{eu-central-1}");
    assert_eq!(rules!("{{}}{{Arn}}"), "{}{Arn}");
}

#[test]
fn what_is_not_there_adds_nothing() {
    assert_eq!(rules!("a{other}b{parsed#other}c{parsed#resourceId[9]}d"), "abcd");
    assert_eq!(rules!("a{parsed}b{parsed#region[0]}c{parsed#resourceId[x]}d"), "abcd");
    // The generator refuses these.
    assert_eq!(rules!("a{parsed#region"), "aeu-central-1");
    assert_eq!(rules!("a}"), "a}");
}
