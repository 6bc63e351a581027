//! A value that says all by being there.

/// What a variant of a union holds that has no value. For generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit;

/// Makes it a structure without members in a format.
macro_rules! empty {
    ($($feature:literal: $($to:path),*;)*) => {
        $($(#[cfg(feature = $feature)] impl $to for Unit {})*)*
    };
}

empty! {
    "cbor": crate::wire::cbor::Encode, crate::wire::cbor::Decode;
    "json": crate::wire::json::Encode, crate::wire::json::Decode;
    "query": crate::wire::query::Encode;
    "xml": crate::wire::xml::Encode, crate::wire::xml::Decode;
}
