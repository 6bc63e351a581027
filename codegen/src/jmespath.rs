//! JMESPath as waiters and endpoint parameters use it: text in, a tree out. Slices, multi-select
//! hashes and references to expressions are errors that say so.

mod lexer;
mod parser;

pub use parser::parse;

use serde_json::Value;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// What is looked at: `@`, or nothing behind a projection.
    Current,
    /// A member: `name`.
    Field(String),
    /// The second, of what the first gives: `a.b`, `a | b`.
    Then(Box<Expr>, Box<Expr>),
    /// An item of a list: `a[0]`, `a[-1]`.
    Item(Box<Expr>, i64),
    /// The second, of each item of the list: `a[*].b`.
    Each(Box<Expr>, Box<Expr>),
    /// The second, of each item of a list whose own lists became one: `a[].b`.
    Flat(Box<Expr>, Box<Expr>),
    /// The second, of each value of a map: `a.*.b`.
    Values(Box<Expr>, Box<Expr>),
    /// The last, of each item of the list that the condition holds for: `a[?c].b`.
    Filter(Box<Expr>, Box<Expr>, Box<Expr>),
    /// What several give, as a list: `[a, b]`.
    Many(Vec<Expr>),
    /// A value: `` `0` ``, `'text'`.
    Literal(Value),
    /// A comparison.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// The first that is true: `a || b`.
    Or(Box<Expr>, Box<Expr>),
    /// The first that is not true: `a && b`.
    And(Box<Expr>, Box<Expr>),
    /// The opposite: `!a`.
    Not(Box<Expr>),
    /// A function with its arguments: `length(a)`.
    Call(String, Vec<Expr>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}
