//! The value of the trait that carries the cases of endpoint rules.
//!
//! Every field that is known here is checked by whoever runs the cases; an unknown one is an error
//! where the model is read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The cases of a service.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EndpointTests {
    /// The version of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The cases.
    #[serde(default)]
    pub test_cases: Vec<EndpointTest>,
}

/// Values of parameters, and what they lead to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EndpointTest {
    /// What it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub documentation: String,
    /// Values of parameters, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub params: Map<String, Value>,
    /// Calls that have these values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operation_inputs: Vec<EndpointCall>,
    /// What comes of it.
    pub expect: ExpectedEndpoint,
}

/// A call that has the values of a case.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EndpointCall {
    /// The operation.
    pub operation_name: String,
    /// Its input.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub operation_params: Map<String, Value>,
    /// What the client's settings give.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub built_in_params: Map<String, Value>,
    /// Settings of the client that the service has of its own.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub client_params: Map<String, Value>,
}

/// What comes of a case: one of both.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedEndpoint {
    /// An endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<Endpoint>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// An endpoint.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Its URL.
    pub url: String,
    /// Headers to send to it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, Vec<String>>,
    /// What else is known about it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub properties: Map<String, Value>,
}
