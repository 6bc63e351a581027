//! The engine on arbitrary values: whatever parameters hold, there is an endpoint or an error.

use tinsmith_runtime::rules::{ParameterType, Rules};
use tinsmith_runtime::{ParameterValue, Parameters, Partitions, resolve_endpoint};

/// Texts that rules take apart, to be joined and cut.
const PIECES: [&str; 20] = [
    "arn:aws:s3:us-west-2:123456789012:accesspoint:name",
    "arn:aws:s3-outposts:us-west-2:1:outpost/op-1/accesspoint/x",
    "arn::",
    "https://",
    "http://[::1]:80/",
    "127.0.0.1",
    "us-east-1",
    "aws-global",
    "bucket--use1-az1--x-s3",
    "preferred",
    "/",
    ":",
    ".",
    "-",
    "--",
    "{}",
    "%",
    "é",
    "\0",
    "A",
];

/// Resolves an endpoint with values made of bytes. Whatever they are, it must come to an end, and
/// must not panic.
pub fn arbitrary(rules: &'static Rules, partitions: &'static Partitions, bytes: &[u8]) {
    let mut bytes = bytes.iter().copied();
    let mut parameters = Parameters::new(rules, |_| None);
    for parameter in rules.parameters {
        let Some(choice) = bytes.next() else { break };
        if choice % 4 == 0 {
            continue;
        }
        let value = match parameter.ty {
            ParameterType::Boolean => ParameterValue::Boolean(choice % 2 == 0),
            ParameterType::String => ParameterValue::String(text(&mut bytes)),
            ParameterType::Strings => {
                ParameterValue::Strings((0..choice % 3).map(|_| text(&mut bytes)).collect())
            }
        };
        parameters.set(parameter.name, value);
    }
    let _ = resolve_endpoint(rules, partitions, &parameters);
}

/// A text: pieces and characters, as many as the first byte says.
fn text(bytes: &mut impl Iterator<Item = u8>) -> String {
    let length = bytes.next().unwrap_or_default() % 8;
    let mut text = String::new();
    for byte in bytes.take(length.into()) {
        match PIECES.get(usize::from(byte % 64)) {
            Some(piece) => text.push_str(piece),
            None => text.push(char::from(byte)),
        }
    }
    text
}
