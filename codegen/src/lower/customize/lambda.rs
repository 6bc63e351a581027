//! A function of Lambda may take minutes, and say nothing meanwhile.

use super::{Applied, give};
use crate::ir::{Quirk, Service};

pub(super) const ID: &str = "Lambda";

const INVOKE: [&str; 2] = ["Invoke", "InvokeWithResponseStream"];

pub(super) fn service(service: &mut Service) -> Applied {
    give(service, &INVOKE, &Quirk::SlowAnswers);
    Ok(())
}
