//! What an operation puts before the host name.

use super::Lower;
use super::names::Scope;
use crate::ir::{HostPart, Name};
use crate::model::shape::Simple;
use crate::model::{Kind, Shape};

const TRAIT: &str = "smithy.api#endpoint";

impl Lower<'_> {
    /// The parts of the prefix of an operation's host, if it has one.
    pub(super) fn host_prefix(&self, shape: &Shape, input: Option<&Shape>) -> Vec<HostPart> {
        let Some(endpoint) = shape.traits.endpoint() else { return Vec::new() };
        let label = |name: &str| self.host_label(input, name);
        parts(&endpoint.host_prefix, label).unwrap_or_else(|why| {
            let message = format!("the prefix of the host cannot be generated: {why}");
            let hint = "correct the trait, or leave the operation out: operations = […]";
            self.report(self.model.trait_error(shape, TRAIT, message).hint(hint));
            Vec::new()
        })
    }

    fn host_label(&self, input: Option<&Shape>, name: &str) -> Result<Name, String> {
        let mut scope = Scope::members();
        let members = input.map(Shape::members).unwrap_or_default().into_iter();
        let mut named = members.map(|member| (scope.field(&member.name), member));
        let found = named.find(|(_, member)| member.name == name);
        let (field, member) = found.ok_or_else(|| format!("the input has no member `{name}`"))?;
        let target = self.model.get(&member.target);
        let is_text = target.is_some_and(|shape| shape.kind == Kind::Simple(Simple::String));
        match (member.traits.host_label().is_some(), member.traits.required().is_some(), is_text) {
            (true, true, true) => Ok(field),
            (false, _, _) => Err(format!("`{name}` does not have `smithy.api#hostLabel`")),
            (_, false, _) => Err(format!("`{name}` is not required")),
            (_, _, false) => Err(format!("`{name}` is not a string")),
        }
    }
}

/// Takes a template apart: `foo.{label}.`
fn parts(
    template: &str,
    label: impl Fn(&str) -> Result<Name, String>,
) -> Result<Vec<HostPart>, String> {
    let mut parts = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (text, after) = rest.split_once('{').unwrap_or((rest, ""));
        let can_stand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        if !text.chars().all(can_stand) {
            return Err(format!("`{text}` cannot stand in a host name"));
        }
        if !text.is_empty() {
            parts.push(HostPart::Text(text.to_owned()));
        }
        if text.len() == rest.len() {
            break;
        }
        let (name, after) = after.split_once('}').ok_or("a label that does not end")?;
        if matches!(parts.last(), Some(HostPart::Label(_))) {
            return Err("two labels without anything between them".to_owned());
        }
        parts.push(HostPart::Label(label(name)?));
        rest = after;
    }
    if parts.is_empty() { Err("it is empty".to_owned()) } else { Ok(parts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(template: &str) -> Result<Vec<HostPart>, String> {
        parts(template, |name| match name {
            "label" => Ok(Name("field".to_owned())),
            other => Err(format!("no `{other}`")),
        })
    }

    #[test]
    fn templates() {
        let text = |text: &str| HostPart::Text(text.to_owned());
        let label = || HostPart::Label(Name("field".to_owned()));
        assert_eq!(read("data-"), Ok(vec![text("data-")]));
        assert_eq!(read("{label}."), Ok(vec![label(), text(".")]));
        assert_eq!(read("foo.{label}"), Ok(vec![text("foo."), label()]));
        assert_eq!(read("{label}-{label}."), Ok(vec![label(), text("-"), label(), text(".")]));
    }

    #[test]
    fn what_is_no_template() {
        for (template, why) in [
            ("", "it is empty"),
            ("{label", "a label that does not end"),
            ("{label}{label}", "two labels without anything between them"),
            ("{other}.", "no `other`"),
            ("a/b", "`a/b` cannot stand in a host name"),
            ("a}", "`a}` cannot stand in a host name"),
        ] {
            assert_eq!(read(template), Err(why.to_owned()), "{template}");
        }
    }
}
