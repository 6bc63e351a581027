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
    if wants("codegen/workspaces") {
        let model = Model::new(bench, maker, "workspaces")?;
        let runs = model.runs(bench, SHORT)?;
        add("codegen/workspaces/time", runs.seconds(), runs.times());
    }
    if wants("codegen/flat") {
        let (quotient, times) = flat(bench, maker)?;
        add("codegen/flat", quotient, times);
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

/// What runs took.
struct Runs(Vec<Cost>);

impl Runs {
    fn of(&self, of: fn(&Cost) -> f64) -> Vec<f64> {
        self.0.iter().map(of).collect()
    }

    fn times(&self) -> usize {
        self.0.len()
    }

    fn seconds(&self) -> Option<f64> {
        median(self.of(|cost| cost.wall))
    }
}

/// A model whose client is generated.
struct Model {
    name: &'static str,
    operations: usize,
    file: PathBuf,
}

impl Model {
    fn new(bench: &Bench, maker: &Maker, name: &'static str) -> Result<Self> {
        let model = maker.model(name)?;
        let operations = maker.service(name, &model, None)?.operations.len();
        // Under a name that models/services.toml says nothing of: no choice of operations or protocol.
        let file = bench.folder().join(format!("models/whole-{name}.json"));
        let text = ast::write(&model).with_context(|| format!("cannot write `{name}` as JSON"))?;
        programs::write(&file, &text)?;
        Ok(Self { name, operations, file })
    }

    /// Generates its client into a folder of its own.
    fn run(&self, bench: &Bench, folder: &Path) -> Result<Cost> {
        let mut codegen = generator(bench)?;
        codegen.arg("--model").arg(&self.file).arg("--out").arg(folder);
        measure::whole(&measure::run(&codegen)?)
    }

    fn runs(&self, bench: &Bench, times: usize) -> Result<Runs> {
        let runs = 0..bench.times(times);
        let costs = runs.map(|run| self.run(bench, &fresh(bench, self.name, run)));
        let costs = costs.collect::<Result<_>>()?;
        eprintln!("codegen {}: {} times", self.name, bench.times(times));
        Ok(Runs(costs))
    }
}

/// The time per operation of EC2 over that of WorkSpaces, in turn, and how often it was measured. Written
/// to a folder in memory, where there is one: what a disk takes for a file is not the generator's, and was
/// seen to differ by twenty times within minutes.
fn flat(bench: &Bench, maker: &Maker) -> Result<(Option<f64>, usize)> {
    let memory = Path::new("/dev/shm");
    let folder = match memory.is_dir() {
        true => memory.join(format!("tinsmith-bench-{}", std::process::id())),
        false => written(bench).join("flat"),
    };
    let models = [Model::new(bench, maker, "ec2")?, Model::new(bench, maker, "workspaces")?];
    let mut taken = models.each_ref().map(|_| Vec::new());
    let times = bench.times(SHORT);
    let measured = (0..times).try_for_each(|_| {
        for (model, taken) in models.iter().zip(&mut taken) {
            let cost = model.run(bench, &folder.join(model.name));
            remove(&folder)?;
            taken.push(cost?.wall / float(u64::try_from(model.operations)?));
        }
        Ok(())
    });
    remove(&folder)?;
    measured.map(|()| {
        let [many, few] = taken.map(median);
        (many.zip(few).map(|(many, few)| many / few), times)
    })
}

/// Generates what is there already.
fn nothing(bench: &Bench) -> Result<Runs> {
    // Once before, so that it is there.
    measure::run(&generator(bench)?)?;
    let mut costs = Vec::new();
    for _ in 0..bench.times(SHORT) {
        costs.push(measure::whole(&measure::run(&generator(bench)?)?)?);
    }
    Ok(Runs(costs))
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
    Ok(Runs(costs))
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
