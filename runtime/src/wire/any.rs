//! How the readers of all formats read a value of any type.

/// What a reader is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// The beginning of a value.
    Value,
    /// The same, and the value has members.
    Structure,
    /// A member, or what a value is made of.
    #[default]
    Within,
}

/// Gives a reader what reads into any value, so that what is the same for all types is compiled once,
/// and lets values be absent. The format has `Decode`; the reader has `object`, `skip` and a field
/// `stage`.
macro_rules! any {
    () => {
        impl Reader<'_> {
            /// Reads a value that is there: neither null nor an attribute.
            pub fn value(&mut self, into: &mut dyn Decode) -> Result {
                self.stage = Stage::Value;
                into.decode("", self)?;
                if std::mem::take(&mut self.stage) == Stage::Structure {
                    self.object(&mut |name, reader| into.decode(name, reader))?;
                }
                Ok(())
            }

            /// Skips a member that nobody knows, or says that what begins here has members.
            pub fn other(&mut self) -> Result {
                if self.is_value() {
                    self.stage = Stage::Structure;
                    return Ok(());
                }
                self.skip()
            }

            /// Whether a value begins here, and not a member.
            pub(crate) fn is_value(&self) -> bool {
                self.stage == Stage::Value
            }
        }

        impl<T: Decode + Default> Decode for Option<T> {
            fn decode(&mut self, member: &str, reader: &mut Reader<'_>) -> Result {
                if reader.is_value() {
                    *self = Some(T::default());
                }
                match self {
                    Some(value) => value.decode(member, reader),
                    None => reader.other(),
                }
            }
        }
    };
}

pub(super) use any;
