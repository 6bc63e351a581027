//! What the inputs of an operation add to where it goes.

use super::{Expr, Name};

/// What the inputs of an operation add to where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallEndpoint {
    /// What stands before the host name. `smithy.api#endpoint`.
    pub host: Vec<HostPart>,
    /// Values of parameters of the rules.
    pub params: Vec<ContextParam>,
}

impl CallEndpoint {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.host.is_empty() && self.params.is_empty()
    }
}

/// A part of what stands before the host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// Text.
    Text(String),
    /// The value of a member of the input. `smithy.api#hostLabel`.
    Label(Name),
}

/// A value of a parameter of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextParam {
    /// The name in the rules.
    pub parameter: String,
    /// Where the value comes from.
    pub source: ContextSource,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextSource {
    /// It is always the same. `smithy.rules#staticContextParams`.
    Value(Expr),
    /// A path from the input. `smithy.rules#contextParam`, `smithy.rules#operationContextParams`.
    Member {
        /// Members, each of which is an `Option`.
        path: Vec<Name>,
        /// Whether calls with blank text must not be sent.
        present: bool,
    },
    /// All texts that paths from the input lead to. `smithy.rules#operationContextParams`.
    Texts(Vec<Selection>),
}

/// A path to texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Members, each of which is an `Option`; none for the value itself.
    pub path: Vec<Name>,
    /// What is taken at its end.
    pub then: Selected,
}

/// What is taken at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selected {
    /// The text.
    Text,
    /// The keys of the map.
    Keys,
    /// These, of each item of the list, or of each value of the map.
    Each(Vec<Selection>),
}
