//! What a call adds to where it goes: values of parameters, and a prefix of the host.

use super::engine::EndpointError;
use super::functions::is_host_label;
use super::parameters::{ParameterValue, Parameters};
use crate::wire::{Enum, Text};
use crate::{Map, MapKey};
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use std::fmt;

/// What the inputs of an operation add. For generated code; `endpoint!` makes it.
#[derive(Clone, Copy)]
pub struct EndpointInput {
    /// Sets values of parameters.
    #[doc(hidden)]
    pub set: fn(&Input, &mut Parameters),
    /// Makes the prefix of the host, if there is one.
    #[doc(hidden)]
    pub prefix: Option<Prefix>,
}

/// Makes a prefix, if the input has all that is part of it.
type Prefix = fn(&Input) -> Result<Option<String>, EndpointError>;

impl EndpointInput {
    /// The values of a client's parameters, and over them those of a call.
    pub fn parameters(&self, client: &Parameters, input: &Input) -> Parameters {
        let mut parameters = client.clone();
        (self.set)(input, &mut parameters);
        parameters
    }

    /// What stands before the host of the endpoint, such as `data-`. There is none where a part of
    /// it is missing in the input, which then cannot be sent anyway.
    ///
    /// # Errors
    ///
    /// A part of it that the input has cannot stand in a host name.
    pub fn host_prefix(&self, input: &Input) -> Result<Option<EndpointPrefix>, EndpointError> {
        let Some(prefix) = self.prefix.map(|prefix| prefix(input)).transpose()?.flatten() else {
            return Ok(None);
        };
        let wrong = |_| EndpointError::new(format!("`{prefix}` cannot begin a host name"));
        EndpointPrefix::new(prefix.as_str()).map(Some).map_err(wrong)
    }
}

impl fmt::Debug for EndpointInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointInput").finish_non_exhaustive()
    }
}

/// What can be the value of a parameter.
#[doc(hidden)]
pub trait AsParameter {
    fn as_parameter(&self) -> ParameterValue;
}

impl AsParameter for String {
    fn as_parameter(&self) -> ParameterValue {
        ParameterValue::String(self.clone())
    }
}

impl<T: Enum> AsParameter for T {
    fn as_parameter(&self) -> ParameterValue {
        ParameterValue::String(text(self))
    }
}

impl AsParameter for bool {
    fn as_parameter(&self) -> ParameterValue {
        ParameterValue::Boolean(*self)
    }
}

/// What has items for a path to go into: lists, and maps with their values.
#[doc(hidden)]
pub trait Each {
    type Item;
    fn each(&self) -> impl Iterator<Item = &Self::Item>;
}

impl<T> Each for Vec<T> {
    type Item = T;

    fn each(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}

impl<K, V> Each for Map<K, V> {
    type Item = V;

    fn each(&self) -> impl Iterator<Item = &V> {
        self.values()
    }
}

fn text(value: &impl Text) -> String {
    let mut text = String::new();
    value.push_text(&mut text);
    text
}

/// The texts that paths lead to.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct ParameterTexts(pub(super) Option<Vec<String>>);

impl ParameterTexts {
    /// Notes that there is a list, even if it has no items.
    pub fn found(&mut self) {
        self.0.get_or_insert_default();
    }

    /// Adds a text.
    pub fn push(&mut self, value: &impl Text) {
        self.0.get_or_insert_default().push(text(value));
    }

    /// Adds the keys of a map.
    pub fn keys<K: MapKey, V>(&mut self, map: &Map<K, V>) {
        let keys = map.keys().map(|key| key.as_key().to_owned());
        self.0.get_or_insert_default().extend(keys);
    }
}

/// A label of a host name.
#[doc(hidden)]
pub fn host_label<'l>(name: &str, value: &'l str) -> Result<&'l str, EndpointError> {
    if is_host_label(value, true) {
        return Ok(value);
    }
    let why = match value {
        "" => "is empty",
        _ => "cannot stand there",
    };
    Err(EndpointError::new(format!("`{name}` is part of the host name, and {why}")))
}
