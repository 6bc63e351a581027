//! What a crate has besides its services: the manifest, the root and the partitions.

use super::{Place, partitions};
use crate::diagnostic::Diagnostic;
use crate::files::FileSet;
use crate::format::File;
use crate::ir::{Partition, Service};
use crate::timings::Timings;
use quote::quote;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// A crate of generated services.
#[derive(Clone, Debug)]
pub struct Crate<'a> {
    /// Where the code stands.
    pub place: &'a Place,
    /// What it holds, in a few words.
    pub about: &'a str,
    /// What it is made from, for the header.
    pub source: &'a str,
    /// The services, sorted by module.
    pub services: &'a [Listed],
    /// The partitions that their rules speak of.
    pub partitions: &'a [Partition],
    /// What its manifest says of the crate as a whole.
    pub package: &'a Package,
}

/// A service, as far as the root of a crate speaks of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The module, and the cargo feature.
    pub module: String,
    /// The display name.
    pub title: String,
    /// The features of `tinsmith-runtime` that it needs.
    pub features: BTreeSet<&'static str>,
    /// Whether it has protocol tests.
    pub has_tests: bool,
}

impl Listed {
    /// The line of the manifest that declares its feature.
    pub fn feature(&self) -> String {
        let needs = self.features.iter().map(|one| format!("\"tinsmith-runtime/{one}\""));
        format!("{} = [{}]", self.module, needs.collect::<Vec<_>>().join(", "))
    }
}

impl From<&Service> for Listed {
    fn from(service: &Service) -> Self {
        let has_tests = !service.tests.is_empty();
        let (module, title) = (service.module.clone(), service.title.clone());
        Self { module, title, features: service.features(), has_tests }
    }
}

/// What a manifest says of a crate as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Package {
    /// It is a member of a workspace that says version, edition, licence and dependencies.
    Member,
    /// It stands alone.
    Alone {
        /// The folder of `tinsmith-runtime`; where there is none, it is the published one.
        runtime: Option<PathBuf>,
        /// Whether all services are there without being asked for.
        all: bool,
    },
}

impl Package {
    /// What a dependency on the runtime says, or on the package in a folder of it.
    fn runtime(&self, below: &str) -> String {
        let version = concat!("version = \"=", env!("CARGO_PKG_VERSION"), "\"");
        let place = match self {
            Self::Member => return "workspace = true".to_owned(),
            Self::Alone { runtime: Some(folder), .. } => {
                let folder = folder.to_string_lossy().replace('\\', "/");
                format!("{version}, path = \"{folder}{below}\"")
            }
            Self::Alone { runtime: None, .. } => version.to_owned(),
        };
        match below {
            "" => format!("{place}, default-features = false"),
            _ => place,
        }
    }
}

/// The files of the crate that belong to no service.
///
/// # Errors
///
/// The emitter made something that is not Rust, which is a defect of the emitter.
pub fn krate(krate: &Crate<'_>) -> Result<FileSet, Diagnostic> {
    let partitions = partitions::emit(&krate.place.command, krate.partitions);
    let mut files = formatted([("src/lib.rs", root(krate)), ("src/partitions.rs", partitions)])?;
    files.insert("Cargo.toml", manifest(krate));
    files.insert("rustfmt.toml", formatting(krate));
    Ok(files)
}

/// What services need besides themselves where another crate includes them: `clients.rs`, which
/// declares their modules, and the partitions.
///
/// # Errors
///
/// The emitter made something that is not Rust, which is a defect of the emitter.
pub fn included(
    place: &Place,
    services: &[Listed],
    partitions: &[Partition],
) -> Result<FileSet, Diagnostic> {
    let mut file = File::new(&place.command, "models");
    // Who includes the code has no say in what the model deprecates and how it names things.
    services.iter().for_each(|service| file.included_module(&service.module));
    if !services.is_empty() {
        file.module("partitions");
    }
    let partitions = partitions::emit(&place.command, partitions);
    formatted([("clients.rs", file), ("partitions.rs", partitions)])
}

fn formatted(files: [(&str, File); 2]) -> Result<FileSet, Diagnostic> {
    let timings = Timings::default();
    files
        .iter()
        .map(|(path, file)| Ok(((*path).to_owned(), file.format(path, &timings)?)))
        .collect()
}

fn root(krate: &Crate<'_>) -> File {
    let mut file = File::new(&krate.place.command, krate.source);
    let about = format!("{}: small, quick to compile, pleasant to call.", krate.about);
    for line in [
        about.as_str(),
        "",
        "Each service is a module behind a cargo feature of the same name:",
        "",
    ] {
        file.inner_doc(line);
    }
    for service in krate.services {
        file.inner_doc(&format!("- `{}`: {}", service.module, service.title));
    }
    file.inner_doc("");
    file.inner_doc("Types that all services share are in [`runtime`].");
    file.attribute("#![forbid(unsafe_code)]");
    for service in krate.services {
        file.featured_module(&service.module);
    }
    file.used_module("partitions", krate.services.iter().map(|service| service.module.as_str()));
    file.public_use("tinsmith_runtime as runtime");
    file.item(quote! { #[cfg(feature = "dynamic")] use tinsmith_dylib as _; });
    file
}

fn header(krate: &Crate<'_>) -> String {
    let (command, source) = (&krate.place.command, krate.source);
    format!("# Generated by `{command}` from {source}. Do not edit.\n\n")
}

/// What keeps `cargo fmt --all` from formatting the crate another way than the emitter does.
fn formatting(krate: &Crate<'_>) -> String {
    let header = header(krate);
    format!(
        "{header}# Generated code is formatted so that an addition adds lines and changes none.\n\
         disable_all_formatting = true\n"
    )
}

fn manifest(krate: &Crate<'_>) -> String {
    let mut out = header(krate);
    let (name, about) = (krate.place.crate_name.replace('_', "-"), krate.about);
    let _ = write!(
        out,
        "[package]\n\
         name = \"{name}\"\n\
         description = \"{about}, one cargo feature per service\"\n"
    );
    out.push_str(match krate.package {
        Package::Member => {
            "version.workspace = true\n\
             edition.workspace = true\n\
             rust-version.workspace = true\n\
             license.workspace = true\n"
        }
        Package::Alone { .. } => {
            "version = \"0.1.0\"\n\
             edition = \"2024\"\n\
             publish = false\n\n\
             # Whatever stands around it.\n\
             [workspace]\n"
        }
    });
    out.push_str(
        "\n[lints.rust]\n\
         unsafe_code = \"forbid\"\n\
         # What the model deprecates is still written and read here; callers are warned.\n\
         deprecated = \"allow\"\n\n\
         [lints.clippy]\n\
         # Names follow from the model, and some are those of methods of standard traits.\n\
         should_implement_trait = \"allow\"\n\
         # `new` reads better at the start of a chain of setters, and `Default` is there too.\n\
         new_without_default = \"allow\"\n\n",
    );
    features(&mut out, krate);
    let [runtime, dylib] = ["", "/dylib"].map(|below| krate.package.runtime(below));
    let _ = write!(
        out,
        "\n[dependencies]\n\
         tinsmith-dylib = {{ {dylib}, optional = true }}\n\
         tinsmith-runtime = {{ {runtime} }}\n"
    );
    if krate.services.iter().any(|service| service.has_tests) {
        let _ = write!(
            out,
            "\n[dev-dependencies]\n\
             # For the tests that the models carry.\n\
             tinsmith-runtime = {{ {runtime}, features = [\"conformance\"] }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
        );
    }
    out
}

fn features(out: &mut String, krate: &Crate<'_>) {
    let mut default = vec!["files", "https", "tokio"];
    if matches!(krate.package, Package::Alone { all: true, .. }) {
        default.extend(krate.services.iter().map(|service| service.module.as_str()));
    }
    let default: Vec<String> = default.into_iter().map(|name| format!("\"{name}\"")).collect();
    let _ = write!(
        out,
        "[features]\n\
         default = [{}]\n\
         # An HTTP client with TLS (rustls with aws-lc), used where none is given.\n\
         https = [\"tinsmith-runtime/https\"]\n\
         # The same with ring instead of aws-lc, used where `https` is not there.\n\
         https-ring = [\"tinsmith-runtime/https-ring\"]\n\
         # Sleeps and timeouts by tokio, used where nothing else is given.\n\
         tokio = [\"tinsmith-runtime/tokio\"]\n\
         # Bodies from files, and as readers of tokio.\n\
         files = [\"tinsmith-runtime/files\"]\n\
         # AWS Signature Version 4A, for calls that hold in several regions.\n\
         sigv4a = [\"tinsmith-runtime/sigv4a\"]\n\
         # Answers instead of a service, for tests of code that calls one.\n\
         testing = [\"tinsmith-runtime/testing\"]\n\
         # Checks of lengths, ranges and patterns before anything is sent, for clients that ask for them.\n\
         constraints = [\"tinsmith-runtime/constraints\"]\n\
         # The runtime as a shared library: programs are linked in half the time. For development.\n\
         dynamic = [\"dep:tinsmith-dylib\"]\n\
         # Services, with what of the runtime each needs.\n",
        default.join(", ")
    );
    for service in krate.services {
        let _ = writeln!(out, "{}", service.feature());
    }
}
