//! SQS says which MD5 the messages have that it took or hands out, and holds its answer back while
//! there is no message. Both is read from JSON, the protocol of all its models of today.

use super::{Applied, demand, give, sides};
use crate::ir::{Protocol, Quirk, Service};

pub(super) const ID: &str = "SQS";

const RECEIVE: &str = "ReceiveMessage";

/// The operations, with members of their inputs and outputs that it depends on.
const MESSAGES: [(&str, &str, &str); 3] = [
    ("SendMessage", "MessageBody", "MD5OfMessageBody"),
    ("SendMessageBatch", "Entries", "Successful"),
    (RECEIVE, "WaitTimeSeconds", "Messages"),
];

pub(super) fn service(service: &mut Service) -> Applied {
    if !matches!(service.protocol, Protocol::AwsJson10(_) | Protocol::AwsJson11(_)) {
        return Ok(());
    }
    for (operation, asked, answered) in MESSAGES {
        if let Some((input, output)) = sides(service, operation) {
            demand(operation, input, asked)?;
            demand(operation, output, answered)?;
        }
        give(service, &[operation], &Quirk::MessageDigests);
    }
    give(service, &[RECEIVE], &Quirk::LongPolls);
    Ok(())
}
