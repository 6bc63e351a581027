//! Requests and answers as the pages of an API reference show them, what changed marked.

use super::facts::{Difference, Fact};
use crate::model::{Kind, Member, Model, Shape, ShapeId, Simple};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Something about it changed.
    Changed,
}

impl Mark {
    /// What stands before the line.
    pub fn sign(self) -> char {
        match self {
            Mark::Same => ' ',
            Mark::Added => '+',
            Mark::Removed => '-',
            Mark::Changed => '~',
        }
    }
}

/// A line of a syntax, indented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Whether it changed.
    pub mark: Mark,
    /// The line.
    pub text: String,
}

/// After so many lines, structures are shown without what they consist of.
const LINES: usize = 200;

/// A message, all of it.
pub fn message(model: &Model, id: &ShapeId) -> Vec<Line> {
    let marks = Marks::default();
    Writer { model, marks: &marks, all: true, lines: Vec::new(), open: Vec::new() }.message(id)
}

/// A message, as far as it changed.
pub(super) fn changed(model: &Model, id: &ShapeId, marks: &Marks<'_>) -> Vec<Line> {
    let writer = Writer { model, marks, all: false, lines: Vec::new(), open: Vec::new() };
    let lines = writer.message(id);
    if lines.iter().all(|line| line.mark == Mark::Same) { Vec::new() } else { lines }
}

/// What changed, by shape and member.
#[derive(Default)]
pub(super) struct Marks<'m> {
    members: BTreeMap<(&'m ShapeId, &'m str), Mark>,
    removed: BTreeMap<&'m ShapeId, Vec<&'m Member>>,
    shapes: BTreeSet<&'m ShapeId>,
    old: Option<&'m Model>,
}

impl<'m> Marks<'m> {
    pub(super) fn new(differences: &[Difference<'m>], old: &'m Model) -> Self {
        let mut marks = Self { old: Some(old), ..Self::default() };
        for Difference { shape, member, fact } in differences {
            let is_docs = match fact {
                Fact::Trait(one, other) => {
                    one.or(*other).is_some_and(|one| one.id() == "smithy.api#documentation")
                }
                Fact::Order(_) => true,
                _ => false,
            };
            let Some(member) = member.filter(|_| !is_docs) else {
                if !is_docs {
                    marks.shapes.insert(&shape.id);
                }
                continue;
            };
            let mark = match fact {
                Fact::MemberAdded => Mark::Added,
                Fact::MemberRemoved => Mark::Removed,
                _ => Mark::Changed,
            };
            if mark == Mark::Removed {
                marks.removed.entry(&shape.id).or_default().push(member);
            }
            marks.members.entry((&shape.id, &member.name)).or_insert(mark);
            marks.shapes.insert(&shape.id);
        }
        marks
    }

    /// Whether anything in a shape changed.
    fn touch(&self, model: &Model, id: &ShapeId) -> bool {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if self.shapes.contains(id) {
                return true;
            }
            if let (true, Some(shape)) = (seen.insert(id), model.get(id)) {
                open.extend(shape.members().into_iter().map(|member| &member.target));
            }
        }
        false
    }
}

struct Writer<'w, 'm> {
    model: &'w Model,
    marks: &'w Marks<'m>,
    /// Whether what did not change is shown as well.
    all: bool,
    lines: Vec<Line>,
    open: Vec<ShapeId>,
}

impl Writer<'_, '_> {
    fn message(mut self, id: &ShapeId) -> Vec<Line> {
        match self.model.get(id) {
            Some(shape) => self.value(shape, 0, "", "", Mark::Same),
            None => self.line(0, Mark::Same, "{}".to_owned()),
        }
        self.lines
    }

    fn line(&mut self, depth: usize, mark: Mark, text: String) {
        self.lines.push(Line { mark, text: format!("{}{text}", "  ".repeat(depth)) });
    }

    /// A value, with what stands before and after it.
    fn value(&mut self, shape: &Shape, depth: usize, before: &str, after: &str, mark: Mark) {
        let is_open = self.open.contains(&shape.id);
        let parts = shape.members();
        match &shape.kind {
            Kind::Structure(_) | Kind::Union(_) if is_open || self.lines.len() > LINES => {
                self.line(depth, mark, format!("{before}{{ … }}{after}"));
            }
            Kind::Structure(members) | Kind::Union(members) => {
                self.line(depth, mark, format!("{before}{{"));
                self.open.push(shape.id.clone());
                self.members(shape, members, depth + 1, mark);
                self.open.pop();
                self.line(depth, mark, format!("}}{after}"));
            }
            Kind::List(item) => self.inside(item, depth, (before, "["), ("]", after), mark),
            Kind::Map { value, .. } => {
                let before = format!("{before}{{ \"string\": ");
                self.inside(value, depth, (&before, ""), (" }", after), mark);
            }
            _ => {
                let changed = mark == Mark::Same && self.marks.shapes.contains(&shape.id);
                let mark = if changed { Mark::Changed } else { mark };
                let text = format!("{before}{}{after}", self.simple(shape, &parts));
                self.line(depth, mark, text);
            }
        }
    }

    /// What a list or a map holds: the brackets stand on its first and last line.
    fn inside(
        &mut self,
        member: &Member,
        depth: usize,
        (before, open): (&str, &str),
        (close, after): (&str, &str),
        mark: Mark,
    ) {
        let (before, after) = (format!("{before}{open}"), format!("{close}{after}"));
        match self.model.get(&member.target) {
            Some(target) if before.len() < 400 => self.value(target, depth, &before, &after, mark),
            _ => self.line(depth, mark, format!("{before}…{after}")),
        }
    }

    fn members(&mut self, shape: &Shape, members: &[Member], depth: usize, mark: Mark) {
        let mut hidden = false;
        for member in members {
            let own = self.marks.members.get(&(&shape.id, member.name.as_str())).copied();
            let own = if mark == Mark::Same { own.unwrap_or(Mark::Same) } else { mark };
            let shown =
                self.all || own != Mark::Same || self.marks.touch(self.model, &member.target);
            if !shown {
                hidden = true;
                continue;
            }
            let note = if member.traits.required().is_some() { "  // required" } else { "" };
            let before = format!("{:?}: ", member.name);
            match self.model.get(&member.target) {
                Some(target) => self.value(target, depth, &before, &format!(",{note}"), own),
                None => self.line(depth, own, format!("{before}…,{note}")),
            }
        }
        if let (Some(old), true) = (self.marks.old, mark == Mark::Same) {
            for member in self.marks.removed.get(&shape.id).into_iter().flatten() {
                let target = old.get(&member.target);
                let text = target.map_or("…".to_owned(), |shape| self.gone(shape));
                self.line(depth, Mark::Removed, format!("{:?}: {text},", member.name));
            }
        }
        if hidden {
            self.line(depth, Mark::Same, "…".to_owned());
        }
    }

    fn gone(&self, shape: &Shape) -> String {
        match &shape.kind {
            Kind::Structure(_) | Kind::Union(_) | Kind::Map { .. } => "{ … }".to_owned(),
            Kind::List(_) => "[ … ]".to_owned(),
            _ => self.simple(shape, &shape.members()),
        }
    }

    fn simple(&self, shape: &Shape, values: &[&Member]) -> String {
        match &shape.kind {
            Kind::Enum(_) | Kind::IntEnum(_) => {
                let value = |member: &&Member| match member.traits.enum_value() {
                    Some(value) => value.to_string(),
                    None => Value::from(member.name.as_str()).to_string(),
                };
                values.iter().map(value).collect::<Vec<_>>().join(" | ")
            }
            Kind::Simple(simple) => match simple {
                Simple::String => "\"string\"",
                Simple::Blob => "blob",
                Simple::Boolean => "true | false",
                Simple::Timestamp => "timestamp",
                Simple::Document => "document",
                Simple::Float | Simple::Double | Simple::BigDecimal => "12.3",
                _ => "123",
            }
            .to_owned(),
            _ => "…".to_owned(),
        }
    }
}
