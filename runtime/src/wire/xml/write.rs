//! From values to XML.

use super::form::WriteAs;
use super::value::Encode;
use crate::wire::TextForm;
use crate::wire::form::Tag;
use crate::wire::invalid::{self, InvalidInput, Notes, Noting};
use crate::wire::object::object;
use crate::wire::path::Step;
use crate::{Map, MapKey};

/// Makes XML of a value: one element of that name, with all that is in it.
///
/// # Errors
///
/// Every required member, at any depth, that has no value, and every constraint that does not hold.
pub fn encode(root: impl Into<Tag>, value: &dyn Encode) -> Result<Vec<u8>, InvalidInput> {
    let root = root.into();
    let write = |writer: &mut Writer| writer.element(root, |writer| value.encode(writer));
    Ok(invalid::valid(Writer::default, write)?.xml.into_bytes())
}

/// XML that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    xml: String,
    /// Where the start tag of the innermost element ends: attributes go there.
    tag_end: usize,
    /// Room for the text of a value, before it is escaped.
    scratch: String,
    notes: Notes,
}

impl Noting for Writer {
    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

impl Writer {
    /// Starts the members of a structure, inside the element that is open.
    pub fn object(&mut self) -> Object<'_> {
        Object { writer: self }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        escape(text, &mut self.xml);
    }

    /// Writes a value that is text in that form.
    pub(super) fn text_as<T>(&mut self, form: impl TextForm<T>, value: &T) {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        form.push_text(value, &mut text);
        self.text(&text);
        self.scratch = text;
    }

    /// Writes an element, and what is in it by a function.
    pub(super) fn element(&mut self, tag: Tag, write: impl FnOnce(&mut Self)) {
        let outer = self.open(tag);
        write(self);
        self.close(tag, outer);
    }

    /// Writes the start of an element, and answers where attributes of the one around it go.
    fn open(&mut self, tag: Tag) -> usize {
        let outer = self.tag_end;
        self.xml.extend(["<", tag.name]);
        if let Some((prefix, uri)) = tag.namespace {
            let colon = if prefix.is_empty() { "" } else { ":" };
            self.xml.extend([" xmlns", colon, prefix, "=\""]);
            escape(uri, &mut self.xml);
            self.xml.push('"');
        }
        self.tag_end = self.xml.len();
        self.xml.push('>');
        outer
    }

    /// Writes the end of an element.
    fn close(&mut self, tag: Tag, outer: usize) {
        self.xml.extend(["</", tag.name, ">"]);
        self.tag_end = outer;
    }

    /// Adds an attribute to the innermost element.
    pub(super) fn attribute<T>(&mut self, name: &str, form: impl TextForm<T>, value: &T) {
        let mut text = String::new();
        form.push_text(value, &mut text);
        let mut attribute = format!(" {name}=\"");
        escape(&text, &mut attribute);
        attribute.push('"');
        self.xml.insert_str(self.tag_end, &attribute);
        self.tag_end += attribute.len();
    }

    /// Writes the items of a list, an element each.
    pub(super) fn items<T>(&mut self, tag: Tag, items: &[T], form: impl WriteAs<T>) {
        for (index, item) in items.iter().enumerate() {
            self.within(Step::Index(index), |writer| form.element_as(tag, item, writer));
        }
    }

    /// Writes the entries of a map, an element each.
    pub(super) fn entries<K: MapKey, V>(
        &mut self,
        tag: Tag,
        (key_tag, value_tag): (Tag, Tag),
        entries: &Map<K, V>,
        form: impl WriteAs<V>,
    ) {
        for (index, (key, value)) in entries.iter().enumerate() {
            self.element(tag, |writer| {
                writer.element(key_tag, |writer| writer.text(key.as_key()));
                writer.within(Step::Index(index), |writer| {
                    form.element_as(value_tag, value, writer);
                });
            });
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
    pub fn value(&mut self, name: &'static str, value: &dyn Encode) {
        self.writer.within(Step::Member(name.into()), |writer| {
            writer.element(name.into(), |writer| value.encode(writer));
        });
    }

    /// Writes a member of a plain value in a form of its own.
    pub fn value_as<T>(&mut self, form: impl WriteAs<T>, name: &'static str, value: &T) {
        self.writer.within(Step::Member(name.into()), |writer| {
            form.element_as(name.into(), value, writer);
        });
    }
}

/// Appends text so that every reader has it back as it is: without escapes, ends of lines become
/// others, and in attributes all white space becomes spaces.
fn escape(text: &str, out: &mut String) {
    for piece in text.split_inclusive(is_special) {
        let special = piece.chars().next_back().filter(|last| is_special(*last));
        match special {
            None => out.push_str(piece),
            Some(special) => {
                out.push_str(piece.strip_suffix(special).unwrap_or_default());
                push_reference(special, out);
            }
        }
    }
}

fn is_special(one: char) -> bool {
    matches!(one, '&' | '<' | '>' | '"' | '\u{85}' | '\u{2028}') || one < ' '
}

fn push_reference(special: char, out: &mut String) {
    match special {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        other => out.push_str(&format!("&#x{:X};", u32::from(other))),
    }
}
