//! The rules of endpoints.

use super::{Docs, Name};

/// The rules of endpoints, as a decision table.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// What the rules ask about; the first slots.
    pub parameters: Vec<Parameter>,
    /// The names of all slots, as constants; none for one that nothing asks about, or texts alone.
    pub slots: Vec<Option<Name>>,
    /// The names of what conditions keep, as the rules have them; their slots are the last.
    pub kept: Vec<String>,
    /// What is known about endpoints, under the names of constants: many share it.
    pub properties: Vec<(Name, Properties)>,
    /// What is tested.
    pub conditions: Vec<Condition>,
    /// What it can come to.
    pub results: Vec<Outcome>,
    /// Which condition to test, and what follows. The first is where to begin; where there is none,
    /// the first result is what the rules always come to.
    pub nodes: Vec<Node>,
}

/// A parameter of the rules.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name in the rules.
    pub name: String,
    /// What its values are.
    pub ty: ParameterType,
    /// The setting that gives the value, where nothing closer does.
    pub built_in: Option<BuiltIn>,
    /// The value where none is given.
    pub default: Option<Expr>,
    /// Whether there must be a value.
    pub required: bool,
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// `string`
    String,
    /// `boolean`
    Boolean,
    /// `stringArray`
    Strings,
}

/// A setting that gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// `AWS::Region`
    Region,
    /// `AWS::UseDualStack`
    UseDualStack,
    /// `AWS::UseFIPS`
    UseFips,
    /// `SDK::Endpoint`
    Endpoint,
    /// `AWS::Auth::AccountId`
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`
    AccountIdEndpointMode,
    /// `AWS::Auth::CredentialScope`
    CredentialScope,
    /// `AWS::S3::Accelerate`
    S3Accelerate,
    /// `AWS::S3::DisableMultiRegionAccessPoints`
    S3DisableMultiRegionAccessPoints,
    /// `AWS::S3::ForcePathStyle`
    S3ForcePathStyle,
    /// `AWS::S3::UseArnRegion`
    S3UseArnRegion,
    /// `AWS::S3::UseGlobalEndpoint`
    S3UseGlobalEndpoint,
    /// `AWS::S3Control::UseArnRegion`
    S3ControlUseArnRegion,
    /// `AWS::STS::UseGlobalEndpoint`
    StsUseGlobalEndpoint,
}

/// A setting that clients of a service have besides those of all clients.
#[derive(Clone, Debug)]
pub struct ClientSetting {
    /// The method of the builder.
    pub name: Name,
    /// The parameter of the rules that it sets.
    pub parameter: String,
    /// What its values are.
    pub ty: ParameterType,
    /// What it is about.
    pub docs: Docs,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// What is asked.
    pub function: Function,
    /// About what.
    pub arguments: Vec<Expr>,
    /// The slot that keeps the value.
    pub slot: Option<Name>,
}

/// The functions of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `isSet`
    IsSet,
    /// `not`
    Not,
    /// `booleanEquals`
    BooleanEquals,
    /// `stringEquals`
    StringEquals,
    /// `getAttr`
    GetAttr,
    /// `coalesce`
    Coalesce,
    /// `ite`
    Ite,
    /// `parseURL`
    ParseUrl,
    /// `substring`
    Substring,
    /// `split`
    Split,
    /// `isValidHostLabel`
    IsValidHostLabel,
    /// `uriEncode`
    UriEncode,
    /// `aws.partition`
    AwsPartition,
    /// `aws.parseArn`
    AwsParseArn,
    /// `aws.isVirtualHostableS3Bucket`
    AwsIsVirtualHostableS3Bucket,
}

/// A value, or how to come by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// Text.
    Str(String),
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// What a slot holds.
    Slot(Name),
    /// A part of a value, by name.
    Attr(Box<Expr>, String),
    /// An item of a list, by its place; from the end where that is negative.
    Item(Box<Expr>, i64),
    /// The value of a function.
    Call(Function, Vec<Expr>),
    /// Text with values in braces, as the rules have it: `https://{Region}.{Partition#dnsSuffix}`.
    Text(String),
    /// Several values.
    List(Vec<Expr>),
    /// Values by name.
    Record(Vec<(String, Expr)>),
}

/// What is known about an endpoint besides its URL, such as how to sign.
pub type Properties = Vec<(String, Expr)>;

/// What the rules come to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: Expr,
        /// Headers to send to it.
        headers: Vec<(String, Vec<Expr>)>,
        /// What else is known about it, by its place.
        properties: Option<usize>,
    },
    /// There is none; the text says why.
    Error(Expr),
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// The condition, by its place.
    pub condition: usize,
    /// What follows where it holds.
    pub yes: Then,
    /// What follows where it does not.
    pub no: Then,
}

/// What follows a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Then {
    /// Another decision, by its place.
    Node(usize),
    /// A result, by its place.
    Result(usize),
    /// Nothing: the rules do not provide for this case.
    Nothing,
}

impl Expr {
    /// Calls a function with each slot that the value is made of, but for those that a text names.
    pub fn each_slot<'e>(&'e self, visit: &mut impl FnMut(&'e Name)) {
        match self {
            Expr::Str(_) | Expr::Bool(_) | Expr::Int(_) | Expr::Text(_) => {}
            Expr::Slot(slot) => visit(slot),
            Expr::Attr(of, _) | Expr::Item(of, _) => of.each_slot(visit),
            Expr::Call(_, parts) | Expr::List(parts) => {
                parts.iter().for_each(|part| part.each_slot(visit));
            }
            Expr::Record(entries) => entries.iter().for_each(|(_, value)| value.each_slot(visit)),
        }
    }
}

impl Condition {
    /// Calls a function with each slot that the condition reads or fills.
    pub fn each_slot<'c>(&'c self, visit: &mut impl FnMut(&'c Name)) {
        self.arguments.iter().for_each(|argument| argument.each_slot(visit));
        self.slot.iter().for_each(visit);
    }
}

impl Outcome {
    /// Calls a function with each slot that the outcome is made of.
    pub fn each_slot<'o>(&'o self, visit: &mut impl FnMut(&'o Name)) {
        match self {
            Outcome::Error(message) => message.each_slot(visit),
            Outcome::Endpoint { url, headers, properties: _ } => {
                url.each_slot(visit);
                headers.iter().flat_map(|(_, values)| values).for_each(|one| one.each_slot(visit));
            }
        }
    }
}
