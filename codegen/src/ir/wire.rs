//! How values look on the wire: protocols, names, forms, and the places in an HTTP message.

use super::Type;

/// How requests and answers look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`, with what stands before the operation in `X-Amz-Target`.
    AwsJson10(String),
    /// `aws.protocols#awsJson1_1`, with what stands before the operation in `X-Amz-Target`.
    AwsJson11(String),
    /// `aws.protocols#restJson1`
    RestJson1,
    /// `aws.protocols#restXml`
    RestXml {
        /// `noErrorWrapping`: errors have no element around them.
        bare_errors: bool,
    },
    /// `aws.protocols#awsQuery`
    AwsQuery,
    /// `aws.protocols#ec2Query`
    Ec2Query,
    /// `smithy.protocols#rpcv2Cbor`, with the name of the service in paths.
    RpcV2Cbor(String),
    /// `smithy.protocols#rpcv2Json`, with the name of the service in paths.
    RpcV2Json(String),
}

impl Protocol {
    /// The format of what is sent.
    pub fn sends(&self) -> Format {
        match self {
            Self::AwsJson10(_) | Self::AwsJson11(_) | Self::RestJson1 | Self::RpcV2Json(_) => {
                Format::Json
            }
            Self::RestXml { .. } => Format::Xml,
            Self::AwsQuery | Self::Ec2Query => Format::Query,
            Self::RpcV2Cbor(_) => Format::Cbor,
        }
    }

    /// The format of what is received.
    pub fn receives(&self) -> Format {
        match self.sends() {
            Format::Query => Format::Xml,
            same => same,
        }
    }

    /// Whether members stand in paths, queries and headers, as the `http` traits say.
    pub fn binds(&self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml { .. })
    }
}

/// A format of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// The parameters of a form.
    Query,
    /// CBOR.
    Cbor,
}

impl Format {
    /// The module of the runtime that writes and reads it.
    pub fn module(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Query => "query",
            Self::Cbor => "cbor",
        }
    }
}

/// How a caller proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// `aws.auth#sigv4`
    SigV4,
    /// `aws.auth#sigv4a`
    SigV4a,
    /// Sessions of S3, for its directory buckets.
    S3Express,
    /// Signature version 2, which two old services still ask for.
    SigV2,
    /// `smithy.api#httpBearerAuth`
    Bearer,
    /// `smithy.api#httpBasicAuth`
    Basic,
    /// `smithy.api#httpDigestAuth`
    Digest,
    /// `smithy.api#httpApiKeyAuth`
    ApiKey,
    /// `smithy.api#noAuth`
    Anonymous,
}

/// Where the API key of a caller stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiKey {
    /// In a header of that name, behind a word, if there is one.
    Header(String, Option<String>),
    /// In a parameter of that name.
    Query(String),
}

/// How a value stands in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The name.
    pub name: String,
    /// The form, where the type does not tell it.
    pub form: Option<Form>,
}

/// How a value is written where its type does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As its type tells; only inside another form.
    Plain,
    /// In a box, as its type tells.
    Boxed,
    /// A number of any size, as text.
    NumberText,
    /// A moment, as seconds since 1970.
    EpochSeconds,
    /// A moment, as `2019-12-16T23:48:18Z`.
    DateTime,
    /// A moment, as `Mon, 16 Dec 2019 23:48:18 GMT`.
    HttpDate,
    /// Text of a media type in base64: in headers.
    Base64,
    /// Text, without what stands before its last slash: in paths and queries.
    LastSegment,
    /// A list whose items have a form.
    List(Box<Form>),
    /// A map whose values have a form.
    Map(Box<Form>),
    /// A list or map whose values may be null, and have a form.
    Sparse(Box<Form>),
    /// A value that may be null, and has a form: of a list or map whose parts have names.
    OrNull(Box<Form>),
    /// A list whose items have an element name and a form.
    Items(String, Box<Form>),
    /// A list without an element around its items.
    Flat(Box<Form>),
    /// A map whose keys and values have element names.
    Entries(Element, String, Box<Form>),
    /// A map without an element around its entries.
    FlatMap(Element, String, Box<Form>),
    /// An attribute of an element.
    Attribute(Box<Form>),
    /// An element with a namespace: prefix, URI.
    Namespace(String, String, Box<Form>),
}

/// The name of an element, and its namespace: prefix, URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The name.
    pub name: String,
    /// `smithy.api#xmlNamespace`
    pub namespace: Option<(String, String)>,
}

/// The outermost element of a body.
pub type Root = Element;

/// How an operation is bound to HTTP: `smithy.api#http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path with labels in braces, and constant parameters of the query.
    pub uri: String,
}

/// A place of a member in an HTTP message, outside a document of all members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The place.
    pub binding: Binding,
    /// The form there, where the type does not tell it.
    pub form: Option<Form>,
}

/// A place in an HTTP message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// `smithy.api#httpLabel`, with the label's name.
    Label(String),
    /// The same, with the text that stands there where the caller gives none. `smithy.api#default`.
    LabelOr(String, String),
    /// A label that the endpoint rules put into the URL, with its name.
    Host(String),
    /// `smithy.api#httpQuery`, with the parameter's name.
    Query(String),
    /// `smithy.api#httpQueryParams`
    QueryParams,
    /// `smithy.api#httpHeader`, with the header's name.
    Header(String),
    /// The same, where an answer that has something else there counts as one without it.
    LooseHeader(String),
    /// `smithy.api#httpPrefixHeaders`, with the prefix.
    PrefixHeaders(String),
    /// `smithy.api#httpResponseCode`
    Status,
    /// `smithy.api#httpPayload`: a document.
    Document {
        /// The outermost element, for XML.
        root: Option<Root>,
        /// Whether it is a structure, which is sent even where it is not given.
        is_structure: bool,
    },
    /// `smithy.api#httpPayload`: text or bytes, with their media type.
    Raw(String),
    /// `smithy.api#httpPayload`: a stream of bytes, with its media type.
    Stream(String),
    /// A stream of events.
    Events,
}

impl Binding {
    /// Whether it is the body, or part of it.
    pub fn is_body(&self) -> bool {
        matches!(self, Self::Document { .. } | Self::Raw(_) | Self::Stream(_) | Self::Events)
    }
}

/// The value of a member that is absent: `smithy.api#default`.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// Text.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A number, as Rust writes it.
    Number(String),
    /// A number of any size, as text.
    BigNumber(String),
    /// Bytes, in base64.
    Blob(String),
    /// A moment, in seconds since 1970.
    Moment(f64),
    /// A value of an enum of text: its type, and the value.
    Enum(Type, String),
    /// A value of an enum of integers: its type, and the value.
    IntEnum(Type, i64),
    /// An empty list.
    EmptyList,
    /// An empty map.
    EmptyMap,
    /// A document, as JSON.
    Document(serde_json::Value),
}
