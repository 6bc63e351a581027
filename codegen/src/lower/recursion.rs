//! Structures and unions inside themselves: where a box is needed.

use super::usage::Usage;
use crate::model::{Kind, Model, ShapeId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Groups of structures and unions that hold each other directly, not through a list or a map.
pub(super) struct Cycles(HashMap<ShapeId, usize>);

impl Cycles {
    /// Whether a member of that type, directly in that shape, closes a cycle.
    pub(super) fn is_boxed(&self, owner: &ShapeId, target: &ShapeId) -> bool {
        match (self.0.get(owner), self.0.get(target)) {
            (Some(owner), Some(target)) => owner == target,
            _ => false,
        }
    }
}

/// Finds the strongly connected components of the whole service, by Kosaraju's two passes; with
/// stacks of their own, for a model may be as deep as it likes.
pub(super) fn find(model: &Model, usage: &Usage) -> Cycles {
    let forward = edges(model, usage);
    let mut backward: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
    for (owner, targets) in &forward {
        for target in targets {
            backward.entry(*target).or_default().push(owner);
        }
    }
    let mut groups = HashMap::new();
    for (number, root) in finishing_order(&forward).into_iter().rev().enumerate() {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if groups.contains_key(id) {
                continue;
            }
            groups.insert(id.clone(), number);
            open.extend(backward.get(id).into_iter().flatten());
        }
    }
    // A shape alone in its group is in a cycle only if it holds itself; that is the only edge that
    // can lead from it to its own group.
    Cycles(groups)
}

/// From each structure or union to those that it holds directly.
fn edges<'m>(model: &'m Model, usage: &'m Usage) -> BTreeMap<&'m ShapeId, Vec<&'m ShapeId>> {
    let holds = |id: &ShapeId| {
        let kind = model.get(id).map(|shape| &shape.kind);
        matches!(kind, Some(Kind::Structure(_) | Kind::Union(_)))
    };
    let mut edges = BTreeMap::new();
    for id in usage.ever.iter().filter(|id| holds(id)) {
        let members = model.get(id).map(|shape| shape.members()).unwrap_or_default();
        let targets = members.into_iter().map(|member| &member.target);
        edges.insert(id, targets.filter(|target| holds(target)).collect());
    }
    edges
}

/// The shapes in the order in which a depth-first search leaves them.
fn finishing_order<'m>(edges: &BTreeMap<&'m ShapeId, Vec<&'m ShapeId>>) -> Vec<&'m ShapeId> {
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    for root in edges.keys() {
        let mut stack = vec![(*root, false)];
        while let Some((id, is_done)) = stack.pop() {
            if is_done {
                order.push(id);
            } else if seen.insert(id) {
                stack.push((id, true));
                let targets = edges.get(id).into_iter().flatten();
                stack.extend(targets.map(|target| (*target, false)));
            }
        }
    }
    order
}
