//! Protocol tests: calls with the requests that they must make, answers with what they must mean.

use super::{Docs, Name};

/// The tests of a service; none unless they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    /// `smithy.test#httpRequestTests`
    pub requests: Vec<RequestTest>,
    /// `smithy.test#httpResponseTests`
    pub responses: Vec<ResponseTest>,
    /// `smithy.test#eventStreamTests`
    pub events: Vec<EventTest>,
    /// `smithy.rules#endpointTests`, as far as they say calls
    pub endpoints: Vec<EndpointTest>,
}

impl Tests {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cases().next().is_none()
    }

    /// What all tests have in common.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        let requests = self.requests.iter().map(|test| &test.case);
        let responses = self.responses.iter().map(|test| &test.case);
        let endpoints = self.endpoints.iter().map(|test| &test.case);
        requests.chain(responses).chain(self.events.iter().map(|test| &test.case)).chain(endpoints)
    }
}

/// What all tests have in common.
#[derive(Clone, Debug)]
pub struct Case {
    /// The function.
    pub name: Name,
    /// Where the case stands in the model.
    pub key: Key,
    /// What it is about.
    pub docs: Docs,
    /// The method of the client that makes the call.
    pub method: Name,
    /// How the client is configured.
    pub settings: Vec<Setting>,
    /// What is asked.
    pub input: Data,
}

/// Where a case stands in a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Which trait has it.
    pub kind: CaseKind,
    /// The shape that has the trait.
    pub shape: String,
    /// Its place in the trait.
    pub place: usize,
    /// Its name.
    pub id: String,
}

/// The traits that have tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseKind {
    /// `smithy.test#httpRequestTests`
    Request,
    /// `smithy.test#httpResponseTests`
    Response,
    /// `smithy.test#eventStreamTests`
    Event,
    /// `smithy.rules#endpointTests`
    Endpoint,
}

/// A setting of a client.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// The host that it is told, with a path if it has one.
    Host(String),
    /// It is told no host: its endpoint rules decide.
    NoHost,
    /// The region.
    Region(String),
    /// Whether to use endpoints that have addresses of IPv6 too.
    DualStack(bool),
    /// Whether to use endpoints after the Federal Information Processing Standards.
    Fips(bool),
    /// The URL that it is told.
    Url(String),
    /// The account of its credentials.
    Account(String),
    /// Whether endpoints may, must or must not be those of an account.
    AccountMode(String),
    /// A setting of the service's own, by the method of the builder.
    Own(Name, Data),
    /// A parameter of the endpoint rules.
    Parameter(String, Data),
    /// A parameter of the endpoint rules, for the call alone.
    CallParameter(String, Data),
}

/// A call, and the request that it must make.
#[derive(Clone, Debug)]
pub struct RequestTest {
    /// The call.
    pub case: Case,
    /// The request.
    pub expected: Expected,
}

/// A request that must be made.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The method of HTTP.
    pub http_method: String,
    /// The path as it is sent, without the query.
    pub path: String,
    /// The host that it goes to, where that is checked.
    pub host: Option<String>,
    /// Parameters of the query, each as it is sent.
    pub query: Vec<String>,
    /// Names that the query must not have.
    pub forbidden_query: Vec<String>,
    /// Names that the query must have.
    pub required_query: Vec<String>,
    /// Headers with their values.
    pub headers: Vec<(String, String)>,
    /// Headers that must not be there.
    pub forbidden_headers: Vec<String>,
    /// Headers that must be there.
    pub required_headers: Vec<String>,
    /// The body, where it is checked.
    pub body: Option<Body>,
    /// Names of elements, besides `key`, that are the keys of maps in a body of XML.
    pub keys: Vec<String>,
}

/// A body as a test writes it, by how bodies are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Text, byte by byte.
    Text(String),
    /// JSON, by what it says.
    Json(String),
    /// XML, by what it says.
    Xml(String),
    /// Pairs of names and values.
    Form(String),
    /// CBOR in base64, by what it says.
    Cbor(String),
}

/// A call, and where it must go.
#[derive(Clone, Debug)]
pub struct EndpointTest {
    /// The call.
    pub case: Case,
    /// Where it goes.
    pub destination: Destination,
}

/// Where a call must go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To an endpoint.
    Endpoint {
        /// Its URL.
        url: String,
        /// Its headers, each with its values; there are no others.
        headers: Vec<(String, Vec<String>)>,
        /// What else is known about it, and all of that: an object of JSON.
        properties: String,
    },
    /// Nowhere: the message of the rules.
    Error(String),
}

/// An answer, and what it must mean.
#[derive(Clone, Debug)]
pub struct ResponseTest {
    /// The call.
    pub case: Case,
    /// The HTTP status.
    pub status: u16,
    /// Headers with their values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// What must come of it.
    pub outcome: Outcome,
}

/// What must come of an answer.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An output.
    Output(Data),
    /// An output with a stream, which cannot be compared as a whole.
    Streaming(Streaming),
    /// A modelled error.
    Error {
        /// The variant.
        variant: Name,
        /// What it holds, where that is checked.
        error: Option<Data>,
        /// The code that it must be told under, where that is checked.
        code: Option<String>,
        /// What must be said about it, where that is checked.
        message: Option<String>,
    },
}

/// An output with a stream.
#[derive(Clone, Debug)]
pub struct Streaming {
    /// Members with their values; without one, a member has its default.
    pub fields: Vec<(Name, Option<Data>)>,
    /// The member that is a stream.
    pub stream: Name,
    /// What arrives by it: a stream of bytes or of events.
    pub brings: Data,
}

/// A stream of events.
#[derive(Clone, Debug)]
pub struct EventTest {
    /// The call.
    pub case: Case,
    /// What is checked.
    pub direction: Direction,
}

/// What is checked of a stream of events.
#[derive(Clone, Debug)]
pub enum Direction {
    /// What is sent.
    Sent {
        /// The request that opens the stream, where it is checked.
        initial: Option<Expected>,
        /// The messages.
        events: Vec<Event>,
    },
    /// What is received.
    Received {
        /// The HTTP status.
        status: u16,
        /// Headers with their values.
        headers: Vec<(String, String)>,
        /// The body, where it is no stream.
        body: Option<Body>,
        /// The messages.
        events: Vec<Event>,
        /// What must come of it; nothing where it only must fail.
        outcome: Option<Outcome>,
        /// The member of the output that is the stream.
        stream: Name,
    },
}

/// A message of an event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The message in base64.
    pub bytes: Option<String>,
    /// Headers with their values.
    pub headers: Vec<(String, HeaderValue)>,
    /// Headers that must not be there.
    pub forbidden_headers: Vec<String>,
    /// Headers that must be there.
    pub required_headers: Vec<String>,
    /// The payload, where it is checked.
    pub body: Option<Body>,
}

/// The value of a header of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// True or false.
    Bool(bool),
    /// 8 bits.
    I8(i8),
    /// 16 bits.
    I16(i16),
    /// 32 bits.
    I32(i32),
    /// 64 bits.
    I64(i64),
    /// Bytes in base64.
    Blob(String),
    /// Text.
    Text(String),
    /// A moment: seconds since 1970, and nanoseconds.
    Moment(i64, u32),
}

/// A value of a type of the service.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `true`
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A float that is a number.
    Float(f64),
    /// A float that is none, such as `f64::NAN`: its type, and which.
    NoNumber(FloatType, NoNumber),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// Bytes that arrive bit by bit.
    Stream(Vec<u8>),
    /// Events.
    Events(Vec<Data>),
    /// A number of any size.
    BigNumber(String),
    /// A moment: seconds since 1970, and nanoseconds.
    Moment(i64, u32),
    /// Data of any form, as JSON.
    Document(String),
    /// A structure.
    Structure {
        /// The type.
        name: Name,
        /// Members that have a value.
        fields: Vec<(Name, Data)>,
        /// Whether those are all members.
        whole: bool,
    },
    /// A variant of a union or an enum, with what it holds.
    Variant(Name, Name, Option<Box<Data>>),
    /// A list.
    List(Vec<Data>),
    /// A map.
    Map(Vec<(Data, Data)>),
    /// `None`
    Null,
    /// `Some(…)`
    Some(Box<Data>),
    /// A value in a box.
    Boxed(Box<Data>),
}

impl Data {
    /// Whether it equals nothing, not even itself, because it is or holds a NaN.
    pub fn holds_nan(&self) -> bool {
        match self {
            Data::NoNumber(_, which) => *which == NoNumber::NaN,
            Data::Structure { fields, .. } => fields.iter().any(|(_, data)| data.holds_nan()),
            Data::Variant(_, _, Some(data)) | Data::Some(data) | Data::Boxed(data) => {
                data.holds_nan()
            }
            Data::List(items) => items.iter().any(Data::holds_nan),
            Data::Map(entries) => entries.iter().any(|(_, data)| data.holds_nan()),
            _ => false,
        }
    }
}

/// The types of floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatType {
    /// `f32`
    Single,
    /// `f64`
    Double,
}

/// Floats that are no numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNumber {
    /// `NAN`
    NaN,
    /// `INFINITY`
    Infinity,
    /// `NEG_INFINITY`
    NegativeInfinity,
}
