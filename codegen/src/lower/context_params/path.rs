//! Paths from an input: the subset of JMESPath that the specification allows.

use std::iter::Peekable;
use std::str::Chars;

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A member.
    Field(String),
    /// All items of a list, or all values of a map: `[*]`, `.*`.
    Each,
    /// All items of the lists found so far, as one list: `[]`.
    Flatten,
    /// What several paths lead to: `[a, b.c]`.
    Many(Vec<Vec<Step>>),
    /// The keys of a map: `keys(…)`.
    Keys,
}

/// Reads a path.
pub(super) fn parse(text: &str) -> Result<Vec<Step>, String> {
    let mut parser = Parser { rest: text.chars().peekable() };
    let steps = parser.path();
    match (steps, parser.rest.next()) {
        (Some(steps), None) => Ok(steps),
        _ => Err(format!("the path `{text}` cannot be read")),
    }
}

struct Parser<'t> {
    rest: Peekable<Chars<'t>>,
}

impl Parser<'_> {
    fn path(&mut self) -> Option<Vec<Step>> {
        let mut steps = vec![self.first()?];
        if matches!(steps.as_slice(), [Step::Field(name)] if name == "keys") && self.eat('(') {
            steps = self.path()?;
            steps.push(Step::Keys);
            return self.eat(')').then_some(steps);
        }
        loop {
            if self.eat('.') {
                steps.push(self.first()?);
            } else if self.eat('[') {
                // What stands between the brackets is a list of paths only after a dot.
                let step = if self.eat('*') { Step::Each } else { Step::Flatten };
                steps.push(step);
                if !self.eat(']') {
                    return None;
                }
            } else {
                return Some(steps);
            }
        }
    }

    /// What may begin a path, or follow a dot.
    fn first(&mut self) -> Option<Step> {
        if self.eat('*') {
            return Some(Step::Each);
        }
        if self.eat('[') {
            let mut paths = vec![self.path()?];
            while self.eat(',') {
                paths.push(self.path()?);
            }
            return self.eat(']').then_some(Step::Many(paths));
        }
        let mut name = String::new();
        self.blank();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
            name.push(c);
        }
        (!name.is_empty()).then_some(Step::Field(name))
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.blank();
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn blank(&mut self) {
        while self.rest.next_if(|c| c.is_ascii_whitespace()).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> Step {
        Step::Field(name.to_owned())
    }

    #[test]
    fn paths() {
        assert_eq!(parse("A.B_1"), Ok(vec![field("A"), field("B_1")]));
        assert_eq!(parse("keys(A.B)"), Ok(vec![field("A"), field("B"), Step::Keys]));
        assert_eq!(parse("keys"), Ok(vec![field("keys")]), "a member may be called so");
        assert_eq!(parse("A[*].B"), Ok(vec![field("A"), Step::Each, field("B")]));
        assert_eq!(parse("A.*.B"), Ok(vec![field("A"), Step::Each, field("B")]));
        assert_eq!(
            parse("A[*].[ B.C,D ][]"),
            Ok(vec![
                field("A"),
                Step::Each,
                Step::Many(vec![vec![field("B"), field("C")], vec![field("D")]]),
                Step::Flatten
            ])
        );
    }

    #[test]
    fn what_is_no_path() {
        for text in
            ["", ".", "A.", "A[", "A[0]", "A[*", "A.[B", "A.[]", "keys(A", "length(A)", "A B"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
