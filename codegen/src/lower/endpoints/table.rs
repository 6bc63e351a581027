//! The table while it grows.

use crate::ir::{Condition, Endpoints, Name, Node, Outcome, Parameter, Properties, Then};
use crate::lower::names::{Scope, constant};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// What was lowered so far, each thing once.
#[derive(Default)]
pub(super) struct Table {
    scope: Option<Scope>,
    parameters: Vec<Parameter>,
    /// The constants of parameters and of values that conditions keep, by their names.
    slots: BTreeMap<String, Name>,
    slot_order: Vec<(String, Name)>,
    properties: Distinct<Properties>,
    conditions: Distinct<Condition>,
    results: Distinct<Outcome>,
    nodes: Distinct<Node>,
}

/// Different values, each with its place.
struct Distinct<T> {
    places: HashMap<T, usize>,
    values: Vec<T>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { places: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    /// The place of a value, which is added where it is new.
    fn place(&mut self, value: T) -> usize {
        *self.places.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            self.values.len() - 1
        })
    }
}

impl Table {
    /// The slot of a parameter or of a value that a condition keeps.
    pub(super) fn slot(&mut self, name: &str) -> Name {
        if let Some(slot) = self.slots.get(name) {
            return slot.clone();
        }
        let scope = self.scope.get_or_insert_with(Scope::constants);
        let slot = constant(scope, name);
        self.slots.insert(name.to_owned(), slot.clone());
        self.slot_order.push((name.to_owned(), slot.clone()));
        slot
    }

    /// Adds a parameter; its slots are the first.
    pub(super) fn parameter(&mut self, parameter: Parameter) {
        self.slot(&parameter.name);
        self.parameters.push(parameter);
    }

    /// The place of a condition.
    pub(super) fn condition(&mut self, condition: Condition) -> usize {
        self.conditions.place(condition)
    }

    /// The place of what is known about an endpoint, if anything is.
    pub(super) fn properties(&mut self, properties: Properties) -> Option<usize> {
        (!properties.is_empty()).then(|| self.properties.place(properties))
    }

    /// What leads to a result.
    pub(super) fn result(&mut self, outcome: Outcome) -> Then {
        Then::Result(self.results.place(outcome))
    }

    /// What leads to a decision. One whose branches are the same and whose condition keeps nothing
    /// is none.
    pub(super) fn decision(&mut self, condition: Condition, yes: Then, no: Then) -> Then {
        if yes == no && condition.slot.is_none() {
            return yes;
        }
        let condition = self.condition(condition);
        Then::Node(self.nodes.place(Node { condition, yes, no }))
    }

    /// The table with nodes that were made elsewhere.
    pub(super) fn finish_with(mut self, nodes: Vec<Node>, root: Then) -> Endpoints {
        self.nodes.values = nodes;
        self.finish(root)
    }

    /// The table in the order in which its parts are come by, the root first, so that it reads like
    /// the rules.
    pub(super) fn finish(mut self, root: Then) -> Endpoints {
        let order = preorder(&self.nodes.values, root);
        let (mut conditions, mut results) = (Distinct::default(), Distinct::default());
        let mut moved = |then: Then| match then {
            Then::Node(at) => order.get(&at).copied().map_or(Then::Nothing, Then::Node),
            Then::Result(at) => match self.results.values.get(at) {
                Some(result) => Then::Result(results.place(result.clone())),
                None => Then::Nothing,
            },
            Then::Nothing => Then::Nothing,
        };
        let mut sorted: Vec<(usize, usize)> = order.iter().map(|(old, new)| (*new, *old)).collect();
        sorted.sort_unstable();
        let mut nodes = Vec::new();
        for (_, old) in sorted {
            let Some(node) = self.nodes.values.get(old) else { continue };
            let Some(condition) = self.conditions.values.get(node.condition) else { continue };
            let condition = conditions.place(condition.clone());
            nodes.push(Node { condition, yes: moved(node.yes), no: moved(node.no) });
        }
        // Rules without any condition are one result.
        moved(root);
        let properties = named(&self.properties.values, &mut results.values, &mut self.scope);
        let used = used(&conditions.values, &results.values, &properties);
        let (names, slots): (Vec<String>, Vec<Name>) = self.slot_order.into_iter().unzip();
        let slots = slots.into_iter().map(|slot| used.contains(&slot).then_some(slot));
        Endpoints {
            kept: names.into_iter().skip(self.parameters.len()).collect(),
            parameters: self.parameters,
            slots: slots.collect(),
            properties,
            conditions: conditions.values,
            results: results.values,
            nodes,
        }
    }
}

/// What results know, in the order in which they are come by, each under a name.
fn named(
    all: &[Properties],
    results: &mut [Outcome],
    scope: &mut Option<Scope>,
) -> Vec<(Name, Properties)> {
    let mut order = Distinct::default();
    for result in results {
        if let Outcome::Endpoint { properties: Some(place), .. } = result
            && let Some(properties) = all.get(*place)
        {
            *place = order.place(properties.clone());
        }
    }
    let scope = scope.get_or_insert_with(Scope::constants);
    let named = |(place, properties)| {
        let name = constant(scope, &format!("properties_{}", place + 1));
        (name, properties)
    };
    order.values.into_iter().enumerate().map(named).collect()
}

/// The slots that anything reads or fills.
fn used(
    conditions: &[Condition],
    results: &[Outcome],
    properties: &[(Name, Properties)],
) -> HashSet<Name> {
    let mut used = HashSet::new();
    let mut visit = |slot: &Name| used.extend([slot.clone()]);
    conditions.iter().for_each(|condition| condition.each_slot(&mut visit));
    results.iter().for_each(|result| result.each_slot(&mut visit));
    let values = properties.iter().flat_map(|(_, properties)| properties);
    values.for_each(|(_, value)| value.each_slot(&mut visit));
    used
}

/// The new place of each node that can be reached, by its old one.
fn preorder(nodes: &[Node], root: Then) -> HashMap<usize, usize> {
    let mut order = HashMap::new();
    let mut stack = vec![root];
    while let Some(then) = stack.pop() {
        if let Then::Node(at) = then
            && !order.contains_key(&at)
            && let Some(node) = nodes.get(at)
        {
            order.insert(at, order.len());
            stack.push(node.no);
            stack.push(node.yes);
        }
    }
    order
}
