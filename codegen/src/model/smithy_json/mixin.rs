//! Mixins: members and traits that shapes take over from others.

use super::super::{Kind, Member, Model, ShapeId, Traits};
use crate::diagnostic::Diagnostics;
use std::collections::{BTreeMap, BTreeSet};

/// What a shape says about mixins.
pub(super) struct Mixins {
    /// Where it takes members and traits from, in order.
    pub(super) sources: Vec<ShapeId>,
    /// The traits that it keeps to itself when it is mixed in.
    pub(super) local: Vec<String>,
    /// Whether it is a mixin itself.
    pub(super) is_mixin: bool,
}

/// Copies members and traits of mixins into the shapes that use them, then drops the mixins, for
/// nothing may target them.
pub(super) fn flatten(
    model: &mut Model,
    mixins: BTreeMap<ShapeId, Mixins>,
    diagnostics: &mut Diagnostics,
) {
    let mut done = BTreeSet::new();
    for id in mixins.keys() {
        flatten_one(model, &mixins, id, &mut done, diagnostics);
    }
    for (id, _) in mixins.iter().filter(|(_, mixins)| mixins.is_mixin) {
        model.shapes.swap_remove(id);
    }
}

fn flatten_one(
    model: &mut Model,
    mixins: &BTreeMap<ShapeId, Mixins>,
    id: &ShapeId,
    done: &mut BTreeSet<ShapeId>,
    diagnostics: &mut Diagnostics,
) {
    let Some(uses) = mixins.get(id) else { return };
    // A cycle ends here: its first shape counts as done while the others are flattened.
    if !done.insert(id.clone()) {
        return;
    }
    let mut members: Vec<Member> = Vec::new();
    let mut inherited = Traits::default();
    for source in &uses.sources {
        flatten_one(model, mixins, source, done, diagnostics);
        let Some(mixin) = model.shapes.get(source) else {
            if let Some(shape) = model.shapes.get(id) {
                let message = format!("the mixin `{source}` does not exist");
                diagnostics.push(model.error(shape, message).hint("name the file that has it"));
            }
            continue;
        };
        for member in mixin.members() {
            merge_member(&mut members, member.clone());
        }
        let local = mixins.get(source).map(|mixins| mixins.local.as_slice()).unwrap_or_default();
        let mut traits = mixin.traits.clone();
        traits.retain(|one| !local.iter().any(|id| id == one.id()));
        // The last mixin wins over those before it.
        traits.inherit(&inherited);
        inherited = traits;
    }
    let Some(shape) = model.get_mut(id) else { return };
    shape.traits.inherit(&inherited);
    match &mut shape.kind {
        Kind::Structure(own) | Kind::Union(own) | Kind::Enum(own) | Kind::IntEnum(own) => {
            for member in own.drain(..) {
                merge_member(&mut members, member);
            }
            *own = members;
        }
        _ => {}
    }
}

/// Adds a member, or the traits of one that is there already.
fn merge_member(members: &mut Vec<Member>, member: Member) {
    match members.iter_mut().find(|known| known.name == member.name) {
        Some(known) => {
            known.target = member.target;
            member.traits.iter().for_each(|one| known.traits.set(one.clone()));
        }
        None => members.push(member),
    }
}
