//! The crate of all clients with their tests: one as any user would have it.

use anyhow::Result;
use std::path::Path;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::{Partition, Service};

/// Where the code stands.
pub(crate) fn place() -> Place {
    let command = "cargo xtask conformance".to_owned();
    Place { crate_name: "tinsmith_conformance".to_owned(), command }
}

/// The files of a service.
pub(crate) fn service(service: &Service) -> Result<FileSet, Diagnostics> {
    Ok(emit::format(emit::service(service, &place()))?)
}

/// The files that belong to no service.
pub(crate) fn common(
    root: &Path,
    partitions: &[Partition],
    services: &[Listed],
) -> Result<FileSet> {
    let krate = Crate {
        place: &place(),
        about: "Clients of protocol tests",
        source: "protocol tests",
        services,
        partitions,
        package: &Package::Alone { runtime: Some(root.join("runtime")), all: true },
    };
    Ok(emit::krate(&krate).map_err(Diagnostics::from)?)
}
