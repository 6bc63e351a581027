//! AWS JSON 1.0 and 1.1: everything is posted to `/`, a header names the operation.

use crate::error::BoxError;
use crate::http::Made;
use crate::operation::Current;
use http::HeaderName;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// What bodies of version 1.0 are.
pub(super) const V1_0: &str = "application/x-amz-json-1.0";
/// What bodies of version 1.1 are.
pub(super) const V1_1: &str = "application/x-amz-json-1.1";

pub(super) fn address(
    json: &'static str,
    target: &str,
    current: &Current,
    made: &mut Made,
) -> Result<(), BoxError> {
    match made.media_type {
        Some(media_type) if media_type != "application/json" => {
            made.headers.try_insert("content-type", media_type)?;
        }
        _ => {
            // Text that is known to be a value of a header is not copied.
            made.headers.insert("content-type", json);
        }
    }
    let target = current.operation.target_header(target).ok_or("the target is no header")?;
    made.headers.insert(TARGET, target);
    Ok(())
}
