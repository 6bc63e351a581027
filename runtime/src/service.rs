//! A service as data: what is the same for all its operations.

use crate::Operation;
use crate::auth::ApiKey;
use crate::customize::Quirk;
use crate::endpoint::{NO_PARTITIONS, Partitions};
use crate::rules::Rules;
use aws_smithy_types::retry::ErrorKind;
use std::fmt;

/// A service. For generated code.
pub struct Service {
    /// The name that environment variables come from.
    pub sdk_id: &'static str,
    /// The name of the module, for the user agent.
    pub module: &'static str,
    /// The version of the API.
    pub version: &'static str,
    /// The name in signatures.
    pub signing_name: &'static str,
    /// How callers prove who they are, best first.
    pub auth: &'static [Auth],
    /// Where API keys stand, if callers have them.
    pub api_key: Option<ApiKey>,
    /// How requests and answers look.
    pub protocol: Protocol,
    /// Whether errors keep the codes that they had in AWS Query.
    pub query_compatible: bool,
    /// Headers of all requests, unless a call gives its own.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether signatures are those of S3: of the path as it is sent, with a header for the body.
    pub signs_like_s3: bool,
    /// The operation that tells endpoints, where others need to know.
    pub discovery: Option<&'static Operation>,
    /// What it wants besides what its model says.
    pub quirks: &'static [Quirk],
    /// Where requests go.
    pub endpoints: &'static Rules,
    /// The partitions that the rules speak of.
    pub partitions: &'static Partitions,
    /// The codes of errors that the model calls retryable.
    pub retryable: &'static [(&'static str, Retryable)],
    /// The codes of errors whose message must not be shown.
    pub secret_messages: &'static [&'static str],
}

impl fmt::Debug for Service {
    /// By its name: what is known about it would be part of every program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.sdk_id).finish()
    }
}

impl Service {
    /// What most services of a protocol have in common; the rest is empty.
    pub const fn of(protocol: Protocol) -> Self {
        Self {
            sdk_id: "",
            module: "",
            version: "",
            signing_name: "",
            auth: &[Auth::SigV4],
            api_key: None,
            protocol,
            query_compatible: false,
            headers: &[],
            signs_like_s3: false,
            discovery: None,
            quirks: &[],
            endpoints: &Rules::NONE,
            partitions: &NO_PARTITIONS,
            retryable: &[],
            secret_messages: &[],
        }
    }
}

impl Service {
    /// Whether where requests go depends on a region.
    #[cfg(feature = "testing")]
    pub(crate) fn has_regions(&self) -> bool {
        let mut parameters = self.endpoints.parameters.iter();
        parameters.any(|one| one.built_in == Some(crate::rules::BuiltIn::Region))
    }

    /// How the model says that an error may be retried, by what tells which error it is.
    pub(crate) fn kind_of(&self, shape: Option<&str>) -> Option<ErrorKind> {
        let (_, kind) = self.retryable.iter().find(|(code, _)| shape == Some(*code))?;
        Some(match kind {
            Retryable::Transient => ErrorKind::TransientError,
            Retryable::Throttling => ErrorKind::ThrottlingError,
        })
    }
}

/// How requests and answers look. Each is there with the feature of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// AWS JSON 1.0; with what stands before the operation's name in `X-Amz-Target`.
    #[cfg(feature = "json")]
    AwsJson1_0(&'static str),
    /// AWS JSON 1.1; with what stands before the operation's name in `X-Amz-Target`.
    #[cfg(feature = "json")]
    AwsJson1_1(&'static str),
    /// REST with JSON.
    #[cfg(feature = "json")]
    RestJson1,
    /// REST with XML.
    #[cfg(feature = "xml")]
    RestXml,
    /// REST with XML, where errors have no element around them.
    #[cfg(feature = "xml")]
    RestXmlBareErrors,
    /// AWS Query: forms out, XML in.
    #[cfg(feature = "query")]
    AwsQuery,
    /// EC2 Query: forms out, XML in.
    #[cfg(feature = "query")]
    Ec2Query,
    /// Smithy RPC v2 with CBOR; with the name of the service in paths.
    #[cfg(feature = "cbor")]
    RpcV2Cbor(&'static str),
    /// Smithy RPC v2 with JSON; with the name of the service in paths.
    #[cfg(feature = "json")]
    RpcV2Json(&'static str),
}

/// How a caller proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// AWS Signature Version 4.
    SigV4,
    /// AWS Signature Version 4, asymmetric.
    SigV4a,
    /// AWS Signature Version 4 with the credentials of a session of a directory bucket of S3.
    #[cfg(feature = "s3")]
    S3Express,
    /// AWS Signature Version 2.
    #[cfg(feature = "query")]
    SigV2,
    /// A bearer token.
    #[cfg(feature = "bearer")]
    Bearer,
    /// User and password.
    Basic,
    /// User and password, as a digest.
    Digest,
    /// A key in a header or the query.
    ApiKey,
    /// Not at all.
    Anonymous,
}

/// How an error may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Something failed for a moment.
    Transient,
    /// The caller was too fast.
    Throttling,
}
