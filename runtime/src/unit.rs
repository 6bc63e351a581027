//! A value that says all by being there.

/// What a variant of a union holds that has no value. For generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit;

// A structure without members in all formats.
#[cfg(feature = "cbor")]
crate::encode_cbor!(Unit {});
#[cfg(feature = "cbor")]
crate::decode_cbor!(Unit {});
#[cfg(feature = "json")]
crate::encode_json!(Unit {});
#[cfg(feature = "json")]
crate::decode_json!(Unit {});
#[cfg(feature = "query")]
crate::encode_query!(Unit {});
#[cfg(feature = "xml")]
crate::encode_xml!(Unit {});
#[cfg(feature = "xml")]
crate::decode_xml!(Unit {});
