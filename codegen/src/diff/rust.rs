//! What a change does to the generated API: the listings of both sides, item by item.

use super::facts::{Difference, Fact};
use crate::api::{self, Item};
use crate::diagnostic::Diagnostics;
use crate::ir::Service;
use crate::lower;
use crate::model::{Kind, Model, Shape, ShapeId};
use crate::options::ServiceOptions;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The public API that is generated for one side.
pub(super) struct Api<'m> {
    module: String,
    items: BTreeMap<String, Item>,
    /// The Rust types that a shape stands in, by the shape's id.
    owners: BTreeMap<&'m ShapeId, Vec<String>>,
    /// The members that lead to a shape through lists and maps alone.
    users: BTreeMap<&'m ShapeId, Vec<(&'m ShapeId, &'m str)>>,
}

impl<'m> Api<'m> {
    /// Generates it.
    pub(super) fn new(model: &'m Model, options: &ServiceOptions) -> Result<Self, Diagnostics> {
        let service = lower::lower(model, options, "")?;
        let names = lower::type_names(model, options);
        let items = api::items(&service).into_iter().map(|item| (item.name.clone(), item));
        let mut api = Self {
            module: service.module.clone(),
            items: items.collect(),
            owners: BTreeMap::new(),
            users: BTreeMap::new(),
        };
        for shape in model.shapes() {
            if let Some(name) = names.get(&shape.id) {
                api.owners.entry(&shape.id).or_default().push(name.as_str().to_owned());
            }
            api.operation(&service, shape);
            if matches!(shape.kind, Kind::Structure(_) | Kind::Union(_)) {
                for member in shape.members() {
                    api.user(model, &shape.id, &member.name, &member.target);
                }
            }
        }
        Ok(api)
    }

    /// An operation's setters belong to its input too, and the structures that are made for it
    /// belong to it.
    fn operation(&mut self, service: &Service, shape: &'m Shape) {
        let Kind::Operation(parts) = &shape.kind else { return };
        let found = service.operations.iter().find(|one| one.wire_name == shape.id.name());
        let Some(operation) = found else { return };
        let name = operation.name.as_str().to_owned();
        let own = self.owners.entry(&shape.id).or_default();
        let messages = [(&parts.input, operation.input), (&parts.output, operation.output)];
        for (_, id) in messages.iter().filter(|(shape, _)| shape.is_none()) {
            own.extend(service.structure(*id).map(|made| made.name.as_str().to_owned()));
        }
        if let Some(input) = &parts.input {
            self.owners.entry(input).or_default().push(name);
        }
    }

    fn user(&mut self, model: &'m Model, owner: &'m ShapeId, member: &'m str, to: &'m ShapeId) {
        let mut open = vec![to];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            self.users.entry(id).or_default().push((owner, member));
            match model.get(id) {
                Some(shape) if matches!(shape.kind, Kind::List(_) | Kind::Map { .. }) => {
                    open.extend(shape.members().into_iter().map(|part| &part.target));
                }
                _ => {}
            }
        }
    }
}

/// A change of the generated API.
#[derive(Clone, Debug)]
pub(super) struct ApiChange {
    pub(super) owner: String,
    part: Option<String>,
    /// What changed, as Rust.
    pub(super) text: String,
    /// Whether code that compiled may compile no longer.
    pub(super) breaks: bool,
    /// Whether it was there before and is there still.
    stays: bool,
    told: bool,
}

/// All changes of the generated API between two sides.
pub(super) struct Consequences<'a, 'm> {
    sides: Option<(&'a Api<'m>, &'a Api<'m>)>,
    changes: Vec<ApiChange>,
}

impl<'a, 'm> Consequences<'a, 'm> {
    /// Compares two sides; nothing is known where one of them cannot be generated.
    pub(super) fn new(old: Option<&'a Api<'m>>, new: Option<&'a Api<'m>>) -> Self {
        let (Some(old), Some(new)) = (old, new) else {
            return Self { sides: None, changes: Vec::new() };
        };
        let names: BTreeSet<&String> = old.items.keys().chain(new.items.keys()).collect();
        let mut changes: Vec<ApiChange> = names
            .into_iter()
            .filter_map(|name| change(old.items.get(name), new.items.get(name)))
            .collect();
        if old.module != new.module {
            changes.push(ApiChange {
                owner: String::new(),
                part: None,
                text: format!("mod {} → mod {}", old.module, new.module),
                breaks: true,
                stays: true,
                told: false,
            });
        }
        Self { sides: Some((old, new)), changes }
    }

    /// Whether any public name or type of the older side is gone or another.
    pub(super) fn breaks(&self) -> bool {
        self.changes.iter().any(|change| change.breaks)
    }

    /// The consequences of a difference that no other difference has told.
    pub(super) fn of(&mut self, difference: &Difference<'_>) -> (Vec<String>, bool) {
        let Some((old, new)) = self.sides else { return (Vec::new(), false) };
        let places: Vec<(String, Which)> =
            [old, new].into_iter().flat_map(|api| places(api, difference)).collect();
        let mut texts = Vec::new();
        let mut breaks = false;
        // What comes or goes as a whole changes nothing of what was there and stays.
        let is_whole = matches!(difference.fact, Fact::ShapeAdded | Fact::ShapeRemoved);
        let open = |change: &&mut ApiChange| !(change.told || is_whole && change.stays);
        for change in self.changes.iter_mut().filter(open) {
            let is_meant = |(owner, which): &(String, Which)| {
                *owner == change.owner
                    && match which {
                        Which::All => true,
                        Which::Itself => change.part.is_none(),
                        Which::Part(part) => change.part.as_ref() == Some(part),
                    }
            };
            if places.iter().any(is_meant) {
                change.told = true;
                breaks |= change.breaks;
                if is_shown(difference, &change.text) {
                    texts.push(change.text.clone());
                }
            }
        }
        (texts, breaks)
    }

    /// What no difference has told, by the types that it belongs to.
    pub(super) fn untold(self) -> BTreeMap<String, Vec<ApiChange>> {
        let mut untold: BTreeMap<String, Vec<ApiChange>> = BTreeMap::new();
        for change in self.changes.into_iter().filter(|change| !change.told) {
            untold.entry(change.owner.clone()).or_default().push(change);
        }
        untold
    }
}

/// Whether an item says more than its type: of what comes or goes as a whole, the head is enough.
fn is_shown(difference: &Difference<'_>, text: &str) -> bool {
    let is_whole = matches!(difference.fact, Fact::ShapeAdded | Fact::ShapeRemoved);
    let heads: &[&str] = match difference.shape.kind {
        Kind::Operation(_) => &["Client::"],
        _ => &["struct ", "enum ", "Error::"],
    };
    let item = text.trim_start_matches("new: ").trim_start_matches("gone: ");
    !is_whole || heads.iter().any(|head| item.starts_with(head))
}

/// Which items of a type.
enum Which {
    All,
    Itself,
    Part(String),
}

fn change(old: Option<&Item>, new: Option<&Item>) -> Option<ApiChange> {
    let item = new.or(old)?;
    let text = match (old, new) {
        (Some(old), Some(new)) if old.public == new.public => return None,
        (Some(old), Some(new)) => {
            let side = |item: &Item| item.public.trim_start_matches(": ").to_owned();
            let separator = if new.public.starts_with(": ") { ": " } else { "" };
            format!("{}{separator}{} → {}", new.name, side(old), side(new))
        }
        (None, Some(new)) => format!("new: {}{}", new.name, new.public),
        (Some(old), None) => format!("gone: {}{}", old.name, old.public),
        (None, None) => return None,
    };
    let (owner, part) = (item.owner.clone(), item.part.clone());
    let stays = old.is_some() && new.is_some();
    Some(ApiChange { owner, part, text, breaks: old.is_some(), stays, told: false })
}

/// The items that a difference can change.
fn places(api: &Api<'_>, difference: &Difference<'_>) -> Vec<(String, Which)> {
    let Difference { shape, member, fact } = difference;
    let owners = |id: &ShapeId| api.owners.get(id).cloned().unwrap_or_default();
    let part = member.map(|member| match member.traits.enum_value() {
        Some(Value::String(value)) => value.clone(),
        Some(value) => value.to_string(),
        None => member.name.clone(),
    });
    let which = |fact: &Fact<'_>| match (fact, &part) {
        (Fact::Trait(Some(old), _), Some(_)) if old.id() == "smithy.api#enumValue" => Which::All,
        (_, Some(part)) => Which::Part(part.clone()),
        (
            Fact::ShapeAdded
            | Fact::ShapeRemoved
            | Fact::Kind(..)
            | Fact::Sent(_)
            | Fact::Rename(..),
            None,
        ) => Which::All,
        _ => Which::Itself,
    };
    let mut found: Vec<(String, Which)> =
        owners(&shape.id).into_iter().map(|owner| (owner, which(fact))).collect();
    let messages = match (fact, &shape.kind) {
        (Fact::ShapeAdded | Fact::ShapeRemoved, Kind::Operation(parts)) => {
            vec![parts.input.as_ref(), parts.output.as_ref()]
        }
        (Fact::Input(old, new) | Fact::Output(old, new), _) => vec![*old, *new],
        (Fact::Listed("error", id, _), _) => vec![Some(*id)],
        _ => Vec::new(),
    };
    for id in messages.into_iter().flatten() {
        found.extend(owners(id).into_iter().map(|owner| (owner, Which::All)));
    }
    let is_type = matches!(
        shape.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Service(_) | Kind::Operation(_)
    );
    if !is_type || matches!(fact, Fact::Kind(..)) {
        for (owner, member) in api.users.get(&shape.id).into_iter().flatten() {
            for name in owners(owner) {
                found.push((name, Which::Part((*member).to_owned())));
            }
        }
    }
    found
}
