//! The MD5 of the attributes of a message: of all of them in the order of their names, each as its name,
//! its type, a byte that says how its value is meant, and the value. Before each text and value stands
//! its length, in four bytes.

use super::Md5Sum;
use crate::wire::{Result as Read, json};
use aws_smithy_types::base64;
use md5::{Digest, Md5};

/// An attribute.
#[derive(Default)]
struct Attribute {
    name: String,
    ty: String,
    value: Option<Value>,
}

enum Value {
    Text(String),
    Bytes(Vec<u8>),
}

impl json::Decode for Attribute {
    fn decode(&mut self, member: &str, reader: &mut json::Reader<'_>) -> Read {
        match member {
            "DataType" => reader.read(&mut self.ty),
            "StringValue" => {
                let mut text = None;
                reader.read(&mut text)?;
                self.value = text.map(Value::Text).or(self.value.take());
                Ok(())
            }
            "BinaryValue" => {
                let mut text: Option<String> = None;
                reader.read(&mut text)?;
                let bytes = text.and_then(|text| base64::decode(text).ok());
                self.value = bytes.map(Value::Bytes).or(self.value.take());
                Ok(())
            }
            _ => reader.other(),
        }
    }
}

/// Attributes by their names.
#[derive(Default)]
struct Attributes(Vec<Attribute>);

impl json::Decode for Attributes {
    fn decode(&mut self, member: &str, reader: &mut json::Reader<'_>) -> Read {
        if reader.is_value() {
            return reader.other();
        }
        let mut attribute = Attribute { name: member.to_owned(), ..Attribute::default() };
        reader.read(&mut attribute)?;
        self.0.push(attribute);
        Ok(())
    }
}

/// The sum of all attributes in a document. There is none of none, and none where one has a value that
/// is not known.
pub(super) fn sum_of(json: &[u8]) -> Option<Md5Sum> {
    let Attributes(mut all) = json::decode(json).ok()?;
    all.sort_by(|left, right| left.name.cmp(&right.name));
    sum(&all)
}

fn sum(all: &[Attribute]) -> Option<Md5Sum> {
    let mut digest = Md5::new();
    for Attribute { name, ty, value } in all {
        push(&mut digest, name.as_bytes())?;
        push(&mut digest, ty.as_bytes())?;
        let (kind, value) = match value.as_ref()? {
            Value::Text(text) => (1, text.as_bytes()),
            Value::Bytes(bytes) => (2, bytes.as_slice()),
        };
        digest.update([kind]);
        push(&mut digest, value)?;
    }
    (!all.is_empty()).then(|| digest.finalize().into())
}

fn push(digest: &mut Md5, bytes: &[u8]) -> Option<()> {
    digest.update(u32::try_from(bytes.len()).ok()?.to_be_bytes());
    digest.update(bytes);
    Some(())
}
