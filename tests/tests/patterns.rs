//! The patterns of all services of the archive: which come to a pattern of Rust, and that what does not
//! is told.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tinsmith_codegen::diagnostic::Severity;
use tinsmith_codegen::lower::{Translated, lower, translate};
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_tests::archive;
use tinsmith_tests::generate::fixture;

/// The patterns of the archive that Rust cannot have, with the reason.
fn impossible(patterns: &BTreeSet<String>) -> BTreeMap<&str, String> {
    let untranslated = |pattern| translate(pattern).err().map(|why| (pattern, why));
    patterns.iter().map(String::as_str).filter_map(untranslated).collect()
}

#[test]
fn nearly_every_pattern_of_the_archive_is_one_of_rust() {
    let Some(services) = archive::services() else {
        println!("skipped: the archive of models is not there");
        return;
    };
    let mut patterns = BTreeSet::new();
    for folder in services.values() {
        let text = fs::read_to_string(folder.join("service-2.json")).unwrap();
        let model: Value = serde_json::from_str(&text).unwrap();
        let shapes = model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values());
        patterns.extend(shapes.filter_map(|shape| shape["pattern"].as_str()).map(str::to_owned));
    }
    let impossible = impossible(&patterns);
    let everywhere = patterns.iter().filter(|one| translate(one) == Ok(Translated::Everything));
    println!(
        "{} of {} patterns can be had, {} of them are in every text",
        patterns.len() - impossible.len(),
        patterns.len(),
        everywhere.count()
    );
    impossible.iter().for_each(|(pattern, why)| println!("{pattern}: {why}"));
    assert!(patterns.len() > 4000, "the archive has no fewer");
    assert!(impossible.len() * 400 < patterns.len(), "{} cannot be had", impossible.len());
}

#[test]
fn a_pattern_that_cannot_be_had_is_told_with_its_place() {
    let model = smithy_json::read(&[fixture("garden.json")], &[]).unwrap();
    let protocol = Some("restJson1".to_owned());
    let options = ServiceOptions { protocol, ..ServiceOptions::default() };
    let service = lower(&model, &options, "garden.json").unwrap();
    assert!(service.warnings.iter().all(|one| one.severity() == Severity::Warning));
    let told = service.warnings.render(false);
    for words in ["example.garden#Impossible", "`\\Q` is not known", "garden.json:", "warning"] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(service.warnings.iter().count(), 1, "{told}");
}
