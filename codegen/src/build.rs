//! Generates clients while a crate is built: what a build script calls.
//!
//! A crate with a model of its own has this in its `Cargo.toml`
//!
//! ```toml
//! [dependencies]
//! tinsmith-runtime = "=0.1.0"
//!
//! [build-dependencies]
//! tinsmith-codegen = "=0.1.0"
//! ```
//!
//! (without default features, those of `tinsmith-runtime` that the model asks for: `json`, `cbor`, `query`
//! or `xml` for its protocol, `events` for streams of events, `checksums`, `compression`)
//!
//! this in its `build.rs`
//!
//! ```no_run
//! use tinsmith_codegen::build::{Clients, Failed};
//!
//! fn main() -> Result<(), Failed> {
//!     Clients::new().model("models/lamp.json").generate()
//! }
//! ```
//!
//! and this at the root of the crate, where each service becomes a module:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/tinsmith/clients.rs"));
//! ```
//!
//! Everything is written below `OUT_DIR`, only where it differs; what no model asks for any longer is
//! removed. Cargo runs the script again when a model changes.
//!
//! While you develop, `tinsmith-dylib` among the dependencies, and `use tinsmith_dylib as _;`, have programs
//! linked with the runtime as a shared library, in half the time.

mod disk;
mod read;

pub use disk::{Plan, Transaction, shown};
pub use read::{model, partitions};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit::{self, Listed, Place};
use crate::files::FileSet;
use crate::lower;
use crate::options::ServiceOptions;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The clients of a crate, one for each model.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is written before `generate`"]
pub struct Clients {
    models: Vec<ModelFile>,
    out: Option<PathBuf>,
    crate_name: Option<String>,
}

impl Clients {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the client of a model: a path, from the root of the package, or a [`ModelFile`].
    pub fn model(mut self, model: impl Into<ModelFile>) -> Self {
        self.models.push(model.into());
        self
    }

    /// The folder to write to, where it is not the one that cargo gives build scripts.
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// The name of the crate as examples in the documentation call it, where it is not that of the
    /// package.
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.crate_name = Some(name.into());
        self
    }

    /// Writes the clients into the folder `tinsmith`, and tells cargo when to do it again.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the models or with what was asked of them, with its place; a
    /// file cannot be read or written. Nothing is written then.
    pub fn generate(self) -> Result<(), Failed> {
        for model in &self.models {
            let waiters = read::waiters_of(&model.path, &model.options);
            for watched in std::iter::once(read::watched(&model.path)).chain(waiters) {
                // Without somebody who listens, nobody misses it.
                let _ = writeln!(io::stdout(), "cargo::rerun-if-changed={}", watched.display());
            }
        }
        let variable = |name: &str| {
            std::env::var(name).map_err(|_| {
                let message = format!("cargo has not set `{name}`");
                Diagnostic::error(message).hint("call this from the build script of a package")
            })
        };
        let out = match &self.out {
            Some(out) => out.clone(),
            None => variable("OUT_DIR").map(PathBuf::from)?,
        };
        let name = match &self.crate_name {
            Some(name) => name.clone(),
            None => variable("CARGO_PKG_NAME")?,
        };
        let files = self.files(&name.replace('-', "_"))?;
        let plan = Plan::new(&out.join("tinsmith"), &files, |_| true)?;
        Ok(plan.carry_out()?)
    }

    /// All files, by their paths in the folder.
    fn files(&self, crate_name: &str) -> Result<FileSet, Diagnostics> {
        let place =
            Place { crate_name: crate_name.to_owned(), command: "the build script".to_owned() };
        let (mut files, mut wrong) = (FileSet::default(), Diagnostics::default());
        let mut listed: BTreeMap<String, (Listed, &Path)> = BTreeMap::new();
        for model in &self.models {
            match model.generate(&place) {
                Ok((one, of_service)) => {
                    let module = one.module.clone();
                    if let Some((_, other)) = listed.insert(module, (one, &model.path)) {
                        wrong.push(model.same_module(other));
                    }
                    files.extend(of_service);
                }
                Err(found) => wrong.extend(found),
            }
        }
        let listed: Vec<Listed> = listed.into_values().map(|(one, _)| one).collect();
        files.extend(emit::included(&place, &listed, &partitions()?)?);
        wrong.check(files)
    }
}

/// A model with what is asked of its client. A path becomes one by itself.
#[derive(Clone, Debug)]
#[must_use = "give it to `Clients::model`"]
pub struct ModelFile {
    path: PathBuf,
    options: ServiceOptions,
}

impl ModelFile {
    /// A whole service: Smithy JSON AST, or `service-2.json` with what stands beside it.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), options: ServiceOptions::default() }
    }

    /// Only these operations, and the shapes that they need.
    pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Whatever `models/services.toml` can say of a service.
    pub fn options(mut self, options: ServiceOptions) -> Self {
        self.options = options;
        self
    }

    fn generate(&self, place: &Place) -> Result<(Listed, FileSet), Diagnostics> {
        // Not where it stands on this machine.
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let service = lower::lower(&model(&self.path, &self.options, None)?, &self.options, &name)?;
        for warning in service.warnings.iter() {
            // As with all that cargo is told.
            let _ = writeln!(io::stdout(), "cargo::warning={name}: {}", warning.line());
        }
        let mut files = FileSet::default();
        for (path, text) in emit::format(emit::service(&service, place))?.iter() {
            files.insert(path.strip_prefix("src/").unwrap_or(path), text);
        }
        Ok((Listed::from(&service), files))
    }

    fn same_module(&self, other: &Path) -> Diagnostic {
        let (one, other) = (self.path.display(), other.display());
        Diagnostic::error(format!("`{other}` and `{one}` both become the same module"))
            .hint("give one of them another: options(ServiceOptions { module: …, .. })")
    }
}

impl<P: Into<PathBuf>> From<P> for ModelFile {
    fn from(path: P) -> Self {
        Self::new(path)
    }
}

/// Why no client was written. A build script that ends with it shows all findings, each with its
/// place.
pub struct Failed(Diagnostics);

impl Failed {
    /// The findings.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.0
    }
}

/// As a person reads it: what ends `main` is shown this way.
impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no client was written\n\n{}", self.0)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no client was written\n\n{}", self.0)
    }
}

impl std::error::Error for Failed {}

impl From<Diagnostics> for Failed {
    fn from(found: Diagnostics) -> Self {
        Self(found)
    }
}

impl From<Diagnostic> for Failed {
    fn from(found: Diagnostic) -> Self {
        Self(found.into())
    }
}
