//! Values as text: in XML, queries, headers and paths.

use super::enums::{Enum, EnumValue};
use super::form::{DateTimeText, EpochSeconds, HttpDate, LastSegment, Plain};
use crate::{BigDecimal, BigInteger, Blob, DateTime};
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::{Encoder, Parse};

/// A value that is a piece of text.
pub trait Text: Sized {
    /// What the text must be, to say so where it is not.
    const EXPECTED: &'static str;

    /// Appends the value as text.
    fn push_text(&self, out: &mut String);

    /// The value of a text. White space around anything but text does not count.
    fn from_text(text: &str) -> Option<Self>;
}

/// A way to write values of a type as text.
pub trait TextForm<T>: Copy {
    /// What the text must be, to say so where it is not.
    const EXPECTED: &'static str;

    /// Appends the value as text.
    fn push_text(self, value: &T, out: &mut String);

    /// The value of a text.
    fn read_text(self, text: &str) -> Option<T>;
}

impl<T: Text> TextForm<T> for Plain {
    const EXPECTED: &'static str = T::EXPECTED;

    fn push_text(self, value: &T, out: &mut String) {
        value.push_text(out);
    }

    fn read_text(self, text: &str) -> Option<T> {
        T::from_text(text)
    }
}

impl Text for String {
    const EXPECTED: &'static str = "text";

    fn push_text(&self, out: &mut String) {
        out.push_str(self);
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl TextForm<String> for LastSegment {
    const EXPECTED: &'static str = "text";

    fn push_text(self, value: &String, out: &mut String) {
        out.push_str(value.rsplit('/').next().unwrap_or_default());
    }

    fn read_text(self, text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

/// As base64.
impl Text for Blob {
    const EXPECTED: &'static str = "base64";

    fn push_text(&self, out: &mut String) {
        out.push_str(&aws_smithy_types::base64::encode(self));
    }

    fn from_text(text: &str) -> Option<Self> {
        aws_smithy_types::base64::decode(text.trim()).ok().map(Blob::new)
    }
}

macro_rules! primitives {
    ($($type:ty: $expected:literal, |$value:ident, $out:ident| $push:expr;)*) => {$(
        impl Text for $type {
            const EXPECTED: &'static str = $expected;

            fn push_text(&self, $out: &mut String) {
                let $value = *self;
                $push;
            }

            fn from_text(text: &str) -> Option<Self> {
                <$type>::parse_smithy_primitive(text.trim()).ok()
            }
        }
    )*};
}

// Only fractions are written by the engine, which brings all of it for any other primitive, too.
primitives! {
    bool: "true or false", |value, out| out.push_str(if value { "true" } else { "false" });
    i8: "an integer of 8 bits", |value, out| out.push_str(itoa::Buffer::new().format(value));
    i16: "an integer of 16 bits", |value, out| out.push_str(itoa::Buffer::new().format(value));
    i32: "an integer of 32 bits", |value, out| out.push_str(itoa::Buffer::new().format(value));
    i64: "an integer of 64 bits", |value, out| out.push_str(itoa::Buffer::new().format(value));
    f32: "a number", |value, out| out.push_str(Encoder::from(value).encode());
    f64: "a number", |value, out| out.push_str(Encoder::from(value).encode());
}

impl Text for BigInteger {
    const EXPECTED: &'static str = "an integer";

    fn push_text(&self, out: &mut String) {
        out.push_str(self.as_ref());
    }

    fn from_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl Text for BigDecimal {
    const EXPECTED: &'static str = "a number";

    fn push_text(&self, out: &mut String) {
        out.push_str(self.as_ref());
    }

    fn from_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl<T: Enum> Text for T {
    const EXPECTED: &'static str = if T::IS_INT { i32::EXPECTED } else { String::EXPECTED };

    fn push_text(&self, out: &mut String) {
        match self.to_value() {
            EnumValue::Text(text) => out.push_str(text),
            EnumValue::Int(number) => number.push_text(out),
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        if T::IS_INT {
            i32::from_text(text).map(|number| T::from_value(EnumValue::Int(number)))
        } else {
            Some(T::from_value(EnumValue::Text(text)))
        }
    }
}

/// The moment that is so many seconds after 1970, to the microsecond: a number of 64 bits says no
/// more of the moments of our time.
pub(super) fn moment(seconds: f64) -> Option<DateTime> {
    /// What a moment can hold; the year 9999 is well below.
    const LIMIT: f64 = 1e15;
    // Not a number is not below anything.
    let close = Some(seconds).filter(|seconds| seconds.abs() < LIMIT)?;
    let moment = DateTime::from_secs_f64(close);
    let micros = (moment.subsec_nanos() + 500) / 1000;
    let (more, micros) = (micros / 1_000_000, micros % 1_000_000);
    Some(DateTime::from_secs_and_nanos(moment.secs() + i64::from(more), micros * 1000))
}

impl TextForm<DateTime> for EpochSeconds {
    const EXPECTED: &'static str = "a moment in seconds since 1970";

    fn push_text(self, value: &DateTime, out: &mut String) {
        if value.has_subsec_nanos() {
            // This format has a text for every moment.
            out.push_str(&value.fmt(Format::EpochSeconds).unwrap_or_default());
        } else {
            out.push_str(itoa::Buffer::new().format(value.secs()));
        }
    }

    fn read_text(self, text: &str) -> Option<DateTime> {
        match DateTime::from_str(text.trim(), Format::EpochSeconds) {
            Ok(moment) => Some(moment),
            // Servers write large numbers with an exponent.
            Err(_) => text.trim().parse().ok().and_then(moment),
        }
    }
}

impl TextForm<DateTime> for DateTimeText {
    const EXPECTED: &'static str = "a moment such as 2019-12-16T23:48:18Z";

    fn push_text(self, value: &DateTime, out: &mut String) {
        push_moment(value, Format::DateTime, out);
    }

    fn read_text(self, text: &str) -> Option<DateTime> {
        DateTime::from_str(text.trim(), Format::DateTimeWithOffset).ok()
    }
}

impl TextForm<DateTime> for HttpDate {
    const EXPECTED: &'static str = "a moment such as Mon, 16 Dec 2019 23:48:18 GMT";

    fn push_text(self, value: &DateTime, out: &mut String) {
        push_moment(value, Format::HttpDate, out);
    }

    fn read_text(self, text: &str) -> Option<DateTime> {
        DateTime::from_str(text.trim(), Format::HttpDate).ok()
    }
}

/// A moment before the year 1 or after 9999 has no text; it is written as the number that it is, and
/// the service says what it thinks of it.
fn push_moment(value: &DateTime, format: Format, out: &mut String) {
    match value.fmt(format) {
        Ok(text) => out.push_str(&text),
        Err(_) => EpochSeconds.push_text(value, out),
    }
}
