//! The generated crate that is checked in is what the models that are checked in give.

use std::path::Path;
use std::process::Command;

#[test]
fn the_generated_crate_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut check = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let done = check.args(["codegen", "--check"]).current_dir(root).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
