//! What waiters look for in an answer: the functions that JMESPath expressions become. Members are
//! plain fields in generated code; here is what is done with their values. Nothing that is missing
//! is an error: it is `None`, as `null` is in JMESPath.

use crate::wire::{Enum, EnumValue};
use crate::{Map, MapKey};

/// A value in an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text, and enums of text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Option<Value<'a>>>),
    /// A structure or a map, with so many entries.
    Object(usize),
}

impl Value<'_> {
    /// What counts as true: all but `false` and what is empty.
    fn is_true(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::Number(_) => true,
            Value::Bool(is_so) => *is_so,
            Value::List(items) => !items.is_empty(),
            Value::Object(entries) => *entries > 0,
        }
    }
}

type Found<'a> = Option<Value<'a>>;

fn is_true(found: &Found<'_>) -> bool {
    found.as_ref().is_some_and(Value::is_true)
}

/// A type whose values can be compared.
pub trait ToValue {
    /// The value.
    fn to_value(&self) -> Value<'_>;
}

impl<T: Enum> ToValue for T {
    fn to_value(&self) -> Value<'_> {
        match Enum::to_value(self) {
            EnumValue::Text(text) => Value::Text(text),
            EnumValue::Int(number) => Value::Number(number.into()),
        }
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl ToValue for $number {
            fn to_value(&self) -> Value<'_> {
                Value::Number((*self).into())
            }
        }
    )*};
}

numbers!(i8 i16 i32 f32 f64);

impl ToValue for i64 {
    /// Such a number is compared as all numbers in JSON may be, with 53 bits.
    fn to_value(&self) -> Value<'_> {
        Value::Number(self.to_string().parse().unwrap_or(f64::NAN))
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value<'_> {
        Value::List(self.iter().map(|item| Some(item.to_value())).collect())
    }
}

impl<K, V> ToValue for Map<K, V> {
    fn to_value(&self) -> Value<'_> {
        Value::Object(self.len())
    }
}

/// A list, or the values of a map.
pub trait Items {
    /// An item.
    type Item;

    /// All of them.
    fn items(&self) -> impl DoubleEndedIterator<Item = &Self::Item> + ExactSizeIterator;
}

impl<T> Items for Vec<T> {
    type Item = T;

    fn items(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.iter()
    }
}

impl<K, V> Items for Map<K, V> {
    type Item = V;

    fn items(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.values()
    }
}

/// A value as it is.
pub fn value<T: ToValue>(value: &T) -> Found<'_> {
    Some(value.to_value())
}

/// A structure is there.
pub fn present<T>(_: &T) -> Found<'_> {
    Some(Value::Object(1))
}

/// The keys of a map.
pub fn keys<K: MapKey, V>(map: &Map<K, V>) -> Found<'_> {
    Some(Value::List(map.keys().map(|key| Some(Value::Text(key.as_key()))).collect()))
}

/// What is found in each item; what is not there is left out.
pub fn each<'a, L: Items>(list: &'a L, find: impl Fn(&'a L::Item) -> Found<'a>) -> Found<'a> {
    Some(Value::List(list.items().filter_map(find).map(Some).collect()))
}

/// What is found in one item; negative places count from the end.
pub fn item<'a, L: Items>(
    list: &'a L,
    place: i64,
    find: impl FnOnce(&'a L::Item) -> Found<'a>,
) -> Found<'a> {
    let from_end = usize::try_from(place.unsigned_abs()).ok()?;
    let mut items = list.items();
    let item = match place < 0 {
        true => items.nth_back(from_end.checked_sub(1)?),
        false => items.nth(from_end),
    };
    find(item?)
}

/// Lists in a list as one.
pub fn flat(found: Found<'_>) -> Found<'_> {
    let Value::List(items) = found? else { return None };
    let mut all = Vec::new();
    for item in items {
        match item {
            Some(Value::List(inner)) => all.extend(inner),
            other => all.push(other),
        }
    }
    Some(Value::List(all))
}

/// Several as a list.
pub fn list<'a>(finds: &[&dyn Fn() -> Found<'a>]) -> Found<'a> {
    Some(Value::List(finds.iter().map(|find| find()).collect()))
}

/// The second where the first holds.
pub fn when<'a, 'b>(
    condition: impl FnOnce() -> Found<'b>,
    find: impl FnOnce() -> Found<'a>,
) -> Found<'a> {
    if is_true(&condition()) { find() } else { None }
}

/// The first that is true, or else the second.
pub fn or<'a>(left: impl FnOnce() -> Found<'a>, right: impl FnOnce() -> Found<'a>) -> Found<'a> {
    let left = left();
    if is_true(&left) { left } else { right() }
}

/// The first that is not true, or else the second.
pub fn and<'a>(left: impl FnOnce() -> Found<'a>, right: impl FnOnce() -> Found<'a>) -> Found<'a> {
    let left = left();
    if is_true(&left) { right() } else { left }
}

/// The opposite.
pub fn not<'a>(find: impl FnOnce() -> Found<'a>) -> Found<'static> {
    Some(Value::Bool(!is_true(&find())))
}

/// Whether both are the same.
pub fn equal<'a, 'b>(
    left: impl FnOnce() -> Found<'a>,
    right: impl FnOnce() -> Found<'b>,
) -> Found<'static> {
    Some(Value::Bool(left() == right()))
}

/// Whether they are not the same.
pub fn different<'a, 'b>(
    left: impl FnOnce() -> Found<'a>,
    right: impl FnOnce() -> Found<'b>,
) -> Found<'static> {
    Some(Value::Bool(left() != right()))
}

macro_rules! orders {
    ($($(#[$doc:meta])* $name:ident = $sign:tt;)*) => {$(
        $(#[$doc])*
        pub fn $name<'a, 'b>(
            left: impl FnOnce() -> Found<'a>,
            right: impl FnOnce() -> Found<'b>,
        ) -> Found<'static> {
            match (left()?, right()?) {
                (Value::Number(left), Value::Number(right)) => Some(Value::Bool(left $sign right)),
                _ => None,
            }
        }
    )*};
}

orders! {
    /// Whether the first number is less.
    less = <;
    /// Whether the first number is not more.
    at_most = <=;
    /// Whether the first number is more.
    more = >;
    /// Whether the first number is not less.
    at_least = >=;
}

/// How many letters, items or entries.
pub fn length<'a>(find: impl FnOnce() -> Found<'a>) -> Found<'static> {
    let length = match find()? {
        Value::Text(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Object(entries) => entries,
        _ => return None,
    };
    u32::try_from(length).ok().map(|length| Value::Number(length.into()))
}

/// Whether a list holds a value, or a text another.
pub fn contains<'a, 'b>(
    whole: impl FnOnce() -> Found<'a>,
    part: impl FnOnce() -> Found<'b>,
) -> Found<'static> {
    let part = part();
    match (whole()?, part) {
        (Value::List(items), part) => Some(Value::Bool(items.contains(&part))),
        (Value::Text(text), Some(Value::Text(part))) => Some(Value::Bool(text.contains(part))),
        _ => None,
    }
}

/// Whether a text begins so.
pub fn starts_with<'a, 'b>(
    text: impl FnOnce() -> Found<'a>,
    part: impl FnOnce() -> Found<'b>,
) -> Found<'static> {
    match (text()?, part()?) {
        (Value::Text(text), Value::Text(part)) => Some(Value::Bool(text.starts_with(part))),
        _ => None,
    }
}

/// Whether a text ends so.
pub fn ends_with<'a, 'b>(
    text: impl FnOnce() -> Found<'a>,
    part: impl FnOnce() -> Found<'b>,
) -> Found<'static> {
    match (text()?, part()?) {
        (Value::Text(text), Value::Text(part)) => Some(Value::Bool(text.ends_with(part))),
        _ => None,
    }
}
