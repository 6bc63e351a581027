//! What generated code uses. Users take the same types from the generated crate or from the root of
//! this one.

pub use crate::wire::json;
pub use crate::wire::json::{DateTimeText, EpochSeconds, HttpDate, List, MapOf, Plain, Sparse};
pub use crate::{
    Blob, Call, CallError, DateTime, Document, Map, Protocol, Refused, Retryable, collect, entries,
};
pub use crate::{
    client, decode_json, default, encode_json, int_enum, open_union, operation, paginator,
    redacted, service_error, string_enum,
};
