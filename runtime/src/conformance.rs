//! What protocol tests need: an HTTP client that keeps what it is given and answers what it was
//! told, and comparisons that say all that differs.
//!
//! Only with the feature `conformance`; generated tests are written against it.

mod body;
mod compass;
mod decimal;
mod document;
mod events;
mod sent;
mod tree;
mod wire;

pub use compass::{Compass, Found};
pub use document::document;
pub use events::{Event, Header, events};
pub use sent::Sent;
pub use wire::Wire;

use crate::{Answer, ByteStream};
use bytes::Bytes;
use std::fmt;
use std::str::FromStr;

/// What a test comes to.
pub type Checked = Result<(), Mismatch>;

/// All that differs from what was expected, a line each.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(Vec<String>);

impl Mismatch {
    pub(crate) fn new(line: impl Into<String>) -> Self {
        Self(vec![line.into()])
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl fmt::Debug for Mismatch {
    /// As text: this is what a test that fails shows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Mismatch {}

/// Whether a value is the expected one.
///
/// # Errors
///
/// Both, where it is not.
pub fn same<T: PartialEq + fmt::Debug>(actual: &T, expected: &T) -> Checked {
    if actual == expected { Ok(()) } else { Err(differs(actual, expected)) }
}

/// The same for a value that holds a NaN, which equals nothing: both must look the same.
///
/// # Errors
///
/// Both, where they do not.
pub fn same_but_for_nan<T: fmt::Debug>(actual: &T, expected: &T) -> Checked {
    let same = format!("{actual:?}") == format!("{expected:?}");
    if same { Ok(()) } else { Err(differs(actual, expected)) }
}

/// A stream of bytes that are there already.
pub fn stream(bytes: impl AsRef<[u8]>) -> ByteStream {
    ByteStream::from(bytes.as_ref().to_vec())
}

/// A number of any size.
///
/// # Errors
///
/// The text is not a number.
pub fn number<T: FromStr>(digits: &str) -> Result<T, Mismatch> {
    digits.parse().map_err(|_| Mismatch::new(format!("the test's {digits:?} is not a number")))
}

/// Whether a stream brings the expected bytes; one that is not there brings none.
///
/// # Errors
///
/// Both, where it does not, or why it broke off.
pub async fn same_stream(
    actual: impl Into<Option<ByteStream>>,
    expected: impl AsRef<[u8]>,
) -> Checked {
    let actual = match actual.into() {
        Some(stream) => match stream.collect().await {
            Ok(bytes) => bytes.into_bytes(),
            Err(error) => return Err(Mismatch::new(format!("the stream broke off: {error}"))),
        },
        None => Bytes::new(),
    };
    same(&actual, &Bytes::copy_from_slice(expected.as_ref()))
}

fn differs<T: fmt::Debug>(actual: &T, expected: &T) -> Mismatch {
    Mismatch(difference(&format!("{expected:#?}"), &format!("{actual:#?}")))
}

/// How many lines are shown around a difference.
const AROUND: usize = 3;

/// The lines from the first to the last that differ.
fn difference(expected: &str, actual: &str) -> Vec<String> {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), actual.lines().collect());
    let before = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let rest = left.len().min(right.len()) - before;
    let behind = left.iter().rev().zip(right.iter().rev()).take(rest);
    let behind = behind.take_while(|(left, right)| left == right).count();
    let part = |mark: &str, lines: &[&str]| {
        let count = lines.len() - before - behind;
        let inside = lines.iter().skip(before).take(count);
        inside.map(|line| format!("{mark} {line}")).collect::<Vec<_>>()
    };
    let start = before.saturating_sub(AROUND);
    let around = |skip: usize, count: usize| {
        let lines = left.iter().skip(skip).take(count);
        lines.map(|line| format!("  {line}")).collect::<Vec<_>>()
    };
    [
        vec!["expected (-) and found (+):".to_owned()],
        around(start, before - start),
        part("-", &left),
        part("+", &right),
        around(left.len() - behind, behind.min(AROUND)),
    ]
    .concat()
}

/// The output of a call that must succeed.
///
/// # Errors
///
/// The call failed.
pub fn answered<T, E: fmt::Display>(result: Result<T, E>) -> Result<T, Mismatch> {
    result.map_err(|error| Mismatch::new(format!("the call failed: {error}")))
}

/// Whether an error came with a status, and with a code and a message where they are expected.
///
/// # Errors
///
/// What differs.
pub fn told(answer: &Answer, status: u16, code: Option<&str>, message: Option<&str>) -> Checked {
    let mut found = Vec::new();
    if answer.status() != status {
        found.push(format!("status: expected {status}, found {}", answer.status()));
    }
    if code.is_some() && answer.code() != code {
        found.push(format!("code: expected {code:?}, found {:?}", answer.code()));
    }
    if message.is_some() && answer.message() != message {
        found.push(format!("message: expected {message:?}, found {:?}", answer.message()));
    }
    if found.is_empty() { Ok(()) } else { Err(Mismatch(found)) }
}

/// Whether a call failed, however it did.
///
/// # Errors
///
/// It did not fail.
pub fn failed<T: fmt::Debug, E>(result: Result<T, E>) -> Checked {
    match result {
        Ok(output) => Err(Mismatch::new(format!("expected a failure, found {output:#?}"))),
        Err(_) => Ok(()),
    }
}

/// A call that should have been refused by another error, or was not refused.
///
/// # Errors
///
/// Always.
pub fn not_refused<T: fmt::Debug, E: fmt::Display>(result: Result<T, E>) -> Checked {
    Err(Mismatch::new(match result {
        Ok(output) => format!("expected an error, found {output:#?}"),
        Err(error) => format!("expected another error, found: {error}"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let text = |middle: &str| format!("a\nb\nc\nd\n{middle}\ne\nf\ng\nh");
        let lines = difference(&text("x\ny"), &text("x\nz"));
        assert_eq!(
            lines.join("\n").lines().skip(1).collect::<Vec<_>>().join("\n"),
            "  c\n  d\n  x\n- y\n+ z\n  e\n  f\n  g"
        );
        assert_eq!(difference("a", "a\na").len(), 3);
    }

    #[test]
    fn values_are_compared_and_nan_is_itself() {
        assert_eq!(same(&1, &1), Ok(()));
        assert!(same(&1, &2).is_err());
        assert!(same(&f64::NAN, &f64::NAN).is_err());
        assert_eq!(same_but_for_nan(&f64::NAN, &f64::NAN), Ok(()));
        assert!(same_but_for_nan(&1.0, &f64::NAN).is_err());
    }
}
