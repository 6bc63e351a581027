//! The documentation names the test of each quirk.

use std::fs;
use tinsmith_tests::environment::root;

/// Each row of the table ends in a test: `file.rs`, `name_of_the_test`.
#[test]
fn each_quirk_has_a_test_that_exists() {
    let page = fs::read_to_string(root().join("docs/quirks.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains(".rs`"));
    let mut count = 0;
    for row in rows {
        let last = row.trim_end_matches('|').trim_end().rsplit('|').next().unwrap();
        let words: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        let [file, tests @ ..] = words.as_slice() else { panic!("no test in {row}") };
        let text = fs::read_to_string(root().join("tests/tests").join(file));
        let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(!tests.is_empty(), "no test in {row}");
        for test in tests {
            assert!(text.contains(&format!("fn {test}(")), "{file} has no test {test}");
            count += 1;
        }
    }
    let expected = page.lines().filter(|line| line.starts_with("| ")).count();
    assert!(count > 10 && expected > 10, "the table was found");
}
