//! Shape ids, as the Smithy specification spells them: `namespace#Name`.

use std::fmt;
use std::sync::Arc;

/// An absolute shape id without a member: `com.amazonaws.workspaces#Tag`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

/// The id that stands for "no input" and "no output", and the target of enum members.
pub const UNIT: &str = "smithy.api#Unit";

impl ShapeId {
    /// Reads an absolute shape id; `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, name) = text.split_once('#')?;
        let valid = namespace.split('.').all(is_identifier) && is_identifier(name);
        valid.then(|| Self(text.into()))
    }

    /// An id of two parts that are known to be identifiers.
    pub(crate) fn of(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}#{name}").into())
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// The part after `#`.
    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&self.0, |(_, name)| name)
    }

    /// Whether it is `smithy.api#Unit`.
    pub fn is_unit(&self) -> bool {
        &*self.0 == UNIT
    }
}

/// Whether the text is an identifier of the Smithy grammar: letters, digits and underscores, not a
/// digit first, and not underscores alone.
pub fn is_identifier(text: &str) -> bool {
    let body = text.trim_start_matches('_');
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first_is_right = match body.chars().next() {
        Some(first) if body.len() == text.len() => first.is_ascii_alphabetic(),
        Some(first) => first.is_ascii_alphanumeric(),
        None => false,
    };
    first_is_right && body.chars().all(word)
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_grammar() {
        for good in ["a#B", "com.amazonaws.s3#Tag", "a.b_c#_1x", "aws.protocoltests#Foo_Bar2"] {
            assert!(ShapeId::parse(good).is_some(), "{good}");
        }
        for bad in ["", "Tag", "#Tag", "a#", "a#1", "a..b#C", "a#B$c", "a#B C", "a#_", "a#B#C"] {
            assert!(ShapeId::parse(bad).is_none(), "{bad}");
        }
    }
}
