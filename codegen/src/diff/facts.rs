//! Every fact in which two models differ. Nothing is judged here, and nothing is left out: what is
//! not compared fact by fact would be silent.

use super::scope::Scope;
use crate::model::traits::Trait;
use crate::model::{Kind, Member, Operation, Resource, Service, Shape, ShapeId, Traits};
use std::collections::{BTreeMap, BTreeSet};

/// One fact that differs.
pub(super) struct Difference<'m> {
    /// The shape, as the newer model has it where it does.
    pub(super) shape: &'m Shape,
    /// The member, where it is about one.
    pub(super) member: Option<&'m Member>,
    /// What differs.
    pub(super) fact: Fact<'m>,
}

/// What differs.
pub(super) enum Fact<'m> {
    /// A shape that only the newer model has.
    ShapeAdded,
    /// A shape that only the older model has.
    ShapeRemoved,
    /// Another type of shape.
    Kind(&'m Shape, &'m Shape),
    /// Another name of the service's shape.
    ServiceId(&'m ShapeId, &'m ShapeId),
    /// A member that only the newer model has.
    MemberAdded,
    /// A member that only the older model has.
    MemberRemoved,
    /// The same things in another order.
    Order(&'static str),
    /// A member of another type.
    Target(&'m ShapeId, &'m ShapeId),
    /// A trait of a shape or a member.
    Trait(Option<&'m Trait>, Option<&'m Trait>),
    /// What an operation asks.
    Input(Option<&'m ShapeId>, Option<&'m ShapeId>),
    /// What an operation answers.
    Output(Option<&'m ShapeId>, Option<&'m ShapeId>),
    /// Something that a service, a resource or an operation lists: what it is, and whether it is new.
    Listed(&'static str, &'m ShapeId, bool),
    /// The version of the API.
    Version(&'m str, &'m str),
    /// Another name for a shape.
    Rename(&'m ShapeId, Option<&'m str>, Option<&'m str>),
    /// A structure that an operation now sends, or sends no longer.
    Sent(bool),
}

/// All differences: of the service first, then of the shapes by id.
pub(super) fn differences<'m>(old: &Scope<'m>, new: &Scope<'m>) -> Vec<Difference<'m>> {
    let mut found = Vec::new();
    match (old.service, new.service) {
        (Some((shape, _)), None) => On { shape, found: &mut found }.push(Fact::ShapeRemoved),
        (None, Some((shape, _))) => On { shape, found: &mut found }.push(Fact::ShapeAdded),
        _ => {}
    }
    if let (Some((old_shape, old_parts)), Some((shape, parts))) = (old.service, new.service) {
        let mut on = On { shape, found: &mut found };
        if old_shape.id != shape.id {
            on.push(Fact::ServiceId(&old_shape.id, &shape.id));
        }
        on.traits(None, &old_shape.traits, &shape.traits);
        on.service((old, old_parts), (new, parts));
    }
    let ids: BTreeSet<&ShapeId> = old.ids().chain(new.ids()).collect();
    for id in ids {
        match (old.get(id), new.get(id)) {
            (Some(before), Some(shape)) => {
                let mut on = On { shape, found: &mut found };
                on.shape(before);
                let is_sent = new.is_sent(id);
                let is_structure = matches!(shape.kind, Kind::Structure(_));
                let is_both = old.is_received(id) && new.is_received(id);
                if is_structure && is_both && old.is_sent(id) != is_sent {
                    on.push(Fact::Sent(is_sent));
                }
            }
            (None, Some(shape)) => On { shape, found: &mut found }.push(Fact::ShapeAdded),
            (Some(shape), None) => On { shape, found: &mut found }.push(Fact::ShapeRemoved),
            (None, None) => {}
        }
    }
    found
}

/// Whether two shapes differ in any fact.
pub(super) fn differ(old: &Shape, new: &Shape) -> bool {
    let mut found = Vec::new();
    let mut on = On { shape: new, found: &mut found };
    on.shape(old);
    !found.is_empty()
}

/// A shape, and what was found of it.
struct On<'m, 'f> {
    shape: &'m Shape,
    found: &'f mut Vec<Difference<'m>>,
}

impl<'m> On<'m, '_> {
    fn push(&mut self, fact: Fact<'m>) {
        self.found.push(Difference { shape: self.shape, member: None, fact });
    }

    fn push_member(&mut self, member: &'m Member, fact: Fact<'m>) {
        self.found.push(Difference { shape: self.shape, member: Some(member), fact });
    }

    fn shape(&mut self, old: &'m Shape) {
        let new = self.shape;
        self.traits(None, &old.traits, &new.traits);
        match (&old.kind, &new.kind) {
            (Kind::Operation(old), Kind::Operation(new)) => self.operation(old, new),
            (Kind::Resource(old), Kind::Resource(new)) => self.resource(old, new),
            _ => {
                if old.kind.name() != new.kind.name() {
                    self.push(Fact::Kind(old, new));
                }
                self.members(&old.members(), &new.members());
            }
        }
    }

    fn members(&mut self, old: &[&'m Member], new: &[&'m Member]) {
        let in_old: BTreeMap<&str, &'m Member> =
            old.iter().map(|member| (member.name.as_str(), *member)).collect();
        let in_new: BTreeSet<&str> = new.iter().map(|member| member.name.as_str()).collect();
        for member in new {
            let Some(before) = in_old.get(member.name.as_str()) else {
                self.push_member(member, Fact::MemberAdded);
                continue;
            };
            if before.target != member.target {
                self.push_member(member, Fact::Target(&before.target, &member.target));
            }
            self.traits(Some(member), &before.traits, &member.traits);
        }
        for member in old.iter().filter(|member| !in_new.contains(member.name.as_str())) {
            self.push_member(member, Fact::MemberRemoved);
        }
        let names = |members: &[&'m Member], other: &dyn Fn(&str) -> bool| -> Vec<&'m str> {
            members.iter().map(|member| member.name.as_str()).filter(|name| other(name)).collect()
        };
        let kept_old = names(old, &|name| in_new.contains(name));
        let kept_new = names(new, &|name| in_old.contains_key(name));
        if kept_old != kept_new {
            self.push(Fact::Order("members"));
        }
    }

    fn traits(&mut self, member: Option<&'m Member>, old: &'m Traits, new: &'m Traits) {
        let ids: BTreeSet<&str> = old.iter().chain(new.iter()).map(Trait::id).collect();
        for id in ids {
            let of = |traits: &'m Traits| traits.iter().find(|one| one.id() == id);
            let (before, after) = (of(old), of(new));
            if before != after {
                let fact = Fact::Trait(before, after);
                self.found.push(Difference { shape: self.shape, member, fact });
            }
        }
    }

    fn service(
        &mut self,
        (old_scope, old): (&Scope<'m>, &'m Service),
        (new_scope, new): (&Scope<'m>, &'m Service),
    ) {
        if old.version != new.version {
            self.push(Fact::Version(&old.version, &new.version));
        }
        // An operation that comes or goes with its shape is named there.
        let is_told = |id: &ShapeId| old_scope.get(id).is_some() != new_scope.get(id).is_some();
        let is_here = |id: &ShapeId| old_scope.get(id).is_some() || new_scope.get(id).is_some();
        let keep = |ids: &'m [ShapeId]| -> Vec<&'m ShapeId> {
            ids.iter().filter(|id| is_here(id) && !is_told(id)).collect()
        };
        self.listed("operation", &keep(&old.operations), &keep(&new.operations));
        self.listed("resource", &keep(&old.resources), &keep(&new.resources));
        let errors = |ids: &'m [ShapeId]| ids.iter().collect::<Vec<_>>();
        self.listed("error", &errors(&old.errors), &errors(&new.errors));
        let renamed: BTreeSet<&ShapeId> = old.rename.keys().chain(new.rename.keys()).collect();
        for id in renamed {
            let (before, after) = (old.rename.get(id), new.rename.get(id));
            if before != after {
                let (before, after) = (before.map(String::as_str), after.map(String::as_str));
                self.push(Fact::Rename(id, before, after));
            }
        }
    }

    fn operation(&mut self, old: &'m Operation, new: &'m Operation) {
        if old.input != new.input {
            self.push(Fact::Input(old.input.as_ref(), new.input.as_ref()));
        }
        if old.output != new.output {
            self.push(Fact::Output(old.output.as_ref(), new.output.as_ref()));
        }
        let refs = |ids: &'m [ShapeId]| ids.iter().collect::<Vec<_>>();
        self.listed("error", &refs(&old.errors), &refs(&new.errors));
    }

    fn resource(&mut self, old: &'m Resource, new: &'m Resource) {
        let refs = |ids: &'m [ShapeId]| ids.iter().collect::<Vec<_>>();
        self.listed("operation", &refs(&old.operations), &refs(&new.operations));
        self.listed("resource", &refs(&old.resources), &refs(&new.resources));
    }

    fn listed(&mut self, what: &'static str, old: &[&'m ShapeId], new: &[&'m ShapeId]) {
        for id in new.iter().filter(|id| !old.contains(id)) {
            self.push(Fact::Listed(what, id, true));
        }
        for id in old.iter().filter(|id| !new.contains(id)) {
            self.push(Fact::Listed(what, id, false));
        }
        let kept = |ids: &[&'m ShapeId], others: &[&'m ShapeId]| -> Vec<&'m ShapeId> {
            ids.iter().copied().filter(|id| others.contains(id)).collect()
        };
        if kept(old, new) != kept(new, old) {
            let order = match what {
                "operation" => "operations",
                "resource" => "resources",
                _ => "errors",
            };
            self.push(Fact::Order(order));
        }
    }
}
