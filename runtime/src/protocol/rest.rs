//! REST with JSON or XML: the members' own places say nearly all.

use crate::error::BoxError;
use crate::http::{Made, headers};
use http::header::CONTENT_TYPE;

pub(super) fn address(made: &mut Made) -> Result<(), BoxError> {
    // A member may say what the body is.
    let is_said = made.headers.contains_key("content-type");
    if let (Some(media_type), false) = (made.media_type, is_said) {
        headers::set_lasting(&mut made.headers, CONTENT_TYPE, media_type)?;
    }
    Ok(())
}
