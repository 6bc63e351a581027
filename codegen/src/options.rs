//! `models/services.toml` as types: what is generated, and how.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, Source};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The package that models are imported from.
    pub source: Package,
    /// The services that are generated, by the name of their model file.
    #[serde(default)]
    pub services: BTreeMap<String, ServiceOptions>,
    /// Services of the package that are generated only where somebody asks for them, as far as
    /// there is something to say of them.
    #[serde(default)]
    pub others: BTreeMap<String, ServiceOptions>,
    #[serde(skip)]
    places: BTreeMap<String, Location>,
}

/// A package of models, pinned.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The name in the package index.
    pub package: String,
    /// The version.
    pub version: String,
    /// The digest of its source archive, in hex.
    pub sha256: String,
}

/// How one service is generated. Without any option, everything follows from the model.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ServiceOptions {
    /// The name of its module and feature, where the one from the sdk id does not do.
    pub module: Option<String>,
    /// The protocol to use, of those that the model lists, such as `awsJson1_1`.
    pub protocol: Option<String>,
    /// The operations to generate; all where nothing is said.
    pub operations: Option<Vec<String>>,
    /// Other names for shapes, by their ids.
    pub rename: BTreeMap<String, String>,
    /// Traits that are not known and may be read over.
    pub ignore_traits: Vec<String>,
    /// A file of further waiters, beside the models: `waiters-2.json`, or Smithy JSON AST that
    /// applies `smithy.waiters#waitable`.
    pub waiters: Option<String>,
    /// Whether the protocol tests and endpoint tests that the model carries are generated too.
    pub tests: bool,
}

impl Options {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with its place.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let mut options: Options = toml::from_str(source.text()).map_err(|error| {
            let diagnostic = Diagnostic::error(format!("not valid: {}", error.message()))
                .hint("the header of the file explains each key");
            Diagnostics::from(match error.span() {
                Some(span) => diagnostic.at(source.range(span)),
                None => diagnostic,
            })
        })?;
        options.places = places(source);
        Ok(options)
    }

    /// What is said of a service, generated or not.
    pub fn service(&self, name: &str) -> Option<&ServiceOptions> {
        self.services.get(name).or_else(|| self.others.get(name))
    }

    /// Where a service is listed.
    pub fn place(&self, service: &str) -> Option<&Location> {
        self.places.get(service)
    }

    /// An error about a service that is listed, with its place.
    pub fn error(&self, service: &str, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::error(message);
        match self.place(service) {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        }
    }
}

/// The places of the services' names.
fn places(source: &Arc<Source>) -> BTreeMap<String, Location> {
    #[derive(Deserialize)]
    struct Places {
        #[serde(default)]
        services: BTreeMap<Spanned<String>, toml::Value>,
        #[serde(default)]
        others: BTreeMap<Spanned<String>, toml::Value>,
    }
    let places: Result<Places, _> = toml::from_str(source.text());
    let (services, others) =
        places.map(|places| (places.services, places.others)).unwrap_or_default();
    let place = |name: Spanned<String>| (name.get_ref().clone(), source.range(name.span()));
    services.into_keys().chain(others.into_keys()).map(place).collect()
}
