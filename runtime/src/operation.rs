//! An operation as data: what is the same for all calls of it.

use crate::wire::json::{self, Decode, DecodeError, Encode};
use crate::{CallError, CallErrorKind, Service};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{Metadata, SensitiveOutput};
use aws_smithy_runtime_api::client::runtime_plugin::{SharedRuntimePlugin, StaticRuntimePlugin};
use aws_smithy_types::config_bag::{Layer, Storable, StoreReplace};
use std::fmt;
use std::sync::OnceLock;

/// An operation of a service. For generated code.
pub struct Operation {
    name: &'static str,
    encode: fn(&Input) -> Result<Vec<u8>, EncodeError>,
    decode: fn(&[u8]) -> Result<Output, DecodeError>,
    pub(crate) hides_input: bool,
    pub(crate) hides_output: bool,
    plugin: OnceLock<SharedRuntimePlugin>,
}

/// Why an input could not be made into a request.
#[derive(Debug)]
pub(crate) enum EncodeError {
    /// Required members are missing.
    Missing(json::Missing),
    /// An interceptor replaced the input by a value of another type.
    Replaced,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(missing) => missing.fmt(f),
            Self::Replaced => f.write_str("an interceptor replaced the input by another type"),
        }
    }
}

impl std::error::Error for EncodeError {}

impl Operation {
    /// An operation of the AWS JSON protocols.
    pub const fn aws_json<I, O>(name: &'static str) -> Self
    where
        I: Encode + fmt::Debug + Send + Sync + 'static,
        O: Decode + fmt::Debug + Send + Sync + 'static,
    {
        Self {
            name,
            encode: |input| match input.downcast_ref::<I>() {
                Some(input) => json::encode(input).map_err(EncodeError::Missing),
                None => Err(EncodeError::Replaced),
            },
            decode: |body| json::decode::<O>(body).map(Output::erase),
            hides_input: false,
            hides_output: false,
            plugin: OnceLock::new(),
        }
    }

    /// Keeps the request out of logs.
    pub const fn hide_input(mut self) -> Self {
        self.hides_input = true;
        self
    }

    /// Keeps the answer out of logs and messages.
    pub const fn hide_output(mut self) -> Self {
        self.hides_output = true;
        self
    }

    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn encode(&self, input: &Input) -> Result<Vec<u8>, EncodeError> {
        (self.encode)(input)
    }

    pub(crate) fn decode(&self, body: &[u8]) -> Result<Output, DecodeError> {
        (self.decode)(body)
    }

    /// Takes an output out of what the orchestrator returned.
    ///
    /// # Errors
    ///
    /// An interceptor replaced the output by a value of another type.
    #[doc(hidden)]
    pub fn take<O: fmt::Debug + Send + Sync + 'static>(
        &self,
        output: Output,
    ) -> Result<O, CallError> {
        output.downcast::<O>().map_err(|_| {
            let cause = "an interceptor replaced the output by another type";
            CallError::new(self.name, CallErrorKind::Other, cause)
        })
    }

    /// What the operation adds to a client's configuration; made once.
    pub(crate) fn plugin(&'static self, service: &'static Service) -> SharedRuntimePlugin {
        let make = || {
            let mut layer = Layer::new(self.name);
            layer.store_put(Metadata::new(self.name, service.sdk_id));
            layer.store_put(Current { operation: self, service });
            if self.hides_output {
                layer.store_put(SensitiveOutput);
            }
            SharedRuntimePlugin::new(StaticRuntimePlugin::new().with_config(layer.freeze()))
        };
        self.plugin.get_or_init(make).clone()
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Operation").field(&self.name).finish()
    }
}

/// The operation that is being called, for whoever has the configuration of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Current {
    pub(crate) operation: &'static Operation,
    pub(crate) service: &'static Service,
}

impl Storable for Current {
    type Storer = StoreReplace<Self>;
}
