//! API Gateway answers in a format of its own, HAL, to whoever does not ask for JSON.

use super::Applied;
use crate::ir::Service;

pub(super) const ID: &str = "API Gateway";

pub(super) fn service(service: &mut Service) -> Applied {
    service.headers.push(("accept".to_owned(), "application/json".to_owned()));
    Ok(())
}
