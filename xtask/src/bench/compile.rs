//! What it takes to compile a crate alone: everything that it needs is there already.

use super::Bench;
use super::clients::Maker;
use super::measure::{self, Cost, float};
use super::peers::{self, Work};
use super::table::{Measured, Results, median};
use anyhow::{Context, Result};
use std::fs;

/// Where the official side takes longer than so many seconds on all cores, once must do.
const LONG: f64 = 60.0;

/// How often everything else is measured.
const TIMES: usize = 3;

/// A way to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Check,
    Dev,
    Release,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    fn command(self) -> &'static str {
        if self == Self::Check { "check" } else { "build" }
    }

    fn profile(self) -> &'static str {
        if self == Self::Release { "release" } else { "dev" }
    }
}

/// Compiles both sides of all services in turn.
pub(super) fn run(bench: &Bench, _: &Maker, work: &[Work], results: &mut Results) -> Result<()> {
    for work in work {
        for way in [Way::Check, Way::Dev, Way::Release] {
            let start = format!("compile/{}", work.peer.name);
            let names: &[&str] = match way {
                Way::Dev => &["dev", "rlib", "memory", "lines"],
                other => &[other.name()],
            };
            if names.iter().any(|name| bench.wants_any(&format!("{start}/{name}"))) {
                one(bench, work, way, results)?;
            }
        }
    }
    Ok(())
}

/// What both sides took, once for each time.
type Pairs = Vec<[Cost; 2]>;

fn one(bench: &Bench, work: &Work, way: Way, results: &mut Results) -> Result<()> {
    let packages = [work.peer.official(), work.peer.ours()];
    let mut pairs = Pairs::new();
    let most = bench.times(TIMES);
    while pairs.len() < most {
        let mut pair = [Cost::default(); 2];
        for (package, cost) in packages.iter().zip(&mut pair) {
            *cost = alone(bench, package, way)?;
            let Cost { cpu, memory, .. } = *cost;
            eprintln!("{package}, {}: {cpu:.2} s, {:.0} MB", way.name(), memory / 1e6);
        }
        pairs.push(pair);
        if pair.first().is_some_and(|official| official.cpu > LONG) {
            break;
        }
    }
    let mut add = |name: &str, times: usize, official: Option<f64>, ours: Option<f64>| {
        let id = format!("compile/{}/{name}", work.peer.name);
        if let Some(ours) = ours {
            results.measured.insert(id, Measured { official, ours, times });
        }
    };
    let [official, ours] = sides(&pairs, |cost| cost.cpu);
    add(way.name(), pairs.len(), official, ours);
    if way == Way::Dev {
        let [official, ours] = sides(&pairs, |cost| cost.memory);
        add("memory", pairs.len(), official, ours);
        let [official, ours] = packages.map(|package| rlib(bench, &package));
        add("rlib", 1, Some(official?), Some(ours?));
        let [official, ours] =
            [0, 1].map(|side| work.sources.get(side).map(|path| peers::lines(path)));
        let count = |lines: Option<Result<usize>>| -> Result<f64> {
            Ok(float(lines.context("no sources")??.try_into()?))
        };
        add("lines", 1, Some(count(official)?), Some(count(ours)?));
    }
    Ok(())
}

/// The medians of the two sides.
fn sides(pairs: &Pairs, of: fn(&Cost) -> f64) -> [Option<f64>; 2] {
    let official = pairs.iter().map(|[official, _]| of(official)).collect();
    let ours = pairs.iter().map(|[_, ours]| of(ours)).collect();
    [median(official), median(ours)]
}

/// Compiles a package again, and says what the compiler took for it.
fn alone(bench: &Bench, package: &str, way: Way) -> Result<Cost> {
    let mut clean = bench.cargo("clean");
    clean.args(["--quiet", "--profile", way.profile(), "--package", package]);
    measure::run(&clean)?;
    let mut cargo = bench.cargo(way.command());
    cargo.args(["--quiet", "--profile", way.profile(), "--package", package]);
    measure::of_crate(&measure::run(&cargo)?, &package.replace('-', "_"))
}

/// The bytes of what a dev build of a package makes.
fn rlib(bench: &Bench, package: &str) -> Result<f64> {
    let folder = bench.build().join("debug/deps");
    let start = format!("lib{}-", package.replace('-', "_"));
    let entries = fs::read_dir(&folder).context("nothing was built")?;
    let mut sizes = Vec::new();
    for entry in entries {
        let entry = entry.context("cannot read what was built")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&start) && name.ends_with(".rlib") {
            sizes.push(entry.metadata().context("cannot read what was built")?.len());
        }
    }
    let newest = sizes.into_iter().max().with_context(|| format!("there is no {start}….rlib"))?;
    Ok(float(newest))
}
