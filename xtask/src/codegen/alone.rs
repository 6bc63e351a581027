//! A crate by itself, of any number of models: read, lowered, printed and written one by one, so that
//! no more than a few of them are in memory.

use super::COMMAND;
use super::memory::Peak;
use super::summary::{self, Made};
use crate::disk::Plan;
use crate::report::{self, progress};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;
use tinsmith_codegen::diagnostic::{Diagnostic, Diagnostics};
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::Partition;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::Model;
use tinsmith_codegen::model::ignored::Ignored;
use tinsmith_codegen::options::ServiceOptions;

/// One model.
pub(super) struct Input<'a> {
    /// What it is called in tables.
    pub(super) name: String,
    /// What it is called in the header of each file.
    pub(super) source: String,
    /// How its service is generated.
    pub(super) options: ServiceOptions,
    /// Reads it.
    pub(super) read: Box<dyn Fn() -> Result<Model, Diagnostics> + Send + Sync + 'a>,
}

/// The crate.
pub(super) struct Alone<'a> {
    /// Where it is written.
    pub(super) out: &'a Path,
    /// What it holds.
    pub(super) about: &'a str,
    /// What it is made from.
    pub(super) source: &'a str,
    /// The partitions that rules speak of.
    pub(super) partitions: &'a [Partition],
    /// Whether all services are there without being asked for.
    pub(super) all: bool,
}

/// What came of one model.
struct Done {
    made: Made,
    listed: Listed,
    ignored: Ignored,
    unused: Ignored,
    paths: BTreeSet<String>,
}

impl Alone<'_> {
    /// Writes it, says what was done, and names the modules. A service that cannot be generated is left out, and makes
    /// the command fail in the end.
    pub(super) fn write(&self, root: &Path, inputs: Vec<Input<'_>>) -> Result<Vec<String>> {
        let start = Instant::now();
        let place = Place { crate_name: crate_name(self.out), command: COMMAND.to_owned() };
        let bar = progress(inputs.len());
        let count = inputs.len();
        // In the order in which they are given, one after the other: the large ones come first.
        let done: Vec<Result<Done, Diagnostics>> = inputs
            .into_iter()
            .par_bridge()
            .map(|input| {
                bar.set_message(input.name.clone());
                let done = self.service(&place, &input);
                bar.inc(1);
                done
            })
            .collect();
        bar.finish_and_clear();
        let (done, failed) = sort(done);
        if failed.has_errors() {
            report::findings(&failed);
        }
        self.whole(root, &place, &done)?;
        let (mut ignored, mut unused) = (Ignored::default(), Ignored::default());
        for one in &done {
            ignored.extend(&one.ignored);
            unused.extend(&one.unused);
        }
        let modules = done.iter().map(|one| one.listed.module.clone()).collect();
        let made: Vec<Made> = done.into_iter().map(|one| one.made).collect();
        println!("{}", summary::slowest(&made));
        let title = "What was ignored, for it changes no byte, type or authentication";
        println!("{}", summary::table(title, &ignored));
        println!("{}", summary::table("What clients do without so far", &unused));
        println!("{}", summary::line(&made, start.elapsed(), Peak::now()));
        if made.len() < count {
            bail!("{} of {count} services cannot be generated", count - made.len());
        }
        Ok(modules)
    }

    /// Makes and writes the module of a service: all of it, or nothing.
    fn service(&self, place: &Place, input: &Input<'_>) -> Result<Done, Diagnostics> {
        let start = Instant::now();
        let model = (input.read)()?;
        let (ignored, unused) = (model.ignored().clone(), model.unused());
        let service = lower::lower(&model, &input.options, &input.source)?;
        drop(model);
        let operations = service.operations.len();
        let listed = Listed::from(&service);
        let files = emit::format(emit::service(&service, place))?;
        drop(service);
        write(self.out, &files)?;
        let lines = files.iter().map(|(_, text)| text.lines().count()).sum();
        let made = Made {
            name: input.name.clone(),
            operations,
            files: files.len(),
            lines,
            time: start.elapsed(),
        };
        let paths = files.iter().map(|(path, _)| path.to_owned()).collect();
        Ok(Done { made, listed, ignored, unused, paths })
    }

    /// Writes what belongs to no service, and removes what nothing asks for any longer.
    fn whole(&self, root: &Path, place: &Place, done: &[Done]) -> Result<()> {
        let mut listed: Vec<Listed> = done.iter().map(|one| one.listed.clone()).collect();
        listed.sort();
        check_modules(done)?;
        let runtime = root.join("runtime").to_string_lossy().replace('\\', "/");
        let version = env!("CARGO_PKG_VERSION");
        let package = Package::Alone {
            runtime: format!("version = \"={version}\", path = \"{runtime}\""),
            all: self.all,
        };
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
        Plan::new(self.out, &files, |path| !paths.contains(path))?.carry_out()
    }
}

/// Writes the files of a service.
fn write(out: &Path, files: &FileSet) -> Result<(), Diagnostics> {
    let done = Plan::additions(out, files).and_then(|plan| plan.carry_out());
    done.map_err(|error| Diagnostic::error(format!("{error:#}")).into())
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
