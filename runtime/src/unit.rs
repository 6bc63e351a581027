//! A value that says all by being there.

/// What a variant of a union holds that has no value. For generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit;

/// Makes it a structure without members in a format.
macro_rules! empty {
    ($($feature:literal: $encode:path $(, $decode:ident)?;)*) => {$(
        #[cfg(feature = $feature)]
        impl $encode for Unit {}
        $(#[cfg(feature = $feature)] crate::$decode!(Unit {});)?
    )*};
}

empty! {
    "cbor": crate::wire::cbor::Encode, decode_cbor;
    "json": crate::wire::json::Encode, decode_json;
    "query": crate::wire::query::Encode;
    "xml": crate::wire::xml::Encode, decode_xml;
}
