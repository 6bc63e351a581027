//! The facts about a member, as one paragraph: required, length, range, pattern, values, default.

use super::super::Lower;
use crate::model::traits::{Length, Range};
use crate::model::{Kind, Member, Shape, Simple, Traits};
use serde_json::Value;

/// Enums with more values than this are described by their own page alone.
const MAX_VALUES: usize = 12;

impl Lower<'_> {
    /// The facts about a member; none if there are none.
    pub(super) fn facts(&self, owner: &Shape, member: &Member) -> Option<String> {
        let target = self.model.get(&member.target)?;
        let mut facts = Vec::new();
        if self.must_be_given(owner, member) {
            facts.push("**Required.**".to_owned());
        }
        let own = self.constraints(&member.traits, target);
        let own = if own.is_empty() { self.constraints(&target.traits, target) } else { own };
        facts.extend(own);
        facts.extend(self.parts(target));
        if let Some(default) = member.traits.default_value().filter(|value| !value.is_null()) {
            facts.push(format!("Default: `{default}`."));
        }
        if member.traits.idempotency_token().is_some() {
            facts.push("Filled in where it is not set.".to_owned());
        }
        if target.traits.sensitive().is_some() {
            facts.push("Never shown in `Debug`.".to_owned());
        }
        (!facts.is_empty()).then(|| facts.join(" "))
    }

    /// Whether the caller must set the member; of what is only received, its type says that it is
    /// always there.
    pub(super) fn must_be_given(&self, owner: &Shape, member: &Member) -> bool {
        member.traits.required().is_some() && self.usage.ever_sent.contains(&owner.id)
    }

    /// Length, range, pattern and values.
    fn constraints(&self, traits: &Traits, target: &Shape) -> Vec<String> {
        let mut facts = Vec::new();
        if let Some(length) = traits.length() {
            facts.push(format!("{}.", length_text(*length, unit(target))));
        }
        if let Some(range) = traits.range() {
            facts.push(format!("{}.", range_text(range)));
        }
        if let Some(pattern) = traits.pattern() {
            facts.push(format!("{}.", code(pattern)));
        }
        facts
    }

    /// What the values of an enum are, or what holds of the items of a list and the entries of a
    /// map.
    fn parts(&self, target: &Shape) -> Option<String> {
        match &target.kind {
            Kind::Enum(members) | Kind::IntEnum(members) if members.len() <= MAX_VALUES => {
                let values = members.iter().map(|member| match member.traits.enum_value() {
                    Some(Value::String(value)) => code(value),
                    Some(value) => code(&value.to_string()),
                    None => code(&member.name),
                });
                Some(format!("Values: {}.", values.collect::<Vec<_>>().join(", ")))
            }
            Kind::List(item) => Some(format!("Each: {}", self.inner(item)?)),
            Kind::Map { key, value } => match (self.inner(key), self.inner(value)) {
                (Some(key), Some(value)) => Some(format!("Each key: {key} Each value: {value}")),
                (Some(key), None) => Some(format!("Each key: {key}")),
                (None, Some(value)) => Some(format!("Each value: {value}")),
                (None, None) => None,
            },
            _ => None,
        }
    }

    fn inner(&self, member: &Member) -> Option<String> {
        let target = self.model.get(&member.target)?;
        let mut facts = self.constraints(&target.traits, target);
        if !matches!(target.kind, Kind::List(_) | Kind::Map { .. }) {
            facts.extend(self.parts(target));
        }
        let text = facts.join(" ");
        let mut letters = text.chars();
        let first: String = letters.next()?.to_lowercase().collect();
        Some(format!("{first}{}", letters.as_str()))
    }
}

/// What the length of a value counts.
fn unit(shape: &Shape) -> &'static str {
    match shape.kind {
        Kind::List(_) => "items",
        Kind::Map { .. } => "entries",
        Kind::Simple(Simple::Blob) => "bytes",
        _ => "characters",
    }
}

fn length_text(length: Length, unit: &str) -> String {
    let one = |count: u64| if count == 1 { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
    let one = |count| if one(count) == "entrie" { "entry" } else { one(count) };
    match (length.min, length.max) {
        (Some(min), Some(max)) if min == max => format!("{min} {}", one(min)),
        (Some(min), Some(max)) if min > 0 => format!("{min} to {max} {unit}"),
        (_, Some(max)) => format!("At most {max} {}", one(max)),
        (Some(min), None) => format!("At least {min} {}", one(min)),
        (None, None) => format!("Any number of {unit}"),
    }
}

fn range_text(range: &Range) -> String {
    match (&range.min, &range.max) {
        (Some(min), Some(max)) if min == max => format!("{min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (None, Some(max)) => format!("At most {max}"),
        (Some(min), None) => format!("At least {min}"),
        (None, None) => "Any number".to_owned(),
    }
}

/// Text as code, whatever is in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let pad =
        if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}
