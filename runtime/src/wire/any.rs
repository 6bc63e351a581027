//! How the readers of all formats read a value of any type.

/// Gives a reader what reads into any value, so that what is the same for all types is compiled once,
/// and lets values be absent. The format has `Decode`; the reader has `object`, `skip` and a field
/// `is_structure`.
macro_rules! any {
    () => {
        impl Reader<'_> {
            /// Reads a value that is there: neither null nor an attribute.
            pub fn value(&mut self, into: &mut dyn Decode) -> Result {
                into.decode(self)?;
                if std::mem::take(&mut self.is_structure) {
                    self.object(&mut |name, reader| into.member(name, reader))?;
                }
                Ok(())
            }

            /// Says that what is read now is a structure or a union.
            pub(super) fn by_members(&mut self) -> Result {
                self.is_structure = true;
                Ok(())
            }
        }

        impl<T: Decode + Default> Decode for Option<T> {
            fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result {
                match self {
                    Some(value) => value.member(name, reader),
                    None => reader.skip(),
                }
            }

            fn decode(&mut self, reader: &mut Reader<'_>) -> Result {
                *self = Some(T::default());
                match self {
                    Some(value) => value.decode(reader),
                    None => Ok(()),
                }
            }
        }
    };
}

pub(super) use any;
