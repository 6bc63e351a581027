//! From values to JSON.

use super::form::WriteAs;
use crate::wire::invalid::{self, InvalidInput, Notes, Noting};
use crate::wire::object::object;
use crate::wire::path::Step;
use crate::wire::quoted;
use crate::{BigDecimal, BigInteger, Blob, MapKey};

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

/// Makes JSON of a value.
///
/// # Errors
///
/// Every required member, at any depth, that has no value, and every constraint that does not hold.
pub fn encode(value: &dyn Encode) -> Result<Vec<u8>, InvalidInput> {
    let writer = invalid::valid(Writer::new, |writer| value.encode(writer))?;
    Ok(writer.json)
}

/// JSON that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    json: Vec<u8>,
    notes: Notes,
}

impl Noting for Writer {
    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

impl Writer {
    /// Has room for what most requests are made of.
    fn new() -> Self {
        Self { json: Vec::with_capacity(512), ..Self::default() }
    }

    /// Starts an object.
    pub fn object(&mut self) -> Object<'_> {
        self.json.push(b'{');
        Object { writer: self, is_empty: true }
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        quoted::push(&mut self.json, text);
    }

    /// Writes text that is JSON already: a number, `true`, `false` or `null`.
    pub fn raw(&mut self, json: &str) {
        self.json.extend_from_slice(json.as_bytes());
    }

    /// Writes a null.
    pub(super) fn null(&mut self) {
        self.raw("null");
    }

    /// Writes a list of that many items, each by a function of its index.
    pub(super) fn items(&mut self, length: usize, write: &dyn Fn(usize, &mut Self)) {
        self.json.push(b'[');
        for index in 0..length {
            if index > 0 {
                self.json.push(b',');
            }
            self.within(Step::Index(index), |writer| write(index, writer));
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
}

/// An object that is being written.
#[derive(Debug)]
pub struct Object<'w> {
    writer: &'w mut Writer,
    is_empty: bool,
}

object!(Object, Encode, WriteAs);

impl Object<'_> {
    /// Writes a member of a plain value.
    pub fn value(&mut self, name: &'static str, value: &dyn Encode) {
        self.name(name);
        self.writer.within(Step::Member(name.into()), |writer| value.encode(writer));
    }

    /// Writes a member of a plain value in a form of its own.
    pub fn value_as<T>(&mut self, form: impl WriteAs<T>, name: &'static str, value: &T) {
        self.name(name);
        self.writer.within(Step::Member(name.into()), |writer| form.encode_as(value, writer));
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
        writer.raw("\"");
        base64_simd::STANDARD.encode_append(self, &mut writer.json);
        writer.raw("\"");
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
                    // With a point or an exponent, and no more digits than tell it from others.
                    writer.raw(&format!("{self:?}"));
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

/// With all digits; JSON knows no zeros before a number.
impl Encode for BigInteger {
    fn encode(&self, writer: &mut Writer) {
        let (sign, digits) = split_sign(self.as_ref());
        writer.raw(sign);
        writer.raw(whole(digits));
    }
}

/// With all digits, in the spelling of JSON: something before and after a point, no plus.
impl Encode for BigDecimal {
    fn encode(&self, writer: &mut Writer) {
        let (sign, number) = split_sign(self.as_ref());
        let end = number.find(['e', 'E']).unwrap_or(number.len());
        let (digits, exponent) = number.split_at_checked(end).unwrap_or((number, ""));
        writer.raw(sign);
        match digits.split_once('.') {
            Some((before, after)) => {
                writer.raw(whole(before));
                writer.raw(".");
                writer.raw(if after.is_empty() { "0" } else { after });
            }
            None => writer.raw(whole(digits)),
        }
        writer.raw(exponent);
    }
}

fn split_sign(number: &str) -> (&'static str, &str) {
    match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    }
}

/// The digits before a point, as JSON has them.
fn whole(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    }
}
