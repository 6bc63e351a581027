//! The rules of all services and of the language itself, against the official cases.

use std::path::Path;
use tinsmith_tests::endpoints::{Suite, arbitrary, find, of_language, partitions, run};
use tinsmith_tests::environment::{archive, shared};

/// Runs suites as they are, and with what they expect changed; returns how many cases there are.
fn check(suites: &[Suite]) -> usize {
    let failed: Vec<String> =
        run(suites, None, false).into_iter().flat_map(|tally| tally.failed).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let passed: usize = run(suites, None, true).iter().map(|tally| tally.passed).sum();
    assert_eq!(passed, 0, "cases that pass whatever is expected");
    suites.iter().map(Suite::len).sum()
}

#[test]
fn all_services_of_the_archive() {
    let Some(archive) = archive() else { return };
    assert_eq!(check(&find(&archive).unwrap()), 14_589);
}

#[test]
fn smithy_models_by_both_forms_of_rules() {
    let Some(models) = shared("smithy-models") else { return };
    assert_eq!(check(&find(&models).unwrap()), 1_687);
}

#[test]
fn the_language_itself() {
    let Some(archive) = archive() else { return };
    let suites = of_language(&tinsmith_tests::archive::unpack(&archive)).unwrap();
    assert!(check(&suites) > 50);
}

#[test]
fn arbitrary_values_lead_to_an_endpoint_or_an_error() {
    let Some(models) = shared("smithy-models") else { return };
    // Always the same numbers, so that what fails fails again.
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    for suite in find(&models).unwrap() {
        for (_, rules) in suite.rules().unwrap() {
            for _ in 0..400 {
                let bytes: Vec<u8> = (0..80)
                    .map(|_| {
                        state ^= state << 13;
                        state ^= state >> 7;
                        state ^= state << 17;
                        state.to_le_bytes()[3]
                    })
                    .collect();
                arbitrary(rules, partitions(), &bytes);
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    assert!(find(Path::new("nowhere.json")).unwrap_err().contains("nowhere.json"));
}
