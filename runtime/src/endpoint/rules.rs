//! The rules as data.

/// The rules of a service.
#[derive(Debug)]
pub struct Rules {
    /// What the rules ask about; the first slots hold the values.
    pub parameters: &'static [Parameter],
    /// How many slots there are, those that conditions fill included.
    pub slots: usize,
    /// What is tested.
    pub conditions: &'static [Condition],
    /// What it can come to.
    pub results: &'static [Outcome],
    /// Which condition to test, and what follows. The first is where to begin.
    pub nodes: &'static [Node],
}

/// A value that the rules ask about.
#[derive(Debug)]
pub struct Parameter {
    /// The name in the rules.
    pub name: &'static str,
    /// Where the value comes from.
    pub built_in: Option<BuiltIn>,
    /// The value where none is given.
    pub default: Option<Expr>,
    /// Whether there must be a value.
    pub required: bool,
}

impl Parameter {
    /// A parameter, as generated code writes it.
    pub const fn new(
        name: &'static str,
        built_in: Option<BuiltIn>,
        default: Option<Expr>,
        required: bool,
    ) -> Self {
        Self { name, built_in, default, required }
    }
}

/// A value that configuration gives.
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
}

/// A test. It holds where its value is neither absent nor false.
#[derive(Debug)]
pub struct Condition {
    /// What is asked.
    pub function: Function,
    /// About what.
    pub arguments: &'static [Expr],
    /// The slot that keeps the value.
    pub slot: Option<usize>,
}

impl Condition {
    /// A test that keeps nothing.
    pub const fn test(function: Function, arguments: &'static [Expr]) -> Self {
        Self { function, arguments, slot: None }
    }

    /// A test that keeps its value in a slot.
    pub const fn assign(slot: Expr, function: Function, arguments: &'static [Expr]) -> Self {
        let slot = match slot {
            Expr::Slot(slot) => Some(slot),
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
    /// A part of a value, by name.
    GetAttr,
    /// The partition of a region.
    AwsPartition,
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
    Slot(usize),
    /// A part of a value, by name.
    Attr(&'static Expr, &'static str),
    /// The value of a function.
    Call(Function, &'static [Expr]),
    /// Text made of the texts of values.
    Text(&'static [Expr]),
    /// Several values.
    List(&'static [Expr]),
    /// Values by name.
    Record(&'static [(&'static str, Expr)]),
}

/// What the rules come to.
#[derive(Debug)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: Expr,
        /// Headers to send to it.
        headers: &'static [(&'static str, &'static [Expr])],
        /// What else is known about it, such as how to sign.
        properties: &'static [(&'static str, Expr)],
    },
    /// There is none; the text says why.
    Error(Expr),
}

impl Outcome {
    /// An endpoint of which nothing but the URL is said.
    pub const fn url(url: Expr) -> Self {
        Self::Endpoint { url, headers: &[], properties: &[] }
    }
}

/// A decision: the condition, by its place; what follows where it holds, and where it does not.
#[derive(Clone, Copy, Debug)]
pub struct Node(pub usize, pub Then, pub Then);

/// What follows a decision.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// Another decision, by its place.
    Node(usize),
    /// A result, by its place.
    Result(usize),
    /// Nothing: the rules do not provide for this case.
    Nothing,
}
