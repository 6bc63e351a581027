//! How much code a service takes.

use std::fs;
use std::path::PathBuf;
use tinsmith_tests::environment::root;

/// Lines per operation that the whole of WorkSpaces may take.
const LIMIT: usize = 150;

#[test]
fn workspaces_takes_at_most_150_lines_an_operation() {
    let source = root().join("generated/src");
    let mut open: Vec<PathBuf> = vec![source.join("workspaces.rs"), source.join("workspaces")];
    let mut lines = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            lines += fs::read_to_string(path).unwrap().lines().count();
        }
    }
    let operations = fs::read_dir(source.join("workspaces/operation")).unwrap().count();
    println!("{lines} lines, {operations} operations, {} lines each", lines / operations);
    assert!(lines <= LIMIT * operations, "{lines} lines for {operations} operations");
}
