//! What a program takes: time on all cores, time by the clock, memory.
//!
//! The system tells a program what its children took, once they have ended. So this program runs
//! itself in between, with one child: as the wrapper that cargo calls in place of the compiler, which
//! tells each crate from the others, or around any other program.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Names the file that the costs of programs are written to; where it is set, this program stands
/// between two others.
const LOG: &str = "TINSMITH_BENCH_LOG";

/// What a program took, with all that it started and waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cost {
    /// Seconds on all cores.
    pub(super) cpu: f64,
    /// Seconds by the clock.
    pub(super) wall: f64,
    /// The most bytes of memory that any one of the programs held.
    pub(super) memory: f64,
}

/// A program and what it took.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// The name of the crate if it is the compiler, else of the program.
    pub(super) name: String,
    pub(super) cost: Cost,
}

/// If this program was started to stand between two others: runs the second, and notes what it took.
pub(crate) fn stand_between() -> Option<ExitCode> {
    let log = PathBuf::from(std::env::var_os(LOG)?);
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (program, rest) = arguments.split_first()?;
    match run_and_note(&log, program, rest) {
        Ok(code) => Some(code),
        Err(error) => {
            eprintln!("error: {error:#}");
            Some(ExitCode::FAILURE)
        }
    }
}

fn run_and_note(log: &Path, program: &OsStr, rest: &[OsString]) -> Result<ExitCode> {
    let start = Instant::now();
    let mut command = Command::new(program);
    if std::env::current_exe().is_ok_and(|own| own == Path::new(program)) {
        // That one is to do its work.
        command.env_remove(LOG);
    }
    let status = command.args(rest).status();
    let status = status.with_context(|| format!("{} does not start", program.display()))?;
    let wall = start.elapsed().as_secs_f64();
    let (cpu, memory) = of_children()?;
    let line = Entry { name: name(program, rest), cost: Cost { cpu, wall, memory } }.line();
    let file = OpenOptions::new().create(true).append(true).open(log);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .with_context(|| format!("cannot write `{}`", log.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Seconds on all cores of the programs that this one started, and bytes of the largest.
#[cfg(unix)]
fn of_children() -> Result<(f64, f64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).context("the system does not say")?;
    let seconds = |time: nix::sys::time::TimeVal| -> f64 {
        let micros = u32::try_from(time.tv_usec()).unwrap_or_default();
        float(time.tv_sec().unsigned_abs()) + f64::from(micros) / 1e6
    };
    let cpu = seconds(used.user_time()) + seconds(used.system_time());
    // Apple counts in bytes, all others in KiB.
    let unit = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };
    Ok((cpu, float(used.max_rss().unsigned_abs()) * unit))
}

#[cfg(not(unix))]
fn of_children() -> Result<(f64, f64)> {
    bail!("what programs take can be measured on Unix alone")
}

/// A whole number as one with a point.
pub(super) fn float(number: u64) -> f64 {
    let half = |bits: u64| f64::from(u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default());
    half(number >> 32) * 4_294_967_296.0 + half(number)
}

/// The name of the crate that is compiled, or of the program.
fn name(program: &OsStr, rest: &[OsString]) -> String {
    let after = rest.iter().skip_while(|argument| *argument != "--crate-name").nth(1);
    let program = Path::new(program).file_stem();
    after.map(OsString::as_os_str).or(program).unwrap_or_default().to_string_lossy().into_owned()
}

impl Entry {
    fn line(&self) -> String {
        let Cost { cpu, wall, memory } = self.cost;
        format!("{}\t{cpu}\t{wall}\t{memory}\n", self.name)
    }

    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let name = parts.next()?.to_owned();
        let mut number = || parts.next()?.parse().ok();
        Some(Self { name, cost: Cost { cpu: number()?, wall: number()?, memory: number()? } })
    }
}

/// Runs a program and everything that it starts, and says what each compiler, and in the end the
/// program itself, took.
pub(super) fn run(program: &Command) -> Result<Vec<Entry>> {
    let own = std::env::current_exe().context("this program does not know where it is")?;
    let log = std::env::temp_dir().join(format!("tinsmith-bench-{}", std::process::id()));
    drop(fs::remove_file(&log));
    let mut between = Command::new(&own);
    between.arg(program.get_program()).args(program.get_args());
    for (key, value) in program.get_envs() {
        match value {
            Some(value) => between.env(key, value),
            None => between.env_remove(key),
        };
    }
    if let Some(folder) = program.get_current_dir() {
        between.current_dir(folder);
    }
    between.env(LOG, &log).env("RUSTC_WRAPPER", &own);
    let done = between.stdin(Stdio::null()).output().context("this program does not start")?;
    let noted = fs::read_to_string(&log).unwrap_or_default();
    drop(fs::remove_file(&log));
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        let lines: Vec<&str> = said.lines().collect();
        let last = lines.get(lines.len().saturating_sub(30)..).unwrap_or_default();
        bail!("{program:?} failed:\n{}", last.join("\n"));
    }
    Ok(noted.lines().filter_map(Entry::parse).collect())
}

/// What the program itself took, with all that it started.
pub(super) fn whole(entries: &[Entry]) -> Result<Cost> {
    entries.last().map(|entry| entry.cost).context("nothing was noted")
}

/// What the compiler took for a crate.
pub(super) fn of_crate(entries: &[Entry], name: &str) -> Result<Cost> {
    let found = entries.iter().find(|entry| entry.name == name);
    found.map(|entry| entry.cost).with_context(|| format!("the crate `{name}` was not compiled"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again() {
        let cost = Cost { cpu: 1.25, wall: 0.5, memory: 8_300_000_000.0 };
        let entry = Entry { name: "aws_sdk_ec2".to_owned(), cost };
        assert_eq!(Entry::parse(entry.line().trim_end()), Some(entry));
        assert_eq!(Entry::parse("half a li"), None);
    }

    #[test]
    fn a_compiler_has_the_name_of_its_crate() {
        let rest: Vec<OsString> = ["--crate-name", "one", "--edition"].map(Into::into).into();
        assert_eq!(name(OsStr::new("/bin/rustc"), &rest), "one");
        assert_eq!(name(OsStr::new("/bin/cargo"), &[]), "cargo");
    }

    #[test]
    fn a_crate_that_was_not_compiled_is_no_zero() {
        let entries = [Entry { name: "one".to_owned(), cost: Cost::default() }];
        assert!(of_crate(&entries, "one").is_ok());
        assert!(of_crate(&entries, "two").is_err());
    }

    #[test]
    fn large_numbers_stay_what_they_are() {
        assert_eq!(float(0), 0.0);
        assert_eq!(float(8_300_000_001), 8_300_000_001.0);
    }
}
