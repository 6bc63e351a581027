//! `models/partitions.json`.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Partition;
use crate::source::{Location, Source};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    partitions: Vec<Entry>,
    #[serde(rename = "version")]
    _version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Entry {
    id: String,
    outputs: Outputs,
    region_regex: String,
    regions: BTreeMap<String, Region>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Outputs {
    dns_suffix: String,
    dual_stack_dns_suffix: String,
    implicit_global_region: String,
    #[serde(rename = "name")]
    _name: String,
    supports_dual_stack: bool,
    #[serde(rename = "supportsFIPS")]
    supports_fips: bool,
}

/// A region; a place on the map, which says nothing of endpoints.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    #[serde(rename = "description")]
    _description: Option<String>,
}

/// Reads the partitions.
///
/// # Errors
///
/// What is wrong with the file, with its place.
pub fn partitions(source: &Arc<Source>) -> Result<Vec<Partition>, Diagnostics> {
    let file: File = serde_json::from_str(source.text()).map_err(|error| {
        let place: Location = source.line_column(error.line(), error.column());
        let hint = "import it again: cargo xtask models import";
        Diagnostics::from(Diagnostic::error(format!("{error}")).at(place).hint(hint))
    })?;
    Ok(file.partitions.into_iter().map(partition).collect())
}

fn partition(entry: Entry) -> Partition {
    Partition {
        name: entry.id,
        dns_suffix: entry.outputs.dns_suffix,
        dual_stack_dns_suffix: entry.outputs.dual_stack_dns_suffix,
        supports_fips: entry.outputs.supports_fips,
        supports_dual_stack: entry.outputs.supports_dual_stack,
        implicit_global_region: entry.outputs.implicit_global_region,
        regions: entry.regions.into_keys().collect(),
        region_pattern: entry.region_regex,
    }
}
