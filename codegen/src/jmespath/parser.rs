//! From tokens to a tree, by how strongly each token binds.

use super::lexer::{Token, tokens};
use super::{Comparison, Expr};
use std::iter::Peekable;
use std::vec::IntoIter;

/// How deep expressions may be inside each other.
const DEEPEST: usize = 100;

/// What a token that binds less than this ends a projection.
const PROJECTION: u8 = 10;

/// Reads an expression.
///
/// # Errors
///
/// What is wrong with it, or not supported.
pub fn parse(text: &str) -> Result<Expr, String> {
    let mut parser = Parser { rest: tokens(text)?.into_iter().peekable(), depth: 0 };
    let expr = parser.expr(0)?;
    match parser.rest.next() {
        None => Ok(expr),
        Some(_) => Err("it goes on where it should end".to_owned()),
    }
}

/// How strongly a token binds what stands before it.
fn power(token: &Token) -> u8 {
    match token {
        Token::Pipe => 1,
        Token::Or => 2,
        Token::And => 3,
        Token::Compare(_) => 5,
        Token::Flatten => 9,
        Token::Star => 20,
        Token::Filter => 21,
        Token::Dot => 40,
        Token::Open => 55,
        _ => 0,
    }
}

struct Parser {
    rest: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn eat(&mut self, wanted: &Token) -> bool {
        self.rest.next_if_eq(wanted).is_some()
    }

    fn expect(&mut self, wanted: &Token, shown: &str) -> Result<(), String> {
        if self.eat(wanted) { Ok(()) } else { Err(format!("`{shown}` is missing")) }
    }

    fn power(&mut self) -> u8 {
        self.rest.peek().map(power).unwrap_or_default()
    }

    fn expr(&mut self, least: u8) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it is too deep".to_owned());
        }
        let mut left = self.first()?;
        while self.power() > least {
            left = self.then(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// What may begin an expression.
    fn first(&mut self) -> Result<Expr, String> {
        match self.rest.next() {
            Some(Token::Name(name)) => Ok(Expr::Field(name)),
            Some(Token::Function(name)) => self.call(name),
            Some(Token::Literal(value)) => Ok(Expr::Literal(value)),
            Some(Token::Current) => Ok(Expr::Current),
            Some(Token::Not) => Ok(Expr::Not(Box::new(self.expr(45)?))),
            Some(Token::OpenParenthesis) => {
                let inner = self.expr(0)?;
                self.expect(&Token::CloseParenthesis, ")")?;
                Ok(inner)
            }
            Some(Token::Star) => self.projection(20, Expr::Values, Expr::Current),
            Some(Token::Flatten) => self.projection(9, Expr::Flat, Expr::Current),
            Some(Token::Filter) => self.filter(Expr::Current),
            Some(Token::Open) => match self.rest.peek() {
                Some(Token::Number(_) | Token::Star) => self.bracket(Expr::Current),
                _ => self.many(),
            },
            _ => Err("a value is missing".to_owned()),
        }
    }

    /// What may follow an expression.
    fn then(&mut self, left: Expr) -> Result<Expr, String> {
        match self.rest.next() {
            Some(Token::Dot) => self.after_dot(left, 40),
            Some(Token::Pipe) => Ok(Expr::Then(Box::new(left), Box::new(self.expr(1)?))),
            Some(Token::Or) => Ok(Expr::Or(Box::new(left), Box::new(self.expr(2)?))),
            Some(Token::And) => Ok(Expr::And(Box::new(left), Box::new(self.expr(3)?))),
            Some(Token::Compare(how)) => self.compare(how, left),
            Some(Token::Flatten) => self.projection(9, Expr::Flat, left),
            Some(Token::Filter) => self.filter(left),
            Some(Token::Open) => self.bracket(left),
            _ => Err("it goes on where it should end".to_owned()),
        }
    }

    fn compare(&mut self, how: Comparison, left: Expr) -> Result<Expr, String> {
        Ok(Expr::Compare(how, Box::new(left), Box::new(self.expr(5)?)))
    }

    fn after_dot(&mut self, left: Expr, power: u8) -> Result<Expr, String> {
        if self.eat(&Token::Star) {
            return self.projection(20, Expr::Values, left);
        }
        let right = match self.rest.peek() {
            Some(Token::Open) => {
                self.rest.next();
                self.many()?
            }
            Some(Token::Name(_) | Token::Function(_)) => self.expr(power)?,
            _ => return Err("a name is missing behind `.`".to_owned()),
        };
        Ok(Expr::Then(Box::new(left), Box::new(right)))
    }

    /// What stands in brackets behind an expression: a place, or all places.
    fn bracket(&mut self, left: Expr) -> Result<Expr, String> {
        match self.rest.next() {
            Some(Token::Number(place)) => {
                self.expect(&Token::Close, "]")?;
                Ok(Expr::Item(Box::new(left), place))
            }
            Some(Token::Star) => {
                self.expect(&Token::Close, "]")?;
                self.projection(20, Expr::Each, left)
            }
            _ => Err("only a number, `*` or `?` is supported in brackets".to_owned()),
        }
    }

    fn filter(&mut self, left: Expr) -> Result<Expr, String> {
        let condition = Box::new(self.expr(0)?);
        self.expect(&Token::Close, "]")?;
        let right = self.projected(21)?;
        Ok(Expr::Filter(Box::new(left), condition, Box::new(right)))
    }

    fn projection(
        &mut self,
        power: u8,
        make: fn(Box<Expr>, Box<Expr>) -> Expr,
        left: Expr,
    ) -> Result<Expr, String> {
        Ok(make(Box::new(left), Box::new(self.projected(power)?)))
    }

    /// What is taken of each item of a projection.
    fn projected(&mut self, power: u8) -> Result<Expr, String> {
        if self.power() < PROJECTION {
            return Ok(Expr::Current);
        }
        match self.rest.peek() {
            Some(Token::Dot) => {
                self.rest.next();
                match self.after_dot(Expr::Current, power)? {
                    Expr::Then(left, right) if *left == Expr::Current => Ok(*right),
                    other => Ok(other),
                }
            }
            _ => self.expr(power),
        }
    }

    fn many(&mut self) -> Result<Expr, String> {
        let mut all = vec![self.expr(0)?];
        while self.eat(&Token::Comma) {
            all.push(self.expr(0)?);
        }
        self.expect(&Token::Close, "]")?;
        Ok(Expr::Many(all))
    }

    fn call(&mut self, name: String) -> Result<Expr, String> {
        self.expect(&Token::OpenParenthesis, "(")?;
        let mut arguments = Vec::new();
        while !self.eat(&Token::CloseParenthesis) {
            if !arguments.is_empty() {
                self.expect(&Token::Comma, ",")?;
            }
            arguments.push(self.expr(0)?);
        }
        Ok(Expr::Call(name, arguments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field(name: &str) -> Box<Expr> {
        Box::new(Expr::Field(name.to_owned()))
    }

    #[test]
    fn projections_take_what_follows_and_flattening_ends_them() {
        let inner = Expr::Flat(field("A"), field("B"));
        let then = Box::new(Expr::Then(field("C"), field("D")));
        assert_eq!(parse("A[].B[].C.D"), Ok(Expr::Flat(Box::new(inner), then)));
        let each = Expr::Each(field("B"), field("C"));
        assert_eq!(parse("A[*].B[*].C"), Ok(Expr::Each(field("A"), Box::new(each))));
        assert_eq!(parse("A.*.B"), Ok(Expr::Values(field("A"), field("B"))));
    }

    #[test]
    fn filters_and_operators() {
        let condition = Box::new(Expr::Not(Box::new(Expr::And(
            Box::new(Expr::Compare(
                Comparison::Equal,
                Box::new(Expr::Call("length".to_owned(), vec![*field("d")])),
                Box::new(Expr::Literal(json!(1))),
            )),
            Box::new(Expr::Compare(Comparison::Equal, field("r"), field("w"))),
        ))));
        let filter = Expr::Filter(field("s"), condition, Box::new(Expr::Current));
        assert_eq!(parse("s[?!(length(d) == `1` && r == w)]"), Ok(filter));
        let or = Expr::Or(field("a"), Box::new(Expr::And(field("b"), field("c"))));
        assert_eq!(parse("a || b && c"), Ok(or));
        assert_eq!(parse("\"a b\"[-1]"), Ok(Expr::Item(field("a b"), -1)));
        assert_eq!(parse(r"'it\'s'"), Ok(Expr::Literal(json!("it's"))));
    }

    #[test]
    fn what_is_no_expression() {
        for text in [
            "", ".", "A.", "A[", "A[*", "A[0", "A.[B", "A.[]", "keys(A", "A B", "A ==", "{a: b}",
            "A[0:1]", "&A", "`x`", "'x", "\"x", "A = B", "(A", "A[?B", "[A", "-",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
        assert!(parse(&"!".repeat(10_000)).is_err());
    }
}
