//! Waiters, and what they look for in an answer.

use super::{Deprecated, Docs, Name, Step};
use crate::jmespath::Comparison;
use serde_json::Value;

/// Calls an operation until a state is reached. `smithy.waiters#waitable`.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The method of the client.
    pub method: Name,
    /// What it waits for.
    pub docs: Docs,
    /// The least seconds between calls.
    pub min_delay: u32,
    /// The most seconds between calls.
    pub max_delay: u32,
    /// What answers mean; the first that matches counts.
    pub acceptors: Vec<Acceptor>,
    /// Not to be used any longer.
    pub deprecated: Option<Deprecated>,
}

/// What an answer means.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The state that the waiter is in after it.
    pub state: State,
    /// What it is known by.
    pub matcher: Matcher,
}

/// The state that a waiter is in after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// What was waited for is so.
    Success,
    /// It never will be.
    Failure,
    /// It may be so later.
    Retry,
}

/// What an answer is known by.
#[derive(Clone, Debug)]
pub enum Matcher {
    /// Whether the call succeeded.
    Succeeds(bool),
    /// The code of an error.
    Error(String),
    /// The HTTP status.
    Status(u16),
    /// A value that is found in the answer, and in what was asked.
    Found(Expected, Query),
}

/// The value that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `stringEquals`
    Text(String),
    /// `booleanEquals`
    Bool(bool),
    /// `allStringEquals`
    All(String),
    /// `anyStringEquals`
    Any(String),
}

/// How a value is found: a JMESPath expression whose members are those of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// A value as it is.
    Value(Place),
    /// That a structure is there.
    Present(Place),
    /// The same of each item of a list, or of each value of a map.
    Each(Place, Box<Query>),
    /// Lists inside a list as one.
    Flat(Box<Query>),
    /// The second, where the first holds.
    When(Box<Query>, Box<Query>),
    /// The same of one item of a list; negative places count from its end.
    Item(Place, i64, Box<Query>),
    /// Several as a list.
    Many(Vec<Query>),
    /// Text, a number, true or false, or nothing.
    Literal(Value),
    /// A comparison.
    Compare(Comparison, Box<Query>, Box<Query>),
    /// The first that is true.
    Or(Box<Query>, Box<Query>),
    /// The first that is not true.
    And(Box<Query>, Box<Query>),
    /// The opposite.
    Not(Box<Query>),
    /// A function.
    Call(Function, Vec<Query>),
    /// The keys of a map.
    Keys(Place),
}

impl Query {
    /// Hands on each place in it, in order.
    pub fn places<'q>(&'q self, take: &mut dyn FnMut(&'q Place)) {
        match self {
            Self::Value(place) | Self::Present(place) | Self::Keys(place) => take(place),
            Self::Each(place, each) | Self::Item(place, _, each) => {
                take(place);
                each.places(take);
            }
            Self::Flat(inner) | Self::Not(inner) => inner.places(take),
            Self::When(one, other)
            | Self::Compare(_, one, other)
            | Self::Or(one, other)
            | Self::And(one, other) => {
                one.places(take);
                other.places(take);
            }
            Self::Many(all) | Self::Call(_, all) => all.iter().for_each(|one| one.places(take)),
            Self::Literal(_) => {}
        }
    }
}

/// A function whose arguments are values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// How many letters, items or entries.
    Length,
    /// Whether a list holds a value, or a text another.
    Contains,
    /// Whether a text begins so.
    StartsWith,
    /// Whether a text ends so.
    EndsWith,
}

/// A place in what is asked or answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it begins.
    pub root: Root,
    /// Members from there; none of them is a list of which the last is meant.
    pub steps: Vec<Step>,
}

/// Where a place begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// What is asked.
    Input,
    /// What is answered.
    Output,
    /// The item that is looked at.
    Item {
        /// `smithy.api#sparse`: whether it may be null.
        optional: bool,
    },
}
