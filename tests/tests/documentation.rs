//! The documentation of generated code: the facts of the reference, and our own words.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tinsmith_tests::environment::root;

/// A generated file.
fn generated(path: &str) -> String {
    fs::read_to_string(root().join("generated/src").join(path)).unwrap()
}

/// The documentation above the first line that reads `item`, as one text.
fn docs(text: &str, item: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let place = lines.iter().position(|line| *line == item);
    let place = place.unwrap_or_else(|| panic!("no `{item}` in {text}"));
    let above = lines[..place]
        .iter()
        .rev()
        .take_while(|line| line.starts_with("///") || line.starts_with('#'));
    let docs: Vec<&str> =
        above.filter_map(|line| line.strip_prefix("///")).map(str::trim).collect();
    docs.into_iter().rev().collect::<Vec<_>>().join(" ")
}

const CREATE_WORKSPACE_IMAGE: &str = "workspaces/operation/create_workspace_image.rs";

/// Each fact of `api-reference-workspaces-create-workspace-image.txt`, typed by hand, here and in
/// the test of the result.
#[test]
fn the_pages_of_create_workspace_image_and_its_request_say_what_the_reference_says() {
    let text = generated(CREATE_WORKSPACE_IMAGE);
    let operation = docs(&text, "pub struct CreateWorkspaceImage {");
    for error in [
        "AccessDeniedException",
        "InvalidParameterValuesException",
        "InvalidResourceStateException",
        "OperationNotSupportedException",
        "ResourceAlreadyExistsException",
        "ResourceLimitExceededException",
        "ResourceNotFoundException",
    ] {
        let line = format!("- [`{error}`](Error::{error}), 400");
        assert!(operation.contains(&line), "{operation}");
    }
    let request = [
        (
            "pub description: Option<String>,",
            "**Required.** 1 to 256 characters. `^[a-zA-Z0-9_./() -]+$`",
        ),
        (
            "pub name: Option<String>,",
            r"**Required.** 1 to 64 characters. `^[a-zA-Z0-9_./()\\-]+$`",
        ),
        ("pub workspace_id: Option<String>,", "**Required.** `^ws-[0-9a-z]{8,63}$`"),
        ("pub tags: Option<Vec<Tag>>,", "`workspaces:CreateTags`"),
    ];
    for (item, facts) in request {
        let docs = docs(&text, item);
        assert!(docs.contains(facts), "{item} {docs}");
    }
    assert!(!docs(&text, "pub tags: Option<Vec<Tag>>,").contains("Required"));
}

#[test]
fn the_page_of_the_result_of_create_workspace_image_says_what_the_reference_says() {
    let text = generated(CREATE_WORKSPACE_IMAGE);
    let (_, result) = text.split_once("pub struct CreateWorkspaceImageResult {").unwrap();
    for (item, facts) in [
        ("pub created: Option<DateTime>,", ""),
        ("pub description: Option<String>,", "1 to 256 characters. `^[a-zA-Z0-9_./() -]+$`"),
        ("pub image_id: Option<String>,", "`wsi-[0-9a-z]{9,63}$`"),
        ("pub name: Option<String>,", r"1 to 64 characters. `^[a-zA-Z0-9_./()\\-]+$`"),
        ("pub operating_system: Option<OperatingSystem>,", ""),
        ("pub owner_account_id: Option<String>,", r"`^\d{12}$`"),
        (
            "pub required_tenancy: Option<WorkspaceImageRequiredTenancy>,",
            "Values: `DEFAULT`, `DEDICATED`.",
        ),
        ("pub state: Option<WorkspaceImageState>,", "Values: `AVAILABLE`, `PENDING`, `ERROR`."),
    ] {
        let docs = docs(result, item);
        assert!(!docs.is_empty() && docs.contains(facts), "{item} {docs}");
        assert!(!docs.contains("Required"), "{item} {docs}");
    }
}

/// The operations that have documentation in our own words.
const DOCUMENTED: [(&str, &[&str]); 2] = [
    (
        "appstream",
        &[
            "CreateExportImageTask",
            "CreateImageBuilder",
            "CreateImageBuilderStreamingURL",
            "DeleteImage",
            "DeleteImageBuilder",
            "DescribeImageBuilders",
            "StartImageBuilder",
            "StopImageBuilder",
        ],
    ),
    (
        "workspaces",
        &[
            "CreateUpdatedWorkspaceImage",
            "CreateWorkspaceImage",
            "DescribeWorkspaceImages",
            "UpdateWorkspaceImagePermission",
        ],
    ),
];

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn targets<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    let listed = value[key].as_array().into_iter().flatten();
    listed
        .chain(value[key].get("target").map(|_| &value[key]))
        .filter_map(|one| one["target"].as_str())
        .collect()
}

/// Everything that must be documented for some operations: they, the members of what they ask and
/// answer, and all structures, unions and errors that can be reached, with their members.
fn wanted(shapes: &Value, namespace: &str, operations: &[&str]) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let (mut open, mut own): (Vec<&str>, BTreeSet<&str>) = (Vec::new(), BTreeSet::new());
    for name in operations {
        let id = format!("{namespace}#{name}");
        let operation = &shapes[&id];
        own.extend(targets(operation, "input"));
        own.extend(targets(operation, "output"));
        open.extend(targets(operation, "errors"));
        wanted.insert(id);
    }
    open.extend(&own);
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let shape = &shapes[id];
        let kind = shape["type"].as_str().unwrap_or_default();
        if !seen.insert(id) || kind.is_empty() {
            continue;
        }
        for key in ["member", "key", "value"] {
            open.extend(shape[key]["target"].as_str());
        }
        if matches!(kind, "structure" | "union") {
            if !own.contains(id) {
                wanted.insert(id.to_owned());
            }
            for (name, member) in shape["members"].as_object().into_iter().flatten() {
                wanted.insert(format!("{id}${name}"));
                open.extend(member["target"].as_str());
            }
        }
    }
    wanted
}

#[test]
fn the_twelve_operations_are_documented_in_our_own_words() {
    for (service, operations) in DOCUMENTED {
        let model = json(&format!("models/{service}.json"));
        let docs = json(&format!("models/docs/{service}.json"));
        let wanted = wanted(&model["shapes"], &format!("com.amazonaws.{service}"), operations);
        assert!(wanted.len() > 50, "{}", wanted.len());
        let text = |id: &String| docs["shapes"][id]["traits"]["smithy.api#documentation"].as_str();
        let missing: Vec<&String> =
            wanted.iter().filter(|id| text(id).is_none_or(str::is_empty)).collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

/// No sentence of the vendor's is among ours.
#[test]
fn the_words_are_our_own() {
    let Some(services) = tinsmith_tests::archive::services() else { return };
    for (service, _) in DOCUMENTED {
        let vendor =
            fs::read_to_string(services[service].join("service-2.json")).unwrap().to_lowercase();
        let docs = json(&format!("models/docs/{service}.json"));
        for (id, shape) in docs["shapes"].as_object().unwrap() {
            let text = shape["traits"]["smithy.api#documentation"].as_str().unwrap();
            for sentence in text.split(". ").map(|one| one.trim_end_matches('.').to_lowercase()) {
                // Short ones are facts: "the name of the image".
                let is_theirs = sentence.split(' ').count() > 7 && vendor.contains(&sentence);
                assert!(!is_theirs, "{id}: {sentence}");
            }
        }
    }
}

/// Nothing that a user sees is without a word.
#[test]
fn no_documentation_is_empty() {
    let mut open = vec![root().join("generated/src")];
    let mut count = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (place, line) in lines.iter().enumerate() {
            let is_item =
                ["pub struct ", "pub enum ", "pub fn "].iter().any(|one| line.starts_with(one));
            // The input of a call says what it is by its type.
            let is_field =
                line.starts_with("pub ") && line.ends_with(',') && !line.starts_with("pub input: ");
            if !is_item && !is_field {
                continue;
            }
            let above = lines[..place].iter().rev().find(|line| !line.starts_with("#["));
            let said = above.and_then(|line| line.strip_prefix("///"));
            assert!(said.is_some_and(|said| said.trim().len() > 2), "{}: {line}", path.display());
            count += 1;
        }
    }
    assert!(count > 3000, "{count}");
}
