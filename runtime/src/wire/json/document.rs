//! Documents: JSON of any form.

use super::cursor::Peek;
use super::read::{Decode, Reader};
use super::write::{Encode, Writer};
use crate::Document;
use crate::wire::Result;
use aws_smithy_types::Number;
use std::collections::HashMap;

impl Encode for Document {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        match self {
            Document::Null => writer.null(),
            Document::Bool(value) => value.encode(writer),
            Document::String(value) => value.encode(writer),
            Document::Number(Number::PosInt(value)) => {
                writer.raw(itoa::Buffer::new().format(*value));
            }
            Document::Number(Number::NegInt(value)) => value.encode(writer),
            Document::Number(Number::Float(value)) => value.encode(writer),
            Document::Array(items) => {
                writer.items(items.len(), &|index, writer| {
                    if let Some(item) = items.get(index) {
                        item.encode(writer);
                    }
                });
            }
            Document::Object(entries) => {
                // In the order of the names, so that the same document gives the same bytes.
                let mut entries: Vec<(&String, &Document)> = entries.iter().collect();
                entries.sort_by_key(|(name, _)| *name);
                writer.entries(entries, |writer, value| value.encode(writer));
            }
        }
    }
}

impl Decode for Document {
    #[inline]
    fn decode(&mut self, _: &str, reader: &mut Reader<'_>) -> Result {
        *self = match reader.peek()? {
            Peek::Null => {
                reader.null()?;
                Document::Null
            }
            Peek::True | Peek::False => {
                let mut value = false;
                reader.value(&mut value)?;
                Document::Bool(value)
            }
            Peek::String => Document::String(reader.text()?.to_owned()),
            Peek::Array => {
                let mut items = Vec::new();
                reader.items(&mut |reader| {
                    let mut item = Document::Null;
                    reader.value(&mut item)?;
                    items.push(item);
                    Ok(())
                })?;
                Document::Array(items)
            }
            Peek::Object => {
                let mut entries = HashMap::new();
                reader.object(&mut |name, reader| {
                    let mut value = Document::Null;
                    reader.value(&mut value)?;
                    entries.insert(name.to_owned(), value);
                    Ok(())
                })?;
                Document::Object(entries)
            }
            _ => Document::Number(number(reader)?),
        };
        Ok(())
    }
}

#[inline]
fn number(reader: &mut Reader<'_>) -> Result<Number> {
    let text = reader.number()?;
    let parsed = if let Ok(value) = text.parse() {
        Some(Number::PosInt(value))
    } else if let Ok(value) = text.parse() {
        Some(Number::NegInt(value))
    } else {
        text.parse().ok().map(Number::Float)
    };
    parsed.ok_or_else(|| reader.error("expected a number"))
}
