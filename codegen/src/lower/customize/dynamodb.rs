//! DynamoDB answers within milliseconds, so that a retry need not wait long; and it says which CRC-32
//! its answers have.

use super::Applied;
use crate::ir::{Quirk, Service};

pub(super) const ID: &str = "DynamoDB";

/// Streams are read from the same machines.
pub(super) const STREAMS_ID: &str = "DynamoDB Streams";

pub(super) fn service(service: &mut Service) -> Applied {
    service.quirks.push(Quirk::QuickRetries);
    if service.sdk_id == ID {
        service.quirks.push(Quirk::BodyCrc32);
    }
    Ok(())
}
