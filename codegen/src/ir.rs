//! The intermediate representation: plain data in which every check was made, and every name, type,
//! wire name and doc string is decided. Emitters only print it.

mod context;
mod endpoints;
mod features;
mod quirks;
mod rules;
pub mod tests;
pub mod waiters;
mod wire;

use crate::diagnostic::Diagnostics;
pub use context::*;
pub use endpoints::*;
pub use quirks::Quirk;
pub use rules::Rule;
pub use wire::{
    ApiKey, Auth, Binding, Bound, Default, Element, Form, Format, Http, Protocol, Root, Slot,
};

/// A service, ready to be printed.
#[derive(Clone, Debug)]
pub struct Service {
    /// The module, and the cargo feature. From the sdk id.
    pub module: String,
    /// The display name. `smithy.api#title`.
    pub title: String,
    /// `aws.api#service`, `sdkId`.
    pub sdk_id: String,
    /// The version of the API.
    pub version: String,
    /// The model file, for the header of each generated file.
    pub source: String,
    /// What the service is.
    pub docs: Docs,
    /// The protocol that it is generated for.
    pub protocol: Protocol,
    /// The name in signatures. `aws.auth#sigv4`.
    pub signing_name: String,
    /// How callers prove who they are, best first. `smithy.api#auth`.
    pub auth: Vec<Auth>,
    /// Where API keys stand. `smithy.api#httpApiKeyAuth`.
    pub api_key: Option<ApiKey>,
    /// `aws.protocols#awsQueryCompatible`: errors keep the codes of AWS Query.
    pub query_compatible: bool,
    /// Operations, sorted by name.
    pub operations: Vec<Operation>,
    /// All structures; operations refer to them by place.
    pub structures: Vec<Structure>,
    /// Unions, sorted by name.
    pub unions: Vec<Union>,
    /// Enums, sorted by name.
    pub enums: Vec<Enum>,
    /// The modelled errors, sorted by name.
    pub errors: Vec<ErrorVariant>,
    /// Headers of all requests.
    pub headers: Vec<(String, String)>,
    /// Whether signatures are those of S3: of the path as it is sent, with a header for the body.
    pub signs_like_s3: bool,
    /// The operation that tells endpoints, where others have to ask for theirs.
    /// `aws.api#clientEndpointDiscovery`.
    pub discovery: Option<String>,
    /// What it wants besides what its model says.
    pub quirks: Vec<Quirk>,
    /// Where requests go.
    pub endpoints: Endpoints,
    /// Settings of its clients alone. `smithy.rules#clientContextParams`.
    pub settings: Vec<ClientSetting>,
    /// Protocol tests, where they were asked for.
    pub tests: tests::Tests,
    /// What is worth a look, and keeps nothing from being generated.
    pub warnings: Diagnostics,
}

impl Service {
    /// The structure at a place that an operation names.
    pub fn structure(&self, id: StructureId) -> Option<&Structure> {
        self.structures.get(id.0)
    }

    /// Whether any type has a file of its own.
    pub fn has_model(&self) -> bool {
        let structures = self.structures_in(Home::Model).next();
        structures.is_some() || !self.unions.is_empty() || !self.enums.is_empty()
    }

    /// The structures that live in one kind of file, in order.
    pub fn structures_in(&self, home: Home) -> impl Iterator<Item = &Structure> {
        self.structures.iter().filter(move |structure| structure.home == home)
    }
}

/// The name of a type, an enum variant or a module: valid, not reserved, unique in its scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub(crate) String);

impl Name {
    /// The name as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Finished Markdown, line by line, without the slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub(crate) Vec<String>);

impl Docs {
    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

/// The place of a structure in [`Service::structures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StructureId(pub(crate) usize);

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The type that calls it.
    pub name: Name,
    /// The name on the wire.
    pub wire_name: String,
    /// The method of the client.
    pub method: Name,
    /// The file that it stands in.
    pub module: Name,
    /// What it does, in the client's own words: the first paragraph.
    pub summary: Docs,
    /// What it does, with its errors.
    pub docs: Docs,
    /// `smithy.api#deprecated`, with the note.
    pub deprecated: Option<Deprecated>,
    /// What it asks.
    pub input: StructureId,
    /// What it answers.
    pub output: StructureId,
    /// Whether the model has an input for it; where not, remote procedure calls send no body.
    pub has_input: bool,
    /// `smithy.api#http`, where the protocol looks at it.
    pub http: Option<Http>,
    /// How callers prove who they are, where it differs from the service.
    pub auth: Option<Vec<Auth>>,
    /// `aws.auth#unsignedPayload`
    pub unsigned_payload: bool,
    /// The checksum of bodies that requests carry.
    pub checksum: Option<Checksum>,
    /// The header that asks for a checksum of the answer. `aws.protocols#httpChecksum`.
    pub validation: Option<String>,
    /// Whether requests may be compressed. `smithy.api#requestCompression`.
    pub compresses: bool,
    /// Whether any part of the input is `smithy.api#sensitive`.
    pub hides_input: bool,
    /// Whether any part of the output is `smithy.api#sensitive`.
    pub hides_output: bool,
    /// `smithy.api#paginated`.
    pub paginator: Option<Paginator>,
    /// `smithy.waiters#waitable`.
    pub waiters: Vec<waiters::Waiter>,
    /// What inputs add to where it goes.
    pub endpoint: CallEndpoint,
    /// What it wants besides what its model says.
    pub quirks: Vec<Quirk>,
}

/// The checksum of a body that a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// MD5. `smithy.api#httpChecksumRequired`.
    Md5,
    /// Any. `aws.protocols#httpChecksum`.
    Required,
    /// By the algorithm that a header names, or else any.
    RequiredBy(String),
    /// By the algorithm that a header names, or else none.
    OptionalBy(String),
    /// SHA-256, of the whole and of a tree: of the archives of Glacier.
    Tree,
}

/// A deprecation, with what to use instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// Text for the compiler's warning.
    pub note: Option<String>,
}

/// Where a structure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// With the only operation that uses it.
    Operation,
    /// In a file of its own.
    Model,
    /// With the service's errors.
    Error,
}

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The name of the type.
    pub name: Name,
    /// The module of its file, where it has one of its own.
    pub module: Name,
    /// Where it is printed.
    pub home: Home,
    /// What it is.
    pub docs: Docs,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// Its members, in the model's order.
    pub members: Vec<Member>,
    /// Whether requests hold it.
    pub sent: bool,
    /// Whether answers hold it.
    pub received: bool,
    /// How it shows in `Debug`.
    pub debug: Debug,
    /// Whether it stands inside another shape.
    pub is_nested: bool,
    /// Whether it is an event of a stream.
    pub is_event: bool,
    /// Whether it is what an operation asks.
    pub is_input: bool,
    /// Whether it is what an operation answers.
    pub is_output: bool,
    /// The outermost element of a request that consists of it.
    pub root: Option<Root>,
    /// Whether it is what a remote procedure asks or answers that streams, in either direction: its
    /// message is put together like one that is bound to HTTP.
    pub is_bound: bool,
}

impl Structure {
    /// Whether it holds a stream, which can be neither copied nor compared.
    pub fn streams(&self) -> bool {
        self.members.iter().any(|member| member.ty.is_stream())
    }

    /// Whether a document of its members is ever made or read.
    pub fn is_document(&self, protocol: &Protocol) -> bool {
        let is_whole = protocol.binds() || self.is_event;
        !is_whole || self.is_nested || self.has_document()
    }

    /// Whether its members have places in an HTTP message.
    pub fn is_message(&self, protocol: &Protocol) -> bool {
        let is_whole = self.is_input || self.is_output || self.home == Home::Error;
        is_whole && (protocol.binds() || self.is_bound)
    }

    /// Whether any member stands in a body that is a document of all such members.
    pub fn has_document(&self) -> bool {
        self.members.iter().any(|member| member.bound.is_none())
    }
}

/// How a value shows in `Debug`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debug {
    /// As it is.
    Derived,
    /// With its sensitive members hidden.
    Redacted,
    /// Not at all: it is sensitive itself.
    Hidden,
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name in the model.
    pub model_name: String,
    /// How it stands in a body that is sent.
    pub sent: Slot,
    /// How it stands in a body that is received.
    pub received: Slot,
    /// Where else in a message it stands.
    pub bound: Option<Bound>,
    /// The field, and the setter.
    pub field: Name,
    /// The type of the value, without `Option`.
    pub ty: Type,
    /// Whether the field is an `Option`.
    pub optional: bool,
    /// `smithy.api#required` of a member that is sent.
    pub required: bool,
    /// `smithy.api#idempotencyToken`.
    pub token: bool,
    /// What holds of it where it is sent.
    pub rules: Vec<Rule>,
    /// The value where it is absent.
    pub default: Option<Default>,
    /// Whether it must not be shown.
    pub hidden: bool,
    /// What it is, with its facts.
    pub docs: Docs,
    /// What it is, without facts: for the setter.
    pub summary: Docs,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// Bytes.
    Blob,
    /// A moment.
    DateTime,
    /// Nothing: of a variant of a union that says all by being there.
    Unit,
    /// Data of any form.
    Document,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size.
    BigDecimal,
    /// A stream of bytes.
    Stream,
    /// Events that are sent.
    SentEvents(Name),
    /// Events that are received.
    ReceivedEvents(Name),
    /// A structure or a union.
    Named(Name),
    /// A structure or a union inside itself.
    Boxed(Name),
    /// An enum.
    Enum(Name),
    /// A list, of values that may be null if sparse.
    List {
        /// What its items are.
        item: Box<Type>,
        /// `smithy.api#sparse`.
        sparse: bool,
    },
    /// A map, of values that may be null if sparse.
    Map {
        /// `String`, or an enum.
        key: Box<Type>,
        /// What its values are.
        value: Box<Type>,
        /// `smithy.api#sparse`.
        sparse: bool,
    },
}

impl Type {
    /// Whether there is a value of the type that says nothing: moments have none.
    pub fn has_default(&self) -> bool {
        *self != Type::DateTime
    }

    /// Whether it arrives bit by bit.
    pub fn is_stream(&self) -> bool {
        matches!(self, Type::Stream | Type::SentEvents(_) | Type::ReceivedEvents(_))
    }

    /// The names of types of the service that it consists of.
    pub fn names(&self) -> Vec<&Name> {
        match self {
            Type::Named(name)
            | Type::Boxed(name)
            | Type::Enum(name)
            | Type::SentEvents(name)
            | Type::ReceivedEvents(name) => vec![name],
            Type::List { item, .. } => item.names(),
            Type::Map { key, value, .. } => [key.names(), value.names()].concat(),
            _ => Vec::new(),
        }
    }
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The name of the type.
    pub name: Name,
    /// The module of its file.
    pub module: Name,
    /// What it is.
    pub docs: Docs,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// Its variants, in the model's order.
    pub variants: Vec<Variant>,
    /// Whether requests hold it.
    pub sent: bool,
    /// Whether answers hold it.
    pub received: bool,
    /// How it shows in `Debug`.
    pub debug: Debug,
    /// Whether it is a stream of events.
    pub is_stream: bool,
    /// The errors that may end the stream: names on the wire, and codes.
    pub exceptions: Vec<(String, String)>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The name in the model.
    pub model_name: String,
    /// How it stands in a body that is sent.
    pub sent: Slot,
    /// How it stands in a body that is received.
    pub received: Slot,
    /// The name of the variant.
    pub name: Name,
    /// What it holds.
    pub ty: Type,
    /// What holds of it where it is sent.
    pub rules: Vec<Rule>,
    /// Whether it is an error that ends a stream of events.
    pub is_exception: bool,
    /// Whether it must not be shown.
    pub hidden: bool,
    /// What it is.
    pub docs: Docs,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name of the type.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// Its values, in the model's order.
    pub values: Vec<EnumValue>,
    /// Text or numbers.
    pub kind: EnumKind,
    /// Whether maps have it as their key, and so need its order.
    pub is_key: bool,
    /// Whether it is sensitive.
    pub hidden: bool,
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumKind {
    /// Text.
    String,
    /// Integers.
    Int,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// The name of the variant.
    pub name: Name,
    /// What it means; often nothing is said.
    pub docs: Docs,
}

/// A modelled error.
#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// The variant, and the structure.
    pub name: Name,
    /// The code on the wire.
    pub code: String,
    /// What happened.
    pub docs: Docs,
    /// `smithy.api#retryable`.
    pub retryable: Option<Retryable>,
    /// Whether its message is `smithy.api#sensitive`.
    pub hides_message: bool,
}

/// How an error may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Something failed for a moment.
    Transient,
    /// The caller was too fast.
    Throttling,
}

/// How to get the next page.
#[derive(Clone, Debug)]
pub struct Paginator {
    /// Members of the input that take a token, each with the paths in the output, of which the first
    /// that leads to one has it.
    pub tokens: Vec<(Name, Vec<Path>)>,
    /// Where the output says whether there are more.
    pub more: Option<Path>,
    /// Where the items are, and what they are.
    pub items: Option<(Path, Type)>,
}

/// A path into an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub(crate) Vec<Step>);

impl Path {
    /// The fields, from the output inwards.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: Name,
    /// Whether it is an `Option`.
    pub optional: bool,
    /// Whether it is a list, of which the last item is meant.
    pub last: bool,
}

/// A partition of regions.
#[derive(Clone, Debug)]
pub struct Partition {
    /// Its name.
    pub name: String,
    /// The domain.
    pub dns_suffix: String,
    /// The domain that has addresses of IPv6 too.
    pub dual_stack_dns_suffix: String,
    /// Whether there are endpoints after the Federal Information Processing Standards.
    pub supports_fips: bool,
    /// Whether there are endpoints with addresses of IPv6 too.
    pub supports_dual_stack: bool,
    /// The region of services that have one for all.
    pub implicit_global_region: String,
    /// The regions that are known, sorted.
    pub regions: Vec<String>,
    /// How the names of other regions may begin: before a word and a number, such as `west-1`.
    pub region_prefixes: Vec<String>,
}
