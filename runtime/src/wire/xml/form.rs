//! What XML makes of forms.

use super::read::{Reader, wrong};
use super::value::{Decode, Encode};
use super::write::Writer;
use crate::wire::form::{
    Attribute, Boxed, DateTimeText, Entries, EpochSeconds, Flat, FlatMap, HttpDate, Items, List,
    MapOf, Namespace, OrNull, Plain, Shaped, Sparse, Tag,
};
use crate::wire::{Result, Text, TextForm};
use crate::{DateTime, Map, MapKey};

/// A form to write values of a type in.
pub trait WriteAs<T>: Copy {
    /// Writes the value, inside the element that is open.
    fn encode_as(self, value: &T, writer: &mut Writer);

    /// Writes the value as an element of that name, or as whatever stands for it.
    fn element_as(self, tag: Tag, value: &T, writer: &mut Writer) {
        writer.element(tag, |writer| self.encode_as(value, writer));
    }
}

/// A form to read values of a type in.
pub trait ReadAs<T>: Copy {
    /// Whether the value is an attribute.
    const IS_ATTRIBUTE: bool = false;

    /// Reads a value from the element whose start was read.
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T>;

    /// Reads a value, or adds to it what is one of several elements.
    fn decode_into(self, reader: &mut Reader<'_>, into: &mut T) -> Result {
        *into = self.decode_as(reader)?;
        Ok(())
    }

    /// Reads a value to the end of a list. Values that can be are read in place, for large ones are
    /// costly to move.
    fn push(self, reader: &mut Reader<'_>, items: &mut Vec<T>) -> Result {
        items.push(self.decode_as(reader)?);
        Ok(())
    }
}

impl<T, F: ReadAs<T> + Shaped> ReadAs<Option<T>> for F {
    const IS_ATTRIBUTE: bool = F::IS_ATTRIBUTE;

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Option<T>> {
        self.decode_as(reader).map(Some)
    }
}

impl<T: Encode> WriteAs<T> for Plain {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        value.encode(writer);
    }
}

impl<T: Decode + Default> ReadAs<T> for Plain {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T> {
        let mut value = T::default();
        reader.value(&mut value)?;
        Ok(value)
    }

    fn push(self, reader: &mut Reader<'_>, items: &mut Vec<T>) -> Result {
        items.push(T::default());
        match items.last_mut() {
            Some(item) => reader.value(item),
            None => Ok(()),
        }
    }
}

impl<T: Encode> WriteAs<Box<T>> for Boxed {
    fn encode_as(self, value: &Box<T>, writer: &mut Writer) {
        (**value).encode(writer);
    }
}

impl<T: Decode + Default> ReadAs<Box<T>> for Boxed {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Box<T>> {
        Plain.decode_as(reader).map(Box::new)
    }
}

impl<T: Text> WriteAs<T> for Attribute<Plain> {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        writer.text_as(self.0, value);
    }

    fn element_as(self, tag: Tag, value: &T, writer: &mut Writer) {
        writer.attribute(tag.name, self.0, value);
    }
}

impl<T: Text> ReadAs<T> for Attribute<Plain> {
    const IS_ATTRIBUTE: bool = true;

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T> {
        read_text(self.0, reader)
    }
}

macro_rules! moments {
    ($($form:ty),*) => {$(
        impl WriteAs<DateTime> for $form {
            fn encode_as(self, value: &DateTime, writer: &mut Writer) {
                writer.text_as(self, value);
            }
        }

        impl ReadAs<DateTime> for $form {
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
                read_text(self, reader)
            }
        }

        impl WriteAs<DateTime> for Attribute<$form> {
            fn encode_as(self, value: &DateTime, writer: &mut Writer) {
                self.0.encode_as(value, writer);
            }

            fn element_as(self, tag: Tag, value: &DateTime, writer: &mut Writer) {
                writer.attribute(tag.name, self.0, value);
            }
        }

        impl ReadAs<DateTime> for Attribute<$form> {
            const IS_ATTRIBUTE: bool = true;

            fn decode_as(self, reader: &mut Reader<'_>) -> Result<DateTime> {
                read_text(self.0, reader)
            }
        }
    )*};
}

moments!(EpochSeconds, DateTimeText, HttpDate);

fn read_text<T>(form: impl TextForm<T>, reader: &mut Reader<'_>) -> Result<T> {
    let text = reader.text()?;
    form.read_text(&text).ok_or_else(|| wrong(form, reader))
}

impl<T, F: WriteAs<T>> WriteAs<T> for Namespace<F> {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        self.2.encode_as(value, writer);
    }

    fn element_as(self, tag: Tag, value: &T, writer: &mut Writer) {
        let namespace = Some((self.0, self.1));
        self.2.element_as(Tag { namespace, ..tag }, value, writer);
    }
}

impl<T, F: ReadAs<T>> ReadAs<T> for Namespace<F> {
    const IS_ATTRIBUTE: bool = F::IS_ATTRIBUTE;

    fn decode_as(self, reader: &mut Reader<'_>) -> Result<T> {
        self.2.decode_as(reader)
    }

    fn decode_into(self, reader: &mut Reader<'_>, into: &mut T) -> Result {
        self.2.decode_into(reader, into)
    }
}

/// Null is an empty element.
impl<T, F: WriteAs<T>> WriteAs<Option<T>> for OrNull<F> {
    fn encode_as(self, value: &Option<T>, writer: &mut Writer) {
        if let Some(value) = value {
            self.0.encode_as(value, writer);
        }
    }

    fn element_as(self, tag: Tag, value: &Option<T>, writer: &mut Writer) {
        match value {
            Some(value) => self.0.element_as(tag, value, writer),
            None => writer.element(tag, |_| {}),
        }
    }
}

impl<T, F: ReadAs<T>> ReadAs<Option<T>> for OrNull<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Option<T>> {
        if reader.is_empty()? {
            reader.skip()?;
            return Ok(None);
        }
        self.0.decode_as(reader).map(Some)
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for List<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        Items("member", self.0).encode_as(value, writer);
    }
}

impl<T, F: ReadAs<T>> ReadAs<Vec<T>> for List<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<T>> {
        Items("member", self.0).decode_as(reader)
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for Items<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        writer.items(self.0.into(), value, self.1);
    }
}

impl<T, F: ReadAs<T>> ReadAs<Vec<T>> for Items<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<T>> {
        let mut items = Vec::new();
        reader.items(self.0, &mut |reader| self.1.push(reader, &mut items))?;
        Ok(items)
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for Flat<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        List(self.0).encode_as(value, writer);
    }

    fn element_as(self, tag: Tag, value: &Vec<T>, writer: &mut Writer) {
        writer.items(tag, value, self.0);
    }
}

impl<T, F: ReadAs<T>> ReadAs<Vec<T>> for Flat<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<T>> {
        Ok(vec![self.0.decode_as(reader)?])
    }

    fn decode_into(self, reader: &mut Reader<'_>, into: &mut Vec<T>) -> Result {
        let index = into.len();
        self.0.push(reader, into).map_err(|error| Reader::at_index(error, index))
    }
}

impl<T, F: ReadAs<T>> ReadAs<Option<Vec<T>>> for Flat<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Option<Vec<T>>> {
        self.decode_as(reader).map(Some)
    }

    fn decode_into(self, reader: &mut Reader<'_>, into: &mut Option<Vec<T>>) -> Result {
        self.decode_into(reader, into.get_or_insert_default())
    }
}

impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, V>> for MapOf<F> {
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        Entries("key", "value", self.0).encode_as(value, writer);
    }
}

impl<K: MapKey, V, F: ReadAs<V>> ReadAs<Map<K, V>> for MapOf<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, V>> {
        Entries("key", "value", self.0).decode_as(reader)
    }
}

impl<K, V, N, F> WriteAs<Map<K, V>> for Entries<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: WriteAs<V>,
{
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries("entry".into(), (self.0.into(), self.1.into()), value, self.2);
    }
}

impl<K, V, N, F> ReadAs<Map<K, V>> for Entries<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: ReadAs<V>,
{
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, V>> {
        let mut entries = Map::new();
        let flat = FlatMap(self.0, self.1, self.2);
        reader.items("entry", &mut |reader| flat.decode_into(reader, &mut entries))?;
        Ok(entries)
    }
}

impl<K, V, N, F> WriteAs<Map<K, V>> for FlatMap<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: WriteAs<V>,
{
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        Entries(self.0, self.1, self.2).encode_as(value, writer);
    }

    fn element_as(self, tag: Tag, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries(tag, (self.0.into(), self.1.into()), value, self.2);
    }
}

/// An entry without a value is passed over.
impl<K, V, N, F> ReadAs<Map<K, V>> for FlatMap<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: ReadAs<V>,
{
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, V>> {
        let mut entries = Map::new();
        self.decode_into(reader, &mut entries)?;
        Ok(entries)
    }

    fn decode_into(self, reader: &mut Reader<'_>, into: &mut Map<K, V>) -> Result {
        let key: Tag = self.0.into();
        let mut value = None;
        let key = reader.entry(key.name, self.1, &mut |reader| {
            value = Some(self.2.decode_as(reader)?);
            Ok(())
        })?;
        if let Some(value) = value {
            into.insert(K::from_key(&key), value);
        }
        Ok(())
    }
}

impl<K, V, N, F> ReadAs<Option<Map<K, V>>> for FlatMap<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: ReadAs<V>,
{
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Option<Map<K, V>>> {
        self.decode_as(reader).map(Some)
    }

    fn decode_into(self, reader: &mut Reader<'_>, into: &mut Option<Map<K, V>>) -> Result {
        self.decode_into(reader, into.get_or_insert_default())
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<Option<T>>> for Sparse<F> {
    fn encode_as(self, value: &Vec<Option<T>>, writer: &mut Writer) {
        List(OrNull(self.0)).encode_as(value, writer);
    }
}

impl<T, F: ReadAs<T>> ReadAs<Vec<Option<T>>> for Sparse<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<Option<T>>> {
        List(OrNull(self.0)).decode_as(reader)
    }
}

impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, Option<V>>> for Sparse<F> {
    fn encode_as(self, value: &Map<K, Option<V>>, writer: &mut Writer) {
        MapOf(OrNull(self.0)).encode_as(value, writer);
    }
}

impl<K: MapKey, V, F: ReadAs<V>> ReadAs<Map<K, Option<V>>> for Sparse<F> {
    fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, Option<V>>> {
        MapOf(OrNull(self.0)).decode_as(reader)
    }
}
