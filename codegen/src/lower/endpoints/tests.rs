//! Rules that can be lowered, and what is said of those that cannot.

use super::{decision_diagram, rule_set, sized};
use crate::ir::{Endpoints, Expr, Node, Then};
use serde_json::{Value, json};

/// Rules about a text `A`, a flag `B` and a list `C`.
fn rules(rules: &Value) -> Value {
    json!({
        "version": "1.0",
        "parameters": {
            "A": {"type": "string", "documentation": ""},
            "B": {"type": "boolean", "required": true, "default": false, "documentation": ""},
            "C": {"type": "stringArray", "documentation": ""},
        },
        "rules": rules,
    })
}

fn error(conditions: &Value, text: &str) -> Value {
    json!({"conditions": conditions, "error": text, "type": "error"})
}

fn lowered(conditions: &Value, text: &str) -> Result<Endpoints, String> {
    rule_set(&rules(&json!([error(conditions, text)])))
}

#[test]
fn what_is_wrong_with_a_condition() {
    let a = json!({"ref": "A"});
    for (condition, why) in [
        (json!({"fn": "isSunny", "argv": []}), "the function `isSunny` is not known"),
        (json!({"argv": []}), "a call without the name of a function"),
        (json!({"fn": "isSet", "argv": []}), "the function `isSet` takes 1 argument, not 0"),
        (json!({"fn": "ite", "argv": [a, a]}), "the function `ite` takes 3 arguments, not 2"),
        (
            json!({"fn": "coalesce", "argv": [a]}),
            "the function `coalesce` takes 2 arguments or more, not 1",
        ),
        (json!({"fn": "isSet"}), "`argv` is not a list"),
        (json!({"fn": "isSet", "argv": [a], "if": 1}), "the key `if` is not known"),
        (json!({"fn": "isSet", "argv": [a], "assign": 1}), "`assign` is not text"),
        (
            json!({"fn": "isSet", "argv": [a], "assign": "A"}),
            "`A` is assigned where it has a value already",
        ),
        (json!({"fn": "isSet", "argv": [{"ref": "D"}]}), "`D` is neither a parameter nor assigned"),
        (
            json!({"fn": "isSet", "argv": [{"ref": "E"}], "assign": "E"}),
            "`E` is neither a parameter nor assigned",
        ),
        (json!({"fn": "not", "argv": [null]}), "a value that is null"),
        (json!({"fn": "not", "argv": [1.5]}), "a number that is not whole"),
        (json!({"fn": "not", "argv": ["}"]}), "a closing brace too many in `}`"),
        (json!({"fn": "getAttr", "argv": [a, a]}), "`getAttr` takes a value and a path"),
        (json!({"fn": "getAttr", "argv": [a, "x."]}), "an empty step in a path"),
        (json!({"fn": "getAttr", "argv": [a, "x[y]"]}), "`x[y]` is no step of a path"),
        (json!({"fn": "getAttr", "argv": [a, "x[0"]}), "`x[0` is no step of a path"),
        (json!("isSet"), "something that is not an object"),
    ] {
        assert_eq!(lowered(&json!([condition]), "").unwrap_err(), why, "{condition}");
    }
}

#[test]
fn what_is_wrong_with_a_rule() {
    for (rule, why) in [
        (json!({"conditions": [], "type": "stop"}), "a rule of an unknown type"),
        (json!({"conditions": []}), "a rule of an unknown type"),
        (json!({"type": "error", "error": ""}), "`conditions` is not a list"),
        (json!({"conditions": [], "type": "error"}), "a rule without its error"),
        (json!({"conditions": [], "type": "endpoint"}), "a rule without its endpoint"),
        (json!({"conditions": [], "type": "tree"}), "`rules` is not a list"),
        (
            json!({"conditions": [], "type": "endpoint", "endpoint": {}}),
            "an endpoint without a URL",
        ),
        (
            json!({"conditions": [], "type": "endpoint", "endpoint": {"url": "", "headers": {"x": ""}}}),
            "the header `x` is not a list",
        ),
        (
            json!({"conditions": [], "type": "error", "error": "{D}"}),
            "`D` is neither a parameter nor assigned",
        ),
    ] {
        assert_eq!(rule_set(&rules(&json!([rule]))).unwrap_err(), why, "{rule}");
    }
}

#[test]
fn what_is_wrong_with_a_parameter() {
    for (parameter, why) in [
        (json!({}), "`type` is not text"),
        (json!({"type": "number"}), "the parameter `A` has the unknown type `number`"),
        (
            json!({"type": "string", "builtIn": "AWS::Moon"}),
            "the built-in `AWS::Moon` is not known",
        ),
        (
            json!({"type": "string", "default": true}),
            "the default of the parameter `A` is not of its type",
        ),
        (
            json!({"type": "stringArray", "default": [1]}),
            "the default of the parameter `A` is not of its type",
        ),
        (json!({"type": "string", "unit": "m"}), "the key `unit` is not known"),
    ] {
        let rules = json!({"parameters": {"A": parameter}, "rules": []});
        assert_eq!(rule_set(&rules).unwrap_err(), why, "{parameter}");
    }
    let rules = json!({"version": "2.0", "parameters": {}, "rules": []});
    assert_eq!(rule_set(&rules).unwrap_err(), "the version \"2.0\" is not known; supported: 1");
}

#[test]
fn a_name_is_seen_after_its_condition_and_inside_its_rule_alone() {
    let assign = |name: &str| json!({"fn": "parseURL", "argv": [{"ref": "A"}], "assign": name});
    let inside = error(&json!([{"fn": "isSet", "argv": [{"ref": "url"}]}]), "{url#path}");
    let tree = json!({"conditions": [assign("url")], "rules": [inside], "type": "tree"});
    let sibling = error(&json!([assign("url")]), "{url#path}");
    assert!(rule_set(&rules(&json!([tree, sibling]))).is_ok());
    let outside = error(&json!([]), "{url#path}");
    let found = rule_set(&rules(&json!([tree, outside]))).unwrap_err();
    assert_eq!(found, "`url` is neither a parameter nor assigned");
    let shadow = error(&json!([assign("url")]), "");
    let tree = json!({"conditions": [assign("url")], "rules": [shadow], "type": "tree"});
    let found = rule_set(&rules(&json!([tree]))).unwrap_err();
    assert_eq!(found, "`url` is assigned where it has a value already");
}

#[test]
fn what_is_said_twice_is_stored_once() {
    let is_set = |name: &str| json!({"fn": "isSet", "argv": [{"ref": name}]});
    let flipped = [
        json!({"fn": "booleanEquals", "argv": [{"ref": "B"}, true]}),
        json!({"fn": "booleanEquals", "argv": [true, {"ref": "B"}]}),
    ];
    let branch = |flip: usize| {
        let rules = [error(&json!([flipped[flip]]), "one"), error(&json!([]), "two")];
        json!({"conditions": [is_set(["A", "C"][flip])], "rules": rules, "type": "tree"})
    };
    let table = rule_set(&rules(&json!([branch(0), branch(1)]))).unwrap();
    assert_eq!((table.nodes.len(), table.conditions.len(), table.results.len()), (3, 3, 2));
    let slots: Vec<_> = table.slots.iter().flatten().map(|slot| slot.as_str()).collect();
    assert_eq!(slots, ["A", "B", "C"]);
}

#[test]
fn rules_without_conditions_are_one_result() {
    let table = lowered(&json!([]), "never").unwrap();
    assert_eq!((table.nodes.len(), table.conditions.len(), table.results.len()), (0, 0, 1));
    assert_eq!(table.slots, [None, None, None], "nothing is asked about");
    let table = rule_set(&rules(&json!([]))).unwrap();
    assert_eq!((table.nodes.len(), table.results.len()), (0, 0));
}

#[test]
fn templates() {
    let text = |text: &str| {
        let table = lowered(&json!([]), text).unwrap();
        match table.results.first() {
            Some(crate::ir::Outcome::Error(text)) => text.clone(),
            other => panic!("{other:?}"),
        }
    };
    let literal = |text: &str| Expr::Str(text.to_owned());
    assert_eq!(text(""), literal(""));
    assert_eq!(text("{{a}}"), literal("{a}"));
    assert!(matches!(text("{A}"), Expr::Slot(_)), "a template of one value is that value");
    for template in ["a{A}{A#x[-1]}", "{A}{A}", "{{{A}"] {
        assert_eq!(text(template), Expr::Text(template.to_owned()));
    }
    assert!(matches!(text("{A#x[-1]}"), Expr::Item(of, -1) if matches!(*of, Expr::Attr(..))));
}

/// A diagram with a condition about `A`, another about `B`, and two results.
fn diagram(root: i64, nodes: &[[i32; 3]]) -> Value {
    let bytes: Vec<u8> = nodes.iter().flatten().flat_map(|number| number.to_be_bytes()).collect();
    json!({
        "version": "1.1",
        "parameters": {"A": {"type": "string"}, "B": {"type": "boolean"}},
        "conditions": [
            {"fn": "isSet", "argv": [{"ref": "A"}]},
            {"fn": "booleanEquals", "argv": [{"ref": "B"}, true]},
        ],
        "results": [error(&json!([]), "one"), error(&json!([]), "two")],
        "root": root,
        "nodeCount": nodes.len(),
        "nodes": base64(&bytes),
    })
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[usize::try_from(bits >> (18 - 6 * place) & 63).unwrap()];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

const ONE: i32 = 100_000_001;
const TWO: i32 = 100_000_002;
const END: [i32; 3] = [-1, 1, -1];

#[test]
fn a_diagram_is_a_table_of_the_same_kind() {
    let table = decision_diagram(&diagram(2, &[END, [0, 3, -3], [1, ONE, TWO]])).unwrap();
    let nodes: Vec<_> =
        table.nodes.iter().map(|node| (node.condition, node.yes, node.no)).collect();
    assert_eq!(
        nodes,
        [
            (0, Then::Node(1), Then::Node(2)),
            (1, Then::Result(0), Then::Result(1)),
            // The same with its branches swapped.
            (1, Then::Result(1), Then::Result(0)),
        ]
    );
    let table = decision_diagram(&diagram(2, &[END, [1, 1, -1]])).unwrap();
    assert_eq!(
        table.nodes.first().map(|node| (node.yes, node.no)),
        Some((Then::Nothing, Then::Nothing))
    );
    let table = decision_diagram(&diagram(i64::from(TWO), &[END])).unwrap();
    assert_eq!((table.nodes.len(), table.results.len()), (0, 1));
}

#[test]
fn what_is_wrong_with_a_diagram() {
    for (root, nodes, why) in [
        (0, vec![END], "the reference 0 leads nowhere"),
        (2, vec![END], "the reference 2 leads nowhere"),
        (2, vec![END, [0, 4, ONE]], "the reference 4 leads nowhere"),
        (2, vec![END, [0, -4, ONE]], "the reference -4 leads nowhere"),
        (2, vec![END, [0, i32::MIN, ONE]], "the reference -2147483648 leads nowhere"),
        (2, vec![END, [0, ONE + 2, ONE]], "the reference 100000003 leads nowhere"),
        (2, vec![END, [0, i32::MAX, ONE]], "the reference 2147483647 leads nowhere"),
        (2, vec![END, [2, ONE, TWO]], "a node whose condition does not exist"),
        (2, vec![END, [-1, ONE, TWO]], "a node whose condition does not exist"),
        (i64::MAX, vec![END], "`root` is not a reference"),
        (2, vec![END, [0, 3, ONE], [1, 2, TWO]], "its nodes lead back to where they came from"),
    ] {
        assert_eq!(decision_diagram(&diagram(root, &nodes)).unwrap_err(), why, "{nodes:?}");
    }
    let mut broken = diagram(2, &[END]);
    for (nodes, why) in [
        ("A", "`nodes` is not base64"),
        ("A?==", "`nodes` is not base64"),
        ("AAAA", "`nodes` does not hold `nodeCount` nodes"),
        ("", "`nodes` does not hold `nodeCount` nodes"),
    ] {
        broken["nodes"] = json!(nodes);
        assert_eq!(decision_diagram(&broken).unwrap_err(), why);
    }
    let mut broken = diagram(2, &[END]);
    broken["results"] = json!([error(&json!([{}]), "")]);
    assert_eq!(decision_diagram(&broken).unwrap_err(), "a result of a diagram has conditions");
}

#[test]
fn rules_that_are_too_large_for_their_table_are_refused() {
    let node = Node { condition: 0, yes: Then::Nothing, no: Then::Nothing };
    let rules = |nodes| Endpoints { nodes: vec![node; nodes], ..Endpoints::default() };
    assert!(sized(rules(65_536)).is_ok());
    let why = sized(rules(65_537)).unwrap_err();
    assert_eq!(why, "they come to a table of 65537 lines, and no more than 65536 fit");
}
