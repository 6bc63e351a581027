//! Constraints of values that are sent.

/// A constraint of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// How long it is, at least and at most. `smithy.api#length`.
    Len(Option<u64>, Option<u64>),
    /// How large it is, at least and at most, as Rust writes numbers. `smithy.api#range`.
    Range(Option<String>, Option<String>),
    /// What is found in it, in Rust's syntax. `smithy.api#pattern`.
    Pattern(String),
    /// It is a value of its enum.
    Known,
    /// Its items differ. `smithy.api#uniqueItems`.
    Unique,
    /// What holds of its items.
    Each(Box<Rule>),
    /// What holds of its keys.
    Keys(Box<Rule>),
    /// What holds of its values.
    Values(Box<Rule>),
}
