//! What is said of values that calls cannot give to the rules of endpoints.

use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;
use tinsmith_tests::generate;

/// The errors of the fixture `courier`, with a piece of it changed.
fn said(from: &str, to: &str) -> String {
    let text = generate::fixture("courier.json").text().to_owned();
    assert!(text.contains(from), "{from}");
    let source = Source::new("courier.json", text.replacen(from, to, 1));
    let model = smithy_json::read(&[source], &[]).unwrap_or_else(|error| panic!("{error}"));
    let lowered = lower(&model, &ServiceOptions::default(), "courier.json");
    lowered.map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn parameters_that_cannot_be_set() {
    for (from, to, why) in [
        (r#""Kind": {"value""#, r#""Sort": {"value""#, "the rules have no parameter `Sort`"),
        (r#"{"value": "parcel"}"#, r#"{"value": true}"#, "`Kind` is of another type"),
        (r#"{"value": "parcel"}"#, r#"{"worth": ""}"#, "expected `value` and nothing else"),
        (
            r#"contextParam": {"name": "Address"}"#,
            r#"contextParam": {"name": "Home"}"#,
            "the rules have no parameter `Home`",
        ),
        (
            r#"contextParam": {"name": "Address"}"#,
            r#"contextParam": {"name": "Express"}"#,
            "leads to something else than the parameter is",
        ),
        (
            "Parcels[*].Address",
            "Parcels[*].Street",
            "`example.courier#Parcel` has no member `Street`",
        ),
        ("Parcels[*].Address", "Parcels[*].Grams", "does not lead to a list of texts"),
        ("Parcels[*].Address", "Parcels[*]", "does not lead to a list of texts"),
        (
            "Parcels[*].Address",
            "Parcels.Address",
            "`example.courier#Parcels` has no member `Address`",
        ),
        (
            "Parcels[*].Address",
            "Parcels[0].Address",
            "the path `Parcels[0].Address` cannot be read",
        ),
        ("Parcels[*].Address", "keys(Parcels)", "asks for the keys of something that is not a map"),
        ("To.Address][]", "To.Address]", "does not lead to a list of texts"),
        ("Recipient.Address", "Recipient", "leads to something else than the parameter is"),
        ("\"Labels\"}", "\"Names\"}", ""),
        (
            r#""type": "map", "key""#,
            r#""type": "map", "traits": {"smithy.api#sparse": {}}, "key""#,
            "",
        ),
    ] {
        let said = said(from, to);
        assert!(said.contains(why), "{to}: {said}");
        assert_eq!(said.is_empty(), why.is_empty(), "{to}: {said}");
        assert!(why.is_empty() || said.contains("a parameter of the endpoint rules"), "{said}");
    }
}

#[test]
fn prefixes_of_the_host_that_cannot_be_made() {
    for (from, to, why) in [
        ("track-{Country}.", "track-{City}.", "the input has no member `City`"),
        (r#", "smithy.api#hostLabel": {}"#, "", "`Country` does not have `smithy.api#hostLabel`"),
        (
            r#"{"smithy.api#required": {}, "smithy.api#hostLabel": {}}"#,
            r#"{"smithy.api#hostLabel": {}}"#,
            "`Country` is not required",
        ),
        ("\"data.\"", "\"{Country}.\"", "the input has no member `Country`"),
        ("\"data.\"", "\"\"", "it is empty"),
    ] {
        let said = said(from, to);
        assert!(said.contains("the prefix of the host cannot be generated"), "{to}: {said}");
        assert!(said.contains(why), "{to}: {said}");
    }
}
