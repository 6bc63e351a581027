//! An operation as data: what is the same for all calls of it.

mod shapes;

use crate::auth::{self, UnsignedPayload};
#[cfg(feature = "compression")]
use crate::compression::Compress;
use crate::customize::{self, Quirk};
use crate::endpoint::BarePath;
use crate::http::{RequestWriter, ResponseReader};
use crate::integrity::Checksum;
#[cfg(feature = "checksums")]
use crate::integrity::{Chosen, Validation};
use crate::wire::{DecodeError, InvalidInput};
use crate::{Auth, EndpointInput, Service, protocol};
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{Metadata, SensitiveOutput};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    Order, SharedRuntimePlugin, StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::{Layer, Storable, StoreReplace};
use shapes::{Answers, Asks};
pub use shapes::{Quiet, erase};
use std::any::TypeId;
use std::fmt;

/// An operation of a service. For generated code. Operations are constants, so that what they need is
/// compiled only where they are called.
pub struct Operation {
    name: &'static str,
    input: TypeId,
    method: &'static str,
    uri: &'static str,
    asks: Asks,
    answers: Answers,
    auth: Option<&'static [Auth]>,
    pub(crate) no_input: bool,
    pub(crate) streams: bool,
    events: bool,
    pub(crate) unsigned_payload: bool,
    checksum: Option<Checksum>,
    #[cfg(feature = "checksums")]
    chosen: Option<Chosen>,
    #[cfg(feature = "checksums")]
    validation: Option<&'static str>,
    pub(crate) compressed: bool,
    pub(crate) hides_input: bool,
    pub(crate) hides_output: bool,
    pub(crate) endpoint: Option<&'static EndpointInput>,
    pub(crate) quirks: &'static [Quirk],
}

/// Tells operations apart, of whatever services they are: there may be several copies of a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OperationKey {
    input: TypeId,
    name: &'static str,
}

/// Why an input could not be made into a request.
#[derive(Debug)]
pub(crate) enum EncodeError {
    /// Required members are missing, or constraints do not hold.
    InvalidInput(InvalidInput),
    /// A value that cannot stand where it belongs; the text says which.
    Invalid(String),
    /// An interceptor replaced the input by a value of another type.
    Replaced,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(found) => found.fmt(f),
            Self::Invalid(what) => f.write_str(what),
            Self::Replaced => f.write_str("an interceptor replaced the input by another type"),
        }
    }
}

impl std::error::Error for EncodeError {}

/// What inputs and outputs are besides their wire format.
pub trait Value: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> Value for T {}

impl Operation {
    const fn new(input: TypeId, name: &'static str, asks: Asks, answers: Answers) -> Self {
        Self {
            name,
            input,
            method: "POST",
            uri: "/",
            asks,
            answers,
            auth: None,
            no_input: false,
            streams: false,
            events: false,
            unsigned_payload: false,
            checksum: None,
            #[cfg(feature = "checksums")]
            chosen: None,
            #[cfg(feature = "checksums")]
            validation: None,
            compressed: false,
            hides_input: false,
            hides_output: false,
            endpoint: None,
            quirks: &[],
        }
    }

    /// Sends no body, for the model has no input.
    pub const fn no_input(mut self) -> Self {
        self.no_input = true;
        self
    }

    /// Hands the body of the answer on as it arrives.
    pub const fn streams(mut self) -> Self {
        self.streams = true;
        self
    }

    /// Hands the events of the answer on as they arrive.
    pub const fn events(mut self) -> Self {
        self.streams = true;
        self.events = true;
        self
    }

    pub(crate) fn has_events(&self) -> bool {
        self.events
    }

    /// Leaves the body out of the signature.
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Sends the MD5 of the body.
    pub const fn content_md5(mut self) -> Self {
        self.checksum = Some(Checksum::MD5);
        self
    }

    /// Sends a checksum of the body.
    #[cfg(feature = "checksums")]
    pub const fn checksum(mut self) -> Self {
        self.chosen = Some(Chosen { header: None, is_required: true });
        self
    }

    /// Sends a checksum of the body by the algorithm that a header names, CRC32 where there is none.
    #[cfg(feature = "checksums")]
    pub const fn checksum_by(mut self, header: &'static str) -> Self {
        self.chosen = Some(Chosen { header: Some(header), is_required: true });
        self
    }

    /// Sends the checksums of Glacier's archives.
    pub const fn tree_checksum(mut self) -> Self {
        self.checksum = Some(Checksum::TREE);
        self
    }

    /// Asks for a checksum of the answer by a header, and compares it, where the configuration or the
    /// caller wants it.
    #[cfg(feature = "checksums")]
    pub const fn validates(mut self, header: &'static str) -> Self {
        self.validation = Some(header);
        self
    }

    /// Sends a checksum of the body where a header names an algorithm, or the configuration wants one.
    #[cfg(feature = "checksums")]
    pub const fn optional_checksum_by(mut self, header: &'static str) -> Self {
        self.chosen = Some(Chosen { header: Some(header), is_required: false });
        self
    }

    /// Compresses large bodies.
    #[cfg(feature = "compression")]
    pub const fn compressed(mut self) -> Self {
        self.compressed = true;
        self
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

    /// How callers prove who they are, where it differs from the service.
    pub const fn auth(mut self, schemes: &'static [Auth]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// Adds what inputs say of where it goes.
    pub const fn endpoint(mut self, endpoint: &'static EndpointInput) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// Adds what no trait of the model says.
    pub const fn quirks(mut self, quirks: &'static [Quirk]) -> Self {
        self.quirks = quirks;
        self
    }

    /// How callers prove who they are, where it differs from the service.
    pub(crate) fn schemes(&self) -> Option<&'static [Auth]> {
        self.auth
    }

    /// What tells it apart from all others.
    pub(crate) fn key(&self) -> OperationKey {
        // Operations may share an input, but none of the same name in another service does.
        OperationKey { input: self.input, name: self.name }
    }

    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The method of requests, and the template of their path and query.
    pub(crate) fn target(&self) -> (&'static str, &'static str) {
        (self.method, self.uri)
    }

    pub(crate) fn encode(
        &self,
        input: &mut Input,
        request: &mut RequestWriter,
    ) -> Result<(), EncodeError> {
        self.asks.write(input, request)
    }

    pub(crate) fn decode(&self, response: &mut ResponseReader<'_>) -> Result<Output, DecodeError> {
        self.answers.read(response)
    }

    /// What the operation adds to a client's configuration.
    pub(crate) fn plugin(&'static self, service: &'static Service) -> SharedRuntimePlugin {
        let mut layer = Layer::new(self.name);
        layer.store_put(Metadata::new(self.name, service.sdk_id));
        layer.store_put(Current::new(self, service));
        if let Some(schemes) = self.auth {
            layer.store_put(AuthSchemeOptionResolverParams::new(schemes));
        }
        if self.hides_output {
            layer.store_put(SensitiveOutput);
        }
        customize::layer(self, &mut layer);
        let plugin = StaticRuntimePlugin::new().with_config(layer.freeze());
        SharedRuntimePlugin::new(match self.components(service) {
            // They run after those of the caller, so that what they are about is final.
            Some(components) => {
                plugin.with_order(Order::NestedComponents).with_runtime_components(components)
            }
            None => plugin,
        })
    }

    /// Schemes of authentication that the service does not have, and what is done to requests besides
    /// what is done to all, in its order.
    fn components(&self, service: &Service) -> Option<RuntimeComponentsBuilder> {
        #[cfg(not(feature = "compression"))]
        let compress = None;
        #[cfg(feature = "compression")]
        let compress = self.compressed.then(|| SharedInterceptor::permanent(Compress));
        let checksum = self.checksum.map(SharedInterceptor::permanent);
        #[cfg(not(feature = "checksums"))]
        let (chosen, validation) = (None, None);
        #[cfg(feature = "checksums")]
        let chosen = self.chosen.map(SharedInterceptor::permanent);
        #[cfg(feature = "checksums")]
        let validation = self.validation.map(|header| {
            let validation = Validation::new(header);
            SharedInterceptor::permanent(validation)
        });
        let unsigned = self.unsigned_payload.then(|| SharedInterceptor::permanent(UnsignedPayload));
        let has_path = self.uri.starts_with('/');
        let bare_path = (!has_path).then(|| SharedInterceptor::permanent(BarePath));
        let all = [compress, checksum, chosen, validation, unsigned, bare_path];
        let mut all = all.into_iter().flatten().peekable();
        let schemes = self.auth.unwrap_or_default().iter().copied();
        let mut schemes = schemes.filter(|scheme| !service.auth.contains(scheme)).peekable();
        let has_none = all.peek().is_none() && schemes.peek().is_none();
        if has_none && !customize::has_components(self) {
            return None;
        }
        let mut components = RuntimeComponentsBuilder::new(self.name);
        auth::add_schemes(&mut components, schemes);
        customize::operation(self, &mut components);
        for interceptor in all {
            components.push_interceptor(interceptor);
        }
        Some(components)
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
    /// What names the operation in a header, where the protocol has that.
    pub(crate) target: Option<&'static str>,
}

impl Current {
    pub(crate) fn new(operation: &'static Operation, service: &'static Service) -> Self {
        let target = protocol::target(service.protocol, operation.name);
        Self { operation, service, target }
    }
}

impl Storable for Current {
    type Storer = StoreReplace<Self>;
}
