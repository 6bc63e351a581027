//! `models/partitions.json`.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Partition;
use crate::source::{Location, Source, Step};
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
    let mut wrong = Diagnostics::default();
    let mut partitions = Vec::new();
    for (index, entry) in file.partitions.into_iter().enumerate() {
        match prefixes(&entry.region_regex) {
            Some(prefixes) => partitions.push(partition(entry, prefixes)),
            None => wrong.push(unknown(source, index, &entry)),
        }
    }
    wrong.check(partitions)
}

/// What names of regions begin with by a pattern such as `^us\-(gov|iso)\-\w+\-\d+$`: all that the file
/// has are of this kind, which spares every client a library of regular expressions.
fn prefixes(pattern: &str) -> Option<Vec<String>> {
    let start = pattern.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?.replace(r"\-", "-");
    let (before, choice, after) = match start.split_once('(') {
        Some((before, rest)) => {
            let (choice, after) = rest.split_once(')')?;
            (before, choice, after)
        }
        None => (start.as_str(), "", ""),
    };
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let prefixes = choice.split('|').map(|one| [before, one, after].concat());
    let prefixes: Vec<String> = prefixes.collect();
    prefixes.iter().all(|prefix| !prefix.is_empty() && is_plain(prefix)).then_some(prefixes)
}

fn unknown(source: &Arc<Source>, index: usize, entry: &Entry) -> Diagnostic {
    let Entry { id, region_regex, .. } = entry;
    let place = [Step::from("partitions"), Step::Index(index), Step::from("regionRegex")];
    let message = format!("the partition `{id}` has regions of an unknown kind: `{region_regex}`");
    let hint = "known are a beginning with at most one choice, and then `\\-\\w+\\-\\d+$`; another kind \
                needs code in `lower/partitions.rs` and in the runtime's `endpoint/partition.rs`";
    Diagnostic::error(message).at(source.locate(&place)).hint(hint)
}

fn partition(entry: Entry, region_prefixes: Vec<String>) -> Partition {
    Partition {
        name: entry.id,
        dns_suffix: entry.outputs.dns_suffix,
        dual_stack_dns_suffix: entry.outputs.dual_stack_dns_suffix,
        supports_fips: entry.outputs.supports_fips,
        supports_dual_stack: entry.outputs.supports_dual_stack,
        implicit_global_region: entry.outputs.implicit_global_region,
        regions: entry.regions.into_keys().collect(),
        region_prefixes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_come_to_what_names_begin_with() {
        let cases: [(&str, &[&str]); 4] = [
            (r"^(us|eu)\-\w+\-\d+$", &["us", "eu"]),
            (r"^us\-iso\-\w+\-\d+$", &["us-iso"]),
            (r"^eusc\-(de)\-\w+\-\d+$", &["eusc-de"]),
            (r"^a\-(b|c)\-d\-\w+\-\d+$", &["a-b-d", "a-c-d"]),
        ];
        for (pattern, wanted) in cases {
            assert_eq!(prefixes(pattern).unwrap(), wanted, "{pattern}");
        }
        let others = [
            "",
            r"us\-\w+\-\d+$",
            r"^us.*$",
            r"^u?s\-\w+\-\d+$",
            r"^(a|)\-\w+\-\d+$",
            r"^(a\-\w+\-\d+$",
        ];
        for pattern in others {
            assert!(prefixes(pattern).is_none(), "{pattern}");
        }
    }

    #[test]
    fn another_kind_of_pattern_is_told() {
        let text = r#"{"version": "1.1", "partitions": [{"id": "moon", "regionRegex": "^moon.*$",
            "regions": {}, "outputs": {"dnsSuffix": "m", "dualStackDnsSuffix": "m", "name": "moon",
            "implicitGlobalRegion": "moon-1", "supportsDualStack": true, "supportsFIPS": true}}]}"#;
        let found = partitions(&Source::new("partitions.json", text)).unwrap_err();
        assert!(
            found.render(false).contains("the partition `moon` has regions of an unknown kind")
        );
    }
}
