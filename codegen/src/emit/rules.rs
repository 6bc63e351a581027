//! Constraints, behind the members that they are about.

use super::tokens::literal;
use crate::ir::Rule;

/// The constraints of a member, as they end its line: ` where Len(1..=64) Known`.
pub(super) fn behind(rules: &[Rule]) -> String {
    let rules: Vec<String> = rules.iter().map(rule).collect();
    if rules.is_empty() { String::new() } else { format!(" where {}", rules.join(" ")) }
}

fn rule(one: &Rule) -> String {
    match one {
        Rule::Len(least, most) => format!("Len({})", range(least.as_ref(), most.as_ref())),
        Rule::Range(least, most) => format!("Range({})", range(least.as_ref(), most.as_ref())),
        Rule::Pattern(pattern) => format!("Pattern({})", raw(pattern)),
        Rule::Known => "Known".to_owned(),
        Rule::Unique => "Unique".to_owned(),
        Rule::Each(inner) => format!("Each({})", rule(inner)),
        Rule::Keys(inner) => format!("Keys({})", rule(inner)),
        Rule::Values(inner) => format!("Values({})", rule(inner)),
    }
}

fn range<T: ToString>(least: Option<&T>, most: Option<&T>) -> String {
    let least = least.map(T::to_string).unwrap_or_default();
    let most = most.map(|most| format!("={}", most.to_string())).unwrap_or_default();
    format!("{least}..{most}")
}

/// A pattern as a person would write it: without a second backslash.
fn raw(pattern: &str) -> String {
    let longest = pattern.split(|one| one != '#').map(str::len).max().unwrap_or_default();
    match (pattern.contains('\\'), pattern.contains('"')) {
        (true, false) => format!("r\"{pattern}\""),
        (_, true) => {
            let hashes = "#".repeat(longest + 1);
            format!("r{hashes}\"{pattern}\"{hashes}")
        }
        (false, false) => literal(pattern),
    }
}
