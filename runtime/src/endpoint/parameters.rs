//! The values of parameters, in layers: what the client's settings give, and over it what a call
//! gives.

use super::input::ParameterTexts;
use super::rules::{BuiltIn, ParameterType, Rules};
use super::value::Value;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_types::config_bag::ConfigBag;
use std::borrow::Cow;
use std::sync::Arc;

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// Text.
    String(String),
    /// True or false.
    Boolean(bool),
    /// A list of texts.
    Strings(Vec<String>),
}

impl ParameterValue {
    fn ty(&self) -> ParameterType {
        match self {
            Self::String(_) => ParameterType::String,
            Self::Boolean(_) => ParameterType::Boolean,
            Self::Strings(_) => ParameterType::Strings,
        }
    }

    pub(super) fn as_value(&self) -> Value<'_> {
        match self {
            Self::String(text) => Value::Str(Cow::Borrowed(text)),
            Self::Boolean(value) => Value::Bool(*value),
            Self::Strings(items) => Value::Strings(items),
        }
    }
}

impl From<bool> for ParameterValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&str> for ParameterValue {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for ParameterValue {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Vec<String>> for ParameterValue {
    fn from(items: Vec<String>) -> Self {
        Self::Strings(items)
    }
}

/// Values for the parameters of a service's rules. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Parameters {
    rules: &'static Rules,
    /// What the client's settings give, by place.
    client: Arc<Vec<Option<ParameterValue>>>,
    /// What the call gives.
    call: OfCall,
    /// What is wrong with a value.
    wrong: Option<Arc<str>>,
}

/// Values by their places. Most calls give one, which takes no list.
#[derive(Clone, Debug, Default, PartialEq)]
struct OfCall {
    first: Option<(usize, ParameterValue)>,
    rest: Vec<(usize, ParameterValue)>,
}

impl OfCall {
    fn get(&self, place: usize) -> Option<&ParameterValue> {
        let mut all = self.first.iter().chain(&self.rest);
        all.find(|(known, _)| *known == place).map(|(_, value)| value)
    }

    fn set(&mut self, place: usize, value: ParameterValue) {
        let mut all = self.first.iter_mut().chain(&mut self.rest);
        if let Some((_, kept)) = all.find(|(known, _)| *known == place) {
            *kept = value;
        } else if self.first.is_none() {
            self.first = Some((place, value));
        } else {
            self.rest.push((place, value));
        }
    }
}

impl Parameters {
    /// The values that a function has for settings.
    pub fn new(
        rules: &'static Rules,
        mut built_in: impl FnMut(BuiltIn) -> Option<ParameterValue>,
    ) -> Self {
        let values = rules.parameters.iter().map(|one| one.built_in.and_then(&mut built_in));
        Self { rules, client: Arc::new(values.collect()), call: OfCall::default(), wrong: None }
    }

    /// Those of a call, unless somebody replaced them.
    pub(crate) fn of(cfg: &ConfigBag) -> Option<&Self> {
        cfg.load::<EndpointResolverParams>()?.get()
    }

    /// Gives a parameter a value for all calls.
    pub fn set_for_client(&mut self, name: &str, value: ParameterValue) {
        let Some(place) = self.place_for(name, &value) else { return };
        if let Some(kept) = Arc::make_mut(&mut self.client).get_mut(place) {
            *kept = Some(value);
        }
    }

    /// Gives a parameter a value for one call.
    pub fn set(&mut self, name: &str, value: impl Into<ParameterValue>) {
        let value = value.into();
        let Some(place) = self.place_for(name, &value) else { return };
        self.call.set(place, value);
    }

    /// Gives a parameter a value for one call, which must not be blank.
    #[doc(hidden)]
    pub fn set_present(&mut self, name: &str, value: ParameterValue) {
        if matches!(&value, ParameterValue::String(text) if text.trim().is_empty()) {
            self.wrong = Some(format!("`{name}` must not be blank").into());
        }
        self.set(name, value);
    }

    /// Gives a parameter the texts that were found, if any were.
    #[doc(hidden)]
    pub fn set_found(&mut self, name: &str, texts: ParameterTexts) {
        if let Some(texts) = texts.0 {
            self.set(name, texts);
        }
    }

    /// The text that a parameter has.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let place = self.rules.parameters.iter().position(|parameter| parameter.name == name)?;
        match self.get(place)? {
            ParameterValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text that a setting has.
    pub(crate) fn text_of(&self, built_in: BuiltIn) -> Option<&str> {
        match self.get(self.place_of(built_in)?)? {
            ParameterValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Gives a setting another value for one call, whatever gave it one.
    pub(crate) fn replace_built_in(&mut self, built_in: BuiltIn, text: &str) {
        if let Some(place) = self.place_of(built_in) {
            self.call.set(place, text.into());
        }
    }

    /// What is wrong with a value, which nothing can be resolved with.
    pub(super) fn wrong(&self) -> Option<&str> {
        self.wrong.as_deref()
    }

    /// Gives a setting a value for one call, unless something closer gave one.
    pub(super) fn set_built_in(&mut self, built_in: BuiltIn, value: ParameterValue) {
        if let Some(place) = self.place_of(built_in)
            && self.call.get(place).is_none()
        {
            self.call.set(place, value);
        }
    }

    /// The place of a parameter that may have a value; what is wrong otherwise is kept.
    fn place_for(&mut self, name: &str, value: &ParameterValue) -> Option<usize> {
        let mut parameters = self.rules.parameters.iter();
        match parameters.position(|parameter| parameter.name == name) {
            Some(place) if self.rules.parameters.get(place)?.ty == value.ty() => Some(place),
            Some(_) => {
                self.wrong = Some(format!("the parameter `{name}` has another type").into());
                None
            }
            None => {
                self.wrong = Some(format!("the rules have no parameter `{name}`").into());
                None
            }
        }
    }

    pub(super) fn get(&self, place: usize) -> Option<&ParameterValue> {
        self.call.get(place).or_else(|| self.client.get(place).and_then(Option::as_ref))
    }

    /// Whether a setting has a value.
    pub(super) fn has(&self, built_in: BuiltIn) -> bool {
        self.place_of(built_in).is_some_and(|place| self.get(place).is_some())
    }

    pub(super) fn place_of(&self, built_in: BuiltIn) -> Option<usize> {
        self.rules.parameters.iter().position(|parameter| parameter.built_in == Some(built_in))
    }
}

impl PartialEq for Parameters {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rules, other.rules)
            && (Arc::ptr_eq(&self.client, &other.client) || self.client == other.client)
            && self.call == other.call
            && self.wrong == other.wrong
    }
}
