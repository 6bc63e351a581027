//! The intermediate representation: plain data in which every check was made, and every name, type,
//! wire name and doc string is decided. Emitters only print it.

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
    /// Where requests go.
    pub endpoints: Endpoints,
}

impl Service {
    /// The structure at a place that an operation names.
    pub fn structure(&self, id: StructureId) -> Option<&Structure> {
        self.structures.get(id.0)
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

/// How requests and answers look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`, with what stands before the operation in `X-Amz-Target`.
    AwsJson10(String),
    /// `aws.protocols#awsJson1_1`, with what stands before the operation in `X-Amz-Target`.
    AwsJson11(String),
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
    /// Whether any part of the input is `smithy.api#sensitive`.
    pub hides_input: bool,
    /// Whether any part of the output is `smithy.api#sensitive`.
    pub hides_output: bool,
    /// `smithy.api#paginated`.
    pub paginator: Option<Paginator>,
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
    /// The name on the wire, by the service's protocol.
    pub wire_name: String,
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
    /// How the value is written where its type does not tell.
    pub form: Option<Form>,
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
    /// Data of any form.
    Document,
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

    /// The names of types of the service that it consists of.
    pub fn names(&self) -> Vec<&Name> {
        match self {
            Type::Named(name) | Type::Boxed(name) | Type::Enum(name) => vec![name],
            Type::List { item, .. } => item.names(),
            Type::Map { key, value, .. } => [key.names(), value.names()].concat(),
            _ => Vec::new(),
        }
    }
}

/// How a value is written where its type does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As its type tells; only inside another form.
    Plain,
    /// A moment, as seconds since 1970.
    EpochSeconds,
    /// A moment, as `2019-12-16T23:48:18Z`.
    DateTime,
    /// A moment, as `Mon, 16 Dec 2019 23:48:18 GMT`.
    HttpDate,
    /// A list whose items have a form.
    List(Box<Form>),
    /// A map whose values have a form.
    Map(Box<Form>),
    /// A list or map whose values may be null, and have a form.
    Sparse(Box<Form>),
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
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The name on the wire.
    pub wire_name: String,
    /// The name of the variant.
    pub name: Name,
    /// What it holds.
    pub ty: Type,
    /// How the value is written where its type does not tell.
    pub form: Option<Form>,
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
    /// Members of the input that take a token, each with the path in the output that has it.
    pub tokens: Vec<(Name, Path)>,
    /// Where the output says whether there are more.
    pub more: Option<Path>,
    /// Where the items are, and what they are.
    pub items: Option<(Path, Type)>,
}

/// A path into an output. Each step says whether its field is an `Option`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub(crate) Vec<(Name, bool)>);

impl Path {
    /// The fields, each with whether it is an `Option`.
    pub fn steps(&self) -> &[(Name, bool)] {
        &self.0
    }
}

/// The rules of endpoints, as a decision table.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// What the rules ask about; the first slots.
    pub parameters: Vec<Parameter>,
    /// The names of all slots, as constants.
    pub slots: Vec<Name>,
    /// What is tested.
    pub conditions: Vec<Condition>,
    /// What it can come to.
    pub results: Vec<Outcome>,
    /// Which condition to test, and what follows.
    pub nodes: Vec<Node>,
}

/// A parameter of the rules.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name in the rules.
    pub name: String,
    /// Where the value comes from.
    pub built_in: Option<BuiltIn>,
    /// The value where none is given.
    pub default: Option<Expr>,
    /// Whether there must be a value.
    pub required: bool,
}

/// A value that configuration gives.
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
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is asked.
    pub function: Function,
    /// About what.
    pub arguments: Vec<Expr>,
    /// The slot that keeps the value.
    pub slot: Option<Name>,
}

/// The functions of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// `aws.partition`
    AwsPartition,
}

/// A value, or how to come by it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The value of a function.
    Call(Function, Vec<Expr>),
    /// Text made of the texts of values.
    Text(Vec<Expr>),
    /// Several values.
    List(Vec<Expr>),
    /// Values by name.
    Record(Vec<(String, Expr)>),
}

/// What the rules come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: Expr,
        /// Headers to send to it.
        headers: Vec<(String, Vec<Expr>)>,
        /// What else is known about it.
        properties: Vec<(String, Expr)>,
    },
    /// There is none; the text says why.
    Error(Expr),
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The condition, by its place.
    pub condition: usize,
    /// What follows where it holds.
    pub yes: Then,
    /// What follows where it does not.
    pub no: Then,
}

/// What follows a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Another decision, by its place.
    Node(usize),
    /// A result, by its place.
    Result(usize),
    /// Nothing: the rules do not provide for this case.
    Nothing,
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
    /// A pattern of names that other regions of the partition may have.
    pub region_pattern: String,
}
