//! A crate by itself, of any number of models: read, lowered, printed and written one by one, so that
//! no more than a few of them are in memory.

use crate::memory::Peak;
use crate::report::{self, progress};
use crate::summary::{self, Made};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tinsmith_codegen::build::Plan;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::Partition;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::Model;
use tinsmith_codegen::model::ignored::Ignored;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::timings::{Stage, Timings};

/// One model.
pub struct Input<'a> {
    /// What it is called in tables.
    pub name: String,
    /// What it is called in the header of each file.
    pub source: String,
    /// How its service is generated.
    pub options: ServiceOptions,
    /// Reads it.
    pub read: Box<dyn Fn() -> Result<Model, Diagnostics> + Send + Sync + 'a>,
}

/// The crate.
#[derive(Debug)]
pub struct Alone<'a> {
    /// The command that writes it.
    pub command: &'a str,
    /// Where it is written.
    pub out: &'a Path,
    /// Its name, where it is not that of its folder.
    pub name: Option<&'a str>,
    /// The folder of the runtime; where there is none, it is the published one.
    pub runtime: Option<PathBuf>,
    /// What it holds.
    pub about: &'a str,
    /// What it is made from.
    pub source: &'a str,
    /// The partitions that rules speak of.
    pub partitions: &'a [Partition],
    /// Whether all services are there without being asked for.
    pub all: bool,
    /// Whether to show what each stage took.
    pub timings: bool,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("options", &self.options).finish()
    }
}

/// What came of one model.
struct Done {
    made: Made,
    listed: Listed,
    ignored: Ignored,
    unused: Ignored,
    warnings: Diagnostics,
    paths: BTreeSet<String>,
}

impl Alone<'_> {
    /// Writes it, says what was done, and names the modules. A service that cannot be generated is
    /// left out, and makes the command fail in the end.
    ///
    /// # Errors
    ///
    /// A service cannot be generated, or the crate cannot be written.
    pub fn write(&self, inputs: Vec<Input<'_>>) -> Result<Vec<String>> {
        let start = Instant::now();
        let crate_name = match self.name {
            Some(name) => name.replace('-', "_"),
            None => crate_name(self.out),
        };
        let place = Place { crate_name, command: self.command.to_owned() };
        let timings = Timings::default();
        let modules = Mutex::default();
        let bar = progress(inputs.len());
        let count = inputs.len();
        // In the order in which they are given, one after the other: the large ones come first.
        let done: Vec<Result<Done, Diagnostics>> = inputs
            .into_iter()
            .par_bridge()
            .map(|input| {
                bar.set_message(input.name.clone());
                let done = self.service(&place, &input, &timings, &modules);
                bar.inc(1);
                done
            })
            .collect();
        bar.finish_and_clear();
        let (done, failed) = sort(done);
        done.iter().for_each(|one| report::findings(&one.warnings));
        report::findings(&failed);
        self.whole(&place, &done)?;
        let (mut ignored, mut unused) = (Ignored::default(), Ignored::default());
        for one in &done {
            ignored.extend(&one.ignored);
            unused.extend(&one.unused);
        }
        let modules = done.iter().map(|one| one.listed.module.clone()).collect();
        let made: Vec<Made> = done.into_iter().map(|one| one.made).collect();
        if count > 1 {
            println!("{}", summary::slowest(&made));
        }
        let title = "What was ignored, for it changes no byte, type or authentication";
        print!("{}", summary::table(title, &ignored));
        print!("{}", summary::table("What clients do without so far", &unused));
        if self.timings {
            println!("{timings}\n");
        }
        println!("{}", summary::line(&made, start.elapsed(), Peak::now()));
        if made.len() < count {
            bail!("{} of {count} services cannot be generated", count - made.len());
        }
        Ok(modules)
    }

    /// Makes and writes the module of a service: all of it, or nothing.
    fn service(
        &self,
        place: &Place,
        input: &Input<'_>,
        timings: &Timings,
        modules: &Mutex<BTreeSet<String>>,
    ) -> Result<Done, Diagnostics> {
        let start = Instant::now();
        let model = timings.during(Stage::Reading, || (input.read)())?;
        let (ignored, unused) = (model.ignored().clone(), model.unused());
        let lower = || lower::lower(&model, &input.options, &input.source);
        let service = timings.during(Stage::Lowering, lower)?;
        drop(model);
        let operations = service.operations.len();
        let warnings = service.warnings.clone();
        let listed = Listed::from(&service);
        // The files of a service side by side too, for where there is one service alone.
        let pieces = emit::service(&service, place);
        let files = pieces.par_iter().map(|piece| piece.make(timings));
        let files = files.collect::<Result<Vec<_>, _>>()?.into_iter().collect::<FileSet>();
        // Another of the same module is told in the end; both must not write the same files at once.
        let module = listed.module.clone();
        if modules.lock().unwrap_or_else(PoisonError::into_inner).insert(module) {
            let write = || Plan::additions(self.out, &files).and_then(|plan| plan.carry_out());
            timings.during(Stage::Writing, write)?;
        }
        let made = Made {
            name: input.name.clone(),
            operations,
            files: files.len(),
            lines: files.lines(),
            time: start.elapsed(),
        };
        let paths = files.iter().map(|(path, _)| path.to_owned()).collect();
        Ok(Done { made, listed, ignored, unused, warnings, paths })
    }

    /// Writes what belongs to no service, and removes what nothing asks for any longer.
    fn whole(&self, place: &Place, done: &[Done]) -> Result<()> {
        let mut listed: Vec<Listed> = done.iter().map(|one| one.listed.clone()).collect();
        listed.sort();
        check_modules(done)?;
        let package = Package::Alone { runtime: self.runtime.clone(), all: self.all };
        let krate = Crate {
            place,
            about: self.about,
            source: self.source,
            services: &listed,
            partitions: self.partitions,
            package: &package,
        };
        let files = emit::krate(&krate).map_err(Diagnostics::from)?;
        let paths: BTreeSet<&str> =
            done.iter().flat_map(|one| one.paths.iter().map(String::as_str)).collect();
        Ok(Plan::new(self.out, &files, |path| !paths.contains(path))?.carry_out()?)
    }
}

/// What was made, by name, and everything that is wrong.
fn sort(done: Vec<Result<Done, Diagnostics>>) -> (Vec<Done>, Diagnostics) {
    let mut made = Vec::new();
    let mut failed = Diagnostics::default();
    for one in done {
        match one {
            Ok(one) => made.push(one),
            Err(found) => failed.extend(found),
        }
    }
    made.sort_by(|left, right| left.made.name.cmp(&right.made.name));
    (made, failed)
}

/// Two models whose services get the same module cannot be in one crate.
fn check_modules(done: &[Done]) -> Result<()> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for one in done {
        let (module, name) = (one.listed.module.as_str(), one.made.name.as_str());
        if let Some(other) = known.insert(module, name) {
            bail!(
                "`{other}` and `{name}` both get the module `{module}`; give one of them another \
                 in its entry: module = \"…\""
            );
        }
    }
    Ok(())
}

/// The name of a crate, from that of its folder.
fn crate_name(out: &Path) -> String {
    let folder = out.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = folder.unwrap_or_default().chars().map(letter).collect();
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("clients{}{name}", if name.is_empty() { "" } else { "_" }),
    }
}

#[cfg(test)]
mod tests {
    use super::crate_name;
    use std::path::Path;

    #[test]
    fn a_crate_is_named_after_its_folder() {
        let cases = [("a/My-Client", "my_client"), ("/", "clients"), ("x/2", "clients_2")];
        for (folder, name) in cases {
            assert_eq!(crate_name(Path::new(folder)), name);
        }
    }
}
