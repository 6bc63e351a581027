//! DynamoDB answers with a CRC-32 of the body, as it was sent: a broken answer is told from a right
//! one, and the call made again.

use super::Corrupted;
use aws_smithy_runtime_api::http::Headers;

const HEADER: &str = "x-amz-crc32";

pub(super) fn check(headers: &Headers, body: &[u8]) -> Result<(), Corrupted> {
    let Some(said) = headers.get(HEADER).and_then(|text| text.trim().parse::<u32>().ok()) else {
        return Ok(());
    };
    match crc32fast::hash(body) {
        is if is == said => Ok(()),
        is => Err(Corrupted(format!("the header {HEADER} says {said}, the body has {is}"))),
    }
}
