//! AWS JSON 1.0 and 1.1: everything is posted to `/`, a header names the operation.

use crate::error::BoxError;
use crate::http::Made;
use crate::operation::Current;

pub(super) fn address(
    version: &str,
    target: &str,
    current: &Current,
    made: &mut Made,
) -> Result<(), BoxError> {
    let media_type = match made.media_type {
        Some(media_type) if media_type != "application/json" => media_type.to_owned(),
        _ => format!("application/x-amz-json-{version}"),
    };
    made.headers.try_insert("content-type", media_type)?;
    made.headers.try_insert("x-amz-target", format!("{target}.{}", current.operation.name()))?;
    Ok(())
}
