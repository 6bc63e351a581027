//! From values to queries.

use super::form::WriteAs;
use crate::wire::form::{List, MapOf, Plain};
use crate::wire::invalid::{self, InvalidInput, Notes, Noting};
use crate::wire::object::object;
use crate::wire::path::Step;
use crate::wire::percent::push_encoded;
use crate::wire::{Text, TextForm};
use crate::{Map, MapKey};

/// How lists look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `Names.member.1=a`; an empty list is `Names=`.
    #[default]
    Aws,
    /// `Name.1=a`; an empty list is nothing.
    Ec2,
}

/// A value that a query can be made of. A structure overrides [`members`](Encode::members),
/// everything else overrides [`encode`](Encode::encode).
pub trait Encode {
    /// Writes the members of a structure.
    fn members(&self, object: &mut Object<'_>) {
        let _ = object;
    }

    /// Writes the value, under the name that the writer has come to.
    fn encode(&self, writer: &mut Writer) {
        self.members(&mut writer.object());
    }
}

/// Makes a query of an input, for an action of an API of that version.
///
/// # Errors
///
/// Every required member, at any depth, that has no value, and every constraint that does not hold.
pub fn encode(
    action: &str,
    version: &str,
    style: Style,
    value: &dyn Encode,
) -> Result<String, InvalidInput> {
    let mut head = String::from("Action=");
    push_encoded(action, &mut head);
    head.push_str("&Version=");
    push_encoded(version, &mut head);
    let make = || Writer { query: head.clone(), style, ..Writer::default() };
    Ok(invalid::valid(make, |writer| value.encode(writer))?.query)
}

/// A query that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    query: String,
    /// The name that the next value gets, encoded.
    name: String,
    /// Room for the text of a value, before it is encoded.
    scratch: String,
    style: Style,
    notes: Notes,
}

impl Noting for Writer {
    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

impl Writer {
    /// Starts the members of a structure.
    pub fn object(&mut self) -> Object<'_> {
        Object { writer: self }
    }

    /// Writes a value.
    pub fn text(&mut self, text: &str) {
        self.query.extend(["&", &self.name, "="]);
        push_encoded(text, &mut self.query);
    }

    /// Writes a value that is text in that form.
    pub(super) fn text_as<T>(&mut self, form: impl TextForm<T>, value: &T) {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        form.push_text(value, &mut text);
        self.text(&text);
        self.scratch = text;
    }

    /// Writes something under a name within the name.
    fn under(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let outer = self.name.len();
        if outer > 0 {
            self.name.push('.');
        }
        push_encoded(name, &mut self.name);
        write(self);
        // All of the name is ASCII.
        self.name.truncate(outer);
    }

    /// Writes something under a number, which counts from one.
    fn at(&mut self, index: usize, write: impl FnOnce(&mut Self)) {
        self.within(Step::Index(index), |writer| {
            writer.under(itoa::Buffer::new().format(index + 1), write);
        });
    }

    /// Writes the items of a list, under a name of their own where the protocol has one.
    pub(super) fn items<T>(&mut self, name: Option<&str>, items: &[T], form: impl WriteAs<T>) {
        let write = |writer: &mut Self| {
            for (index, item) in items.iter().enumerate() {
                writer.at(index, |writer| form.encode_as(item, writer));
            }
        };
        match (name, self.style) {
            (_, Style::Aws) if items.is_empty() => self.text(""),
            (Some(name), Style::Aws) => self.under(name, write),
            (None, _) | (_, Style::Ec2) => write(self),
        }
    }

    /// Writes the entries of a map, under a name of their own where they have one.
    pub(super) fn entries<K: MapKey, V>(
        &mut self,
        name: Option<&str>,
        (key_name, value_name): (&str, &str),
        entries: &Map<K, V>,
        form: impl WriteAs<V>,
    ) {
        let write = |writer: &mut Self| {
            for (index, (key, value)) in entries.iter().enumerate() {
                writer.at(index, |writer| {
                    writer.under(key_name, |writer| writer.text(key.as_key()));
                    writer.under(value_name, |writer| form.encode_as(value, writer));
                });
            }
        };
        match name {
            Some(name) => self.under(name, write),
            None => write(self),
        }
    }
}

/// The members of a structure that is being written.
#[derive(Debug)]
pub struct Object<'w> {
    writer: &'w mut Writer,
}

object!(Object, Encode, WriteAs);

impl Object<'_> {
    /// Writes a member of a plain value.
    pub fn value<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.writer.within(Step::Member(name.into()), |writer| {
            writer.under(name, |writer| value.encode(writer));
        });
    }

    /// Writes a member of a plain value in a form of its own.
    pub fn value_as<T>(&mut self, form: impl WriteAs<T>, name: &'static str, value: &T) {
        self.writer.within(Step::Member(name.into()), |writer| {
            writer.under(name, |writer| form.encode_as(value, writer));
        });
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl<T: Text> Encode for T {
    fn encode(&self, writer: &mut Writer) {
        writer.text_as(Plain, self);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        List(Plain).encode_as(self, writer);
    }
}

impl<K: MapKey, V: Encode> Encode for Map<K, V> {
    fn encode(&self, writer: &mut Writer) {
        MapOf(Plain).encode_as(self, writer);
    }
}
