//! AWS Query and EC2 Query: a form is posted to `/`, and the answer is XML.

use crate::error::BoxError;
use crate::http::Made;

pub(super) fn address(made: &mut Made) -> Result<(), BoxError> {
    if let Some(media_type) = made.media_type {
        made.headers.try_insert("content-type", media_type)?;
    }
    Ok(())
}
