//! Patterns of text.

use super::rules::{Found, Rule, hidden, shown};
use fancy_regex::Regex;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A pattern that is found somewhere in a text: `Pattern("^[a-z]+$")`. It is in the syntax of Rust's
/// regular expressions, which the generator translated it to.
#[derive(Clone, Copy, Debug)]
pub struct Pattern(pub &'static str);

impl Rule<String> for Pattern {
    fn check(&self, value: &String, found: &mut Found) {
        // A pattern that cannot be compiled, or that takes too many steps to try, refuses nothing: the
        // service has the last word.
        let matches = |regex: Arc<Regex>| regex.is_match(value.as_str()).unwrap_or(true);
        if compiled(self.0).is_none_or(matches) {
            return;
        }
        let is = if found.shows() { shown(value) } else { hidden(value) };
        found.add(format!("{is}, which does not match {}", self.0));
    }
}

/// A pattern, compiled when it is first needed. Many members of a model have the same.
fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    type Compiled = RwLock<HashMap<&'static str, Option<Arc<Regex>>>>;
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Compiled::default);
    // Nothing is left half done where another thread panicked.
    if let Some(known) = compiled.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return known.clone();
    }
    let made = Regex::new(pattern).ok().map(Arc::new);
    compiled.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, made.clone());
    made
}
