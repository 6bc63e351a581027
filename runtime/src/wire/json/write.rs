//! From values to JSON.

use super::form::Form;
use crate::{Blob, Map, MapKey};
use std::fmt::{self, Write as _};

/// A value that JSON can be made of. A structure overrides [`members`](Encode::members), everything
/// else overrides [`encode`](Encode::encode).
pub trait Encode {
    /// Writes the members of a structure.
    fn members(&self, object: &mut Object<'_>) {
        let _ = object;
    }

    /// Writes the value.
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        self.members(&mut object);
        object.end();
    }
}

/// Required members without a value, by their paths in the model, such as `Tags[0].Key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(Vec<String>);

impl Missing {
    /// The paths.
    pub fn paths(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "member is" } else { "members are" };
        write!(f, "required {plural} missing: {}", self.0.join(", "))
    }
}

impl std::error::Error for Missing {}

/// Makes JSON of a value.
///
/// # Errors
///
/// Every required member, at any depth, that has no value.
pub fn encode(value: &impl Encode) -> Result<Vec<u8>, Missing> {
    let mut writer = Writer::default();
    value.encode(&mut writer);
    if !writer.incomplete {
        return Ok(writer.json);
    }
    // Paths cost something, so they are kept only on a second run, when there is need.
    let mut writer = Writer { trace: Some(Trace::default()), ..Writer::default() };
    value.encode(&mut writer);
    Err(Missing(writer.trace.unwrap_or_default().missing))
}

/// JSON that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    json: Vec<u8>,
    incomplete: bool,
    trace: Option<Trace>,
}

/// Where in the value the writer is, and what was missing so far.
#[derive(Debug, Default)]
struct Trace {
    path: Vec<Step>,
    missing: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Member(&'static str),
    Index(usize),
}

impl Trace {
    fn miss(&mut self, name: &str) {
        let mut path = String::new();
        for step in &self.path {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Member(name) if path.is_empty() => write!(path, "{name}"),
                Step::Member(name) => write!(path, ".{name}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        let dot = if path.is_empty() { "" } else { "." };
        self.missing.push(format!("{path}{dot}{name}"));
    }
}

impl Writer {
    /// Starts an object.
    pub fn object(&mut self) -> Object<'_> {
        self.json.push(b'{');
        Object { writer: self, is_empty: true }
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        // A vector takes everything, and a string is always JSON.
        let _ = serde_json::to_writer(&mut self.json, text);
    }

    /// Writes text that is JSON already: a number, `true`, `false` or `null`.
    pub fn raw(&mut self, json: &str) {
        self.json.extend_from_slice(json.as_bytes());
    }

    /// Writes a list, each item by a function.
    pub(super) fn items<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        self.json.push(b'[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.json.push(b',');
            }
            self.within(Step::Index(index), |writer| write(writer, item));
        }
        self.json.push(b']');
    }

    /// Writes a map, each value by a function.
    pub(super) fn entries<'m, K: MapKey + 'm, V: 'm>(
        &mut self,
        entries: impl IntoIterator<Item = (&'m K, &'m V)>,
        write: impl Fn(&mut Self, &'m V),
    ) {
        self.json.push(b'{');
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                self.json.push(b',');
            }
            self.string(key.as_key());
            self.json.push(b':');
            self.within(Step::Index(index), |writer| write(writer, value));
        }
        self.json.push(b'}');
    }

    fn within(&mut self, step: Step, write: impl FnOnce(&mut Self)) {
        if let Some(trace) = &mut self.trace {
            trace.path.push(step);
        }
        write(self);
        if let Some(trace) = &mut self.trace {
            trace.path.pop();
        }
    }
}

/// An object that is being written.
#[derive(Debug)]
pub struct Object<'w> {
    writer: &'w mut Writer,
    is_empty: bool,
}

impl Object<'_> {
    /// Writes a member that may be absent.
    pub fn member<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Writes a member that must be there; notes it where it is not.
    pub fn required<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.value(name, value),
            None => self.miss(name),
        }
    }

    /// Writes a member in a form of its own, if it is there.
    pub fn member_as<T>(&mut self, form: impl Form<T>, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.value_as(form, name, value);
        }
    }

    /// Writes a member that must be there in a form of its own; notes it where it is not.
    pub fn required_as<T>(&mut self, form: impl Form<T>, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.value_as(form, name, value),
            None => self.miss(name),
        }
    }

    /// Writes a token that makes a request idempotent: the one given, or else a new one.
    pub fn token(&mut self, name: &'static str, value: &Option<String>) {
        match value {
            Some(value) => self.value(name, value),
            None => self.value(name, &crate::idempotency::token()),
        }
    }

    /// Writes a member of a plain value.
    pub fn value<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.name(name);
        self.writer.within(Step::Member(name), |writer| value.encode(writer));
    }

    /// Writes a member of a plain value in a form of its own.
    pub fn value_as<T>(&mut self, form: impl Form<T>, name: &'static str, value: &T) {
        self.name(name);
        self.writer.within(Step::Member(name), |writer| form.encode_as(value, writer));
    }

    /// Notes that something that must be there is not.
    pub fn miss(&mut self, name: &str) {
        self.writer.incomplete = true;
        if let Some(trace) = &mut self.writer.trace {
            trace.miss(name);
        }
    }

    /// Notes that a variant of a union cannot be sent, for it is not known what it holds.
    pub fn refuse(&mut self, variant: &str) {
        self.miss(&format!("{variant} (a variant that is not known)"));
    }

    fn name(&mut self, name: &str) {
        if !self.is_empty {
            self.writer.json.push(b',');
        }
        self.is_empty = false;
        self.writer.string(name);
        self.writer.json.push(b':');
    }

    fn end(self) {
        self.writer.json.push(b'}');
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

impl Encode for Blob {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&aws_smithy_types::base64::encode(self));
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        writer.items(self, |writer, item| item.encode(writer));
    }
}

impl<K: MapKey, V: Encode> Encode for Map<K, V> {
    fn encode(&self, writer: &mut Writer) {
        writer.entries(self, |writer, value| value.encode(writer));
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self, writer: &mut Writer) {
                writer.raw(itoa::Buffer::new().format(*self));
            }
        }
    )*};
}

integers!(i8, i16, i32, i64);

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            /// NaN and the infinities are strings, as the protocols say.
            fn encode(&self, writer: &mut Writer) {
                if self.is_finite() {
                    let _ = serde_json::to_writer(&mut writer.json, self);
                } else if self.is_nan() {
                    writer.string("NaN");
                } else if *self > 0.0 {
                    writer.string("Infinity");
                } else {
                    writer.string("-Infinity");
                }
            }
        }
    )*};
}

floats!(f32, f64);
