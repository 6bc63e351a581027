//! The values of traits.

use serde::{Deserialize, Serialize};
use serde_json::Number;

/// The value of a trait that says all by being there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {}

/// Since when, and what to use instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecated {
    /// What to use instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// A version or a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// Bounds of a length: characters, bytes, items or entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u64>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
}

/// Bounds of a number.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// Who is to blame for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ErrorSide {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// How an error may be retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retryable {
    /// The caller was too fast.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub throttling: bool,
}

/// Which members carry the tokens, the items and the size of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Paginated {
    /// The member of the input that takes the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_token: Option<String>,
    /// The path in the output that holds the next token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_token: Option<String>,
    /// The path in the output that holds the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The member of the input that bounds a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<String>,
}

/// The namespace of an XML element.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct XmlNamespace {
    /// The URI that names it.
    pub uri: String,
    /// The prefix that stands for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
}

/// How an operation is bound to HTTP.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path, with labels in braces and constant query parameters.
    pub uri: String,
    /// The status of success.
    #[serde(default = "ok")]
    pub code: u16,
}

fn ok() -> u16 {
    200
}

/// What stands before the host name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HostPrefix {
    /// The prefix, with labels in braces.
    pub host_prefix: String,
}

/// The versions of HTTP that a service speaks; empty means 1.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct HttpVersions {
    /// For calls, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub http: Vec<String>,
    /// For streams of events, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub event_stream_http: Vec<String>,
}

/// The value of `restXml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct RestXml {
    /// Errors have no element around them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_error_wrapping: bool,
    /// For calls, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub http: Vec<String>,
    /// For streams of events, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub event_stream_http: Vec<String>,
}

/// How an error is told in AWS Query.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AwsQueryError {
    /// The code.
    pub code: String,
    /// The HTTP status.
    pub http_response_code: u16,
}

/// The name of a service in signatures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SigningName {
    /// The name.
    pub name: String,
}

/// The names of an AWS service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AwsService {
    /// The name that module, feature and display name come from.
    pub sdk_id: String,
    /// In ARNs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn_namespace: Option<String>,
    /// In CloudFormation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_formation_name: Option<String>,
    /// In CloudTrail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_trail_event_source: Option<String>,
    /// In the host names of endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_prefix: Option<String>,
    /// In documentation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_id: Option<String>,
    /// In CloudWatch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch_namespace: Option<String>,
}
