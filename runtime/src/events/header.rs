//! Values as headers of events, which keep their types.

use crate::wire::{DecodeError, Enum, EnumValue, Result};
use crate::{Blob, DateTime};
use aws_smithy_types::event_stream::HeaderValue;
use bytes::Bytes;

/// A value that can be a header of an event.
pub trait EventHeader: Sized {
    /// The header.
    fn to_value(&self) -> HeaderValue;

    /// The value of a header.
    ///
    /// # Errors
    ///
    /// The header is of another type.
    fn from_value(value: &HeaderValue) -> Result<Self>;
}

macro_rules! headers {
    ($($type:ty: $variant:ident, $expected:literal;)*) => {$(
        impl EventHeader for $type {
            fn to_value(&self) -> HeaderValue {
                HeaderValue::$variant(self.clone().into())
            }

            fn from_value(value: &HeaderValue) -> Result<Self> {
                match value {
                    HeaderValue::$variant(value) => Ok(value.clone()),
                    _ => Err(expected($expected)),
                }
            }
        }
    )*};
}

headers! {
    bool: Bool, "a boolean";
    i8: Byte, "an integer of 8 bits";
    i16: Int16, "an integer of 16 bits";
    i32: Int32, "an integer of 32 bits";
    i64: Int64, "an integer of 64 bits";
    DateTime: Timestamp, "a moment";
}

impl EventHeader for String {
    fn to_value(&self) -> HeaderValue {
        HeaderValue::String(self.clone().into())
    }

    fn from_value(value: &HeaderValue) -> Result<Self> {
        match value {
            HeaderValue::String(text) => Ok(text.as_str().to_owned()),
            _ => Err(expected("text")),
        }
    }
}

impl EventHeader for Blob {
    fn to_value(&self) -> HeaderValue {
        HeaderValue::ByteArray(Bytes::copy_from_slice(self.as_ref()))
    }

    fn from_value(value: &HeaderValue) -> Result<Self> {
        match value {
            HeaderValue::ByteArray(bytes) => Ok(Blob::new(bytes.to_vec())),
            _ => Err(expected("bytes")),
        }
    }
}

impl<T: Enum> EventHeader for T {
    fn to_value(&self) -> HeaderValue {
        match Enum::to_value(self) {
            EnumValue::Text(text) => HeaderValue::String(text.to_owned().into()),
            EnumValue::Int(number) => HeaderValue::Int32(number),
        }
    }

    fn from_value(value: &HeaderValue) -> Result<Self> {
        match value {
            HeaderValue::String(text) if !T::IS_INT => {
                Ok(Enum::from_value(EnumValue::Text(text.as_str())))
            }
            HeaderValue::Int32(number) if T::IS_INT => {
                Ok(Enum::from_value(EnumValue::Int(*number)))
            }
            _ => Err(expected("a value of an enum")),
        }
    }
}

fn expected(what: &str) -> DecodeError {
    DecodeError::new(format!("expected {what}"), None)
}
