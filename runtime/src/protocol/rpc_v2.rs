//! Smithy RPC v2: everything is posted, the path names the service and the operation.

use crate::error::BoxError;
use crate::http::Made;
use crate::operation::Current;
use aws_smithy_types::body::SdkBody;

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
    made.headers.try_insert("smithy-protocol", format!("rpc-v2-{format}"))?;
    made.headers.try_insert("accept", answer)?;
    if let Some(media_type) = made.media_type {
        made.headers.try_insert("content-type", media_type)?;
    }
    Ok(())
}
