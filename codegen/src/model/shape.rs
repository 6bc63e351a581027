//! Shapes: the things that a model consists of.

use super::{ShapeId, Traits};
use std::collections::BTreeMap;

/// A shape with its traits.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its absolute id.
    pub id: ShapeId,
    /// What it is.
    pub kind: Kind,
    /// What is said about it.
    pub traits: Traits,
    /// Which of the model's files it was read from.
    pub(crate) source: usize,
}

/// What a shape is, and what it consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A type without parts.
    Simple(Simple),
    /// A string with a set of values; each member carries `enumValue`.
    Enum(Vec<Member>),
    /// An integer with a set of values; each member carries `enumValue`.
    IntEnum(Vec<Member>),
    /// A list.
    List(Box<Member>),
    /// A map.
    Map {
        /// What its keys are.
        key: Box<Member>,
        /// What its values are.
        value: Box<Member>,
    },
    /// A structure, members in the model's own order.
    Structure(Vec<Member>),
    /// A union, members in the model's own order.
    Union(Vec<Member>),
    /// A service.
    Service(Box<Service>),
    /// An operation.
    Operation(Box<Operation>),
    /// A resource.
    Resource(Box<Resource>),
}

/// The types without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simple {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text.
    String,
    /// 8 bits with a sign.
    Byte,
    /// 16 bits with a sign.
    Short,
    /// 32 bits with a sign.
    Integer,
    /// 64 bits with a sign.
    Long,
    /// A float of single precision.
    Float,
    /// A float of double precision.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size.
    BigDecimal,
    /// A moment.
    Timestamp,
    /// Data of any form.
    Document,
}

/// A part of a list, map, structure, union or enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name; `member`, `key` and `value` in lists and maps.
    pub name: String,
    /// The shape that its values have.
    pub target: ShapeId,
    /// What is said about it.
    pub traits: Traits,
}

/// What a service offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version of the API, often a date.
    pub version: String,
    /// Operations that are bound to the service itself.
    pub operations: Vec<ShapeId>,
    /// Resources, which bring operations of their own.
    pub resources: Vec<ShapeId>,
    /// Errors that any operation may answer.
    pub errors: Vec<ShapeId>,
    /// Other names for shapes in this service's closure.
    pub rename: BTreeMap<ShapeId, String>,
}

/// An operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// What it asks; `None` for the unit type.
    pub input: Option<ShapeId>,
    /// What it answers; `None` for the unit type.
    pub output: Option<ShapeId>,
    /// The errors that it may answer, in the model's order.
    pub errors: Vec<ShapeId>,
}

/// A resource, as far as clients need it: a set of operations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// All its operations, life-cycle operations included.
    pub operations: Vec<ShapeId>,
    /// Resources inside it.
    pub resources: Vec<ShapeId>,
}

impl Shape {
    /// The members, in order: of a structure, union or enum, the element of a list, key and value
    /// of a map; none for other shapes.
    pub fn members(&self) -> Vec<&Member> {
        match &self.kind {
            Kind::Structure(members)
            | Kind::Union(members)
            | Kind::Enum(members)
            | Kind::IntEnum(members) => members.iter().collect(),
            Kind::List(member) => vec![member],
            Kind::Map { key, value } => vec![key, value],
            Kind::Simple(_) | Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => {
                Vec::new()
            }
        }
    }

    /// The members, to be changed.
    pub(crate) fn members_mut(&mut self) -> Vec<&mut Member> {
        match &mut self.kind {
            Kind::Structure(members)
            | Kind::Union(members)
            | Kind::Enum(members)
            | Kind::IntEnum(members) => members.iter_mut().collect(),
            Kind::List(member) => vec![member],
            Kind::Map { key, value } => vec![key, value],
            Kind::Simple(_) | Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => {
                Vec::new()
            }
        }
    }

    /// Whether values of the shape can be data of a request or an answer.
    pub fn is_data(&self) -> bool {
        !matches!(self.kind, Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_))
    }
}

impl Kind {
    /// The name that Smithy has for this type of shape.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Simple(simple) => simple.name(),
            Kind::Enum(_) => "enum",
            Kind::IntEnum(_) => "intEnum",
            Kind::List(_) => "list",
            Kind::Map { .. } => "map",
            Kind::Structure(_) => "structure",
            Kind::Union(_) => "union",
            Kind::Service(_) => "service",
            Kind::Operation(_) => "operation",
            Kind::Resource(_) => "resource",
        }
    }
}

impl Simple {
    const ALL: [(Simple, &'static str, &'static str); 13] = [
        (Simple::Blob, "blob", "Blob"),
        (Simple::Boolean, "boolean", "Boolean"),
        (Simple::String, "string", "String"),
        (Simple::Byte, "byte", "Byte"),
        (Simple::Short, "short", "Short"),
        (Simple::Integer, "integer", "Integer"),
        (Simple::Long, "long", "Long"),
        (Simple::Float, "float", "Float"),
        (Simple::Double, "double", "Double"),
        (Simple::BigInteger, "bigInteger", "BigInteger"),
        (Simple::BigDecimal, "bigDecimal", "BigDecimal"),
        (Simple::Timestamp, "timestamp", "Timestamp"),
        (Simple::Document, "document", "Document"),
    ];

    /// The name that Smithy has for the type.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(simple, ..)| *simple == self).map_or("", |(_, name, _)| name)
    }

    /// The type of that Smithy name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(simple, ..)| *simple)
    }

    /// The shapes of the Smithy prelude that models may target without defining them.
    pub fn prelude() -> impl Iterator<Item = (Simple, ShapeId)> {
        Self::ALL.iter().map(|(simple, _, name)| (*simple, ShapeId::of("smithy.api", name)))
    }
}

/// The name of an enum member whose model gives only its value.
pub(crate) fn enum_member_name(value: &str, index: usize) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = value.chars().map(word).collect();
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) if name.contains(|c: char| c.is_ascii_alphanumeric()) => name,
        _ => format!("VALUE_{index}"),
    }
}
