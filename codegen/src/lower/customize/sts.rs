//! Whoever comes to STS with a token or an assertion has no credentials yet, and must not be asked for
//! any, whatever the model says. That STS could not reach who issued the token may pass. The token of a
//! session is as secret as the key that it belongs to, which alone the model calls so.

use super::{Applied, Stale};
use crate::ir::{Auth, Retryable, Service};
use crate::model::Model;
use crate::model::traits::{Marker, Trait};

pub(super) const ID: &str = "STS";

const UNSIGNED: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// The operation that answers the error, and its code.
const WITH_TOKEN: &str = "AssumeRoleWithWebIdentity";
const UNREACHABLE: &str = "IDPCommunicationError";

/// Tokens of sessions are secret.
pub(super) fn model(model: &mut Model) -> Applied {
    match model.shapes_mut().find(|shape| shape.id.name() == "tokenType") {
        Some(shape) => {
            shape.traits.set(Trait::Sensitive(Marker {}));
            Ok(())
        }
        None => Err(Stale::new(ID, "there is no `tokenType`, which tokens of sessions have")),
    }
}

pub(super) fn service(service: &mut Service) -> Applied {
    for operation in &mut service.operations {
        if UNSIGNED.contains(&operation.wire_name.as_str()) {
            operation.auth = Some(vec![Auth::Anonymous]);
        }
    }
    if !service.operations.iter().any(|operation| operation.wire_name == WITH_TOKEN) {
        return Ok(());
    }
    match service.errors.iter_mut().find(|error| error.code == UNREACHABLE) {
        Some(error) => {
            error.retryable = Some(Retryable::Transient);
            Ok(())
        }
        None => Err(Stale::new(WITH_TOKEN, format!("it has no error `{UNREACHABLE}`"))),
    }
}
