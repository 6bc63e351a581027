//! Constraints of members that are sent: `length`, `range`, `pattern`, `uniqueItems`, and the values of
//! enums.

use super::Lower;
use super::patterns::{Translated, translate};
use crate::ir::Rule;
use crate::model::traits::{Length, Range};
use crate::model::{Kind, Member, Shape, Simple};
use serde_json::Number;

/// How deep lists and maps may be nested in each other.
const MAX_DEPTH: usize = 32;

const LENGTH: &str = "smithy.api#length";
const RANGE: &str = "smithy.api#range";
const PATTERN: &str = "smithy.api#pattern";

impl Lower<'_> {
    /// What holds of a member, and of what lists and maps in it hold; nothing where it is never sent.
    pub(super) fn rules(&self, owner: &Shape, member: &Member) -> Vec<Rule> {
        let is_sent = self.usage.sent.contains(&owner.id);
        if is_sent { self.rules_at(member, 0) } else { Vec::new() }
    }

    fn rules_at(&self, member: &Member, depth: usize) -> Vec<Rule> {
        // What is nested without end is reported where its type is made.
        let Some(target) = self.model.get(&member.target).filter(|_| depth <= MAX_DEPTH) else {
            return Vec::new();
        };
        let len = || self.len(member, target);
        let inside = |part, wrap: fn(Box<Rule>) -> Rule| {
            self.rules_at(part, depth + 1).into_iter().map(Box::new).map(wrap)
        };
        match &target.kind {
            Kind::Enum(_) | Kind::IntEnum(_) => vec![Rule::Known],
            Kind::Simple(Simple::String) => {
                len().into_iter().chain(self.pattern(member, target)).collect()
            }
            Kind::Simple(Simple::Blob) => len().into_iter().collect(),
            Kind::Simple(simple) => self.range(member, target, *simple).into_iter().collect(),
            Kind::List(item) => {
                let unique = target.traits.unique_items().map(|_| Rule::Unique);
                len().into_iter().chain(unique).chain(inside(item, Rule::Each)).collect()
            }
            Kind::Map { key, value } => {
                let parts = inside(key, Rule::Keys).chain(inside(value, Rule::Values));
                len().into_iter().chain(parts).collect()
            }
            _ => Vec::new(),
        }
    }

    fn len(&self, member: &Member, target: &Shape) -> Option<Rule> {
        let Length { min, max } = *member.traits.length().or(target.traits.length())?;
        let min = min.filter(|min| *min > 0);
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.unchecked(target, LENGTH, "no value has the length".to_owned());
            return None;
        }
        (min.is_some() || max.is_some()).then_some(Rule::Len(min, max))
    }

    fn range(&self, member: &Member, target: &Shape, simple: Simple) -> Option<Rule> {
        let Range { min, max } = member.traits.range().or(target.traits.range())?;
        let bounds = |bound: fn(&Number, f64) -> Option<String>| {
            let (min, max) = (min.as_ref(), max.as_ref());
            (min.and_then(|min| bound(min, -0.5)), max.and_then(|max| bound(max, 0.5)))
        };
        let (least, most) = match simple {
            Simple::Byte | Simple::Short | Simple::Integer | Simple::Long | Simple::BigInteger => {
                bounds(whole)
            }
            Simple::Float | Simple::Double | Simple::BigDecimal => bounds(|bound, _| float(bound)),
            _ => return None,
        };
        let is_empty =
            min.as_ref().and_then(Number::as_f64) > max.as_ref().and_then(Number::as_f64);
        if max.is_some() && is_empty {
            self.unchecked(target, RANGE, "no value is in the range".to_owned());
            return None;
        }
        (least.is_some() || most.is_some()).then_some(Rule::Range(least, most))
    }

    fn pattern(&self, member: &Member, target: &Shape) -> Option<Rule> {
        let pattern = member.traits.pattern().or(target.traits.pattern())?;
        let known = self.patterns.borrow().get(pattern).cloned();
        let translated = known.unwrap_or_else(|| {
            let translated = translate(pattern);
            self.patterns.borrow_mut().insert(pattern.clone(), translated.clone());
            if let Err(why) = &translated {
                self.unchecked(target, PATTERN, format!("Rust cannot have its pattern: {why}"));
            }
            translated
        });
        match translated {
            Ok(Translated::Pattern(pattern)) => Some(Rule::Pattern(pattern)),
            Ok(Translated::Everything) | Err(_) => None,
        }
    }

    /// Warns of a constraint that clients leave to the service.
    fn unchecked(&self, shape: &Shape, id: &str, why: String) {
        let message = format!("a constraint is not checked: {why}");
        let hint = "correct the model, or leave the check to the service";
        self.report(self.model.trait_error(shape, id, message).as_warning().hint(hint));
    }
}

/// A bound of integers. One that is not whole is the nearest that is within.
fn whole(bound: &Number, outwards: f64) -> Option<String> {
    if let Some(bound) = bound.as_i64() {
        return Some(bound.to_string());
    }
    let bound = bound.as_f64()?;
    let bound = if outwards > 0.0 { bound.floor() } else { bound.ceil() };
    // What is beyond all integers bounds none.
    let text = format!("{bound:.0}");
    text.parse::<i64>().ok().map(|bound| bound.to_string())
}

/// A bound of numbers with fractions.
fn float(bound: &Number) -> Option<String> {
    let bound = bound.as_f64().filter(|bound| bound.is_finite())?;
    Some(format!("{bound:?}"))
}
