//! Enums, as the formats see them.

use std::fmt;

/// A value of an enum on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumValue<'v> {
    /// A value of an enum of text.
    Text(&'v str),
    /// A value of an enum of integers.
    Int(i32),
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

/// An enum of text. It says little, for a service has very many, and whatever each of them says is
/// compiled.
pub trait TextEnum: Default + Clone + 'static {
    /// The variants that have a value of their own.
    const KNOWN: &'static [Self];

    /// The variant of a value that is not known.
    const UNRECOGNIZED: fn(String) -> Self;

    /// The value as it is sent.
    fn text(&self) -> &str;
}

impl<T: TextEnum> Enum for T {
    const IS_INT: bool = false;

    fn to_value(&self) -> EnumValue<'_> {
        EnumValue::Text(self.text())
    }

    fn from_value(value: EnumValue<'_>) -> Self {
        let EnumValue::Text(text) = value else { return Self::default() };
        let mut rest = Self::KNOWN;
        // By hand, for each adapter of an iterator would be compiled again for each enum.
        while let [variant, others @ ..] = rest {
            if variant.text() == text {
                return variant.clone();
            }
            rest = others;
        }
        Self::UNRECOGNIZED(text.to_owned())
    }
}

/// Writes the name of the variant, which is among those of all, in their order.
#[doc(hidden)]
pub fn debug<T: TextEnum>(value: &T, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = value.text();
    let mut names = names.split_whitespace();
    let mut rest = T::KNOWN;
    while let ([variant, others @ ..], Some(name)) = (rest, names.next()) {
        if variant.text() == text {
            return f.write_str(name);
        }
        rest = others;
    }
    f.debug_tuple("Unrecognized").field(&text).finish()
}
