//! Whoever comes to STS with a token or an assertion has no credentials yet, and must not be asked for
//! any, whatever the model says. That STS could not reach who issued the token may pass.

use super::{Applied, Stale};
use crate::ir::{Auth, Retryable, Service};

pub(super) const ID: &str = "STS";

const UNSIGNED: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// The operation that answers the error, and its code.
const WITH_TOKEN: &str = "AssumeRoleWithWebIdentity";
const UNREACHABLE: &str = "IDPCommunicationError";

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
