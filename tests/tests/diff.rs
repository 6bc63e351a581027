//! Reports of what changed between two models: each kind of change, all formats, real updates.

use serde_json::{Value, json};
use tinsmith_codegen::diff::{self, Accepted, Class, ServiceReport, Side, Status};
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::report::{self, Report};
use tinsmith_codegen::semver::Bump;
use tinsmith_codegen::source::Source;
use tinsmith_tests::environment::{root, shared};
use tinsmith_tests::generate;

const SHAPES: &str = "/shapes/example.gallery";

fn gallery() -> Value {
    let path = root().join("tests/fixtures/diff/gallery.json");
    serde_json::from_str(generate::source(&path).text()).unwrap()
}

fn model(value: &Value) -> Model {
    let source = Source::new("gallery.json", value.to_string());
    smithy_json::read(&[source], &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn compare(old: &Value, new: &Value, options: &ServiceOptions) -> ServiceReport {
    let (old, new) = (model(old), model(new));
    diff::compare("gallery", Side { model: &old, options }, Side { model: &new, options })
}

/// Sets a value below `example.gallery`, or removes it.
fn edit(model: &mut Value, path: &str, value: Option<Value>) {
    let whole = format!("{SHAPES}{path}");
    let (parent, key) = whole.rsplit_once('/').unwrap();
    let parent = model.pointer_mut(parent).unwrap_or_else(|| panic!("{whole}"));
    match (parent, value) {
        (Value::Object(object), Some(value)) => drop(object.insert(key.to_owned(), value)),
        (Value::Object(object), None) => drop(object.remove(key).unwrap()),
        (Value::Array(array), Some(value)) => array.push(value),
        (Value::Array(array), None) => drop(array.remove(key.parse().unwrap())),
        _ => panic!("{whole}"),
    }
}

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

/// Several changes at once, as a reviewer would see them.
fn exhibition() -> Report {
    let old = gallery();
    let mut new = old.clone();
    for (path, value) in [
        ("#SellPaintingInput/members/price/target", Some(json!("smithy.api#Integer"))),
        ("#Painting/members/tags", None),
        ("#Painting/members/painter", Some(json!({"target": "smithy.api#String"}))),
        ("#Name/traits/smithy.api#length", Some(json!({"min": 1, "max": 32}))),
        (
            "#HangPaintingInput/members/room/traits/smithy.api#documentation",
            Some(json!("<b>Room</b>, @all")),
        ),
        (
            "#CleanPainting",
            Some(json!({
                "type": "operation", "input": {"target": "example.gallery#SellPaintingInput"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/clean", "code": 200}}
            })),
        ),
        ("#Gallery/operations/-", Some(json!({"target": "example.gallery#CleanPainting"}))),
    ] {
        edit(&mut new, path, value);
    }
    let mut reports = vec![compare(&old, &new, &ServiceOptions::default())];
    let accepted = "[[accept]]\nservice = \"gallery\"\nchange = \"member-removed Painting.tags\"\n\
                    reason = \"nobody read them\"\n";
    let accepted = Accepted::read(&Source::new("accepted.toml", accepted)).unwrap();
    diff::accept(&mut reports, &accepted).unwrap();
    Report::new(("1.0", "1.1"), Some("2024/02/01".to_owned()), reports, "0.3.1")
}

#[test]
fn a_report_reads_well_in_all_formats() {
    let report = exhibition();
    let formats = [
        ("diff-text", report::text(&report, false)),
        ("diff-markdown", report::markdown(&report)),
        ("diff-html", report::html(&report)),
        ("diff-json", report::json(&report).unwrap()),
        ("diff-changelog", report::changelog("# Changelog\n", &report)),
    ];
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        for (name, text) in formats {
            insta::assert_snapshot!(name, text);
        }
    });
    assert!(report::text(&report, true).contains("\u{1b}[31m"));
}

#[test]
fn accepted_changes_need_a_reason_and_a_change() {
    let read = |text: &str| Accepted::read(&Source::new("accepted.toml", text));
    let entry = |reason: &str| {
        format!("[[accept]]\nservice = \"gallery\"\nchange = \"x y\"\nreason = \"{reason}\"\n")
    };
    assert!(read(&entry(" ")).unwrap_err().to_string().contains("no reason"));
    assert!(read("[[accept]]\nservice = \"gallery\"\n").is_err());
    let stale = diff::accept(&mut [], &read(&entry("fine")).unwrap()).unwrap_err();
    assert!(stale.to_string().contains("matches no change"), "{stale}");
}

#[test]
fn what_is_not_generated_changes_no_byte() {
    let options =
        ServiceOptions { operations: Some(vec!["ListPaintings".to_owned()]), ..Default::default() };
    let old = gallery();
    let mut new = old.clone();
    edit(
        &mut new,
        "#SellPaintingInput/members/colour",
        Some(json!({"target": "smithy.api#String"})),
    );
    edit(&mut new, "#HangPaintingInput/members/room", None);
    edit(&mut new, "#HangPainting/traits/smithy.api#http/uri", Some(json!("/walls")));
    let report = compare(&old, &new, &options);
    assert!(report.changes.is_empty(), "{:?}", report.changes);
    assert_eq!(report.outside, 3);
    let files = |value: &Value| {
        let service = lower(&model(value), &options, "models/gallery.json").unwrap();
        generate::files(&service)
    };
    assert_eq!(files(&old), files(&new));
    let report = Report::new(("old", "new"), None, vec![report], "0.3.1");
    let text = report::text(&report, false);
    assert!(text.contains("Example Gallery - no change to your 1 operation\n"), "{text}");
    assert_eq!(report.verdict.bump, Bump::None);

    // What is sent elsewhere changes types here, and is told.
    edit(
        &mut new,
        "#SellPaintingInput/members/painting",
        Some(json!({"target": "example.gallery#Painting"})),
    );
    let report = compare(&old, &new, &options);
    assert_eq!(report.worst(), Some(Class::Breaking));
    assert!(report.breaks_api && files(&old) != files(&new));
}

/// A generator of numbers that gives the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The pointers of all values of a model that are facts.
fn facts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
                found.push(path.clone());
                facts(value, &path, found);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                let path = format!("{path}/{index}");
                found.push(path.clone());
                facts(value, &path, found);
            }
        }
        _ => {}
    }
}

/// Removes a fact, or changes it.
fn mutate(model: &mut Value, pointer: &str, dice: &mut Dice) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let remove = dice.below(2) == 0;
    let parent = model.pointer_mut(parent).unwrap();
    if remove {
        match parent {
            Value::Object(object) => drop(object.remove(&key)),
            Value::Array(array) => drop(array.remove(key.parse().unwrap())),
            _ => {}
        }
        return;
    }
    let value = match parent {
        Value::Object(object) => object.get_mut(&key).unwrap(),
        Value::Array(array) => &mut array[key.parse::<usize>().unwrap()],
        _ => return,
    };
    *value = match &*value {
        Value::Bool(on) => json!(!on),
        Value::Number(number) => json!(number.as_i64().unwrap_or(1) + 3),
        Value::String(text) => json!(format!("{text}x")),
        other => other.clone(),
    };
}

#[test]
fn a_changed_fact_is_named() {
    let mut dice = Dice(7);
    let (mut compared, mut refused) = (0, 0);
    let fixture = |name: &str| serde_json::from_str(generate::fixture(name).text()).unwrap();
    for old in [gallery(), fixture("weather.json"), fixture("courier.json")] {
        let before = model(&old);
        let mut pointers = Vec::new();
        facts(&old["shapes"], "/shapes", &mut pointers);
        for _ in 0..300 {
            let pointer = &pointers[dice.below(pointers.len())];
            let mut new = old.clone();
            mutate(&mut new, pointer, &mut dice);
            let source = Source::new("new.json", new.to_string());
            let Ok(after) = smithy_json::read(&[source], &[]) else {
                refused += 1;
                continue;
            };
            if old == new {
                continue;
            }
            compared += 1;
            let options = &ServiceOptions::default();
            let sides = (Side { model: &before, options }, Side { model: &after, options });
            let report = diff::compare("it", sides.0, sides.1);
            let shape = pointer.split('/').nth(2).unwrap().rsplit('#').next().unwrap();
            let names =
                |one: &diff::Change| one.subject.starts_with(shape) || one.text.contains(shape);
            assert!(
                report.changes.iter().any(names),
                "{pointer} is not named in {:#?}",
                report.changes
            );
        }
    }
    assert!(compared > 300, "{compared} compared, {refused} could not be read");
}

/// A real update, before and after; nothing where it is not there.
fn history(name: &str) -> Option<ServiceReport> {
    let folder = shared("api-history")?.join(name);
    let read = |file: &str| {
        let files = Files::new(generate::source(&folder.join(file)));
        service_json::read(&files).unwrap_or_else(|error| panic!("{error}"))
    };
    let (old, new) = (read("before.json"), read("after.json"));
    let options = &ServiceOptions::default();
    let report = diff::compare(name, Side { model: &old, options }, Side { model: &new, options });
    assert_eq!(report.notes, Vec::<String>::new());
    assert_eq!(report.count(Status::Removed), 0, "nothing is removed");
    assert!(!report.breaks_api);
    Some(report)
}

fn operations(report: &ServiceReport, status: Status) -> Vec<&str> {
    let operations = report.operations.iter().filter(|operation| operation.status == status);
    operations.map(|operation| operation.name.as_str()).collect()
}

fn ids(report: &ServiceReport, class: Class) -> Vec<&str> {
    report.of(class).map(|change| change.id.as_str()).collect()
}

#[test]
fn appstream_2017_09_29_brings_seven_operations() {
    let Some(report) = history("appstream-2017-09-29") else { return };
    let new = operations(&report, Status::New);
    let wanted = [
        "CreateImageBuilder",
        "CreateImageBuilderStreamingURL",
        "DeleteImage",
        "DeleteImageBuilder",
        "DescribeImageBuilders",
        "StartImageBuilder",
        "StopImageBuilder",
    ];
    assert_eq!(new, wanted);
    assert_eq!(operations(&report, Status::Updated), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Breaking), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Risky), Vec::<&str>::new());
    let is_documentation = |id: &&str| id.starts_with("documentation-");
    let docs = ids(&report, Class::Docs);
    assert!(docs.len() > 100 && docs.iter().all(is_documentation), "{docs:?}");
    let report = Report::new(("a", "b"), Some("2017/09/29".to_owned()), vec![report], "0.1.0");
    let headline = report.headline(&report.services[0]);
    assert_eq!(headline, "2017/09/29 - Amazon AppStream - 7 new api methods");
    let text = report::text(&report, false);
    for line in [
        "\"Name\": \"string\",  // required",
        "\"Names\": [\"string\"],",
        "\"Code\": \"INTERNAL_ERROR\" | \"IMAGE_UNAVAILABLE\",",
        "\"Expires\": timestamp,",
    ] {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn appstream_2017_09_21_brings_members_and_a_value() {
    let Some(report) = history("appstream-2017-09-21") else { return };
    assert_eq!(operations(&report, Status::New), Vec::<&str>::new());
    let wanted = [
        "member-added CreateFleetRequest.FleetType",
        "member-added Fleet.FleetType",
        "value-added FleetErrorCode.IGW_NOT_ATTACHED",
        "type-added FleetType",
    ];
    assert_eq!(ids(&report, Class::Additive), wanted);
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2020_07_23_brings_permissions_of_images() {
    let Some(report) = history("workspaces-2020-07-23") else { return };
    let wanted = ["DescribeWorkspaceImagePermissions", "UpdateWorkspaceImagePermission"];
    assert_eq!(operations(&report, Status::New), wanted);
    assert_eq!(operations(&report, Status::Updated), ["DescribeWorkspaceImages"]);
    for id in [
        "member-added DescribeWorkspaceImagesRequest.ImageType",
        "member-added WorkspaceImage.OwnerAccountId",
        "member-added WorkspaceImage.Created",
    ] {
        assert!(ids(&report, Class::Additive).contains(&id), "{id}");
    }
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2021_09_30_brings_updates_of_images() {
    let Some(report) = history("workspaces-2021-09-30") else { return };
    assert_eq!(operations(&report, Status::New), ["CreateUpdatedWorkspaceImage"]);
    assert!(ids(&report, Class::Additive).contains(&"member-added WorkspaceImage.Updates"));
    assert_eq!(report.worst(), Some(Class::Additive));
}

#[test]
fn workspaces_2022_07_27_brings_one_operation() {
    let Some(report) = history("workspaces-2022-07-27") else { return };
    assert_eq!(operations(&report, Status::New), ["CreateWorkspaceImage"]);
    assert_eq!(operations(&report, Status::Updated), Vec::<&str>::new());
    assert_eq!(ids(&report, Class::Additive), ["operation-added CreateWorkspaceImage"]);
}
