//! Models and options that are not right: a message that says where, what and what to do next, and
//! not a byte changed.

use crate::support::{LAMP, Project, SERVICES, err};

/// Runs the generator on a project that was generated and then changed, and returns what it said.
fn said(name: &str, change: impl FnOnce(&Project)) -> String {
    let project = Project::new(name);
    let done = project.run(&["codegen"]);
    assert!(done.status.success(), "{}", err(&done));
    let before = project.generated();
    assert!(!before.is_empty());
    change(&project);
    let done = project.run(&["codegen"]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(before, project.generated(), "not a byte is changed");
    err(&done)
}

/// The same for one change of the model's text.
fn model(name: &str, from: &str, to: &str) -> String {
    assert!(LAMP.contains(from), "{from}");
    said(name, |project| project.write("models/lamp.json", &LAMP.replacen(from, to, 1)))
}

#[test]
fn truncated_json() {
    let half = LAMP.len() / 2;
    insta::assert_snapshot!(
        said("truncated", |project| project.write("models/lamp.json", LAMP.get(..half).unwrap()))
    );
}

#[test]
fn not_json() {
    insta::assert_snapshot!(model("not_json", r#""type": "service","#, r#""type" "service","#));
}

#[test]
fn a_target_that_does_not_exist() {
    insta::assert_snapshot!(model(
        "no_target",
        r#""colour": {"target": "example.lamp#Colour"}"#,
        r#""colour": {"target": "example.lamp#Color"}"#
    ));
}

#[test]
fn a_shape_id_that_is_not_one() {
    insta::assert_snapshot!(model(
        "no_id",
        r#""example.lamp#Names": {"type""#,
        r#""example.lamp.Names": {"type""#
    ));
}

#[test]
fn a_target_that_is_not_a_shape_id() {
    insta::assert_snapshot!(model(
        "no_target_id",
        r#""lamps": {"target": "example.lamp#Names"}"#,
        r#""lamps": {"target": "Names"}"#
    ));
}

#[test]
fn an_unknown_trait() {
    insta::assert_snapshot!(model(
        "no_trait",
        r#"{"smithy.api#required": {}}"#,
        r#"{"smithy.api#requird": {}}"#
    ));
}

#[test]
fn a_trait_of_somebody_else() {
    insta::assert_snapshot!(model(
        "foreign_trait",
        r#"{"smithy.api#required": {}}"#,
        r#"{"acme.traits#shiny": {}}"#
    ));
}

#[test]
fn a_trait_with_a_wrong_value() {
    insta::assert_snapshot!(model("trait_value", r#"{"min": 1}"#, r#"{"minimum": 1}"#));
}

#[test]
fn an_unknown_key() {
    insta::assert_snapshot!(model(
        "no_key",
        r#""type": "list", "member""#,
        r#""type": "list", "membr": 1, "member""#
    ));
}

#[test]
fn an_unknown_type_of_shape() {
    insta::assert_snapshot!(model(
        "no_type",
        r#"{"type": "string", "traits""#,
        r#"{"type": "text", "traits""#
    ));
}

#[test]
fn an_unknown_protocol() {
    insta::assert_snapshot!(model("no_protocol", r#""aws.protocols#awsJson1_1": {},"#, ""));
}

#[test]
fn an_operation_that_its_protocol_cannot_send() {
    insta::assert_snapshot!(model(
        "no_http",
        r#""aws.protocols#awsJson1_1": {},"#,
        r#""aws.protocols#restXml": {},"#
    ));
}

#[test]
fn a_protocol_that_the_service_does_not_speak() {
    let services = SERVICES.to_owned() + "protocol = \"awsJson1_0\"\n";
    insta::assert_snapshot!(
        said("other_protocol", |project| project.write("models/services.toml", &services))
    );
}

#[test]
fn two_shapes_of_one_name() {
    let twin =
        r#""example.lamp#colour": {"type": "structure", "members": {}}, "example.lamp#Colour": {"#;
    let lamp = LAMP.replacen(r#""example.lamp#Colour": {"#, twin, 1);
    let lamp = lamp.replacen(
        r#""lamps": {"#,
        r#""colour": {"target": "example.lamp#colour"}, "lamps": {"#,
        1,
    );
    insta::assert_snapshot!(said("twins", |project| project.write("models/lamp.json", &lamp)));
}

#[test]
fn rules_that_cannot_be_followed() {
    insta::assert_snapshot!(model(
        "rules",
        r#"{"conditions": [], "endpoint""#,
        r#"{"conditions": [{"fn": "isSunny", "argv": []}], "endpoint""#
    ));
}

#[test]
fn an_apply_to_nothing() {
    let docs = r#"{"smithy": "2.0", "shapes": {"example.lamp#Colour$shade": {"type": "apply", "traits": {"smithy.api#documentation": "Light or dark."}}}}"#;
    insta::assert_snapshot!(said("apply", |project| project.write("models/docs/lamp.json", docs)));
}

#[test]
fn a_wrong_key_in_the_options() {
    let services = SERVICES.to_owned() + "protocoll = \"awsJson1_1\"\n";
    insta::assert_snapshot!(
        said("option_key", |project| project.write("models/services.toml", &services))
    );
}

#[test]
fn a_service_that_matches_nothing() {
    let services = SERVICES.to_owned() + "\n[services.candle]\n";
    insta::assert_snapshot!(
        said("no_service", |project| project.write("models/services.toml", &services))
    );
}

#[test]
fn an_operation_that_matches_nothing() {
    let services = SERVICES.to_owned() + "operations = [\"SwitchOff\"]\n";
    insta::assert_snapshot!(
        said("no_operation", |project| project.write("models/services.toml", &services))
    );
}

#[test]
fn several_errors_in_one_run() {
    let lamp =
        LAMP.replace(r#""target": "example.lamp#Names""#, r#""target": "example.lamp#Nmes""#);
    let lamp =
        lamp.replace(r#""target": "example.lamp#Colour""#, r#""target": "example.lamp#Coulour""#);
    let services = SERVICES.to_owned() + "\n[services.candle]\n";
    insta::assert_snapshot!(said("several", |project| {
        project.write("models/lamp.json", &lamp);
        project.write("models/services.toml", &services);
    }));
}
