//! SQS holds the answer back for as long as the call says, until there is a message. A read timeout
//! would take that for silence, so it begins after the wait.

use crate::http::Made;
use crate::wire::{Result, json};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::timeout::TimeoutConfig;
use std::time::Duration;

/// The part of a request that says how long to wait.
#[derive(Default)]
struct Wait {
    seconds: Option<i32>,
}

impl json::Decode for Wait {
    fn decode(&mut self, member: &str, reader: &mut json::Reader<'_>) -> Result {
        match member {
            "WaitTimeSeconds" => reader.read(&mut self.seconds),
            _ => reader.other(),
        }
    }
}

pub(super) fn wait(made: &Made, cfg: &mut ConfigBag) {
    let Some(timeouts) = cfg.load::<TimeoutConfig>() else { return };
    let Some(read) = timeouts.read_timeout() else { return };
    let asked: Wait = json::decode(made.body.bytes().unwrap_or_default()).unwrap_or_default();
    let Some(seconds) = asked.seconds.and_then(|seconds| u64::try_from(seconds).ok()) else {
        return;
    };
    let mut longer = timeouts.to_builder();
    longer.set_read_timeout(Some(read.saturating_add(Duration::from_secs(seconds))));
    let longer = longer.build();
    cfg.interceptor_state().store_put(longer);
}
