//! Values that XML can be made of, and that can be read from it.

use super::form::WriteAs;
use super::read::{Reader, wrong};
use super::write::{Object, Writer};
use crate::wire::form::{List, MapOf, Plain};
use crate::wire::xml::form::ReadAs;
use crate::wire::{Result, Text};
use crate::{Map, MapKey};

/// A value that XML can be made of. A structure overrides [`members`](Encode::members), everything
/// else overrides [`encode`](Encode::encode).
pub trait Encode {
    /// Writes the members of a structure.
    fn members(&self, object: &mut Object<'_>) {
        let _ = object;
    }

    /// Writes the value, inside the element that is open.
    fn encode(&self, writer: &mut Writer) {
        self.members(&mut writer.object());
    }
}

/// A value that can be read from XML.
pub trait Decode {
    /// Reads what is in the element whose start was read. A structure or a union reads the member
    /// of that name, and leaves all others to [`other`](Reader::other); anything else reads itself,
    /// whatever the name. Attributes come first, by their names with the prefixes; elements come by
    /// their names without.
    ///
    /// Readers call it by [`value`](Reader::value): without a name first, and then for each member
    /// of what has members. Of two functions, both would be compiled for each type, and one would
    /// never be called.
    fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result;
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

impl<T: Text + Default> Decode for T {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        let text = reader.text()?;
        *self = T::from_text(&text).ok_or_else(|| wrong::<T, _>(Plain, reader))?;
        Ok(())
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        List(Plain).encode_as(self, writer);
    }
}

impl<T: Decode + Default> Decode for Vec<T> {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = List(Plain).decode_as(reader)?;
        Ok(())
    }
}

impl<K: MapKey, V: Encode> Encode for Map<K, V> {
    fn encode(&self, writer: &mut Writer) {
        MapOf(Plain).encode_as(self, writer);
    }
}

impl<K: MapKey, V: Decode + Default> Decode for Map<K, V> {
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = MapOf(Plain).decode_as(reader)?;
        Ok(())
    }
}
