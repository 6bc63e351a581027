//! How long the generator takes by itself, from the start of its process to the end.

use super::Bench;
use super::clients::Maker;
use super::disk;
use super::measure::{self, Cost, float};
use super::peers::Work;
use super::programs;
use super::table::{Measured, Results, median};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tinsmith_codegen::model::ast;

/// How often what takes less than a second is measured.
const SHORT: usize = 7;

/// How often everything else is.
const LONG: usize = 3;

/// Measures the generator.
pub(super) fn run(bench: &Bench, maker: &Maker, _: &[Work], results: &mut Results) -> Result<()> {
    let mut add = |id: &str, ours: Option<f64>, times: usize| {
        if let Some(ours) = ours {
            results.measured.insert(id.to_owned(), Measured { official: None, ours, times });
        }
    };
    let wants = |start: &str| bench.wants_any(start);
    if wants("codegen") {
        disk::settle(&written(bench))?;
    }
    if wants("codegen/workspaces") || wants("codegen/flat") {
        let few = model(bench, maker, "workspaces", SHORT)?;
        add("codegen/workspaces/time", few.seconds(), few.times());
        if wants("codegen/flat") {
            let many = model(bench, maker, "ec2", LONG)?;
            let quotient = many.per_operation().zip(few.per_operation());
            add("codegen/flat", quotient.map(|(many, few)| many / few), many.times());
        }
    }
    if wants("codegen/nothing") {
        let nothing = nothing(bench)?;
        add("codegen/nothing/time", nothing.seconds(), nothing.times());
    }
    if wants("codegen/all") {
        let all = all(bench)?;
        add("codegen/all/time", all.seconds(), all.times());
        add("codegen/all/memory", median(all.of(|cost| cost.memory)), all.times());
    }
    remove(&written(bench))
}

/// Where the generator writes. Each run has a folder of its own, and all are removed in the end, for
/// new files take long after others were removed: [`disk::settle`].
fn written(bench: &Bench) -> PathBuf {
    bench.folder().join("codegen")
}

/// The folder of a run.
fn fresh(bench: &Bench, name: &str, run: usize) -> PathBuf {
    written(bench).join(format!("{}-{name}-{run}", std::process::id()))
}

/// Some runs of the generator.
struct Runs {
    operations: usize,
    costs: Vec<Cost>,
}

impl Runs {
    fn of(&self, of: fn(&Cost) -> f64) -> Vec<f64> {
        self.costs.iter().map(of).collect()
    }

    fn times(&self) -> usize {
        self.costs.len()
    }

    fn seconds(&self) -> Option<f64> {
        median(self.of(|cost| cost.wall))
    }

    fn per_operation(&self) -> Option<f64> {
        let operations = float(u64::try_from(self.operations).ok()?);
        Some(self.seconds()? / operations)
    }
}

/// Writes all of a service from a model that is a file, into a folder that is not there.
fn model(bench: &Bench, maker: &Maker, name: &str, times: usize) -> Result<Runs> {
    let model = maker.model(name)?;
    let operations = maker.service(name, &model, None)?.operations.len();
    // Under a name that models/services.toml says nothing of: no choice of operations or protocol.
    let file = bench.folder().join(format!("models/whole-{name}.json"));
    let text = ast::write(&model).with_context(|| format!("cannot write `{name}` as JSON"))?;
    programs::write(&file, &text)?;
    let runs = bench.times(times);
    let mut costs = Vec::new();
    for run in 0..runs {
        let mut codegen = generator(bench)?;
        codegen.arg("--model").arg(&file).arg("--out").arg(fresh(bench, name, run));
        costs.push(measure::whole(&measure::run(&codegen)?)?);
    }
    eprintln!("codegen {name}: {runs} times");
    Ok(Runs { operations, costs })
}

/// Generates what is there already.
fn nothing(bench: &Bench) -> Result<Runs> {
    // Once before, so that it is there.
    measure::run(&generator(bench)?)?;
    let mut costs = Vec::new();
    for _ in 0..bench.times(SHORT) {
        costs.push(measure::whole(&measure::run(&generator(bench)?)?)?);
    }
    Ok(Runs { operations: 0, costs })
}

/// Writes all services of the archive into a folder that is not there.
fn all(bench: &Bench) -> Result<Runs> {
    let mut costs = Vec::new();
    for run in 0..bench.times(LONG) {
        let mut codegen = generator(bench)?;
        codegen.arg("--all-services").arg("--out").arg(fresh(bench, "all", run));
        costs.push(measure::whole(&measure::run(&codegen)?)?);
        eprintln!("codegen of all services: {:?}", costs.last());
    }
    Ok(Runs { operations: 0, costs })
}

/// The command that generates.
fn generator(bench: &Bench) -> Result<Command> {
    let own = std::env::current_exe().context("this program does not know where it is")?;
    let mut codegen = Command::new(own);
    codegen.arg("codegen").current_dir(&bench.root);
    Ok(codegen)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove `{}`", folder.display()))
        }
        _ => Ok(()),
    }
}
