//! Enums, as the formats see them.

/// A value of an enum on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumValue<'v> {
    /// A value of an enum of text.
    Text(&'v str),
    /// A value of an enum of integers.
    Int(i32),
}

/// Where a value stands among those that are known; behind all of them if it is none.
#[doc(hidden)]
pub fn position(value: &str, values: &[&str]) -> usize {
    values.iter().position(|known| *known == value).unwrap_or(values.len())
}

/// An enum of a model. Every format writes and reads each of them, so that an enum needs no more
/// than this.
pub trait Enum: Default {
    /// Whether the values are integers.
    const IS_INT: bool;

    /// The value as it is sent.
    fn to_value(&self) -> EnumValue<'_>;

    /// The variant for a value, of the kind that the enum has.
    fn from_value(value: EnumValue<'_>) -> Self;
}
