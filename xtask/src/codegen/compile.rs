//! Compiles a crate of many services, in slices that fit into memory.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tinsmith::memory::{Peak, time_of_children};
use tinsmith::report::Count;

/// How many services are compiled together.
const SLICE: usize = 40;

/// How often the memory is looked at while it is compiled.
const PAUSE: Duration = Duration::from_millis(100);

/// Checks that all services of a crate compile, as `cargo check` sees it, and says what it took.
pub(super) fn run(root: &Path, out: &Path, modules: &[String]) -> Result<()> {
    // The same versions as everything else.
    fs::copy(root.join("Cargo.lock"), out.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    check(out, &[])?;
    let (start, before) = (Instant::now(), time_of_children());
    let slices = modules.len().div_ceil(SLICE).max(1);
    let (mut most, mut failed) = (Peak::default(), 0);
    for number in 0..slices {
        // Every so many of them, so that all slices have large and small ones.
        let slice: Vec<&str> =
            modules.iter().skip(number).step_by(slices).map(String::as_str).collect();
        let slice_start = Instant::now();
        let (done, peak) = check(out, &slice)?;
        most = most.max(peak);
        println!(
            "slice {} of {slices}: {}, {:.0} s, {peak}",
            number + 1,
            Count(slice.len(), "service"),
            slice_start.elapsed().as_secs_f64()
        );
        let said = String::from_utf8_lossy(&done.stderr);
        if !said.is_empty() {
            eprintln!("{said}");
        }
        failed += usize::from(!done.status.success());
    }
    if failed > 0 {
        bail!("{failed} of {slices} slices do not compile");
    }
    let time = time_of_children().zip(before).map(|(after, before)| after.saturating_sub(before));
    let time = time.map_or("an unknown time".to_owned(), |time| format!("{} s", time.as_secs()));
    println!(
        "{} compile: {:.0} s, {time} of all cores, {most} of memory",
        Count(modules.len(), "service"),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Checks the crate with some services, and says how much memory the compiler held.
fn check(out: &Path, services: &[&str]) -> Result<(Output, Peak)> {
    let mut cargo = Command::new("cargo");
    cargo.args(["check", "--quiet", "--message-format=short", "--no-default-features"]);
    cargo.arg("--features").arg(services.join(",")).current_dir(out);
    // Nothing of it is compiled twice, and its notes for that would fill a disk.
    cargo.env("CARGO_INCREMENTAL", "0").stdout(Stdio::null()).stderr(Stdio::piped());
    let child = cargo.spawn().context("cargo does not start")?;
    let number = child.id();
    let waiting = thread::spawn(move || child.wait_with_output());
    let mut peak = Peak::default();
    while !waiting.is_finished() {
        peak = peak.max(Peak::started_by(number));
        thread::sleep(PAUSE);
    }
    let done = waiting.join().ok().context("cargo was not waited for")?;
    Ok((done.context("cargo was not waited for")?, peak))
}
