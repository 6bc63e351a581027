//! What somebody waits for who calls 20 operations and has touched a line.

use super::Bench;
use super::clients::Maker;
use super::measure::{self, Cost};
use super::peers::Work;
use super::programs::write;
use super::table::{Measured, Results, median};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// How often it is measured.
const TIMES: usize = 3;

/// The line that is touched, and the number in it.
const LINE: [&str; 2] = ["const ROUND: u32 = ", ";"];

/// The programs, what each depends on besides [`COMMON`], and its text.
const PROGRAMS: [(&str, &str, &str); 3] = [
    (
        "user-official",
        "aws-sdk-workspaces = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }",
        include_str!("programs/user/official.rs"),
    ),
    (
        "user-ours",
        "tinsmith-workspaces = { path = \"../../clients/tinsmith-workspaces\", default-features = false, \
         features = [\"tokio\", \"workspaces\"] }",
        include_str!("programs/user/ours.rs"),
    ),
    (
        "user-dynamic",
        "tinsmith-workspaces = { path = \"../../clients/tinsmith-workspaces\", default-features = false, \
         features = [\"dynamic\", \"tokio\", \"workspaces\"] }",
        include_str!("programs/user/ours.rs"),
    ),
];

/// What all depend on.
const COMMON: &str = "
aws-types = \"1\"
tokio = { version = \"1\", features = [\"rt\", \"time\"] }
";

/// How they build what they depend on: all at once, as cargo builds crates of a registry. The official
/// ones are of one, ours are in folders here, which cargo would build piece by piece.
const PROFILE: &str = "
[profile.dev.package.\"*\"]
incremental = false
";

/// Touches a line of the programs in turn, and builds them.
pub(super) fn run(bench: &Bench, _: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    if !bench.wants_any("compile/user/") {
        return Ok(());
    }
    make(bench)?;
    let packages = PROGRAMS.map(|(package, ..)| package);
    for package in packages {
        touched(bench, package, 0, false)?;
    }
    let mut taken = PROGRAMS.map(|_| Vec::new());
    for round in 1..=bench.times(TIMES) {
        for (package, taken) in packages.into_iter().zip(&mut taken) {
            let seconds = touched(bench, package, round, true)?.cpu;
            eprintln!("{package}, after a touched line: {seconds:.2} s");
            taken.push(seconds);
        }
    }
    let [official, ours, dynamic] = taken;
    for (row, ours) in [("compile/user/dev", ours), ("compile/user/dynamic", dynamic)] {
        let (official, times) = (median(official.clone()), ours.len());
        let ours = median(ours).context("no run")?;
        results.measured.insert(row.to_owned(), Measured { official, ours, times });
    }
    Ok(())
}

fn folder(bench: &Bench, package: &str) -> PathBuf {
    bench.folder().join("user").join(package)
}

/// Writes the programs, each a workspace of its own, so that each is built with what it asks for and
/// no more, as a user's would be.
fn make(bench: &Bench) -> Result<()> {
    for (package, needs, text) in PROGRAMS {
        let folder = folder(bench, package);
        let manifest = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             publish = false\n\n[workspace]\n\n[dependencies]\n{needs}{COMMON}{PROFILE}"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/main.rs"), text)?;
        // The versions of all the other programs.
        fs::copy(bench.programs().join("Cargo.lock"), folder.join("Cargo.lock"))
            .context("cannot copy Cargo.lock")?;
        // The compiler looks through whatever crates are there for those that it needs, and so through
        // all that earlier runs left, of which one side has more.
        match fs::remove_dir_all(folder.join("target")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).context("cannot remove what was built before");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives the line a number, builds, and says what the compiler and the linker took.
fn touched(bench: &Bench, package: &str, round: usize, is_measured: bool) -> Result<Cost> {
    let folder = folder(bench, package);
    let path = folder.join("src/main.rs");
    let text = fs::read_to_string(&path).context("there is no program")?;
    fs::write(&path, numbered(&text, round)?).context("cannot touch a line")?;
    let build = folder.join("target");
    let mut cargo = super::cargo("build", folder, build);
    // As everybody works.
    cargo.env_remove("CARGO_INCREMENTAL").arg("--quiet");
    let entries = measure::run(&cargo)?;
    match is_measured {
        true => measure::of_crate(&entries, &package.replace('-', "_")),
        false => Ok(Cost::default()),
    }
}

/// The program with another number.
fn numbered(text: &str, round: usize) -> Result<String> {
    let [start, end] = LINE;
    let found = text.split_once(start).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(end)?;
        Some(format!("{before}{start}{round}{end}{after}"))
    });
    match found {
        Some(text) => Ok(text),
        None => bail!("the program has no line to touch"),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_touched_line_is_another_line_and_nothing_else() {
        let text = "//! A\nconst ROUND: u32 = 0;\nfn main() {}\n";
        let touched = numbered(text, 7).unwrap();
        assert_eq!(touched, "//! A\nconst ROUND: u32 = 7;\nfn main() {}\n");
        assert!(numbered("fn main() {}", 1).is_err());
    }
}
