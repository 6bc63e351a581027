//! What constraints say of values.

use super::numbers::Bounds;
use crate::wire::{Enum, EnumValue};
use crate::{Blob, ByteStream, Map, MapKey};
use std::mem::discriminant;
use std::ops::RangeBounds;

/// A constraint on values of a type. A value that may be null has nothing to comply with where it is.
pub trait Rule<T> {
    /// Notes where a value is not as the constraint says.
    fn check(&self, value: &T, found: &mut Found);
}

/// What was found wrong with a value.
#[derive(Debug)]
pub struct Found {
    shows: bool,
    violations: Vec<Violation>,
}

/// A constraint that does not hold.
#[derive(Debug)]
pub struct Violation {
    /// Where in the member: `[3]`.
    at: String,
    what: String,
}

impl Found {
    pub(super) fn new(shows: bool) -> Self {
        Self { shows, violations: Vec::new() }
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Whether values may be shown.
    pub(super) fn shows(&self) -> bool {
        self.shows
    }

    pub(super) fn add(&mut self, what: String) {
        self.violations.push(Violation { at: String::new(), what });
    }

    /// Checks a part of a value.
    fn within<T>(&mut self, at: impl Fn() -> String, part: &T, rule: &impl Rule<T>) {
        let before = self.violations.len();
        rule.check(part, self);
        for violation in self.violations.iter_mut().skip(before) {
            violation.at.insert_str(0, &at());
        }
    }
}

impl Violation {
    /// The violation in a member with that path.
    pub(crate) fn of(self, path: &str) -> String {
        format!("{path}{}: {}", self.at, self.what)
    }
}

/// Text with more characters than this is not shown.
const SHOWN: usize = 80;

/// Text as a message shows it.
pub(super) fn shown(text: &str) -> String {
    if text.chars().count() <= SHOWN { format!("{text:?}") } else { hidden(text) }
}

/// Text that a message does not show.
pub(super) fn hidden(text: &str) -> String {
    let length = text.chars().count();
    format!("text of {length} {}", if length == 1 { "character" } else { "characters" })
}

impl<T, R: Rule<T>> Rule<Option<T>> for R {
    fn check(&self, value: &Option<T>, found: &mut Found) {
        if let Some(value) = value {
            self.check(value, found);
        }
    }
}

/// How long a value is: `Len(1..=64)`.
#[derive(Clone, Copy, Debug)]
pub struct Len<R>(pub R);

/// A value that has a length.
pub trait Measured {
    /// What is counted: one, and many.
    const UNIT: (&'static str, &'static str);

    /// How many there are; unknown of some streams.
    fn measure(&self) -> Option<u64>;
}

impl<T: Measured, R: RangeBounds<u64>> Rule<T> for Len<R> {
    fn check(&self, value: &T, found: &mut Found) {
        let Some(length) = value.measure() else { return };
        if let Some(broken) = Bounds::of(&self.0).broken_by(&length) {
            let (one, many) = T::UNIT;
            let unit = if length == 1 { one } else { many };
            found.add(format!("{length} {unit}, {broken}"));
        }
    }
}

fn count(length: usize) -> Option<u64> {
    u64::try_from(length).ok()
}

/// In Unicode scalar values.
impl Measured for String {
    const UNIT: (&'static str, &'static str) = ("character", "characters");

    fn measure(&self) -> Option<u64> {
        count(self.chars().count())
    }
}

impl Measured for Blob {
    const UNIT: (&'static str, &'static str) = ("byte", "bytes");

    fn measure(&self) -> Option<u64> {
        count(self.as_ref().len())
    }
}

impl Measured for ByteStream {
    const UNIT: (&'static str, &'static str) = ("byte", "bytes");

    fn measure(&self) -> Option<u64> {
        let (least, most) = self.size_hint();
        most.filter(|most| *most == least)
    }
}

impl<T> Measured for Vec<T> {
    const UNIT: (&'static str, &'static str) = ("item", "items");

    fn measure(&self) -> Option<u64> {
        count(self.len())
    }
}

impl<K, V> Measured for Map<K, V> {
    const UNIT: (&'static str, &'static str) = ("entry", "entries");

    fn measure(&self) -> Option<u64> {
        count(self.len())
    }
}

/// How large a number is: `Range(0..=100)`, `Range(0.5..)`.
#[derive(Clone, Copy, Debug)]
pub struct Range<R>(pub R);

/// A number that can be compared to the bounds of a model.
pub trait Number {
    /// What bounds are.
    type Bound: PartialOrd + std::fmt::Display;

    /// The number, as near as it can be compared.
    fn comparable(&self) -> Option<Self::Bound>;

    /// The number as text.
    fn text(&self) -> String;
}

impl<T: Number, R: RangeBounds<T::Bound>> Rule<T> for Range<R> {
    fn check(&self, value: &T, found: &mut Found) {
        let bounds = Bounds::of(&self.0);
        let Some(broken) = value.comparable().and_then(|number| bounds.broken_by(&number)) else {
            return;
        };
        let is = match (found.shows(), broken.is_too_small()) {
            (true, _) => value.text(),
            (false, true) => "too small".to_owned(),
            (false, false) => "too large".to_owned(),
        };
        found.add(format!("{is}, {broken}"));
    }
}

/// A value of an enum that the model has.
#[derive(Clone, Copy, Debug)]
pub struct Known;

impl<T: Enum> Rule<T> for Known {
    fn check(&self, value: &T, found: &mut Found) {
        // The default of enums is a value that is not known. One that was made by hand of the text of
        // a value that is known is that value on the wire.
        let read = T::from_value(value.to_value());
        if discriminant(&read) == discriminant(&T::default()) {
            let is = match value.to_value() {
                EnumValue::Text(text) if found.shows() => shown(text),
                EnumValue::Text(text) => hidden(text),
                EnumValue::Int(number) if found.shows() => number.to_string(),
                EnumValue::Int(_) => "a number".to_owned(),
            };
            found.add(format!("{is}, which is none of the known values"));
        }
    }
}

/// A list whose items differ.
#[derive(Clone, Copy, Debug)]
pub struct Unique;

impl<T: PartialEq> Rule<Vec<T>> for Unique {
    fn check(&self, value: &Vec<T>, found: &mut Found) {
        let earlier = |(at, item): (usize, &T)| {
            let first = value.iter().take(at).position(|other| other == item)?;
            Some((first, at))
        };
        if let Some((first, second)) = value.iter().enumerate().find_map(earlier) {
            found.add(format!("items {first} and {second} are equal, and all must differ"));
        }
    }
}

/// What holds of the items of a list: `Each(Len(1..=64))`.
#[derive(Clone, Copy, Debug)]
pub struct Each<R>(pub R);

impl<T, R: Rule<T>> Rule<Vec<T>> for Each<R> {
    fn check(&self, value: &Vec<T>, found: &mut Found) {
        for (index, item) in value.iter().enumerate() {
            found.within(|| format!("[{index}]"), item, &self.0);
        }
    }
}

/// What holds of the keys of a map.
#[derive(Clone, Copy, Debug)]
pub struct Keys<R>(pub R);

impl<K: MapKey, V, R: Rule<K>> Rule<Map<K, V>> for Keys<R> {
    fn check(&self, value: &Map<K, V>, found: &mut Found) {
        for (index, key) in value.keys().enumerate() {
            found.within(|| format!("[{index}].key"), key, &self.0);
        }
    }
}

/// What holds of the values of a map.
#[derive(Clone, Copy, Debug)]
pub struct Values<R>(pub R);

impl<K: MapKey, V, R: Rule<V>> Rule<Map<K, V>> for Values<R> {
    fn check(&self, value: &Map<K, V>, found: &mut Found) {
        for (index, value) in value.values().enumerate() {
            found.within(|| format!("[{index}]"), value, &self.0);
        }
    }
}
