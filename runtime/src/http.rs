//! Where the members of a structure stand in an HTTP message: path, query, headers, status, body.
//!
//! Generated code says it with [`request!`](crate::request) and [`response!`](crate::response), a
//! line a member; the specification is that of Smithy's HTTP bindings.

mod header;
pub(crate) mod headers;
mod query;
mod request;
mod response;
mod uri;

pub use header::{FromHeader, HeaderForm, ToHeader};
pub use query::{QueryValues, ToQuery};
pub(crate) use request::Made;
pub use request::{Request, RequestWriter};
pub(crate) use response::Received;
pub use response::{FromPayload, Payload, Response, ResponseReader};
pub(crate) use uri::push_encoded;
