//! AWS Query and EC2 Query: a form is posted to `/`, and the answer is XML.

use crate::error::BoxError;
use crate::http::{Made, headers};
use http::header::CONTENT_TYPE;

pub(super) fn address(made: &mut Made) -> Result<(), BoxError> {
    if let Some(media_type) = made.media_type {
        headers::set_lasting(&mut made.headers, CONTENT_TYPE, media_type)?;
    }
    Ok(())
}
