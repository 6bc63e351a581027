//! The suites: files with models, and the cases that they carry for a client.

use crate::codegen::{options, source};
use crate::models::archive;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::tests::{CaseKind, Key};
use tinsmith_codegen::model::service_json;
use tinsmith_codegen::model::traits::AppliesTo;
use tinsmith_codegen::model::{Model, Shape, smithy_json};
use tinsmith_codegen::source::Source;

/// Where the official suites are looked for.
const OFFICIAL: &str = "../shared/conformance/protocol-tests";

/// A file.
pub(crate) struct Suite {
    /// Its name, without what all files have.
    pub(crate) name: String,
    /// Its models, each for one protocol.
    pub(crate) parts: Vec<Part>,
}

/// A model, to be generated for one protocol.
pub(crate) struct Part {
    /// The module of its client.
    pub(crate) module: String,
    /// The file, for the header of generated files.
    pub(crate) source: String,
    /// The model, or what is wrong with it.
    pub(crate) model: Result<Arc<Model>, Diagnostics>,
    /// The protocol, by its short name.
    pub(crate) protocol: String,
    /// The cases for a client.
    pub(crate) cases: Vec<Key>,
}

impl Part {
    /// Changes a fact of each case.
    pub(crate) fn falsify(&mut self) {
        if let Ok(model) = &mut self.model {
            super::falsify::falsify(Arc::make_mut(model));
        }
    }
}

/// Reads the suites in files and folders; of none, the official ones, as far as they are there, and
/// those of the archive.
pub(crate) fn find(root: &Path, paths: &[PathBuf]) -> Result<Vec<Suite>> {
    if paths.is_empty() {
        return all(root);
    }
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => files.extend(json_files(path)?),
            false => files.push(path.clone()),
        }
    }
    files.iter().map(|path| read(root, &name(path), &source(root, path)?)).collect()
}

fn all(root: &Path) -> Result<Vec<Suite>> {
    let official = root.join(OFFICIAL);
    let files = if official.is_dir() { json_files(&official)? } else { Vec::new() };
    let mut suites: Vec<Suite> = Vec::new();
    for path in files {
        suites.push(read(root, &name(&path), &source(root, &path)?)?);
    }
    if suites.is_empty() {
        println!("SKIPPED the suites of `{OFFICIAL}`, which is not there");
    }
    let archive = archive::pinned(root, &options(root)?.source)?;
    for (path, source) in archive::protocol_tests(&archive)? {
        suites.push(read(root, path.trim_end_matches(".json"), &source)?);
    }
    Ok(suites)
}

fn name(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read `{}`", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        files.push(entry.with_context(cannot)?.path());
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    if files.is_empty() {
        bail!("there is no JSON file in `{}`", folder.display());
    }
    Ok(files)
}

/// Reads a file in either format: a Smithy model is an object, the other a list of models.
fn read(root: &Path, name: &str, source: &Arc<Source>) -> Result<Suite> {
    let parts = if source.text().trim_start().starts_with('[') {
        let suites = service_json::read_suites(source)?.into_iter().enumerate();
        suites.flat_map(|(place, suite)| small_parts(name, place, source, suite)).collect()
    } else {
        match smithy_json::read(std::slice::from_ref(source), &[]) {
            Ok(mut model) => {
                take_endpoints(root, &mut model)?;
                parts(&module(name), source.name(), &Arc::new(model))
            }
            Err(why) => vec![lost(module(name), source.name(), why, raw_cases(source.text()))],
        }
    };
    Ok(Suite { name: name.to_owned(), parts })
}

/// Suites of a service of AWS say nothing of its endpoints; the service's own model here does.
fn take_endpoints(root: &Path, model: &mut Model) -> Result<()> {
    let service = model.services().next().map(|(shape, _)| &shape.traits);
    let has_rules = service.is_some_and(|traits| {
        traits.endpoint_rule_set().is_some() || traits.endpoint_bdd().is_some()
    });
    let sdk_id = service.and_then(|traits| traits.aws_service()).map(|aws| aws.sdk_id.as_str());
    let Some(sdk_id) = sdk_id.filter(|_| !has_rules) else { return Ok(()) };
    let path = root.join(format!("models/{}.json", sdk_id.to_lowercase().replace(' ', "-")));
    if path.is_file() {
        model.take_endpoints(&smithy_json::read(&[source(root, &path)?], &[])?);
    }
    Ok(())
}

/// The name of a module, of the name of a suite.
fn module(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.chars().map(letter).collect()
}

/// The parts of one of the small models of a file.
fn small_parts(name: &str, place: usize, source: &Source, suite: service_json::Suite) -> Vec<Part> {
    let module = module(&format!("{name}_{place}"));
    match suite.model {
        Ok(model) => parts(&module, source.name(), &Arc::new(model)),
        Err(why) => {
            let kind = if suite.is_input { CaseKind::Request } else { CaseKind::Response };
            let key = |(place, id)| Key { kind, shape: format!("[{place}]"), place, id };
            let cases = suite.ids.into_iter().enumerate().map(key).collect();
            vec![lost(module, source.name(), why, cases)]
        }
    }
}

fn lost(module: String, source: &str, why: Diagnostics, cases: Vec<Key>) -> Part {
    let (source, protocol) = (source.to_owned(), String::new());
    Part { module, source, model: Err(why), protocol, cases }
}

/// A part for each protocol that a model has cases for.
fn parts(module: &str, source: &str, model: &Arc<Model>) -> Vec<Part> {
    let cases: Vec<(String, Key)> = model.shapes().flat_map(cases_of).collect();
    let protocols: BTreeSet<&String> = cases.iter().map(|(protocol, _)| protocol).collect();
    let part = |protocol: &String| {
        let of_protocol = cases.iter().filter(|(known, _)| known == protocol);
        let suffix = if protocols.len() > 1 { protocol.to_lowercase() } else { String::new() };
        Part {
            module: format!("{module}{suffix}"),
            source: source.to_owned(),
            model: Ok(model.clone()),
            protocol: protocol.clone(),
            cases: of_protocol.map(|(_, key)| key.clone()).collect(),
        }
    };
    protocols.iter().map(|protocol| part(protocol)).collect()
}

/// All cases for a client, each with the short name of its protocol.
fn cases_of(shape: &Shape) -> Vec<(String, Key)> {
    let mut cases = Vec::new();
    let mut add = |kind, place, id: &String, protocol: &String, side: Option<AppliesTo>| {
        if side != Some(AppliesTo::Server) {
            let short = protocol.rsplit('#').next().unwrap_or_default().to_owned();
            let key = Key { kind, shape: shape.id.to_string(), place, id: id.clone() };
            cases.push((short, key));
        }
    };
    for (place, one) in shape.traits.http_request_tests().into_iter().flatten().enumerate() {
        add(CaseKind::Request, place, &one.id, &one.protocol, one.applies_to);
    }
    for (place, one) in shape.traits.http_response_tests().into_iter().flatten().enumerate() {
        add(CaseKind::Response, place, &one.id, &one.protocol, one.applies_to);
    }
    for (place, one) in shape.traits.event_stream_tests().into_iter().flatten().enumerate() {
        add(CaseKind::Event, place, &one.id, &one.protocol, one.applies_to);
    }
    cases
}

/// The cases of a model that cannot be read, as far as it is JSON.
fn raw_cases(text: &str) -> Vec<Key> {
    const TRAITS: [(CaseKind, &str); 3] = [
        (CaseKind::Request, "smithy.test#httpRequestTests"),
        (CaseKind::Response, "smithy.test#httpResponseTests"),
        (CaseKind::Event, "smithy.test#eventStreamTests"),
    ];
    let root: Value = serde_json::from_str(text).unwrap_or_default();
    let mut cases = Vec::new();
    for (id, shape) in root.get("shapes").and_then(Value::as_object).into_iter().flatten() {
        for (kind, name) in TRAITS {
            let of_trait = shape.get("traits").and_then(|traits| traits.get(name)?.as_array());
            for (place, case) in of_trait.into_iter().flatten().enumerate() {
                let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
                if text("appliesTo") != "server" {
                    let id_of_case = text("id").to_owned();
                    cases.push(Key { kind, shape: id.clone(), place, id: id_of_case });
                }
            }
        }
    }
    if cases.is_empty() {
        // At least the file itself has failed.
        let (shape, id) = (String::new(), "all".to_owned());
        cases.push(Key { kind: CaseKind::Request, shape, place: 0, id });
    }
    cases
}
