//! What became of each case.

use super::suites::Suite;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use tinsmith_codegen::ir::tests::Key;

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Its test passed.
    Passed,
    /// Its test failed; the text says how.
    Failed(String),
    /// No test was made of it, or the test was not run; the text says why.
    Lost(String),
    /// It is on the list of those that are not run; the text says why.
    Skipped(String),
}

/// A case: the module of its client, and its place in the model.
pub(crate) type CaseId = (String, Key);

/// What became of all cases. Whatever nobody said anything about has failed.
pub(crate) struct Fates {
    cases: BTreeMap<CaseId, Fate>,
    /// The cases by the names of their tests.
    tests: BTreeMap<String, CaseId>,
}

/// The program with all tests.
pub(crate) struct Tests(pub(crate) PathBuf);

impl Fates {
    pub(crate) fn new(suites: &[Suite]) -> Self {
        let parts = suites.iter().flat_map(|suite| &suite.parts);
        let cases =
            parts.flat_map(|part| part.cases.iter().map(|key| (part.module.clone(), key.clone())));
        let fate = || Fate::Lost("no test was made of it".to_owned());
        Self { cases: cases.map(|case| (case, fate())).collect(), tests: BTreeMap::new() }
    }

    pub(crate) fn set(&mut self, module: &str, key: &Key, fate: Fate) {
        self.cases.insert((module.to_owned(), key.clone()), fate);
    }

    pub(crate) fn get(&self, module: &str, key: &Key) -> Option<&Fate> {
        self.cases.get(&(module.to_owned(), key.clone()))
    }

    /// Notes the test of a case.
    pub(crate) fn expect(&mut self, module: &str, function: &str, key: &Key) {
        let case = (module.to_owned(), key.clone());
        self.cases.insert(case.clone(), Fate::Lost("its test was not run".to_owned()));
        self.tests.insert(format!("{module}::tests::{function}"), case);
    }

    /// Notes that no test of a module can be run.
    pub(crate) fn lose(&mut self, module: &str, why: &str) {
        for (_, case) in self.tests.iter().filter(|(_, (of, _))| of == module) {
            self.cases.insert(case.clone(), Fate::Lost(why.to_owned()));
        }
    }

    /// Runs the tests, and notes what they say.
    pub(crate) fn run(&mut self, tests: &Tests) -> Result<()> {
        let done = Command::new(&tests.0).output().context("the tests cannot be run")?;
        let said = String::from_utf8_lossy(&done.stdout);
        let messages = messages(&said);
        for line in said.lines() {
            let Some((test, result)) =
                line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "))
            else {
                continue;
            };
            let Some(case) = self.tests.get(test) else { continue };
            let fate = match result {
                "ok" => Fate::Passed,
                _ => Fate::Failed(messages.get(test).cloned().unwrap_or_default()),
            };
            self.cases.insert(case.clone(), fate);
        }
        Ok(())
    }
}

/// What tests that failed say, by their names.
fn messages(said: &str) -> BTreeMap<&str, String> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    let mut current = None;
    for line in said.lines() {
        let head = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----"));
        match (head, current) {
            (Some(test), _) => current = Some(test),
            (None, _) if line == "failures:" => current = None,
            (None, Some(test)) if !line.is_empty() => {
                let message = messages.entry(test).or_default();
                message.push_str(line.strip_prefix("Error: ").unwrap_or(line));
                message.push('\n');
            }
            _ => {}
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_behind_the_names_of_tests() {
        let said = "test a::b ... FAILED\n\nfailures:\n\n---- a::b stdout ----\nError: path: expected \
                    /, found /x\nbody: it differs\n\n\nfailures:\n    a::b\n";
        let messages = messages(said);
        assert_eq!(messages["a::b"], "path: expected /, found /x\nbody: it differs\n");
    }
}
