//! The values of the traits that carry protocol tests.
//!
//! Every field that is known here is checked by the tests that are made of it; an unknown one is an
//! error where the model is read.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whose tests they are, where not everybody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AppliesTo {
    /// Clients alone.
    Client,
    /// Servers alone.
    Server,
}

/// A call, and the request that it must make.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HttpRequestTest {
    /// The name of the case.
    pub id: String,
    /// The id of the trait of the protocol.
    pub protocol: String,
    /// The id of the authentication scheme, where the case asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_scheme: Option<String>,
    /// The method.
    pub method: String,
    /// The path as it is sent, without the query.
    pub uri: String,
    /// The host that the client is told, with a path if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The host that the request goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_host: Option<String>,
    /// Parameters of the query, each as it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query_params: Vec<String>,
    /// Names that the query must not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_query_params: Vec<String>,
    /// Names that the query must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_query_params: Vec<String>,
    /// Headers with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Headers that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_headers: Vec<String>,
    /// Headers that must be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_headers: Vec<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What the body is, and so how bodies are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_media_type: Option<String>,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub params: Value,
    /// How the client is configured.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub vendor_params: Value,
    /// The shape of `vendor_params`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_params_shape: Option<String>,
    /// What the case is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// Labels for tools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whose case it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<AppliesTo>,
}

/// An answer, and what it must mean.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HttpResponseTest {
    /// The name of the case.
    pub id: String,
    /// The id of the trait of the protocol.
    pub protocol: String,
    /// The HTTP status.
    pub code: u16,
    /// The id of the authentication scheme, where the case asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_scheme: Option<String>,
    /// Headers with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Headers that a server must not send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_headers: Vec<String>,
    /// Headers that a server must send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_headers: Vec<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What the body is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_media_type: Option<String>,
    /// What is answered.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub params: Value,
    /// What else is known of an error.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub vendor_params: Value,
    /// The shape of `vendor_params`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_params_shape: Option<String>,
    /// What the case is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// Labels for tools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whose case it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<AppliesTo>,
}

/// A stream of events, with the messages that come before it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventStreamTest {
    /// The name of the case.
    pub id: String,
    /// The id of the trait of the protocol.
    pub protocol: String,
    /// What is asked besides events.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub initial_request_params: Value,
    /// The request that it must make.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_request: Option<InitialRequest>,
    /// The shape of `initial_request`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_request_shape: Option<String>,
    /// What is answered besides events.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub initial_response_params: Value,
    /// The answer that it is read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_response: Option<InitialResponse>,
    /// The shape of `initial_response`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_response_shape: Option<String>,
    /// The events, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventTest>,
    /// What must come of it; success where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Expectation>,
    /// How the client is configured.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub vendor_params: Value,
    /// The shape of `vendor_params`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_params_shape: Option<String>,
    /// What the case is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// Whose case it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<AppliesTo>,
}

/// The request that opens a stream: `smithy.test#InitialHttpRequest`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InitialRequest {
    /// The method.
    pub method: String,
    /// The path as it is sent, without the query.
    pub uri: String,
    /// Parameters of the query, each as it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query_params: Vec<String>,
    /// Names that the query must not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_query_params: Vec<String>,
    /// Names that the query must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_query_params: Vec<String>,
    /// Headers with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Headers that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_headers: Vec<String>,
    /// Headers that must be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_headers: Vec<String>,
}

/// The answer that opens a stream: `smithy.test#InitialHttpResponse`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InitialResponse {
    /// The HTTP status.
    pub code: u16,
    /// Headers with their values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body, where it is not a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What the body is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_media_type: Option<String>,
}

/// An event as a value and as a message.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventTest {
    /// Who sends it.
    #[serde(rename = "type")]
    pub direction: Direction,
    /// The event, as the union that it is of.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub params: Value,
    /// The headers of the message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, HeaderValue>,
    /// Headers that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid_headers: Vec<String>,
    /// Headers that must be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require_headers: Vec<String>,
    /// The payload of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What the payload is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_media_type: Option<String>,
    /// The whole message, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
    /// What else is known of the event.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub vendor_params: Value,
    /// The shape of `vendor_params`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_params_shape: Option<String>,
}

/// Who sends an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The client.
    Request,
    /// The service.
    Response,
}

/// The value of a header of an event.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HeaderValue {
    /// True or false.
    Boolean(bool),
    /// 8 bits with a sign.
    Byte(i8),
    /// 16 bits with a sign.
    Short(i16),
    /// 32 bits with a sign.
    Integer(i32),
    /// 64 bits with a sign.
    Long(i64),
    /// Bytes, in base64.
    Blob(String),
    /// Text.
    String(String),
    /// A moment: seconds since 1970, or text.
    Timestamp(Value),
}

/// What must come of a stream.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Expectation {
    /// It is written or read.
    Success(super::Marker),
    /// It fails.
    Failure(ExpectedFailure),
}

/// How a stream must fail.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpectedFailure {
    /// The shape of the modelled error, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_id: Option<String>,
}
