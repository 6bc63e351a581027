//! What changed between two models of a service, and what it does to whoever calls it from Rust.
//!
//! [`compare`] finds every fact in which the models differ, after the filter of operations, and gives
//! each a class, words, and its consequences for the generated API. What the listings of both
//! generated APIs differ in beyond that is named too, so that a report is never silent.

mod accept;
mod describe;
mod facts;
mod raw;
mod rust;
mod scope;
mod syntax;
mod traits;
mod value;

pub use accept::{Accepted, accept};
pub use syntax::{Line, Mark, message};

use crate::model::{Kind, Model, Shape, ShapeId};
use crate::options::ServiceOptions;
use describe::Sides;
use facts::{Difference, Fact};
use rust::{Api, Consequences};
use scope::Scope;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How bad a change is for a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Documentation, and what no client is made of.
    Docs,
    /// Something new that nobody has to use.
    Additive,
    /// Code compiles as before, and may behave in another way.
    Risky,
    /// Code may compile no longer, or calls that worked fail.
    Breaking,
}

impl Class {
    /// All of them, the worst first.
    pub const ALL: [Class; 4] = [Class::Breaking, Class::Risky, Class::Additive, Class::Docs];

    /// The name as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Class::Docs => "Docs",
            Class::Additive => "Additive",
            Class::Risky => "Risky",
            Class::Breaking => "Breaking",
        }
    }
}

/// Where in a call something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The operation itself.
    Itself,
    /// What it asks.
    Request,
    /// What it answers.
    Response,
    /// An error that it answers.
    Error,
}

/// A place where a call meets a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The operation.
    pub operation: String,
    /// Which of its parts.
    pub direction: Direction,
    /// The path in the message: `Images[].State`.
    pub path: String,
}

/// A fact that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// How bad it is.
    pub class: Class,
    /// What it is called where it is accepted: `member-removed Fleet.FleetType`.
    pub id: String,
    /// The shape, or the member of a shape.
    pub subject: String,
    /// What changed.
    pub text: String,
    /// What it does to the generated API.
    pub rust: Vec<String>,
    /// Where calls meet it.
    pub places: Vec<Place>,
    /// Why it was accepted, if it was.
    pub accepted: Option<String>,
}

/// What became of an operation or a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is new.
    New,
    /// More than its documentation changed.
    Updated,
    /// It is gone.
    Removed,
    /// Nothing changed but documentation, if that.
    Unchanged,
}

/// What changed for the callers of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct OperationReport {
    /// Its name.
    pub name: String,
    /// New, updated or removed.
    pub status: Status,
    /// What it asks: all of it where it is new, else what changed.
    pub request: Vec<Line>,
    /// What it answers.
    pub response: Vec<Line>,
}

/// What changed between two models of a service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceReport {
    /// The name of its model.
    pub name: String,
    /// The name that people know it by.
    pub title: String,
    /// Whether it is new, gone, changed or unchanged.
    pub status: Status,
    /// New, updated and removed operations.
    pub operations: Vec<OperationReport>,
    /// All changes, the worst first.
    pub changes: Vec<Change>,
    /// How many operations are compared.
    pub compared: usize,
    /// How many shapes differ that belong to no operation that is generated.
    pub outside: usize,
    /// What a reader must know to believe the rest.
    pub notes: Vec<String>,
    /// Whether a public name or type of the generated API is gone or another.
    pub breaks_api: bool,
    /// Whether the files differ in anything but formatting; nothing where they cannot be compared.
    pub differs: Option<bool>,
}

impl ServiceReport {
    /// Changes of a class, those that were accepted included.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.class == class)
    }

    /// How many operations have a status.
    pub fn count(&self, status: Status) -> usize {
        self.operations.iter().filter(|operation| operation.status == status).count()
    }

    /// The worst class of what was not accepted.
    pub fn worst(&self) -> Option<Class> {
        let open = self.changes.iter().filter(|change| change.accepted.is_none());
        open.map(|change| change.class).max()
    }
}

/// The words for a difference.
struct Words {
    class: Class,
    kind: String,
    text: String,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'m> {
    /// The model.
    pub model: &'m Model,
    /// How its client is generated. Operations that the model does not have are no error here.
    pub options: &'m ServiceOptions,
}

/// Compares two models of a service.
pub fn compare(name: &str, old: Side<'_>, new: Side<'_>) -> ServiceReport {
    let mut notes = Vec::new();
    let differs = raw::differ(old.model, new.model);
    let (old_model, new_model) = (documented(old.model), documented(new.model));
    let bare = old_model != new_model;
    if bare {
        notes.push("one side has no documentation: it is not compared".to_owned());
    }
    let strip = |model: &Model| {
        if bare { model.clone().without_documentation() } else { model.clone() }
    };
    let (old_model, new_model) = (strip(old.model), strip(new.model));
    let scopes = (Scope::new(&old_model, old.options), Scope::new(&new_model, new.options));
    let mut api = |model, scope: &Scope<'_>, options: &ServiceOptions, which: &str| {
        let mut options = options.clone();
        options.tests = false;
        if let Some(operations) = &mut options.operations {
            operations.retain(|name| scope.operations.contains_key(name.as_str()));
        }
        Api::new(model, &options)
            .map_err(|why| notes.push(format!("no client can be made of the {which} model: {why}")))
            .ok()
    };
    let old_api = api(&old_model, &scopes.0, old.options, "older");
    let new_api = api(&new_model, &scopes.1, new.options, "newer");
    let consequences = Consequences::new(old_api.as_ref(), new_api.as_ref());
    let comparison = Comparison { old: &scopes.0, new: &scopes.1 };
    let mut report = comparison.report(name, consequences);
    if old_api.is_none() || new_api.is_none() {
        report.breaks_api = true;
    }
    report.notes = notes;
    report.differs = differs;
    raw::name_what_was_read_over(&mut report, old.model, new.model);
    report
}

/// The report of a service that only one side has.
pub fn alone(name: &str, side: Side<'_>, status: Status) -> ServiceReport {
    let scope = Scope::new(side.model, side.options);
    let is_new = status == Status::New;
    let (class, text) = if is_new {
        (Class::Additive, "new service")
    } else {
        (Class::Breaking, "service removed")
    };
    let id = format!("service-{} {name}", if is_new { "added" } else { "removed" });
    let change = Change {
        class,
        id,
        subject: name.to_owned(),
        text: format!("{text}, {} operations", scope.operations.len()),
        rust: Vec::new(),
        places: Vec::new(),
        accepted: None,
    };
    ServiceReport {
        name: name.to_owned(),
        title: describe::title(side.model).unwrap_or(name).to_owned(),
        status,
        operations: Vec::new(),
        changes: vec![change],
        compared: scope.operations.len(),
        outside: 0,
        notes: Vec::new(),
        breaks_api: !is_new,
        differs: Some(true),
    }
}

/// Whether a model has any documentation.
fn documented(model: &Model) -> bool {
    let says = |shape: &Shape| {
        let members = shape.members();
        shape.traits.documentation().is_some()
            || members.iter().any(|member| member.traits.documentation().is_some())
    };
    model.shapes().any(says)
}

/// Two models, ready to be compared.
struct Comparison<'s, 'm> {
    old: &'s Scope<'m>,
    new: &'s Scope<'m>,
}

impl<'m> Comparison<'_, 'm> {
    fn report(&self, name: &str, mut consequences: Consequences<'_, '_>) -> ServiceReport {
        let differences = facts::differences(self.old, self.new);
        let places = self.places(&differences);
        let breaks_api = consequences.breaks();
        let mut changes = self.changes(&differences, &places, &mut consequences);
        changes.extend(untold(consequences));
        changes.sort_by_key(|change| std::cmp::Reverse(change.class));
        let operations = self.operations(&differences, &changes);
        let compared: BTreeSet<&&str> =
            self.old.operations.keys().chain(self.new.operations.keys()).collect();
        let status = if changes.is_empty() { Status::Unchanged } else { Status::Updated };
        let title = describe::title(self.new.model).or(describe::title(self.old.model));
        ServiceReport {
            name: name.to_owned(),
            title: title.unwrap_or(name).to_owned(),
            status,
            operations,
            changes,
            compared: compared.len(),
            outside: self.outside(),
            notes: Vec::new(),
            breaks_api,
            differs: None,
        }
    }

    /// Members tell their own consequences before their shapes do.
    fn changes(
        &self,
        differences: &[Difference<'_>],
        places: &BTreeMap<ShapeId, Vec<Place>>,
        consequences: &mut Consequences<'_, '_>,
    ) -> Vec<Change> {
        let sides = Sides { old: self.old, new: self.new };
        let mut ordered: Vec<&Difference<'_>> = differences.iter().collect();
        ordered.sort_by_key(|difference| rank(difference));
        let change = |difference: &Difference<'_>| {
            let words = sides.words(difference)?;
            let (rust, breaks) = consequences.of(difference);
            let class = if breaks { Class::Breaking } else { words.class };
            let subject = subject(difference);
            let id = format!("{} {subject}", words.kind);
            let member = difference.member.map(|member| member.name.as_str());
            let met = places.get(&difference.shape.id).cloned().unwrap_or_default();
            let inside = |mut place: Place| {
                let step = member.map(|member| scope::step(difference.shape, member));
                // The values of an enum stand where the enum does.
                if let (Some(step), false) = (step, is_enum(difference.shape)) {
                    place.path = scope::join(&place.path, &step);
                }
                place
            };
            let places = met.into_iter().map(inside).collect();
            Some(Change { class, id, subject, text: words.text, rust, places, accepted: None })
        };
        ordered.into_iter().filter_map(change).collect()
    }

    /// Where calls meet the shapes that differ, on either side.
    fn places(&self, differences: &[Difference<'_>]) -> BTreeMap<ShapeId, Vec<Place>> {
        let wanted: BTreeSet<&ShapeId> =
            differences.iter().map(|difference| &difference.shape.id).collect();
        let mut places = self.old.places(&wanted);
        for (id, more) in self.new.places(&wanted) {
            let known = places.entry(id).or_default();
            known.extend(more);
            known.sort();
            known.dedup_by(|left, right| {
                left.operation == right.operation && left.direction == right.direction
            });
        }
        places
    }

    fn operations(
        &self,
        differences: &[Difference<'m>],
        changes: &[Change],
    ) -> Vec<OperationReport> {
        let marks = syntax::Marks::new(differences, self.old.model);
        let touched: BTreeSet<&str> = changes
            .iter()
            .filter(|change| change.class != Class::Docs)
            .flat_map(|change| change.places.iter().map(|place| place.operation.as_str()))
            .collect();
        let names: BTreeSet<&&str> =
            self.old.operations.keys().chain(self.new.operations.keys()).collect();
        let report = |name: &&&str| {
            let (old, new) = (self.old.operations.get(**name), self.new.operations.get(**name));
            let (status, model, parts) = match (old, new) {
                (None, Some((_, parts))) => (Status::New, self.new.model, parts),
                (Some((_, parts)), None) => (Status::Removed, self.old.model, parts),
                (_, Some((_, parts))) if touched.contains(**name) => {
                    (Status::Updated, self.new.model, parts)
                }
                _ => return None,
            };
            let lines = |id: &Option<ShapeId>| match (status, id) {
                (Status::New, Some(id)) => message(model, id),
                (Status::Updated, Some(id)) => syntax::changed(model, id, &marks),
                _ => Vec::new(),
            };
            let (request, response) = (lines(&parts.input), lines(&parts.output));
            Some(OperationReport { name: (**name).to_owned(), status, request, response })
        };
        names.iter().filter_map(report).collect()
    }

    /// How many shapes differ that are not compared.
    fn outside(&self) -> usize {
        let ids: BTreeSet<&ShapeId> =
            self.old.model.shapes().chain(self.new.model.shapes()).map(|shape| &shape.id).collect();
        let differs = |id: &&&ShapeId| match (self.old.model.get(id), self.new.model.get(id)) {
            (Some(old), Some(new)) => {
                !matches!(new.kind, Kind::Service(_)) && facts::differ(old, new)
            }
            _ => true,
        };
        let is_compared = |id: &ShapeId| self.old.get(id).is_some() || self.new.get(id).is_some();
        ids.iter().filter(|id| !is_compared(id)).filter(differs).count()
    }
}

fn rank(difference: &Difference<'_>) -> u8 {
    match (&difference.fact, difference.member) {
        (Fact::ShapeAdded | Fact::ShapeRemoved, _) => match difference.shape.kind {
            Kind::Operation(_) => 0,
            _ => 3,
        },
        (Fact::MemberAdded | Fact::MemberRemoved | Fact::Target(..), _) => 1,
        (_, Some(_)) => 2,
        (Fact::Sent(_), _) => 5,
        _ => 4,
    }
}

fn is_enum(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Enum(_) | Kind::IntEnum(_))
}

fn subject(difference: &Difference<'_>) -> String {
    let shape = difference.shape.id.name();
    match difference.member {
        Some(member) => format!("{shape}.{}", member.name),
        None => shape.to_owned(),
    }
}

/// What the listings of the generated API differ in and no difference of the models explains by
/// itself.
fn untold(consequences: Consequences<'_, '_>) -> Vec<Change> {
    let change = |(owner, found): (String, Vec<rust::ApiChange>)| {
        let breaks = found.iter().any(|one| one.breaks);
        let subject = if owner.is_empty() { "the client".to_owned() } else { owner };
        Change {
            class: if breaks { Class::Breaking } else { Class::Additive },
            id: format!("api-changed {subject}"),
            subject,
            text: "generated API changed by what changed elsewhere".to_owned(),
            rust: found.into_iter().map(|one| one.text).collect(),
            places: Vec::new(),
            accepted: None,
        }
    };
    consequences.untold().into_iter().map(change).collect()
}
