//! The services of Bedrock have API keys, which their official clients find in an environment
//! variable. They are many, and share their name in signatures.

use crate::ir::{Auth, Quirk, Service};

const SIGNING_NAME: &str = "bedrock";

pub(super) fn service(service: &mut Service) {
    if service.signing_name == SIGNING_NAME && service.auth.contains(&Auth::Bearer) {
        service.quirks.push(Quirk::BearerVariable);
    }
}
