//! The rules as data. Tables are long, so the variants in them go by their own names.

#[doc(no_inline)]
pub use self::{Expr::*, Function::*, Then::*};
use std::fmt;

/// The rules of a service.
pub struct Rules {
    /// What the rules ask about; the first slots hold the values.
    pub parameters: &'static [Parameter],
    /// The names of what conditions keep; their slots follow those of the parameters.
    pub kept: &'static [&'static str],
    /// What is tested.
    pub conditions: &'static [Condition],
    /// What it can come to.
    pub results: &'static [Outcome],
    /// Which condition to test, and what follows. The first is where to begin; where there is none,
    /// the first result is what it always comes to.
    pub nodes: &'static [Node],
}

impl fmt::Debug for Rules {
    /// Without what is in it, which is long, and would be part of every program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules").finish_non_exhaustive()
    }
}

impl Rules {
    /// No rules: there is never an endpoint.
    pub const NONE: Self =
        Self { parameters: &[], kept: &[], conditions: &[], results: &[], nodes: &[] };
}

/// A value that the rules ask about.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name in the rules.
    pub name: &'static str,
    /// What its values are.
    pub ty: ParameterType,
    /// The setting that gives the value, where nothing closer does.
    pub built_in: Option<BuiltIn>,
    /// The value where none is given.
    pub default: Option<Expr>,
    /// Whether there must be a value.
    pub required: bool,
}

impl Parameter {
    /// A parameter that is text.
    pub const fn string(name: &'static str) -> Self {
        Self::new(name, ParameterType::String)
    }

    /// A parameter that is true or false.
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, ParameterType::Boolean)
    }

    /// A parameter that is a list of texts.
    pub const fn strings(name: &'static str) -> Self {
        Self::new(name, ParameterType::Strings)
    }

    const fn new(name: &'static str, ty: ParameterType) -> Self {
        Self { name, ty, built_in: None, default: None, required: false }
    }

    /// The same, with a setting that gives the value.
    pub const fn built_in(mut self, built_in: BuiltIn) -> Self {
        self.built_in = Some(built_in);
        self
    }

    /// The same, with a value where none is given.
    pub const fn default(mut self, default: Expr) -> Self {
        self.default = Some(default);
        self
    }

    /// The same; there must be a value.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A list of texts.
    Strings,
}

/// A setting that gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// The region.
    Region,
    /// Whether endpoints shall have addresses of IPv6 too.
    UseDualStack,
    /// Whether endpoints shall follow the Federal Information Processing Standards.
    UseFips,
    /// The endpoint that the caller wants.
    Endpoint,
    /// The account of the credentials.
    AccountId,
    /// Whether the account may be, or must be, part of the endpoint.
    AccountIdEndpointMode,
    /// The region that the credentials are limited to.
    CredentialScope,
    /// Whether to use S3 transfer acceleration.
    S3Accelerate,
    /// Whether access points of S3 in several regions are out of bounds.
    S3DisableMultiRegionAccessPoints,
    /// Whether buckets of S3 stand in the path, never in the host name.
    S3ForcePathStyle,
    /// Whether the region in the ARN of an S3 bucket wins over the client's.
    S3UseArnRegion,
    /// Whether `us-east-1` means the global endpoint of S3.
    S3UseGlobalEndpoint,
    /// Whether the region in the ARN of an S3 Control resource wins over the client's.
    S3ControlUseArnRegion,
    /// Whether some regions mean the global endpoint of STS.
    StsUseGlobalEndpoint,
}

/// A test. It holds where its value is neither absent nor false.
#[derive(Debug)]
pub struct Condition {
    /// What is asked.
    pub function: Function,
    /// About what.
    pub arguments: &'static [Expr],
    /// The slot that keeps the value.
    pub slot: Option<u16>,
}

impl Condition {
    /// A test that keeps nothing.
    pub const fn test(function: Function, arguments: &'static [Expr]) -> Self {
        Self { function, arguments, slot: None }
    }

    /// A test that keeps its value in a slot.
    pub const fn assign(slot: Expr, function: Function, arguments: &'static [Expr]) -> Self {
        let slot = match slot {
            Slot(slot) => Some(slot),
            _ => None,
        };
        Self { function, arguments, slot }
    }
}

/// The functions of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Whether there is a value.
    IsSet,
    /// Whether a value is false.
    Not,
    /// Whether two booleans are equal.
    BooleanEquals,
    /// Whether two strings are equal.
    StringEquals,
    /// A part of a value, which is an argument already.
    GetAttr,
    /// The first value that is there.
    Coalesce,
    /// The second value where the first is true, else the third.
    Ite,
    /// The parts of a URL.
    ParseUrl,
    /// A part of a text, by places.
    Substring,
    /// The parts of a text between separators.
    Split,
    /// Whether a text can be a label of a host name.
    IsValidHostLabel,
    /// A text with percent signs for what cannot stand in a URL.
    UriEncode,
    /// The partition of a region.
    AwsPartition,
    /// The parts of an Amazon Resource Name.
    AwsParseArn,
    /// Whether a bucket of S3 can stand in the host name.
    AwsIsVirtualHostableS3Bucket,
}

/// A value, or how to come by it.
#[derive(Clone, Copy, Debug)]
pub enum Expr {
    /// Text.
    Str(&'static str),
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// What a slot holds.
    Slot(u16),
    /// A part of a value, by name.
    Attr(&'static Expr, &'static str),
    /// An item of a list, by its place; from the end where that is negative.
    Item(&'static Expr, i64),
    /// The value of a function.
    Call(Function, &'static [Expr]),
    /// Text with values in braces, by the names of their slots: `https://{Region}.{url#authority}`.
    /// Behind `#` is a part of the value, behind that an item, `{arn#resourceId[0]}`. Braces that are
    /// text are doubled.
    Text(&'static str),
    /// Several values.
    List(&'static [Expr]),
    /// Values by name.
    Record(&'static [(&'static str, Expr)]),
}

/// What is known about an endpoint besides its URL, such as how to sign; by name.
pub type Properties = &'static [(&'static str, Expr)];

/// Headers to send to an endpoint, each with its values.
pub type Headers = &'static [(&'static str, &'static [Expr])];

/// What the rules come to.
#[derive(Debug)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: Expr,
        /// Headers to send to it.
        headers: Headers,
        /// What else is known about it.
        properties: Properties,
    },
    /// There is none; the text says why.
    Error(Expr),
}

impl Outcome {
    /// An endpoint of which nothing but the URL is said.
    pub const fn url(url: Expr) -> Self {
        Self::Endpoint { url, headers: &[], properties: &[] }
    }

    /// An endpoint that needs no headers.
    pub const fn with(properties: Properties, url: Expr) -> Self {
        Self::Endpoint { url, headers: &[], properties }
    }
}

/// A decision: the condition, by its place; what follows where it holds, and where it does not.
#[derive(Clone, Copy, Debug)]
pub struct Node(pub u16, pub Then, pub Then);

/// What follows a decision.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// Another decision, by its place.
    To(u16),
    /// A result, by its place.
    End(u16),
    /// Nothing: the rules do not provide for this case.
    Nothing,
}
