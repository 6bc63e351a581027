//! Our crates that are compared: made from the archive, with the vendor's documentation.

use super::Bench;
use crate::codegen;
use crate::models::archive::Archive;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use tinsmith_codegen::build::Plan;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::ir::{Partition, Service};
use tinsmith_codegen::lower;
use tinsmith_codegen::model::{Model, service_json};
use tinsmith_codegen::options::{Options, ServiceOptions};

/// What crates are made from.
pub(super) struct Maker {
    runtime: PathBuf,
    archive: Archive,
    options: Options,
    partitions: Vec<Partition>,
    /// The package and version that the models are from.
    pub(super) source: String,
}

impl Maker {
    /// Opens the archive.
    pub(super) fn new(bench: &Bench) -> Result<Self> {
        let options = codegen::options(&bench.root)?;
        let archive = Archive::open(&bench.root, &options.source, None)?;
        let partitions = lower::partitions(&archive.partitions()?)?;
        let source = format!("{} {}", options.source.package, options.source.version);
        let runtime = bench.root.join("runtime");
        Ok(Self { runtime, archive, options, partitions, source })
    }

    /// The model of a service.
    pub(super) fn model(&self, name: &str) -> Result<Model> {
        let files = self.archive.service(name);
        Ok(service_json::read(&files.with_context(|| format!("the archive has no `{name}`"))?)?)
    }

    /// A service, or some operations of it.
    pub(super) fn service(
        &self,
        name: &str,
        model: &Model,
        operations: Option<Vec<String>>,
    ) -> Result<Service> {
        let known = self.options.service(name).cloned().unwrap_or_default();
        let options = ServiceOptions { operations, tests: false, ..known };
        Ok(lower::lower(model, &options, "the archive")?)
    }

    /// Writes what a crate has besides its service, and, where one is given, the service.
    pub(super) fn write(&self, folder: &Path, service: &Service, is_whole: bool) -> Result<()> {
        let name = folder.file_name().context("a crate has no name")?.to_string_lossy();
        let place =
            Place { crate_name: name.replace('-', "_"), command: "cargo xtask bench".to_owned() };
        let package = Package::Alone { runtime: Some(self.runtime.clone()), all: true };
        let krate = Crate {
            place: &place,
            about: "A client that is compared",
            source: &self.source,
            services: &[Listed::from(service)],
            partitions: &self.partitions,
            package: &package,
        };
        let mut files = emit::krate(&krate).map_err(Diagnostics::from)?;
        if !is_whole {
            return Ok(Plan::additions(folder, &files)?.carry_out()?);
        }
        files.extend(emit::format(emit::service(service, &place)).map_err(Diagnostics::from)?);
        Ok(Plan::new(folder, &files, |_| true)?.carry_out()?)
    }
}
