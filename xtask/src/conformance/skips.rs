//! The cases that need not pass, each with its reason. There are two: a case contradicts another
//! official case, or its format cannot say a fact that the same case has in a Smithy model.

use super::fates::{Fate, Fates};
use super::suites::{Part, Suite};
use crate::project;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::path::Path;
use tinsmith_codegen::ir::tests::Key;

/// Where the list is.
const LIST: &str = "tests/conformance-skips.toml";

/// The list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Skips {
    #[serde(default)]
    skip: Vec<Skip>,
}

/// A case that need not pass, for one of two reasons.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    suite: String,
    case: String,
    contradicts: Option<Contradicts>,
    lacks: Option<Lacks>,
}

/// Another official case asks for the opposite.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contradicts {
    suite: String,
    case: String,
    how: String,
}

/// The format cannot say a fact; the same case passes in a suite that says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lacks {
    fact: String,
    passes_in: String,
}

impl Skips {
    /// Reads the list.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(LIST);
        let shown = project::shown(root, &path);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{shown}`"))?;
        toml::from_str(&text).with_context(|| format!("`{shown}` is not right"))
    }

    /// Marks the cases of the list that failed, and returns what is wrong with entries: each must
    /// still have its reason.
    pub(crate) fn apply(&self, suites: &[Suite], fates: &mut Fates) -> Vec<String> {
        self.skip.iter().filter_map(|skip| skip.apply(suites, fates).err()).collect()
    }
}

impl Skip {
    fn apply(&self, suites: &[Suite], fates: &mut Fates) -> Result<(), String> {
        let Some(suite) = suites.iter().find(|suite| suite.name == self.suite) else {
            // It is not being run.
            return Ok(());
        };
        let wrong = |why: &str| {
            Err(format!("`{LIST}`: the entry of {} in {} {why}", self.case, self.suite))
        };
        let found = find(suite, &self.case);
        if found.is_empty() {
            return wrong("matches no case; remove it");
        }
        let (other, case, text) = match (&self.contradicts, &self.lacks) {
            (Some(one), None) => {
                let Contradicts { suite, case, how } = one;
                (suite, case, format!("contradicts {case} in {suite}: {how}"))
            }
            (None, Some(Lacks { fact, passes_in })) => {
                let text = format!("lacks a fact, and passes in {passes_in}: {fact}");
                (passes_in, &self.case, text)
            }
            _ => return wrong("needs one reason: `contradicts` or `lacks`"),
        };
        if let Some(other) = suites.iter().find(|suite| suite.name == *other)
            && !passed(other, case, fates)
        {
            return wrong("names another case, which did not pass");
        }
        for (part, key) in found {
            if fates.get(&part.module, key) == Some(&Fate::Passed) {
                return wrong("is not needed, for the case passed; remove it");
            }
            fates.set(&part.module, key, Fate::Skipped(text.clone()));
        }
        Ok(())
    }
}

fn find<'s>(suite: &'s Suite, case: &str) -> Vec<(&'s Part, &'s Key)> {
    let cases = suite.parts.iter().flat_map(|part| part.cases.iter().map(move |key| (part, key)));
    cases.filter(|(_, key)| key.id == case).collect()
}

fn passed(suite: &Suite, case: &str, fates: &Fates) -> bool {
    let found = find(suite, case);
    let has_passed =
        |(part, key): &(&Part, &Key)| fates.get(&part.module, key) == Some(&Fate::Passed);
    !found.is_empty() && found.iter().all(has_passed)
}
