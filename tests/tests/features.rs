//! The table of features names tests that are there.

use std::fs;
use tinsmith_tests::environment::root;

#[test]
fn each_row_names_a_test_that_exists_or_a_reason() {
    let page = fs::read_to_string(root().join("docs/features.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| feature"));
    let mut count = 0;
    for row in rows {
        // A bar within a cell is escaped.
        let row = row.replace("\\|", " ");
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, here, shown] = cells[..] else { panic!("{row}") };
        assert!(!shown.is_empty() || here.starts_with("no: "), "neither test nor reason: {row}");
        for file in shown.split('`').skip(1).step_by(2).filter(|word| word.ends_with(".rs")) {
            let folder = if file.starts_with("tests/") { "" } else { "tests/tests" };
            assert!(root().join(folder).join(file).exists(), "no {file} for {row}");
        }
        count += 1;
    }
    assert!(count > 40, "{count}");
}
