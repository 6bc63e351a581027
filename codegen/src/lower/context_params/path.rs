//! Paths from an input: the subset of JMESPath that the specification allows.

use crate::jmespath::{self, Expr};

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
    let mut steps = Vec::new();
    match jmespath::parse(text) {
        Ok(expr) if walk(&expr, &mut steps).is_some() => Ok(steps),
        _ => Err(format!("the path `{text}` cannot be read")),
    }
}

/// The steps of an expression; none where it is more than a path.
fn walk(expr: &Expr, steps: &mut Vec<Step>) -> Option<()> {
    match expr {
        Expr::Current => {}
        Expr::Field(name) => steps.push(Step::Field(name.clone())),
        Expr::Then(left, right) => {
            walk(left, steps)?;
            walk(right, steps)?;
        }
        Expr::Each(left, right) | Expr::Values(left, right) => {
            walk(left, steps)?;
            steps.push(Step::Each);
            walk(right, steps)?;
        }
        Expr::Flat(left, right) => {
            walk(left, steps)?;
            steps.push(Step::Flatten);
            walk(right, steps)?;
        }
        Expr::Many(paths) => {
            let path = |path: &Expr| {
                let mut steps = Vec::new();
                walk(path, &mut steps).map(|()| steps)
            };
            steps.push(Step::Many(paths.iter().map(path).collect::<Option<_>>()?));
        }
        Expr::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
            ("keys", [map]) => {
                walk(map, steps)?;
                steps.push(Step::Keys);
            }
            _ => return None,
        },
        _ => return None,
    }
    Some(())
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
