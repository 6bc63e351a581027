//! Errors of S3 that the status does not tell, or that nothing but the status tells.
//!
//! To copy an object or to put the parts of an upload together takes S3 long. It answers 200 at once,
//! keeps the connection alive with blanks, and may then have to say that it failed.

use crate::wire::xml;

/// Whether the body is an error: whether that is what its outermost element is called.
pub(super) fn is_error(body: &[u8]) -> bool {
    xml::root_name(body).is_some_and(|name| name == "Error")
}

/// What errors are whose status alone is known, besides those of the operation.
const CODES: [(u16, &str); 9] = [
    (301, "PermanentRedirect"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (400, "BadRequest"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (412, "PreconditionFailed"),
    (416, "InvalidRange"),
];

/// The code of an error: of the operation's own, or what the status is called.
pub(super) fn by_status(
    status: u16,
    errors: &'static [(u16, &'static str)],
) -> Option<&'static str> {
    let mut known = errors.iter().chain(&CODES);
    known.find(|(known, _)| *known == status).map(|(_, code)| *code)
}
