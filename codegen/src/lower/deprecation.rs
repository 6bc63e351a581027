//! `smithy.api#deprecated`, as Rust says it.

use crate::ir::Deprecated;
use crate::model::Traits;

/// The attribute of an item whose shape is deprecated.
pub(super) fn of(traits: &Traits) -> Option<Deprecated> {
    let deprecated = traits.deprecated()?;
    let note = match (&deprecated.message, &deprecated.since) {
        (Some(message), _) => Some(message.split_whitespace().collect::<Vec<_>>().join(" ")),
        (None, Some(since)) => Some(format!("since {since}")),
        (None, None) => None,
    };
    Some(Deprecated { note })
}
