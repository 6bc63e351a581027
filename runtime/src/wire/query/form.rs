//! What queries make of forms. Attributes and namespaces mean nothing here.

use super::write::{Encode, Writer};
use crate::wire::form::{
    Attribute, Boxed, DateTimeText, Entries, EpochSeconds, Flat, FlatMap, HttpDate, Items, List,
    MapOf, Namespace, OrNull, Plain, Sparse, Tag,
};
use crate::{DateTime, Map, MapKey};

/// A form to write values of a type in.
pub trait WriteAs<T>: Copy {
    /// Writes the value, under the name that the writer has come to.
    fn encode_as(self, value: &T, writer: &mut Writer);
}

impl<T: Encode> WriteAs<T> for Plain {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        value.encode(writer);
    }
}

impl<T: Encode> WriteAs<Box<T>> for Boxed {
    fn encode_as(self, value: &Box<T>, writer: &mut Writer) {
        (**value).encode(writer);
    }
}

macro_rules! moments {
    ($($form:ty),*) => {$(
        impl WriteAs<DateTime> for $form {
            fn encode_as(self, value: &DateTime, writer: &mut Writer) {
                writer.text_as(self, value);
            }
        }
    )*};
}

moments!(EpochSeconds, DateTimeText, HttpDate);

impl<T, F: WriteAs<T>> WriteAs<T> for Attribute<F> {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        self.0.encode_as(value, writer);
    }
}

impl<T, F: WriteAs<T>> WriteAs<T> for Namespace<F> {
    fn encode_as(self, value: &T, writer: &mut Writer) {
        self.2.encode_as(value, writer);
    }
}

/// Null is a name without a value.
impl<T, F: WriteAs<T>> WriteAs<Option<T>> for OrNull<F> {
    fn encode_as(self, value: &Option<T>, writer: &mut Writer) {
        match value {
            Some(value) => self.0.encode_as(value, writer),
            None => writer.text(""),
        }
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for List<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        writer.items(Some("member"), value, self.0);
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for Items<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        writer.items(Some(self.0), value, self.1);
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for Flat<F> {
    fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
        writer.items(None, value, self.0);
    }
}

impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, V>> for MapOf<F> {
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries(Some("entry"), ("key", "value"), value, self.0);
    }
}

impl<K, V, N, F> WriteAs<Map<K, V>> for Entries<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: WriteAs<V>,
{
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries(Some("entry"), (self.0.into().name, self.1), value, self.2);
    }
}

impl<K, V, N, F> WriteAs<Map<K, V>> for FlatMap<N, F>
where
    K: MapKey,
    N: Into<Tag> + Copy,
    F: WriteAs<V>,
{
    fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
        writer.entries(None, (self.0.into().name, self.1), value, self.2);
    }
}

impl<T, F: WriteAs<T>> WriteAs<Vec<Option<T>>> for Sparse<F> {
    fn encode_as(self, value: &Vec<Option<T>>, writer: &mut Writer) {
        List(OrNull(self.0)).encode_as(value, writer);
    }
}

impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, Option<V>>> for Sparse<F> {
    fn encode_as(self, value: &Map<K, Option<V>>, writer: &mut Writer) {
        MapOf(OrNull(self.0)).encode_as(value, writer);
    }
}
