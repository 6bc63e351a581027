//! Numbers and their bounds.

use super::rules::Number;
use crate::{BigDecimal, BigInteger};
use std::fmt;
use std::ops::{Bound, RangeBounds};

/// What a number must be.
pub(super) struct Bounds<'r, N> {
    least: Option<&'r N>,
    most: Option<&'r N>,
}

/// The bound that a number is beyond.
pub(super) enum Broken<'r, N> {
    Least(&'r N),
    Most(&'r N),
}

impl<'r, N: PartialOrd> Bounds<'r, N> {
    /// The bounds of a range; models have inclusive ones alone.
    pub(super) fn of(range: &'r impl RangeBounds<N>) -> Self {
        let inclusive = |bound: Bound<&'r N>| match bound {
            Bound::Included(bound) => Some(bound),
            Bound::Excluded(_) | Bound::Unbounded => None,
        };
        Self { least: inclusive(range.start_bound()), most: inclusive(range.end_bound()) }
    }

    pub(super) fn broken_by(&self, number: &N) -> Option<Broken<'r, N>> {
        let least = self.least.filter(|least| number < least).map(Broken::Least);
        least.or_else(|| self.most.filter(|most| number > most).map(Broken::Most))
    }
}

impl<N> Broken<'_, N> {
    pub(super) fn is_too_small(&self) -> bool {
        matches!(self, Self::Least(_))
    }
}

impl<N: fmt::Display> fmt::Display for Broken<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Least(bound) => write!(f, "at least {bound}"),
            Self::Most(bound) => write!(f, "at most {bound}"),
        }
    }
}

macro_rules! numbers {
    ($($type:ty => $bound:ty),*) => {$(
        impl Number for $type {
            type Bound = $bound;

            fn comparable(&self) -> Option<$bound> {
                Some((*self).into())
            }

            fn text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

numbers!(i8 => i64, i16 => i64, i32 => i64, i64 => i64, f32 => f64, f64 => f64);

/// One that has more digits than any bound is as far beyond it as can be.
impl Number for BigInteger {
    type Bound = i64;

    fn comparable(&self) -> Option<i64> {
        let digits = self.as_ref();
        let furthest = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
        Some(digits.parse().unwrap_or(furthest))
    }

    fn text(&self) -> String {
        shortened(self.as_ref())
    }
}

/// Compared as the nearest number of 64 bits: what is within the bounds never seems beyond them.
impl Number for BigDecimal {
    type Bound = f64;

    fn comparable(&self) -> Option<f64> {
        self.as_ref().parse().ok()
    }

    fn text(&self) -> String {
        shortened(self.as_ref())
    }
}

/// The most digits that are shown.
const DIGITS: usize = 40;

fn shortened(digits: &str) -> String {
    match digits.len() {
        0..=DIGITS => digits.to_owned(),
        length => format!("a number of {length} digits"),
    }
}
