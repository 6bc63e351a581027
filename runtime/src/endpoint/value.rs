//! Values while rules are evaluated. They borrow from the parameters and the rules, so that most
//! cost nothing.

use super::arn::Arn;
use super::partition::Partition;
use super::url::Url;
use aws_smithy_types::{Document, Number};
use std::borrow::Cow;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value<'v> {
    None,
    Str(Cow<'v, str>),
    Bool(bool),
    Int(i64),
    /// A list that a parameter holds.
    Strings(&'v [String]),
    /// A list that a function made.
    List(Vec<Cow<'v, str>>),
    Partition(&'static Partition),
    /// In a box, as [`Url`], so that all others are small.
    Arn(Box<Arn<'v>>),
    Url(Box<Url<'v>>),
}

impl<'v> Value<'v> {
    /// Whether there is a value.
    pub(super) fn is_set(&self) -> bool {
        !matches!(self, Value::None)
    }

    /// Whether a condition with this value holds.
    pub(super) fn holds(&self) -> bool {
        !matches!(self, Value::None | Value::Bool(false))
    }

    /// The value as text, where it is.
    pub(super) fn str(&self) -> Option<&str> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// A part, by name.
    pub(super) fn attribute(&self, name: &str) -> Value<'v> {
        match self {
            Value::Partition(partition) => partition_attribute(partition, name),
            Value::Arn(arn) => arn.attribute(name),
            Value::Url(url) => url.attribute(name),
            _ => Value::None,
        }
    }

    /// An item, by its place; from the end where that is negative.
    pub(super) fn item(&self, place: i64) -> Value<'v> {
        let index = |length: usize| {
            let length = i64::try_from(length).ok()?;
            let place = if place < 0 { length.checked_add(place)? } else { place };
            usize::try_from(place).ok()
        };
        let item = match self {
            Value::Strings(items) => {
                let item = index(items.len()).and_then(|place| items.get(place));
                item.map(|item| Cow::Borrowed(item.as_str()))
            }
            Value::List(items) => index(items.len()).and_then(|place| items.get(place)).cloned(),
            _ => None,
        };
        item.map_or(Value::None, Value::Str)
    }

    /// Adds the value to a text. What is no text adds nothing.
    pub(super) fn push_to(&self, text: &mut String) {
        match self {
            Value::Str(part) => text.push_str(part),
            Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Value::Int(value) => text.push_str(itoa::Buffer::new().format(*value)),
            _ => {}
        }
    }

    /// The value as a property of an endpoint.
    pub(super) fn into_document(self) -> Document {
        match self {
            Value::Str(text) => Document::String(text.into_owned()),
            Value::Bool(value) => Document::Bool(value),
            Value::Int(value) => match u64::try_from(value) {
                Ok(value) => Document::Number(Number::PosInt(value)),
                Err(_) => Document::Number(Number::NegInt(value)),
            },
            Value::Strings(items) => {
                Document::Array(items.iter().cloned().map(Document::String).collect())
            }
            Value::List(items) => {
                let items = items.into_iter().map(Cow::into_owned);
                Document::Array(items.map(Document::String).collect())
            }
            Value::None | Value::Partition(_) | Value::Arn(_) | Value::Url(_) => Document::Null,
        }
    }
}

fn partition_attribute<'v>(partition: &'static Partition, name: &str) -> Value<'v> {
    match name {
        "name" => Value::Str(partition.name.into()),
        "dnsSuffix" => Value::Str(partition.dns_suffix.into()),
        "dualStackDnsSuffix" => Value::Str(partition.dual_stack_dns_suffix.into()),
        "supportsFIPS" => Value::Bool(partition.supports_fips),
        "supportsDualStack" => Value::Bool(partition.supports_dual_stack),
        "implicitGlobalRegion" => Value::Str(partition.implicit_global_region.into()),
        _ => Value::None,
    }
}

/// A part of a text that borrows where the text does.
pub(super) fn part<'v>(
    text: &Cow<'v, str>,
    get: impl for<'t> FnOnce(&'t str) -> Option<&'t str>,
) -> Option<Cow<'v, str>> {
    match text {
        Cow::Borrowed(text) => get(text).map(Cow::Borrowed),
        Cow::Owned(text) => get(text).map(|part| Cow::Owned(part.to_owned())),
    }
}
