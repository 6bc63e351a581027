//! What generated code uses. Users take the same types from the generated crate or from the root of
//! this one.

pub use crate::events::{EventSource, EventStream};
pub use crate::wire::form::{DateTimeText, EpochSeconds, HttpDate};
pub use crate::wire::{cbor, form, json, query, xml};
pub use crate::{
    ApiKey, Auth, BigDecimal, BigInteger, Blob, ByteStream, Call, CallError, DateTime, Document,
    Map, Protocol, Quirk, Refused, Retryable, Unit, Waiting, big, blob, collect, document, entries,
    epoch,
};
pub use crate::{
    client, decode_cbor, decode_json, decode_xml, default, discovery, encode_cbor, encode_json,
    encode_query, encode_xml, endpoint, int_enum, map_key, open_union, operation, operations,
    paginator, read_event, received_events, redacted, request, response, root, sent_events,
    service_error, string_enum, waiters, write_event,
};
