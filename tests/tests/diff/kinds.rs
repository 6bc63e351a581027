//! Each kind of change.

use super::{compare, edit, gallery, model};
use serde_json::{Value, json};
use tinsmith_codegen::diff::Class;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::report::Report;
use tinsmith_codegen::semver::Bump;

/// A change of the gallery, and what the report must say of it.
struct Case {
    edits: Vec<(&'static str, Option<Value>)>,
    class: Class,
    id: &'static str,
    /// A line of its consequences; nothing where there are none.
    rust: &'static str,
}

fn case(
    path: &'static str,
    value: Option<Value>,
    class: Class,
    id: &'static str,
    rust: &'static str,
) -> Case {
    Case { edits: vec![(path, value)], class, id, rust }
}

/// A case for each kind of change.
fn cases() -> Vec<Case> {
    use Class::{Additive, Breaking, Docs, Risky};
    let string = || Some(json!({"target": "smithy.api#String"}));
    let target = |id: &str| Some(json!({"target": id}));
    let operation = json!({
        "type": "operation",
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/clean", "code": 200}}
    });
    let mut cases = vec![
        case(
            "#SellPainting/errors",
            Some(json!([{"target": "example.gallery#NoRoom"}])),
            Additive,
            "listed-error-added SellPainting",
            "",
        ),
        case("#HangPainting/errors/0", None, Risky, "listed-error-removed HangPainting", ""),
        case(
            "#HangPainting/errors/1",
            None,
            Breaking,
            "error-gone",
            "gone: Error::NoRoom(Refused<NoRoom>)",
        ),
        case("#Gallery/operations/2", None, Breaking, "listed-operation-removed Gallery", ""),
        case(
            "#SellPaintingInput/members/colour",
            string(),
            Additive,
            "member-added SellPaintingInput.colour",
            "new: SellPainting::colour(String)",
        ),
        case(
            "#Painting/members/tags",
            None,
            Breaking,
            "member-removed Painting.tags",
            "gone: Painting.tags: Option<Vec<String>>",
        ),
        case(
            "#SellPaintingInput/members/to",
            Some(json!({"target": "smithy.api#String", "traits": {"smithy.api#required": {}}})),
            Breaking,
            "member-added SellPaintingInput.to",
            "new: SellPainting::to(String)",
        ),
        case(
            "#Style/members/POP",
            Some(json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "POP"}})),
            Additive,
            "value-added Style.POP",
            "new: Style::Pop",
        ),
        case(
            "#Style/members/CUBIST",
            None,
            Breaking,
            "value-removed Style.CUBIST",
            "gone: Style::Cubist",
        ),
        case(
            "#Size/members/feet",
            target("smithy.api#Integer"),
            Additive,
            "variant-added Size.feet",
            "new: Size::Feet(i32)",
        ),
        case(
            "#Size/members/small",
            None,
            Breaking,
            "variant-removed Size.small",
            "gone: Size::Small(Unit)",
        ),
        case(
            "#SellPaintingInput/members/price/traits",
            Some(json!({"smithy.api#required": {}})),
            Breaking,
            "required-added SellPaintingInput.price",
            "",
        ),
        case(
            "#HangPaintingInput/members/name/traits/smithy.api#required",
            None,
            Additive,
            "required-removed HangPaintingInput.name",
            "",
        ),
        case(
            "#ListPaintingsOutput/members/paintings/traits",
            Some(json!({"smithy.api#required": {}})),
            Breaking,
            "required-added ListPaintingsOutput.paintings",
            "ListPaintingsOutput.paintings: Option<Vec<Painting>> → Vec<Painting>",
        ),
        case(
            "#Painting/members/id/traits/smithy.api#required",
            None,
            Breaking,
            "required-removed Painting.id",
            "Painting.id: String → Option<String>",
        ),
        case(
            "#HangPaintingInput/members/lit/traits/smithy.api#default",
            Some(json!(true)),
            Risky,
            "default-changed HangPaintingInput.lit",
            "",
        ),
        case(
            "#SellPaintingInput/members/price/target",
            Some(json!("smithy.api#Integer")),
            Breaking,
            "target-changed SellPaintingInput.price",
            "SellPaintingInput.price: Option<i64> → Option<i32>",
        ),
        case(
            "#Tags/member/target",
            Some(json!("example.gallery#Name")),
            Docs,
            "target-changed Tags.member",
            "",
        ),
        case(
            "#Tags/member/target",
            Some(json!("smithy.api#Integer")),
            Breaking,
            "target-changed Tags.member",
            "Painting.tags: Option<Vec<String>> → Option<Vec<i32>>",
        ),
        case(
            "#Size/type",
            Some(json!("structure")),
            Breaking,
            "type-changed Size",
            "gone: enum Size: union",
        ),
        case(
            "#Name/traits/smithy.api#length",
            Some(json!({"min": 1, "max": 32})),
            Risky,
            "length-changed Name",
            "",
        ),
        case(
            "#Name/traits/smithy.api#length",
            Some(json!({"min": 1, "max": 128})),
            Additive,
            "length-changed Name",
            "",
        ),
        case("#Name/traits/smithy.api#pattern", None, Additive, "pattern-removed Name", ""),
        case(
            "#ListPaintingsInput/members/limit/traits/smithy.api#range",
            Some(json!({"min": 1, "max": 20})),
            Risky,
            "range-changed ListPaintingsInput.limit",
            "",
        ),
        case(
            "#SellPaintingInput/members/note/traits",
            Some(json!({"smithy.api#jsonName": "n"})),
            Risky,
            "jsonName-added SellPaintingInput.note",
            "",
        ),
        case(
            "#ListPaintingsInput/members/limit/traits/smithy.api#httpQuery",
            Some(json!("max")),
            Risky,
            "httpQuery-changed ListPaintingsInput.limit",
            "",
        ),
        case(
            "#HangPainting/traits/smithy.api#http/uri",
            Some(json!("/walls")),
            Risky,
            "http-changed HangPainting",
            "",
        ),
        case(
            "#Gallery/traits/aws.auth#sigv4/name",
            Some(json!("museum")),
            Risky,
            "sigv4-changed Gallery",
            "",
        ),
        case(
            "#Gallery/traits/smithy.rules#endpointRuleSet/rules",
            Some(
                json!([{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://example.com"}}]),
            ),
            Risky,
            "endpointRuleSet-changed Gallery",
            "",
        ),
        case(
            "#ListPaintings/traits/smithy.api#paginated",
            None,
            Breaking,
            "paginated-removed ListPaintings",
            "gone: ListPaintings::items() -> Painting",
        ),
        case(
            "#ListPaintings/traits/smithy.waiters#waitable/Sold",
            Some(json!({"acceptors": [{"state": "success", "matcher": {"success": true}}]})),
            Additive,
            "waitable-changed ListPaintings",
            "",
        ),
        case(
            "#SellPainting/traits/smithy.api#deprecated",
            Some(json!({"message": "sell no more"})),
            Risky,
            "deprecated-added SellPainting",
            "",
        ),
        case(
            "#HangPaintingInput/members/room/traits/smithy.api#documentation",
            Some(json!("The room in which it hangs.")),
            Docs,
            "documentation-changed HangPaintingInput.room",
            "",
        ),
        case("#Gallery/version", Some(json!("2025-01-01")), Risky, "version-changed Gallery", ""),
        case(
            "#Closed/traits/smithy.api#retryable",
            Some(json!({})),
            Risky,
            "retryable-added Closed",
            "",
        ),
        case("#Orphan", Some(json!({"type": "string"})), Docs, "shape-added Orphan", ""),
    ];
    cases.push(Case {
        edits: vec![
            ("#CleanPainting", Some(operation)),
            ("#Gallery/operations/-", target("example.gallery#CleanPainting")),
        ],
        class: Additive,
        id: "operation-added CleanPainting",
        rust: "new: Client::clean_painting() -> CleanPainting",
    });
    cases.push(Case {
        edits: vec![("#SellPainting", None), ("#Gallery/operations/2", None)],
        class: Breaking,
        id: "operation-removed SellPainting",
        rust: "gone: Client::sell_painting() -> SellPainting",
    });
    cases.push(Case {
        edits: vec![
            ("#Gallery/traits/aws.protocols#restJson1", None),
            ("#Gallery/traits/aws.protocols#awsJson1_1", Some(json!({}))),
        ],
        class: Risky,
        id: "awsJson1_1-added Gallery",
        rust: "",
    });
    cases.push(Case {
        edits: vec![("#SellPaintingInput/members/painting", target("example.gallery#Painting"))],
        class: Breaking,
        id: "now-sent Painting",
        rust: "Painting.id: String → Option<String>",
    });
    cases
}

#[test]
fn each_kind_of_change_has_its_class_and_consequence() {
    let old = gallery();
    for case in cases() {
        let mut new = old.clone();
        for (path, value) in &case.edits {
            edit(&mut new, path, value.clone());
        }
        let report = compare(&old, &new, &ServiceOptions::default());
        let told: Vec<_> =
            report.changes.iter().map(|one| (one.class, &one.id, &one.rust)).collect();
        // A name that no single fact has: the error that nothing answers any longer.
        let found = report.changes.iter().find(|change| match case.id {
            "error-gone" => change.rust.iter().any(|line| line == case.rust),
            id => change.id == id,
        });
        let change = found.unwrap_or_else(|| panic!("{} is not in {told:#?}", case.id));
        assert_eq!(change.class, case.class, "{} in {told:#?}", case.id);
        let says = change.rust.iter().any(|line| line == case.rust);
        assert!(says || case.rust.is_empty(), "{}: {:?}", case.id, change.rust);
        assert_eq!(report.differs, Some(true));
        // What changes the API is never called compatible.
        let breaks = listing_breaks(&old, &new);
        assert_eq!(report.breaks_api, breaks, "{}", case.id);
        assert!(!breaks || report.worst() == Some(Class::Breaking), "{}", case.id);
        let report = Report::new(("old", "new"), None, vec![report], "0.3.1");
        if report.worst() == Some(Class::Breaking) {
            assert_eq!((report.verdict.bump, report.verdict.next.as_str()), (Bump::Minor, "0.4.0"));
        } else {
            assert_eq!((report.verdict.bump, report.verdict.next.as_str()), (Bump::Patch, "0.3.2"));
        }
    }
}

/// Whether a name or a type of the older listing is not in the newer one, by the listings alone.
fn listing_breaks(old: &Value, new: &Value) -> bool {
    let items = |value: &Value| {
        let service = lower(&model(value), &ServiceOptions::default(), "").unwrap();
        let items = tinsmith_codegen::api::items(&service).into_iter();
        items.map(|item| format!("{}{}", item.name, item.public)).collect::<Vec<_>>()
    };
    let new = items(new);
    items(old).iter().any(|item| !new.contains(item))
}
