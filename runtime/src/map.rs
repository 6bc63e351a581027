//! Maps and their keys.

use std::collections::BTreeMap;

/// A map of a model. Its entries are in the order of their keys, so that the same map always gives
/// the same bytes on the wire.
pub type Map<K, V> = BTreeMap<K, V>;

/// What the keys of a map can be: text, or an enum of the model.
pub trait MapKey: Ord + Sized {
    /// The key as text.
    fn as_key(&self) -> &str;

    /// The key of that text.
    fn from_key(text: &str) -> Self;
}

impl MapKey for String {
    fn as_key(&self) -> &str {
        self
    }

    fn from_key(text: &str) -> Self {
        text.to_owned()
    }
}
