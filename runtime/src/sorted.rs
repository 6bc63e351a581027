//! A map of few entries, in a sorted list. Those of the standard library are several times as much code
//! for each type that is put into them: 13 kB of a program that calls S3.

use std::borrow::Borrow;
use std::mem;

/// Entries by their keys, each key once.
pub(crate) struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Sorted<K, V> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// Where a key is, or would be.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// The key as it is kept.
    pub(crate) fn key<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&K>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(key, _)| key)
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Adds an entry, and answers what its key had before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => self.0.get_mut(place).map(|(_, old)| mem::replace(old, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if let Ok(place) = self.place(key) {
            self.0.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sorted;
    use std::collections::BTreeMap;

    #[test]
    fn it_is_a_map() {
        let mut rng = fastrand::Rng::with_seed(11);
        let (mut ours, mut known) = (Sorted::new(), BTreeMap::new());
        for round in 0..5_000 {
            let key = rng.u8(..40).to_string();
            match rng.u8(..4) {
                0 => {
                    ours.remove(&key);
                    known.remove(&key);
                }
                1 => assert_eq!(ours.get_mut(key.as_str()), known.get_mut(key.as_str())),
                2 => assert_eq!(ours.get(key.as_str()), known.get(key.as_str())),
                _ => assert_eq!(ours.insert(key.clone(), round), known.insert(key, round)),
            }
            assert_eq!(ours.len(), known.len());
        }
        assert!(ours.iter().map(|(key, value)| (key, value)).eq(&known));
        ours.clear();
        assert_eq!(ours.len(), 0);
    }
}
