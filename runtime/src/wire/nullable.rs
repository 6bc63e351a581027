//! What the formats that know null have in common: JSON and CBOR.

/// The forms of a format, and the values that are the same in both. The format has `Encode`,
/// `Decode`, a `Writer` with `items`, `entries`, `null` and `string`, and a `Reader` with `items`,
/// `object`, `null` and `text`.
macro_rules! nullable {
    () => {
        /// A form to write values of a type in.
        pub trait WriteAs<T>: Copy {
            /// Writes the value.
            fn encode_as(self, value: &T, writer: &mut Writer);
        }

        /// A form to read values of a type in.
        pub trait ReadAs<T>: Copy {
            /// Reads a value; it is not null.
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<T>;

            /// Reads a value to the end of a list. Values that can be are read in place, for large
            /// ones are costly to move.
            fn push(self, reader: &mut Reader<'_>, items: &mut Vec<T>) -> Result {
                items.push(self.decode_as(reader)?);
                Ok(())
            }

            /// Reads a value of a map, in place if it can be.
            fn insert<K: MapKey>(
                self,
                reader: &mut Reader<'_>,
                key: K,
                entries: &mut Map<K, T>,
            ) -> Result {
                entries.insert(key, self.decode_as(reader)?);
                Ok(())
            }
        }

        impl<T, F: ReadAs<T> + Shaped> ReadAs<Option<T>> for F {
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
                items.item(reader)
            }

            fn insert<K: MapKey>(
                self,
                reader: &mut Reader<'_>,
                key: K,
                entries: &mut Map<K, T>,
            ) -> Result {
                let value = entries.entry(key).or_default();
                // Of two values with one key the latter counts.
                *value = T::default();
                reader.value(value)
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

        impl<T, F: WriteAs<T>> WriteAs<Vec<T>> for List<F> {
            fn encode_as(self, value: &Vec<T>, writer: &mut Writer) {
                writer.items(value.len(), &|index, writer| {
                    if let Some(item) = value.get(index) {
                        self.0.encode_as(item, writer);
                    }
                });
            }
        }

        /// A null in a list that may not hold nulls is passed over.
        impl<T, F: ReadAs<T>> ReadAs<Vec<T>> for List<F> {
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<T>> {
                let mut items = Vec::new();
                reader.items(&mut |reader| {
                    if !reader.null()? {
                        self.0.push(reader, &mut items)?;
                    }
                    Ok(())
                })?;
                Ok(items)
            }
        }

        impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, V>> for MapOf<F> {
            fn encode_as(self, value: &Map<K, V>, writer: &mut Writer) {
                writer.entries(value, |writer, value| self.0.encode_as(value, writer));
            }
        }

        /// A null in a map that may not hold nulls is passed over.
        impl<K: MapKey, V, F: ReadAs<V>> ReadAs<Map<K, V>> for MapOf<F> {
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, V>> {
                let mut entries = Map::new();
                reader.object(&mut |name, reader| {
                    if !reader.null()? {
                        self.0.insert(reader, K::from_key(name), &mut entries)?;
                    }
                    Ok(())
                })?;
                Ok(entries)
            }
        }

        impl<T, F: WriteAs<T>> WriteAs<Vec<Option<T>>> for Sparse<F> {
            fn encode_as(self, value: &Vec<Option<T>>, writer: &mut Writer) {
                writer.items(value.len(), &|index, writer| {
                    if let Some(item) = value.get(index) {
                        write_or_null(self.0, item, writer);
                    }
                });
            }
        }

        impl<T, F: ReadAs<T>> ReadAs<Vec<Option<T>>> for Sparse<F> {
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<Vec<Option<T>>> {
                let mut items = Vec::new();
                reader.items(&mut |reader| {
                    items.push(read_or_null(self.0, reader)?);
                    Ok(())
                })?;
                Ok(items)
            }
        }

        impl<K: MapKey, V, F: WriteAs<V>> WriteAs<Map<K, Option<V>>> for Sparse<F> {
            fn encode_as(self, value: &Map<K, Option<V>>, writer: &mut Writer) {
                writer.entries(value, |writer, value| write_or_null(self.0, value, writer));
            }
        }

        impl<K: MapKey, V, F: ReadAs<V>> ReadAs<Map<K, Option<V>>> for Sparse<F> {
            fn decode_as(self, reader: &mut Reader<'_>) -> Result<Map<K, Option<V>>> {
                let mut entries = Map::new();
                reader.object(&mut |name, reader| {
                    entries.insert(K::from_key(name), read_or_null(self.0, reader)?);
                    Ok(())
                })?;
                Ok(entries)
            }
        }

        fn write_or_null<T>(form: impl WriteAs<T>, value: &Option<T>, writer: &mut Writer) {
            match value {
                Some(value) => form.encode_as(value, writer),
                None => writer.null(),
            }
        }

        fn read_or_null<T>(form: impl ReadAs<T>, reader: &mut Reader<'_>) -> Result<Option<T>> {
            if reader.null()? { Ok(None) } else { form.decode_as(reader).map(Some) }
        }

        impl<T: Encode> Encode for Vec<T> {
            fn encode(&self, writer: &mut Writer) {
                List(Plain).encode_as(self, writer);
            }
        }

        impl<T: Decode + Default> Decode for Vec<T> {
            /// A null in a list that may not hold nulls is passed over.
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                *self = Self::default();
                reader.items_of(self)
            }
        }

        /// A list that is read into, whatever its items are.
        trait Items {
            /// Reads a value to the end of the list.
            fn item(&mut self, reader: &mut Reader<'_>) -> Result;
        }

        impl<T: Decode + Default> Items for Vec<T> {
            fn item(&mut self, reader: &mut Reader<'_>) -> Result {
                self.push(T::default());
                match self.as_mut_slice() {
                    [.., item] => reader.value(item),
                    [] => Ok(()),
                }
            }
        }

        impl Reader<'_> {
            /// Reads a list. What is the same for all types is compiled once.
            fn items_of(&mut self, list: &mut dyn Items) -> Result {
                self.items(&mut |reader| if reader.null()? { Ok(()) } else { list.item(reader) })
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

        impl<T: Enum> Encode for T {
            fn encode(&self, writer: &mut Writer) {
                match self.to_value() {
                    EnumValue::Text(text) => writer.string(text),
                    EnumValue::Int(number) => number.encode(writer),
                }
            }
        }

        impl<T: Enum> Decode for T {
            fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
                *self = if T::IS_INT {
                    T::from_value(EnumValue::Int(Plain.decode_as(reader)?))
                } else {
                    T::from_value(EnumValue::Text(&reader.text()?))
                };
                Ok(())
            }
        }
    };
}

/// Gives the reader of a format the methods that generated code calls. The reader has `null` and
/// `skip`.
macro_rules! nullable_reader {
    () => {
        impl Reader<'_> {
            /// Reads a value; null leaves it as it is.
            pub fn read(&mut self, into: &mut dyn Decode) -> Result {
                if self.null()? { Ok(()) } else { self.value(into) }
            }

            /// Reads a value in a form of its own; null leaves it as it is.
            pub fn read_as<T>(&mut self, form: impl ReadAs<T>, into: &mut T) -> Result {
                if !self.null()? {
                    *into = form.decode_as(self)?;
                }
                Ok(())
            }

            /// Reads the variant of a union; null says that it is not this one.
            pub fn variant<U, T: Decode + Default>(
                &mut self,
                union: &mut U,
                variant: fn(T) -> U,
            ) -> Result {
                if !self.null()? {
                    let mut value = T::default();
                    self.value(&mut value)?;
                    *union = variant(value);
                }
                Ok(())
            }

            /// Reads the variant of a union in a form of its own; null says that it is not this one.
            pub fn variant_as<U, T>(
                &mut self,
                form: impl ReadAs<T>,
                union: &mut U,
                variant: fn(T) -> U,
            ) -> Result {
                if !self.null()? {
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
                // Some services add the name of the shape.
                if self.is_value() || name == "__type" {
                    return self.other();
                }
                if !self.null()? {
                    self.skip()?;
                    *union = variant(name.to_owned());
                }
                Ok(())
            }
        }
    };
}

pub(super) use {nullable, nullable_reader};
