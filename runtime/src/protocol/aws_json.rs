//! AWS JSON 1.0 and 1.1: everything is posted to `/`, a header names the operation.

use crate::error::BoxError;
use crate::http::{Made, headers};
use crate::operation::Current;
use crate::sorted::Sorted;
use http::header::{CONTENT_TYPE, HeaderName};
use std::sync::{Mutex, PoisonError};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// Those that were made. They live on, for such text is not copied for each request; a program has no
/// more of them than operations.
static TARGETS: Mutex<Sorted<(&str, &str), &'static str>> = Mutex::new(Sorted::new());

/// What bodies of version 1.0 are.
pub(super) const V1_0: &str = "application/x-amz-json-1.0";
/// What bodies of version 1.1 are.
pub(super) const V1_1: &str = "application/x-amz-json-1.1";

pub(super) fn address(
    json: &'static str,
    current: &Current,
    made: &mut Made,
) -> Result<(), BoxError> {
    match made.media_type {
        Some(media_type) if media_type != "application/json" => {
            headers::set_lasting(&mut made.headers, CONTENT_TYPE, media_type)?;
        }
        _ => headers::set_lasting(&mut made.headers, CONTENT_TYPE, json)?,
    }
    let target = current.target.ok_or("the target is no header")?;
    headers::set_lasting(&mut made.headers, TARGET, target)
}

/// The value of the header that names an operation of a service; nothing where it cannot stand in a
/// header.
pub(super) fn target(service: &'static str, operation: &'static str) -> Option<&'static str> {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_plain(service) || !is_plain(operation) {
        return None;
    }
    let mut targets = TARGETS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = targets.get(&(service, operation)) {
        return Some(made);
    }
    let made: &'static str = [service, ".", operation].concat().leak();
    targets.insert((service, operation), made);
    Some(made)
}
