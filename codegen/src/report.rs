//! Reports of what changed, for people and for programs.

mod changelog;
mod html;
mod json;
mod markdown;
mod text;

pub use changelog::changelog;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::diff::{Change, Class, Direction, Place, ServiceReport, Status};
use crate::semver::{self, Verdict};
use serde::Serialize;

/// The changes of all services between two states.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What was compared, for a heading.
    pub old: String,
    /// With what.
    pub new: String,
    /// When the newer state was released, `YYYY/MM/DD`.
    pub date: Option<String>,
    /// The services with changes, sorted by title.
    pub services: Vec<ServiceReport>,
    /// How many services were compared.
    pub compared: usize,
    /// Which version the generated crate needs.
    pub verdict: Verdict,
}

impl Report {
    /// A report of the services with changes.
    pub fn new(
        (old, new): (&str, &str),
        date: Option<String>,
        services: Vec<ServiceReport>,
        version: &str,
    ) -> Self {
        let compared = services.len();
        let verdict = semver::verdict(&services, version);
        let is_told = |report: &ServiceReport| {
            !report.changes.is_empty() || report.outside > 0 || !report.notes.is_empty()
        };
        let mut services: Vec<ServiceReport> = services.into_iter().filter(is_told).collect();
        services.sort_by(|left, right| (&left.title, &left.name).cmp(&(&right.title, &right.name)));
        Self { old: old.to_owned(), new: new.to_owned(), date, services, compared, verdict }
    }

    /// The worst class of what was not accepted.
    pub fn worst(&self) -> Option<Class> {
        self.services.iter().filter_map(ServiceReport::worst).max()
    }

    /// How many changes have a class.
    fn count(&self, class: Class) -> usize {
        self.services.iter().map(|service| service.of(class).count()).sum()
    }

    /// How many changes of each class there are, in words.
    fn counts(&self) -> String {
        let count = |class: Class| format!("{} {}", self.count(class), class.name().to_lowercase());
        Class::ALL.map(count).join(", ")
    }

    /// The version that the generated crate needs, in words.
    fn verdict_text(&self) -> String {
        let Verdict { current, next, reason, .. } = &self.verdict;
        if current == next {
            format!("{current} stays: {reason}")
        } else {
            format!("{current} → {next}: {reason}")
        }
    }

    /// What is said where nothing changed.
    fn silence(&self) -> String {
        format!("no change in {}", many(self.compared, "service"))
    }

    /// The headline of a service, in the manner of the public feed of API changes.
    pub fn headline(&self, service: &ServiceReport) -> String {
        let date = self.date.as_ref().map(|date| format!("{date} - ")).unwrap_or_default();
        format!("{date}{} - {}", service.title, what_happened(service))
    }
}

fn what_happened(service: &ServiceReport) -> String {
    match service.status {
        Status::New => return format!("new service, {}", many(service.compared, "api method")),
        Status::Removed => return "service removed".to_owned(),
        _ => {}
    }
    let counts: Vec<(usize, &str)> = [
        (service.count(Status::New), "new"),
        (service.count(Status::Updated), "updated"),
        (service.count(Status::Removed), "removed"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .collect();
    match counts.as_slice() {
        [] if service.changes.is_empty() => {
            format!("no change to your {}", many(service.compared, "operation"))
        }
        [] if service.changes.iter().all(|change| change.class == Class::Docs) => {
            "documentation only".to_owned()
        }
        [] => "changes outside of api methods".to_owned(),
        counts => {
            let all: usize = counts.iter().map(|(count, _)| count).sum();
            let words: Vec<String> =
                counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
            let noun = if all == 1 { "api method" } else { "api methods" };
            format!("{} {noun}", words.join(" "))
        }
    }
}

/// A number with its noun.
fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// How many places of a change are named.
const PLACES: usize = 3;

/// Where calls meet a change.
fn places(change: &Change) -> Option<String> {
    let told: Vec<String> = change.places.iter().take(PLACES).map(place).collect();
    let more = change.places.len().saturating_sub(PLACES);
    let text = told.join(", ");
    match (told.is_empty(), more) {
        (true, _) => None,
        (_, 0) => Some(text),
        _ => Some(format!("{text} and {}", many(more, "more place"))),
    }
    .filter(|text| *text != change.subject)
}

fn place(place: &Place) -> String {
    let Place { operation, direction, path } = place;
    let colon = |what: &str| match path.is_empty() {
        true => format!("{operation} {what}"),
        false => format!("{operation} {what} {path}"),
    };
    match direction {
        Direction::Itself => operation.clone(),
        Direction::Request => colon("request"),
        Direction::Response => colon("response"),
        Direction::Error => colon("error"),
    }
}

/// How many shapes differ that nobody asked for.
fn outside(service: &ServiceReport) -> Option<String> {
    let count = many(service.outside, "shape");
    let verb = if service.outside == 1 { "differs" } else { "differ" };
    (service.outside > 0).then(|| format!("{count} {verb} outside of what is generated"))
}

/// The operations with a syntax to show.
fn shown(service: &ServiceReport) -> impl Iterator<Item = &crate::diff::OperationReport> {
    let operations = service.operations.iter();
    operations.filter(|one| !one.request.is_empty() || !one.response.is_empty())
}
