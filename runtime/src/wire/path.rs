//! The way to a value inside another.

use std::borrow::Cow;

/// One step of the way.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Member(Cow<'static, str>),
    Index(usize),
}

/// The way as text, such as `Images[3].Created`.
pub(super) fn text<'s>(steps: impl Iterator<Item = &'s Step>) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Member(name) if path.is_empty() => path.push_str(name),
            Step::Member(name) => path.extend([".", name]),
            Step::Index(index) => path.extend(["[", itoa::Buffer::new().format(*index), "]"]),
        }
    }
    path
}
