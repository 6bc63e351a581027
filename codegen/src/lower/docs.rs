//! Documentation: what the model says, in Markdown; a sentence made from names and facts where it
//! says nothing; and the facts, so that nobody has to look them up elsewhere.

mod facts;
mod markdown;
mod sentence;
mod texts;

pub(super) use texts::Texts;

use super::Lower;
use crate::ir::{Docs, Name};
use crate::model::{Member, Operation, Shape, Traits};
use texts::WIDTH;

impl Lower<'_> {
    /// What the service is.
    pub(super) fn service_docs(&self, title: &str) -> Docs {
        let traits = &self.closure.service.traits;
        let said = self.described(traits).unwrap_or_default();
        // The text often begins with the name; it is not said twice.
        let is_named = said.first().is_some_and(|first| first.starts_with(title));
        let name = (!is_named).then(|| format!("{}.", title.trim_end_matches('.')));
        self.lines(name.into_iter().chain(said))
    }

    /// What an operation does: in short, and with the errors that it may answer.
    pub(super) fn operation_docs(&self, shape: &Shape, parts: &Operation) -> (Docs, Docs) {
        let mut blocks = self
            .described(&shape.traits)
            .unwrap_or_else(|| vec![sentence::operation(shape.id.name())]);
        let summary = self.lines(blocks.first().cloned());
        let errors = parts.errors.iter().chain(&self.closure.parts.errors);
        let bullets: Vec<String> = errors
            .filter_map(|id| {
                let name = self.name(id)?;
                let name = name.as_str();
                Some(format!("- [`{name}`](Error::{name}), {}", self.status(id)))
            })
            .collect();
        if !bullets.is_empty() {
            blocks.push("# Errors".to_owned());
        }
        let mut docs = self.lines(blocks);
        if !bullets.is_empty() {
            docs.0.push(String::new());
            docs.0.extend(bullets);
        }
        (summary, docs)
    }

    /// What a waiter waits for, and which operation it calls for that.
    pub(super) fn waiter_docs(&self, name: &str, said: Option<&str>, operation: &Name) -> Docs {
        let said = said
            .map(|said| self.texts.paragraphs(said))
            .unwrap_or_else(|| vec![sentence::waiter(name)]);
        let how = format!("It calls [`{}`] for that.", operation.as_str());
        self.lines(said.into_iter().chain([how]))
    }

    /// What an input or output is whose structure the model does not have.
    pub(super) fn payload_docs(&self, operation: &Name, sent: bool) -> Docs {
        self.lines([sentence::payload(operation.as_str(), sent)])
    }

    /// What a test is about: its name in the model, and what is said about it.
    pub(super) fn test_docs(&self, id: &str, said: Option<&str>) -> Docs {
        let said = said.map(|said| self.texts.paragraphs(said)).unwrap_or_default();
        self.lines([format!("`{id}`")].into_iter().chain(said))
    }

    /// What a setting is about: what the model says, or else these words.
    pub(super) fn setting_docs(&self, said: Option<&str>, words: String) -> Docs {
        self.lines(
            said.map(|said| self.texts.paragraphs(said))
                .filter(|said| !said.is_empty())
                .unwrap_or_else(|| vec![words]),
        )
    }

    /// What a structure is.
    pub(super) fn structure_docs(&self, shape: &Shape, name: &Name) -> Docs {
        let role = || self.role(shape).unwrap_or_else(|| sentence::structure(shape, name.as_str()));
        self.lines(self.described(&shape.traits).unwrap_or_else(|| vec![role()]))
    }

    /// What a structure is as the input or output of its operation.
    fn role(&self, shape: &Shape) -> Option<String> {
        let (operation, sent) = self.usage.role(&shape.id)?;
        Some(sentence::payload(self.name(operation)?.as_str(), sent))
    }

    /// What a union is.
    pub(super) fn union_docs(&self, shape: &Shape, name: &Name) -> Docs {
        self.lines(
            self.described(&shape.traits).unwrap_or_else(|| vec![sentence::union(name.as_str())]),
        )
    }

    /// What an enum is.
    pub(super) fn enum_docs(&self, shape: &Shape, name: &Name) -> Docs {
        self.lines(
            self.described(&shape.traits)
                .unwrap_or_else(|| vec![sentence::enumeration(name.as_str())]),
        )
    }

    /// What a value of an enum means, where the model says it: its name says the rest.
    pub(super) fn value_docs(&self, member: &Member) -> Docs {
        self.lines(self.described(&member.traits).unwrap_or_default())
    }

    /// What an error means, in short.
    pub(super) fn error_summary(&self, shape: &Shape) -> Docs {
        let said = self.described(&shape.traits).and_then(|said| said.into_iter().next());
        self.lines([said.unwrap_or_else(|| sentence::error(shape.id.name()))])
    }

    /// What a member is: in short, and with its facts.
    pub(super) fn member_docs(&self, owner: &Shape, member: &Member) -> (Docs, Docs) {
        let mut blocks = self.member_text(owner, member);
        let mut summary = blocks.first().cloned();
        if let (Some(text), true) = (summary.as_mut(), self.must_be_given(owner, member)) {
            text.push_str(" **Required.**");
        }
        let facts = self.facts(owner, member);
        match (blocks.as_mut_slice(), facts) {
            // What fits a line is not spread over three.
            ([only], Some(facts)) if only.len() + facts.len() < WIDTH && !only.contains('\n') => {
                only.push(' ');
                only.push_str(&facts);
            }
            (_, facts) => blocks.extend(facts),
        }
        (self.lines(summary), self.lines(blocks))
    }

    fn member_text(&self, owner: &Shape, member: &Member) -> Vec<String> {
        let target = self.model.get(&member.target);
        // What a list or a string says of itself serves where the member says nothing; a type with
        // a page of its own says it there.
        let of_target = || {
            let target = target.filter(|target| {
                !matches!(
                    target.kind,
                    crate::model::Kind::Structure(_) | crate::model::Kind::Union(_)
                )
            })?;
            self.described(&target.traits)
        };
        self.described(&member.traits)
            .or_else(of_target)
            .unwrap_or_else(|| vec![sentence::member(owner, member, target)])
    }

    /// The paragraphs of a shape's documentation, if it has any.
    fn described(&self, traits: &Traits) -> Option<Vec<String>> {
        let blocks = self.texts.paragraphs(traits.documentation()?);
        (!blocks.is_empty()).then_some(blocks)
    }

    /// Blocks of Markdown as lines.
    fn lines(&self, blocks: impl IntoIterator<Item = String>) -> Docs {
        Docs(self.texts.lines(blocks))
    }
}

/// The text of a model as lines of Markdown.
pub(crate) fn prose(text: &str) -> Vec<String> {
    let texts = Texts::default();
    texts.lines(texts.paragraphs(text))
}
