//! Smithy RPC v2: everything is posted, the path names the service and the operation.

use crate::error::BoxError;
use crate::http::{Made, headers};
use crate::operation::Current;
use aws_smithy_types::body::SdkBody;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName};

const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

pub(super) fn address(
    format: &str,
    service: &str,
    current: &Current,
    made: &mut Made,
) -> Result<(), BoxError> {
    let operation = current.operation;
    if operation.no_input {
        made.body = SdkBody::empty();
        made.media_type = None;
    }
    made.uri = format!("/service/{service}/operation/{}", operation.name()).into();
    let answer = if operation.streams {
        crate::events::MEDIA_TYPE.to_owned()
    } else {
        format!("application/{format}")
    };
    headers::set(&mut made.headers, PROTOCOL, format!("rpc-v2-{format}"))?;
    headers::set(&mut made.headers, ACCEPT, answer)?;
    if let Some(media_type) = made.media_type {
        headers::set_lasting(&mut made.headers, CONTENT_TYPE, media_type)?;
    }
    Ok(())
}
