//! From XML to values.

use super::attribute;
use super::form::ReadAs;
use super::leaf::{Leaf, leaf};
use super::value::Decode;
use crate::wire::any::{Stage, any};
use crate::wire::error::{DecodeError, Result};
use crate::wire::path::Step;
use crate::wire::percent::url_decoded;
use crate::wire::{MAX_DEPTH, TextForm};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;

/// Reads a whole document, whatever its root element is called. No bytes at all are an empty
/// element.
///
/// # Errors
///
/// What is wrong with the XML, with the path to it.
pub fn decode<T: Decode + Default>(xml: &[u8]) -> Result<T> {
    decode_in(xml, &[])
}

/// Reads a value that is wrapped: in the element of that name below the root, and so on for each
/// further name. Without such an element, the value is the default.
///
/// # Errors
///
/// What is wrong with the XML, with the path to it.
pub fn decode_in<T: Decode + Default>(xml: &[u8], wrappers: &[&str]) -> Result<T> {
    let mut value = T::default();
    decode_into(xml, wrappers, &mut value)?;
    Ok(value)
}

/// Reads a value that is wrapped into one that may have begun elsewhere.
///
/// # Errors
///
/// What is wrong with the XML, with the path to it.
pub(crate) fn decode_into(xml: &[u8], wrappers: &[&str], value: &mut dyn Decode) -> Result {
    decode_answer(xml, wrappers, false, value)
}

/// The same, of an answer that may have keys in URL encoding.
///
/// # Errors
///
/// What is wrong with the XML, with the path to it.
pub(crate) fn decode_answer(
    xml: &[u8],
    wrappers: &[&str],
    is_url_encoded: bool,
    value: &mut dyn Decode,
) -> Result {
    let reader = Reader { is_url_encoded, ..Reader::new(xml) };
    reader.document(wrappers, value)
}

/// The same as [`decode`], by nothing but what the library finds.
#[cfg(test)]
pub(super) fn decode_without_leaves<T: Decode + Default>(xml: &[u8]) -> Result<T> {
    let mut value = T::default();
    let reader = Reader { knows_no_leaves: true, ..Reader::new(xml) };
    reader.document(&[], &mut value)?;
    Ok(value)
}

/// XML that is being read.
pub struct Reader<'x> {
    xml: quick_xml::Reader<&'x [u8]>,
    data: &'x [u8],
    /// An event that was looked at ahead of its time.
    next: Option<Event<'x>>,
    /// The element that is to be read next.
    start: Option<Element<'x>>,
    /// The attribute that is to be read next.
    attribute: Option<String>,
    /// Whether keys are in URL encoding, and are to be decoded.
    is_url_encoded: bool,
    depth: u8,
    stage: Stage,
    /// Everything is left to the library, so that a test can compare.
    #[cfg(test)]
    knows_no_leaves: bool,
}

/// An element that was begun.
#[derive(Clone)]
enum Element<'x> {
    /// The start was read.
    Open(BytesStart<'x>),
    /// All of it was read.
    Leaf(Leaf<'x>),
}

impl fmt::Debug for Reader<'_> {
    /// Without the data, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("offset", &self.offset()).finish()
    }
}

any!();

impl<'x> Reader<'x> {
    pub(crate) fn new(data: &'x [u8]) -> Self {
        let mut xml = quick_xml::Reader::from_reader(data);
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            data,
            next: None,
            start: None,
            attribute: None,
            is_url_encoded: false,
            depth: 0,
            stage: Stage::Within,
            #[cfg(test)]
            knows_no_leaves: false,
        }
    }

    /// Reads a whole document.
    fn document(mut self, wrappers: &[&str], value: &mut dyn Decode) -> Result {
        if !self.data.trim_ascii().is_empty() {
            self.root()?;
            self.descend(wrappers, &mut |reader| reader.value(value))?;
            self.finish()?;
        }
        Ok(())
    }

    /// Goes to the start of the root element.
    fn root(&mut self) -> Result {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    self.start = Some(Element::Open(start));
                    return Ok(());
                }
                event => self.expect_nothing(&event)?,
            }
        }
    }

    /// Goes to the end of the document.
    fn finish(&mut self) -> Result {
        if self.start.is_some() {
            self.skip()?;
        }
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                event => self.expect_nothing(&event)?,
            }
        }
    }

    /// Makes sure that what is outside of the root element is nothing that counts.
    fn expect_nothing(&self, event: &Event<'_>) -> Result {
        match event {
            Event::Text(text) if text.trim().is_empty() => Ok(()),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => Ok(()),
            _ => Err(self.error("expected one element")),
        }
    }

    /// Reads what is in an element that is that deep below this one.
    fn descend(&mut self, wrappers: &[&str], read: &mut dyn FnMut(&mut Self) -> Result) -> Result {
        let Some((wrapper, inner)) = wrappers.split_first() else { return read(self) };
        let mut found = false;
        self.children(&mut |name, reader| {
            if name != *wrapper || found {
                return reader.skip();
            }
            found = true;
            reader.descend(inner, read)
        })
    }

    /// Reads a value.
    pub fn read(&mut self, into: &mut dyn Decode) -> Result {
        if self.attribute.is_some() { Ok(()) } else { self.value(into) }
    }

    /// Reads a value in a form of its own.
    pub fn read_as<T, F: ReadAs<T>>(&mut self, form: F, into: &mut T) -> Result {
        // An attribute and an element may have the same name.
        if self.attribute.is_some() == F::IS_ATTRIBUTE {
            form.decode_into(self, into)
        } else {
            self.skip()
        }
    }

    /// Reads the variant of a union.
    pub fn variant<U, T: Decode + Default>(
        &mut self,
        union: &mut U,
        variant: fn(T) -> U,
    ) -> Result {
        if self.attribute.is_none() {
            let mut value = T::default();
            self.value(&mut value)?;
            *union = variant(value);
        }
        Ok(())
    }

    /// Reads the variant of a union in a form of its own. What is one of several elements replaces
    /// those before it.
    pub fn variant_as<U, T>(
        &mut self,
        form: impl ReadAs<T>,
        union: &mut U,
        variant: fn(T) -> U,
    ) -> Result {
        if self.attribute.is_none() {
            *union = variant(form.decode_as(self)?);
        }
        Ok(())
    }

    /// Skips the variant of a union that is not known, and keeps its name.
    pub fn unrecognized<U>(
        &mut self,
        name: &str,
        union: &mut U,
        variant: fn(String) -> U,
    ) -> Result {
        if self.is_value() {
            return self.other();
        }
        if self.attribute.is_none() {
            self.skip()?;
            *union = variant(name.to_owned());
        }
        Ok(())
    }

    /// Skips an element or an attribute.
    pub fn skip(&mut self) -> Result {
        if self.attribute.is_some() || !matches!(self.start.take(), Some(Element::Open(_))) {
            return Ok(());
        }
        let mut depth = u32::from(self.depth);
        let outside = depth;
        loop {
            match self.event()? {
                Event::Start(_) => {
                    depth += 1;
                    if depth >= u32::from(MAX_DEPTH) {
                        return Err(self.too_deep());
                    }
                }
                Event::End(_) if depth == outside => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.error("the end is missing")),
                _ => {}
            }
        }
    }

    /// Reads the attributes of an element and the elements in it, each by a function of its name.
    pub fn object(&mut self, member: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        let mut member = |name: &str, reader: &mut Self| {
            let within = |error: DecodeError| error.within(Step::Member(name.to_owned().into()));
            member(name, reader).map_err(within)
        };
        if let Some(Element::Open(start)) = self.start.clone() {
            self.attributes(&start, &mut member)?;
        }
        self.children(&mut member)
    }

    fn attributes(
        &mut self,
        start: &BytesStart<'x>,
        member: &mut dyn FnMut(&str, &mut Self) -> Result,
    ) -> Result {
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.error(error.to_string()))?;
            let name = attribute.key.into_inner();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let value = attribute::normalized(&attribute.value);
            self.attribute = Some(value.map_err(|error| self.error(error.to_string()))?);
            member(name, self)?;
            self.attribute = None;
        }
        Ok(())
    }

    /// Reads the elements in an element, each by a function of its name.
    fn children(&mut self, child: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        let Some(element) = self.start.take() else { return Ok(()) };
        self.depth += 1;
        if self.depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        if let Element::Open(_) = element {
            self.open_children(child)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn open_children(&mut self, child: &mut dyn FnMut(&str, &mut Self) -> Result) -> Result {
        let mut is_between = !self.is_expanded();
        loop {
            if is_between && let Some(leaf) = self.leaf() {
                let name = leaf.name;
                self.start = Some(Element::Leaf(leaf));
                child(name, self)?;
                self.start = None;
                continue;
            }
            match self.event()? {
                Event::Start(start) => {
                    self.start = Some(Element::Open(start.clone()));
                    child(start.local_name().into_inner(), self)?;
                    // What was not read is skipped.
                    self.skip()?;
                    is_between = true;
                }
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.error("the end is missing")),
                // The library may be about to go on in the middle of something.
                _ => is_between = false,
            }
        }
    }

    /// Whether the element whose start was read is `<empty/>`, so that the library has its end ready.
    fn is_expanded(&self) -> bool {
        let rest = self.xml.get_ref().len();
        let read = self.data.len().checked_sub(rest).and_then(|end| self.data.get(..end));
        read.is_some_and(|read| read.ends_with(b"/>"))
    }

    /// The element that comes next, where it is of the plainest kind. Only where the library is about
    /// to look at what comes after a start or an end.
    fn leaf(&mut self) -> Option<Leaf<'x>> {
        #[cfg(test)]
        if self.knows_no_leaves {
            return None;
        }
        if self.next.is_some() {
            return None;
        }
        let (leaf, length) = leaf(self.xml.get_ref())?;
        self.xml.stream().consume(length);
        Some(leaf)
    }

    /// Reads the items of a list, which are the elements of that name, each by a function.
    pub(super) fn items(
        &mut self,
        name: &str,
        item: &mut dyn FnMut(&mut Self) -> Result,
    ) -> Result {
        let mut index = 0;
        self.children(&mut |child, reader| {
            if child != name {
                return reader.skip();
            }
            item(reader).map_err(|error| Self::at_index(error, index))?;
            index += 1;
            Ok(())
        })
    }

    /// Reads an entry of a map, its value by a function; answers the key.
    pub(super) fn entry(
        &mut self,
        key_name: &str,
        value_name: &str,
        value: &mut dyn FnMut(&mut Self) -> Result,
    ) -> Result<String> {
        let mut key = None;
        self.children(&mut |name, reader| {
            if name == key_name {
                key = Some(reader.text()?.into_owned());
                Ok(())
            } else if name == value_name {
                value(reader)
            } else {
                reader.skip()
            }
        })?;
        key.ok_or_else(|| self.error("an entry of a map without a key"))
    }

    /// Reads the text of an element or an attribute, with all white space.
    pub fn text(&mut self) -> Result<Cow<'x, str>> {
        if let Some(value) = self.attribute.take() {
            return Ok(Cow::Owned(value));
        }
        let mut text = Cow::Borrowed("");
        let start = match self.start.take() {
            Some(Element::Open(start)) => start,
            Some(Element::Leaf(leaf)) if self.is_url_encoded && KEYS.contains(&leaf.name) => {
                return Ok(Cow::Owned(url_decoded(&leaf.text)));
            }
            Some(Element::Leaf(leaf)) => return Ok(leaf.text),
            None => return Ok(text),
        };
        let is_key = self.is_url_encoded && KEYS.contains(&start.local_name().into_inner());
        loop {
            match self.event()? {
                Event::Text(piece) => append(&mut text, piece.xml10_content()),
                Event::CData(piece) => append(&mut text, piece.xml10_content()),
                Event::GeneralRef(reference) => self.resolve(&reference, text.to_mut())?,
                Event::End(_) if is_key => return Ok(Cow::Owned(url_decoded(&text))),
                Event::End(_) => return Ok(text),
                Event::Start(_) => return Err(self.error("expected text, found an element")),
                Event::Eof => return Err(self.error("the end is missing")),
                _ => {}
            }
        }
    }

    /// Reads text; an element with others in it is passed over.
    pub(crate) fn text_or_skip(&mut self, into: &mut Option<String>) -> Result {
        let text = self.text()?.into_owned();
        *into = Some(text);
        Ok(())
    }

    /// Appends what a reference stands for. Only the five names that XML itself has are known.
    fn resolve(&self, reference: &BytesRef<'_>, text: &mut String) -> Result {
        let character = reference.resolve_char_ref();
        match character.map_err(|error| self.error(error.to_string()))? {
            Some(character) => text.push(character),
            None => match resolve_predefined_entity(reference) {
                Some(entity) => text.push_str(entity),
                None => return Err(self.error("a reference to an entity that is not known")),
            },
        }
        Ok(())
    }

    /// Whether there is nothing in the element whose start was read.
    pub(super) fn is_empty(&mut self) -> Result<bool> {
        if let Some(Element::Leaf(leaf)) = &self.start {
            return Ok(leaf.text.is_empty());
        }
        let next = self.event()?;
        let is_empty = matches!(next, Event::End(_));
        self.next = Some(next);
        Ok(is_empty)
    }

    #[inline]
    fn event(&mut self) -> Result<Event<'x>> {
        match self.next.take() {
            Some(event) => Ok(event),
            None => self.xml.read_event().map_err(|error| {
                let offset = usize::try_from(self.xml.error_position());
                DecodeError::new(error.to_string(), offset.ok())
            }),
        }
    }

    fn offset(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    pub(super) fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(message, self.offset())
    }

    fn too_deep(&self) -> DecodeError {
        self.error(format!("nested deeper than {MAX_DEPTH} levels"))
    }

    pub(super) fn at_index(error: DecodeError, index: usize) -> DecodeError {
        error.within(Step::Index(index))
    }
}

/// The name of the outermost element.
pub(crate) fn root_name(xml: &[u8]) -> Option<String> {
    let mut reader = Reader::new(xml);
    reader.root().ok()?;
    match reader.start.take()? {
        Element::Open(start) => Some(start.local_name().into_inner().to_owned()),
        Element::Leaf(leaf) => Some(leaf.name.to_owned()),
    }
}

/// The elements of S3's listings that hold a key, or a part of one.
const KEYS: [&str; 8] = [
    "Key",
    "Prefix",
    "Delimiter",
    "Marker",
    "NextMarker",
    "KeyMarker",
    "NextKeyMarker",
    "StartAfter",
];

/// The error that the text of an element is none of the form.
pub(super) fn wrong<T, F: TextForm<T>>(_: F, reader: &Reader<'_>) -> DecodeError {
    reader.error(format!("expected {}", F::EXPECTED))
}

/// Appends a piece of text; a single piece is not copied.
fn append<'x>(text: &mut Cow<'x, str>, piece: Cow<'x, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}
