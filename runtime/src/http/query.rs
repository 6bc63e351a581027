//! Values as parameters of a query.

use super::push_encoded;
use crate::wire::form::List;
use crate::wire::{Text, TextForm};
use crate::{Map, MapKey};

/// The parameters of a query, in order.
#[derive(Clone, Debug, Default)]
pub struct QueryValues {
    text: String,
    names: Vec<String>,
}

impl QueryValues {
    /// Adds a parameter.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        push_encoded(&mut self.text, name, "");
        self.text.push('=');
        push_encoded(&mut self.text, value, "");
    }

    /// Adds a parameter of a member, which wins over those of a map.
    fn push_member(&mut self, name: &str, value: &str) {
        self.names.push(name.to_owned());
        self.push(name, value);
    }

    /// The query behind the constant part of its template.
    pub(super) fn after(&self, constant: &str) -> String {
        let and = if constant.is_empty() || self.text.is_empty() { "" } else { "&" };
        [constant, and, &self.text].concat()
    }
}

/// A value that can stand in a query.
pub trait ToQuery {
    /// Adds it under a name.
    fn add(&self, name: &str, query: &mut QueryValues);
}

impl<T: Text> ToQuery for T {
    fn add(&self, name: &str, query: &mut QueryValues) {
        let mut text = String::new();
        self.push_text(&mut text);
        query.push_member(name, &text);
    }
}

impl<T: Text> ToQuery for Vec<T> {
    fn add(&self, name: &str, query: &mut QueryValues) {
        self.iter().for_each(|item| item.add(name, query));
    }
}

/// A form in which a value can stand in a query.
pub trait QueryForm<T>: Copy {
    /// Adds the value under a name.
    fn add(self, value: &T, name: &str, query: &mut QueryValues);
}

impl<T, F: TextForm<T>> QueryForm<T> for F {
    fn add(self, value: &T, name: &str, query: &mut QueryValues) {
        let mut text = String::new();
        self.push_text(value, &mut text);
        query.push_member(name, &text);
    }
}

impl<T, F: TextForm<T>> QueryForm<Vec<T>> for List<F> {
    fn add(self, value: &Vec<T>, name: &str, query: &mut QueryValues) {
        value.iter().for_each(|item| self.0.add(item, name, query));
    }
}

/// What a map of parameters holds: texts, or lists of texts, which may be null.
pub trait QueryParam {
    /// The texts.
    fn texts(&self) -> Vec<&str>;
}

impl QueryParam for String {
    fn texts(&self) -> Vec<&str> {
        vec![self]
    }
}

impl<T: QueryParam> QueryParam for Vec<T> {
    fn texts(&self) -> Vec<&str> {
        self.iter().flat_map(QueryParam::texts).collect()
    }
}

impl<T: QueryParam> QueryParam for Option<T> {
    fn texts(&self) -> Vec<&str> {
        self.as_ref().map(QueryParam::texts).unwrap_or_default()
    }
}

/// Adds a map of parameters, but for those that are there already.
pub(super) fn add_map<K: MapKey, V: QueryParam>(map: &Map<K, V>, query: &mut QueryValues) {
    for (name, values) in map {
        let name = name.as_key();
        if !query.names.iter().any(|known| known == name) {
            values.texts().into_iter().for_each(|value| query.push(name, value));
        }
    }
}
