//! Streams of events without the feature `events`: there are none.

use crate::auth::Onward;
use aws_smithy_types::body::SdkBody;

pub(crate) const MEDIA_TYPE: &str = "application/vnd.amazon.eventstream";

/// No events that could be sent.
#[derive(Debug)]
pub(crate) enum EventBody {}

impl EventBody {
    pub(crate) fn set_initial(&mut self, _: &'static str, _: Vec<u8>) {
        match *self {}
    }

    pub(crate) fn into_body(self) -> (SdkBody, Onward) {
        match self {}
    }
}

/// No events that could arrive.
#[derive(Debug)]
pub(crate) enum Frames {}
