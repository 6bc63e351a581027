//! What generated code uses. Users take the same types from the generated crate or from the root of
//! this one.

#[cfg(feature = "json")]
pub use crate::document;
#[cfg(feature = "events")]
pub use crate::events::{EventSource, EventStream};
#[cfg(feature = "cbor")]
pub use crate::wire::cbor;
pub use crate::wire::form;
pub use crate::wire::form::{DateTimeText, EpochSeconds, HttpDate};
#[cfg(feature = "json")]
pub use crate::wire::json;
#[cfg(feature = "query")]
pub use crate::wire::query;
#[cfg(feature = "xml")]
pub use crate::wire::xml;
pub use crate::{
    ApiKey, Auth, BigDecimal, BigInteger, Blob, ByteStream, Call, CallError, DateTime, Document,
    Map, Protocol, Quirk, Refused, Retryable, Unit, Waiting, big, blob, collect, entries, epoch,
};
pub use crate::{
    client, decode_cbor, decode_json, decode_xml, default, discovery, encode_cbor, encode_json,
    encode_query, encode_xml, endpoint, finders, int_enum, map_key, open_union, operation,
    operations, paginator, read_event, received_events, redacted, request, response, root,
    sent_events, service_error, string_enum, waiters, write_event,
};
