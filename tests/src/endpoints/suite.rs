//! Where suites are: in Smithy models, and in an unpacked archive.

use super::leak::leak;
use crate::archive::{files, unpack};
use crate::environment::{archive, shared};
use crate::generate::source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tinsmith_codegen::ir::Endpoints;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::{Model, service_json, smithy_json};
use tinsmith_runtime::rules::Rules;

/// The rules of a service with their cases.
#[derive(Debug)]
pub struct Suite {
    /// The name: of the service's folder in an archive, or of a model's file.
    pub name: String,
    /// The rules, in each form that there is.
    forms: Vec<(Form, Value)>,
    /// Where the service's model is, if there is one.
    model: Option<Origin>,
    /// The cases, as they stand in the file; [`super::read`] reads one.
    pub cases: Vec<Value>,
}

/// Where the model of a service is.
#[derive(Debug)]
enum Origin {
    /// A Smithy model.
    File(PathBuf),
    /// A folder of an archive: `service-2.json` and what belongs to it.
    Folder(PathBuf),
}

/// A form of rules: what it is called, and what lowers it.
type Form = (&'static str, fn(&Value) -> Result<Endpoints, String>);

const RULE_SET: Form = ("rule set", lower::rule_set);
const DIAGRAM: Form = ("decision diagram", lower::decision_diagram);

impl Suite {
    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there are no cases.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// The model of the service.
    ///
    /// # Errors
    ///
    /// There is none, or it is wrong.
    pub(super) fn model(&self) -> Result<Model, String> {
        let read = match &self.model {
            Some(Origin::File(path)) => smithy_json::read(&[source(path)], &[]),
            Some(Origin::Folder(path)) => service_json::read(&files(path)),
            None => return Err("there are rules alone, and no model".to_owned()),
        };
        read.map_err(|why| why.to_string())
    }

    /// Whether a case says so of itself.
    pub(super) fn documents(&self, documentation: &str) -> bool {
        self.cases.iter().any(|case| case["documentation"] == documentation)
    }

    /// The lowered rules, in each form that there is.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn rules(&self) -> Result<Vec<(&'static str, &'static Rules)>, String> {
        let lowered = self.forms.iter().map(|((form, lower), value)| {
            let endpoints = lower(value).map_err(|why| format!("{form}: {why}"))?;
            Ok((*form, leak(&endpoints)))
        });
        lowered.collect()
    }
}

/// All suites: of the pinned archive, and of the models that serve everyone, as far as they are
/// there.
///
/// # Errors
///
/// There is something that cannot be read.
pub fn official() -> Result<Vec<Vec<Suite>>, String> {
    let paths = [archive(), shared("smithy-models")];
    paths.iter().flatten().map(|path| find(path)).collect()
}

/// The suites at a path: a Smithy model, a folder of such, or an archive.
///
/// # Errors
///
/// There is something that cannot be read, or nothing.
pub fn find(path: &Path) -> Result<Vec<Suite>, String> {
    let suites = if path.to_string_lossy().ends_with(".tar.gz") && path.is_file() {
        of_archive(&unpack(path))?
    } else if path.join("botocore/data").is_dir() {
        of_archive(path)?
    } else if path.is_dir() {
        let entries = entries(path)?;
        let models =
            entries.iter().filter(|file| file.extension().is_some_and(|end| end == "json"));
        let models = models.map(|file| model(file)).collect::<Result<Vec<_>, _>>()?;
        models.into_iter().flatten().collect()
    } else {
        model(path)?
    };
    match suites.iter().all(Suite::is_empty) {
        true => Err(format!("there are no endpoint tests in `{}`", path.display())),
        false => Ok(suites),
    }
}

/// The suites of the services in a Smithy model.
fn model(path: &Path) -> Result<Vec<Suite>, String> {
    let model = read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shapes = model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values());
    let suite = |shape: &Value| {
        let traits = &shape["traits"];
        let forms =
            [("smithy.rules#endpointRuleSet", RULE_SET), ("smithy.rules#endpointBdd", DIAGRAM)];
        let forms =
            forms.into_iter().filter_map(|(id, form)| Some((form, traits.get(id)?.clone())));
        let cases = cases(traits.get("smithy.rules#endpointTests")?);
        let model = Some(Origin::File(path.to_owned()));
        Some(cases.map(|cases| Suite { name: name.clone(), forms: forms.collect(), model, cases }))
    };
    shapes.filter_map(suite).collect()
}

/// The suites of an archive, each for the newest version of the service.
fn of_archive(root: &Path) -> Result<Vec<Suite>, String> {
    let mut suites = Vec::new();
    for folder in entries(&root.join("tests/functional/endpoint-rules"))? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let tests = folder.join("endpoint-tests-1.json");
        if !tests.is_file() {
            continue;
        }
        let versions = entries(&root.join("botocore/data").join(&name))?;
        let rules = versions.iter().map(|version| version.join("endpoint-rule-set-1.json"));
        let rules = rules.filter(|rules| rules.is_file()).max();
        let rules = rules.ok_or_else(|| format!("`{name}` has tests, but no rules"))?;
        let (forms, cases) = (vec![(RULE_SET, read(&rules)?)], cases(&read(&tests)?)?);
        let model = rules.parent().map(|folder| Origin::Folder(folder.to_owned()));
        suites.push(Suite { name, forms, model, cases });
    }
    Ok(suites)
}

/// The cases of the language of rules itself: small rule sets, each with its cases.
///
/// # Errors
///
/// There is something that cannot be read.
pub fn of_language(root: &Path) -> Result<Vec<Suite>, String> {
    let folder = root.join("tests/unit/data/endpoints");
    let suite = |tests: &PathBuf| {
        let name = tests.file_name().unwrap_or_default();
        let forms = vec![(RULE_SET, read(&folder.join("valid-rules").join(name))?)];
        let (name, cases) = (name.to_string_lossy().into_owned(), cases(&read(tests)?)?);
        Ok(Suite { name, forms, model: None, cases })
    };
    entries(&folder.join("test-cases"))?.iter().map(suite).collect()
}

/// The cases of a file, or of a trait.
fn cases(tests: &Value) -> Result<Vec<Value>, String> {
    let object = tests.as_object().ok_or("endpoint tests that are not an object")?;
    if let Some(key) = object.keys().find(|key| !["version", "testCases"].contains(&key.as_str())) {
        return Err(format!("endpoint tests with the unknown key `{key}`"));
    }
    let cases = object.get("testCases").and_then(Value::as_array);
    Ok(cases.ok_or("endpoint tests without cases")?.clone())
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path);
    let text = text.map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("`{}`: {error}", path.display()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let cannot = |error| format!("cannot read `{}`: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(cannot)?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(cannot)?.path());
    }
    paths.sort();
    Ok(paths)
}
