//! What a model says and a client needs nothing of.

use std::collections::BTreeMap;

/// Traits and keys that were read over, with the reason and how often they occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored(BTreeMap<(String, String), (String, usize)>);

/// A trait or a key that was read over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'i> {
    /// Where it stands: `trait`, or an object of the format.
    pub place: &'i str,
    /// The trait's id, or the key.
    pub key: &'i str,
    /// Why nothing is lost.
    pub reason: &'i str,
    /// How often it occurs.
    pub count: usize,
}

impl Ignored {
    /// Counts one more.
    pub(crate) fn count(&mut self, place: &str, key: &str, reason: &str) {
        self.add(Entry { place, key, reason, count: 1 });
    }

    /// Adds what another model says.
    pub fn extend(&mut self, other: &Ignored) {
        other.iter().for_each(|entry| self.add(entry));
    }

    /// All of it, sorted by place and key.
    pub fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        self.0.iter().map(|((place, key), (reason, count))| Entry {
            place,
            key,
            reason,
            count: *count,
        })
    }

    fn add(&mut self, entry: Entry<'_>) {
        let key = (entry.place.to_owned(), entry.key.to_owned());
        let known = self.0.entry(key).or_insert_with(|| (entry.reason.to_owned(), 0));
        known.1 += entry.count;
    }
}
