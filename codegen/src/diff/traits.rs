//! What a trait that came, went or changed means.

use super::value::{places, short, texts};
use super::{Class, Words};
use crate::model::traits::{Length, Range, Trait, UNUSED};
use serde_json::{Number, Value};

/// What a trait is on.
pub(super) struct On {
    /// Whether calls send it.
    pub(super) sent: bool,
    /// Whether it is a value of an enum.
    pub(super) is_value: bool,
}

/// The words for a trait that differs: at least one of both is there.
pub(super) fn describe(old: Option<&Trait>, new: Option<&Trait>, on: &On) -> Words {
    let id = old.or(new).map(Trait::id).unwrap_or_default();
    let short_id = id.rsplit('#').next().unwrap_or(id);
    let kind = match (old, new) {
        (None, _) => format!("{short_id}-added"),
        (_, None) => format!("{short_id}-removed"),
        _ => format!("{short_id}-changed"),
    };
    let (class, text) = match old.or(new) {
        Some(Trait::Documentation(_)) => (Class::Docs, documentation(old, new)),
        Some(Trait::Deprecated(_)) => deprecation(old, new),
        Some(Trait::Required(_)) => required(new.is_some(), on),
        Some(Trait::Length(_) | Trait::Range(_) | Trait::Pattern(_) | Trait::UniqueItems(_)) => {
            let (class, text) = constraint(short_id, old, new);
            // What only answers hold is checked by nobody.
            (if on.sent { class } else { Class::Docs }, text)
        }
        Some(Trait::Waitable(_) | Trait::StatusWaitable(_)) => waiters(old, new),
        _ => (class(id, old, new, on), generic(id, old, new)),
    };
    Words { class, kind, text }
}

/// Traits without which every byte stays the same; other than those that clients do without.
const SAYINGS: [&str; 6] = [
    "smithy.api#examples",
    "smithy.api#title",
    "smithy.rules#endpointTests",
    "smithy.test#eventStreamTests",
    "smithy.test#httpRequestTests",
    "smithy.test#httpResponseTests",
];

/// The class of a trait that needs no words of its own. What the generated API makes of it is added
/// later.
fn class(id: &str, old: Option<&Trait>, new: Option<&Trait>, on: &On) -> Class {
    if SAYINGS.contains(&id) || UNUSED.iter().any(|(unused, _)| *unused == id) {
        return Class::Docs;
    }
    match (id, old, new) {
        ("smithy.api#idempotencyToken" | "smithy.api#sensitive", None, Some(_)) => Class::Additive,
        ("smithy.api#paginated" | "tinsmith.api#paginated", None, Some(_)) => Class::Additive,
        ("smithy.api#paginated" | "tinsmith.api#paginated", Some(_), None) => Class::Breaking,
        ("smithy.api#enumValue", ..) if on.is_value => Class::Breaking,
        _ => Class::Risky,
    }
}

fn generic(id: &str, old: Option<&Trait>, new: Option<&Trait>) -> String {
    let value = |one: Option<&Trait>| one.and_then(|one| one.write().ok());
    let name = subject(id);
    match (value(old), value(new)) {
        (Some(old), Some(new)) => format!("{name} changed: {}", places(&old, &new)),
        (None, Some(new)) if is_empty(&new) => format!("{name} added"),
        (None, Some(new)) => format!("{name} added: {}", short(&new)),
        (Some(old), None) if is_empty(&old) => format!("{name} removed"),
        (Some(old), None) => format!("{name} removed: {}", short(&old)),
        (None, None) => format!("{name} changed"),
    }
}

/// What a trait is about, and its id.
fn subject(id: &str) -> String {
    let about = match id {
        "smithy.api#default" => "default",
        "smithy.api#enumValue" => "value on the wire",
        "smithy.rules#endpointRuleSet" | "smithy.rules#endpointBdd" => "endpoint rules",
        "smithy.api#paginated" | "tinsmith.api#paginated" => "pagination",
        "smithy.api#http" => "HTTP binding",
        "aws.auth#sigv4" | "aws.auth#sigv4a" => "signing name",
        "smithy.api#auth" | "smithy.api#optionalAuth" => "authentication",
        _ if id.starts_with("aws.protocols#") || id.starts_with("smithy.protocols#") => "protocol",
        _ if id.starts_with("smithy.api#xml") => "XML name",
        _ if id.starts_with("smithy.api#json") => "JSON name",
        _ if id.starts_with("smithy.api#http") => "HTTP binding",
        _ => return format!("`{id}`"),
    };
    format!("{about} (`{id}`)")
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

fn documentation(old: Option<&Trait>, new: Option<&Trait>) -> String {
    match (old, new) {
        (Some(Trait::Documentation(old)), Some(Trait::Documentation(new))) => {
            format!("documentation changed: {}", texts(old, new))
        }
        (_, Some(Trait::Documentation(new))) => {
            format!("documentation added: {}", short(&Value::from(new.as_str())))
        }
        _ => "documentation removed".to_owned(),
    }
}

fn deprecation(old: Option<&Trait>, new: Option<&Trait>) -> (Class, String) {
    match (old, new) {
        (None, Some(Trait::Deprecated(now))) => {
            let message = now.message.as_deref().map(|message| format!(": {message}"));
            (Class::Risky, format!("deprecated{}", message.unwrap_or_default()))
        }
        (Some(_), None) => (Class::Additive, "deprecated no longer".to_owned()),
        _ => (Class::Docs, generic("smithy.api#deprecated", old, new)),
    }
}

fn required(now: bool, on: &On) -> (Class, String) {
    match (now, on.sent) {
        (true, true) => {
            let text = "now required: a call without it fails before it is sent";
            (Class::Breaking, text.to_owned())
        }
        (true, false) => (Class::Additive, "now always there (`required`)".to_owned()),
        (false, true) => (Class::Additive, "required no longer".to_owned()),
        (false, false) => (Class::Risky, "may be absent now (`required` no longer)".to_owned()),
    }
}

fn constraint(id: &str, old: Option<&Trait>, new: Option<&Trait>) -> (Class, String) {
    let shown = |one: Option<&Trait>| {
        one.and_then(|one| one.write().ok()).map_or("none".to_owned(), |value| short(&value))
    };
    let (class, way) = match (old, new) {
        (None, Some(Trait::Length(Length { min: None | Some(0), max: None }))) => {
            (Class::Docs, "said")
        }
        (None, _) => (Class::Risky, "tighter"),
        (_, None) => (Class::Additive, "wider"),
        (Some(Trait::Length(old)), Some(Trait::Length(new))) => {
            let low = (old.min.unwrap_or_default(), new.min.unwrap_or_default());
            let high = (old.max.unwrap_or(u64::MAX), new.max.unwrap_or(u64::MAX));
            way(low.1 > low.0 || high.1 < high.0)
        }
        (Some(Trait::Range(old)), Some(Trait::Range(new))) => way(is_tighter(old, new)),
        // Of two patterns nobody knows which takes more.
        _ => (Class::Risky, "changed"),
    };
    (class, format!("{id} {way}: {} → {}", shown(old), shown(new)))
}

fn way(is_tighter: bool) -> (Class, &'static str) {
    if is_tighter { (Class::Risky, "tighter") } else { (Class::Additive, "wider") }
}

fn is_tighter(old: &Range, new: &Range) -> bool {
    let number = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let above = match (number(&old.min), number(&new.min)) {
        (Some(old), Some(new)) => new > old,
        (old, new) => old.is_none() && new.is_some(),
    };
    let below = match (number(&old.max), number(&new.max)) {
        (Some(old), Some(new)) => new < old,
        (old, new) => old.is_none() && new.is_some(),
    };
    above || below
}

fn waiters(old: Option<&Trait>, new: Option<&Trait>) -> (Class, String) {
    let value = |one: Option<&Trait>| one.and_then(|one| one.write().ok()).unwrap_or_default();
    let (old, new) = (value(old), value(new));
    let names = |value: &Value, other: &Value| -> Vec<String> {
        let keys = value.as_object().into_iter().flat_map(|object| object.keys());
        keys.filter(|key| other.get(key.as_str()).is_none()).map(|key| format!("`{key}`")).collect()
    };
    let (gone, added) = (names(&old, &new), names(&new, &old));
    let changed = old
        .as_object()
        .into_iter()
        .flatten()
        .any(|(key, value)| new.get(key).is_some_and(|other| other != value));
    let mut texts = Vec::new();
    if !added.is_empty() {
        texts.push(format!("waiter {} added", added.join(", ")));
    }
    if !gone.is_empty() {
        texts.push(format!("waiter {} removed", gone.join(", ")));
    }
    if changed {
        texts.push(format!("waiters changed: {}", places(&old, &new)));
    }
    let class = if gone.is_empty() && !changed { Class::Additive } else { Class::Risky };
    (class, texts.join("; "))
}
