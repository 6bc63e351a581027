//! A service as data: what is the same for all its operations.

use crate::endpoint::Partitions;
use crate::rules::Rules;

/// A service. For generated code.
#[derive(Debug)]
pub struct Service {
    /// The name that environment variables come from.
    pub sdk_id: &'static str,
    /// The name of the module, for the user agent.
    pub module: &'static str,
    /// The version of the API.
    pub version: &'static str,
    /// The name in signatures.
    pub signing_name: &'static str,
    /// How requests and answers look.
    pub protocol: Protocol,
    /// Where requests go.
    pub endpoints: &'static Rules,
    /// The partitions that the rules speak of.
    pub partitions: &'static Partitions,
    /// The codes of errors that the model calls retryable.
    pub retryable: &'static [(&'static str, Retryable)],
    /// The codes of errors whose message must not be shown.
    pub secret_messages: &'static [&'static str],
}

/// How requests and answers look.
#[derive(Clone, Copy, Debug)]
pub enum Protocol {
    /// AWS JSON 1.0; with what stands before the operation's name in `X-Amz-Target`.
    AwsJson1_0(&'static str),
    /// AWS JSON 1.1; with what stands before the operation's name in `X-Amz-Target`.
    AwsJson1_1(&'static str),
}

/// How an error may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Something failed for a moment.
    Transient,
    /// The caller was too fast.
    Throttling,
}
