//! The calls of cases, made through clients that are generated for them: a crate of tests under
//! `target/conformance/endpoints`, of no more operations than the cases call.

use super::{Suite, case, falsify};
use crate::environment::root;
use crate::generate::{self, source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::ir::tests::Tests;
use tinsmith_codegen::lower::lower_with_tests;
use tinsmith_codegen::model::traits::EndpointTest;
use tinsmith_codegen::model::{Kind, Model};
use tinsmith_codegen::options::{Options, ServiceOptions};

/// What came of calls.
#[derive(Debug, Default)]
pub struct Calls {
    /// The tests, by the places of their suites and cases, in the order of the calls.
    tests: BTreeMap<(usize, usize), Vec<String>>,
    /// Why there are none, by the same places; of a whole suite where no case is named.
    lost: BTreeMap<(usize, Option<usize>), String>,
    /// What the tests said, by name: nothing if they passed.
    said: BTreeMap<String, String>,
    /// The tests that were run.
    run: BTreeSet<String>,
}

impl Calls {
    /// Makes all calls of the cases of some suites; with a fact of each expectation changed, if
    /// asked.
    ///
    /// # Errors
    ///
    /// The clients do not compile, or cannot be written or run.
    pub fn make(suites: &[Suite], falsify: bool) -> Result<Self, String> {
        let mut calls = Self::default();
        let options = Options::read(&source(&root().join("models/services.toml")));
        let options = options.map_err(|why| why.to_string())?;
        let mut services = Vec::new();
        for (place, suite) in suites.iter().enumerate() {
            let cases = cases(suite, falsify);
            if cases.iter().all(|case| case.operation_inputs.is_empty()) {
                continue;
            }
            let given = options.service(&suite.name).cloned().unwrap_or_default();
            match calls.lower(place, suite, cases, given) {
                Ok(service) => services.push(service),
                Err(why) => drop(calls.lost.insert((place, None), why)),
            }
        }
        if !services.is_empty() {
            calls.hear(&test(&services)?);
        }
        Ok(calls)
    }

    /// What came of a call, by the places of its suite and its case, and its own.
    pub(super) fn outcome(&self, (suite, case): (usize, usize), call: usize) -> Result<(), String> {
        let lost = || {
            let lost = self.lost.get(&(suite, Some(case)));
            let lost = lost.or_else(|| self.lost.get(&(suite, None)));
            lost.cloned().unwrap_or_else(|| "no test was made of it".to_owned())
        };
        let test = self.tests.get(&(suite, case)).and_then(|tests| tests.get(call));
        let test = test.ok_or_else(lost)?;
        match self.said.get(test) {
            Some(why) => Err(why.trim_end().to_owned()),
            None if self.run.contains(test) => Ok(()),
            None => Err("its test was not run".to_owned()),
        }
    }

    /// The client of a suite with its tests.
    fn lower(
        &mut self,
        place: usize,
        suite: &Suite,
        cases: Vec<EndpointTest>,
        options: ServiceOptions,
    ) -> Result<Service, String> {
        let mut model = suite.model()?;
        let operations = Some(called(&model, &cases));
        let options = ServiceOptions { operations, tests: true, ..options };
        model.set_endpoint_tests(cases);
        let lowered = lower_with_tests(&model, &options, &suite.name);
        let (mut service, unlowered) = lowered.map_err(|why| why.to_string())?;
        service.module = module(place, &suite.name);
        // What else the model brings is tested elsewhere.
        let endpoints = std::mem::take(&mut service.tests.endpoints);
        service.tests = Tests { endpoints, ..Tests::default() };
        for one in unlowered {
            let case = (place, Some(one.key.place));
            self.lost.insert(case, one.diagnostic.message().to_owned());
        }
        for test in &service.tests.endpoints {
            let name = format!("{}::tests::{}", service.module, test.case.name.as_str());
            self.tests.entry((place, test.case.key.place)).or_default().push(name);
        }
        // Of a case that has lost a call, it cannot be told which tests are whose.
        let lost = &self.lost;
        self.tests.retain(|(suite, case), _| !lost.contains_key(&(*suite, Some(*case))));
        Ok(service)
    }

    /// Notes what tests say.
    fn hear(&mut self, said: &str) {
        let mut current: Option<&str> = None;
        for line in said.lines() {
            let result = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "));
            let head =
                line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----"));
            match (result, head, current) {
                (Some((test, result)), _, _) => {
                    self.run.insert(test.to_owned());
                    if result != "ok" {
                        self.said.entry(test.to_owned()).or_default();
                    }
                }
                (_, Some(test), _) => current = Some(test),
                _ if line == "failures:" => current = None,
                (_, _, Some(test)) if !line.is_empty() => {
                    let text = self.said.entry(test.to_owned()).or_default();
                    text.push_str(line.strip_prefix("Error: ").unwrap_or(line));
                    text.push('\n');
                }
                _ => {}
            }
        }
    }
}

/// The cases of a suite by their places; one that cannot be read has no call.
fn cases(suite: &Suite, falsify: bool) -> Vec<EndpointTest> {
    let case = |(place, case): (usize, &Value)| {
        let mut case = case::read(case).unwrap_or_default();
        if falsify {
            falsify::falsify(&mut case.expect, place);
        }
        case
    };
    suite.cases.iter().enumerate().map(case).collect()
}

/// The operations of a model that cases call. Those that it does not have are no reason against the
/// others.
fn called(model: &Model, cases: &[EndpointTest]) -> Vec<String> {
    let calls = cases.iter().flat_map(|case| &case.operation_inputs);
    let names: BTreeSet<&str> = calls.map(|call| call.operation_name.as_str()).collect();
    let operations = model.shapes().filter(|shape| matches!(shape.kind, Kind::Operation(_)));
    let operations = operations.map(|shape| shape.id.name());
    operations.filter(|name| names.contains(name)).map(str::to_owned).collect()
}

/// The module of a suite's client.
fn module(place: usize, name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = name.trim_end_matches(".json").chars().map(letter).collect();
    format!("{name}_{place}")
}

/// Writes the crate of some clients, and runs its tests; returns what they say.
fn test(services: &[Service]) -> Result<String, String> {
    let root = root();
    let folder = root.join("target/conformance/endpoints");
    let files = files(&root, services).map_err(|why| why.to_string())?;
    generate::write(&folder, &files)
        .map_err(|error| format!("cannot write `{}`: {error}", folder.display()))?;
    // The same versions as everything else.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(|error| format!("cannot copy Cargo.lock: {error}"))?;
    let program = compile(&root, &folder)?;
    let done = Command::new(program).output();
    let done = done.map_err(|error| format!("the tests cannot be run: {error}"))?;
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// The files of the crate.
fn files(root: &Path, services: &[Service]) -> Result<FileSet, Diagnostics> {
    let place = Place {
        crate_name: "tinsmith_endpoints".to_owned(),
        command: "cargo xtask conformance endpoints".to_owned(),
    };
    let mut listed: Vec<Listed> = services.iter().map(Listed::from).collect();
    listed.sort();
    let mut files = emit::krate(&Crate {
        place: &place,
        about: "Clients of endpoint tests",
        source: "endpoint tests",
        services: &listed,
        partitions: &generate::partitions(),
        package: &Package::Alone { runtime: Some(root.join("runtime")), all: true },
    })?;
    for service in services {
        files.extend(emit::format(emit::service(service, &place))?);
    }
    Ok(files)
}

/// Compiles the tests of the crate; returns the program.
fn compile(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--quiet", "--lib", "--no-run", "--message-format=json"]);
    cargo.arg("--manifest-path").arg(folder.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", root.join("target"));
    // As in the project, so that nothing is compiled twice.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    let done = cargo.stderr(Stdio::inherit()).output();
    let done = done.map_err(|error| format!("cargo does not start: {error}"))?;
    let messages = String::from_utf8_lossy(&done.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (mut program, mut why) = (None, None);
    for message in messages {
        program = message["executable"].as_str().map(PathBuf::from).or(program);
        let is_error = message["message"]["level"] == "error";
        let text = message["message"]["rendered"].as_str().filter(|_| is_error);
        why = why.or_else(|| text.map(str::to_owned));
    }
    match program.filter(|_| done.status.success()) {
        Some(program) => Ok(program),
        None => Err(format!("the clients do not compile:\n{}", why.unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tests_say_is_told_by_call() {
        let mut calls = Calls::default();
        let tests = ["a::right", "a::wrong", "a::never"].map(str::to_owned);
        calls.tests.insert((0, 3), tests.to_vec());
        calls.lost.insert((0, Some(4)), "there is no operation `X`".to_owned());
        calls.hear(
            "test a::right ... ok\ntest a::wrong ... FAILED\n\nfailures:\n\n\
             ---- a::wrong stdout ----\nError: expected x\nfound y\n\n\nfailures:\n    a::wrong\n",
        );
        assert_eq!(calls.outcome((0, 3), 0), Ok(()));
        assert_eq!(calls.outcome((0, 3), 1), Err("expected x\nfound y".to_owned()));
        assert_eq!(calls.outcome((0, 3), 2), Err("its test was not run".to_owned()));
        assert_eq!(calls.outcome((0, 3), 3), Err("no test was made of it".to_owned()));
        assert_eq!(calls.outcome((0, 4), 0), Err("there is no operation `X`".to_owned()));
    }
}
