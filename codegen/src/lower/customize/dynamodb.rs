//! DynamoDB answers within milliseconds, so that a retry need not wait long; and it says which CRC-32
//! its answers have. The value of an attribute is one of several kinds: a union, which the format of
//! AWS's own models came too late for, and Smithy's model of the service has.

use super::{Applied, Stale};
use crate::ir::{Quirk, Service};
use crate::model::{Kind, Model};

pub(super) const ID: &str = "DynamoDB";

/// Streams are read from the same machines.
pub(super) const STREAMS_ID: &str = "DynamoDB Streams";

/// Values of attributes are unions.
pub(super) fn model(model: &mut Model) -> Applied {
    let mut found = false;
    for shape in model.shapes_mut().filter(|shape| shape.id.name() == "AttributeValue") {
        if let Kind::Structure(members) = &mut shape.kind {
            shape.kind = Kind::Union(std::mem::take(members));
        }
        found |= matches!(shape.kind, Kind::Union(_));
    }
    if found { Ok(()) } else { Err(Stale::new(ID, "there is no structure `AttributeValue`")) }
}

pub(super) fn service(service: &mut Service) -> Applied {
    service.quirks.push(Quirk::QuickRetries);
    if service.sdk_id == ID {
        service.quirks.push(Quirk::BodyCrc32);
    }
    Ok(())
}
