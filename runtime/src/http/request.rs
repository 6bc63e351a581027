//! From the input of an operation to a request.

use super::header::{HeaderForm, ToHeader};
use super::headers;
use super::query::{QueryForm, QueryParam, QueryValues, ToQuery, add_map};
use super::uri;
use crate::auth::Onward;
use crate::events::{self, EventBody};
#[cfg(feature = "events")]
use crate::events::{EventSource, SentEvents};
use crate::operation::{Current, EncodeError};
use crate::wire::{InvalidInput, Text, TextForm};
use crate::{ByteStream, Map, MapKey};
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use std::borrow::Cow;

/// An input that says where its members stand. Implemented by [`request!`](crate::request).
pub trait Request {
    /// Writes the members.
    fn write(&mut self, request: &mut RequestWriter);
}

/// A request that is being made.
#[derive(Debug)]
pub struct RequestWriter {
    current: Current,
    labels: Vec<(&'static str, String)>,
    query: QueryValues,
    headers: Headers,
    body: Option<SdkBody>,
    media_type: Option<&'static str>,
    events: Option<EventBody>,
    found: InvalidInput,
    invalid: Option<String>,
}

/// A request that was made, without what its protocol adds.
#[derive(Debug)]
pub(crate) struct Made {
    /// The path and the query.
    pub(crate) uri: Cow<'static, str>,
    pub(crate) headers: Headers,
    pub(crate) body: SdkBody,
    /// What the body is, where there is one.
    pub(crate) media_type: Option<&'static str>,
    /// What events are to be told of their request.
    pub(crate) signer: Option<Onward>,
}

impl RequestWriter {
    pub(crate) fn new(current: Current) -> Self {
        Self {
            current,
            labels: Vec::new(),
            query: QueryValues::default(),
            headers: Headers::new(),
            body: None,
            media_type: None,
            events: None,
            found: InvalidInput::default(),
            invalid: None,
        }
    }

    /// Ends the request.
    pub(crate) fn finish(mut self, template: &'static str) -> Result<Made, EncodeError> {
        let value = |name: &str| {
            let label = self.labels.iter().find(|(label, _)| *label == name);
            label.map(|(_, value)| value.clone())
        };
        let found = &mut self.found;
        let (mut uri, constant) = uri::fill(template, value, |name| {
            if !found.missing().iter().any(|known| known == name) {
                found.miss(name);
            }
        });
        if !self.found.is_empty() {
            return Err(EncodeError::InvalidInput(self.found));
        }
        if let Some(what) = self.invalid {
            return Err(EncodeError::Invalid(what));
        }
        let query = self.query.after(constant);
        if uri.is_empty() {
            uri = Cow::Borrowed("/");
        }
        if !query.is_empty() {
            let uri = uri.to_mut();
            uri.push('?');
            uri.push_str(&query);
        }
        let mut made = Made {
            uri,
            headers: self.headers,
            body: self.body.unwrap_or_else(SdkBody::empty),
            media_type: self.media_type,
            signer: None,
        };
        if let Some(mut events) = self.events {
            if let (Some(media_type), Some(initial)) = (made.media_type, made.body.bytes()) {
                events.set_initial(media_type, initial.to_vec());
            }
            let (body, signer) = events.into_body();
            made.body = body;
            made.media_type = Some(events::MEDIA_TYPE);
            made.signer = Some(signer);
        }
        Ok(made)
    }

    /// Notes where a member is not as a constraint says. For generated code.
    #[cfg(feature = "constraints")]
    #[doc(hidden)]
    pub fn check<T>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        rule: impl crate::constraints::Rule<T>,
    ) {
        for violation in crate::constraints::violations(value, &rule) {
            self.found.violate(violation.of(name));
        }
    }

    /// Writes a part of the path.
    pub fn label<T: Text>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.labels.push((name, value.to_header()));
        }
    }

    /// Writes a part of the path, or what stands there where the caller gives nothing.
    pub fn label_or(
        &mut self,
        default: &'static str,
        name: &'static str,
        value: &Option<impl Text>,
    ) {
        let given = value.as_ref().map(ToHeader::to_header).filter(|value| !value.is_empty());
        self.labels.push((name, given.unwrap_or_else(|| default.to_owned())));
    }

    /// Makes sure of a part of the URL that the endpoint rules write.
    pub fn host<T: Text>(&mut self, name: &'static str, value: &Option<T>) {
        let is_given = value.as_ref().is_some_and(|value| !value.to_header().is_empty());
        self.require(name, is_given);
    }

    /// Writes a part of the path in a form of its own.
    pub fn label_as<T>(&mut self, form: impl TextForm<T>, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.labels.push((name, HeaderForm::to_header(form, value)));
        }
    }

    /// Writes a part of the path that makes the request idempotent: the value given, or a new one.
    pub fn label_token(&mut self, name: &'static str, value: &Option<String>) {
        let token = value.clone().unwrap_or_else(crate::idempotency::token);
        self.labels.push((name, token));
    }

    /// Writes a parameter of the query.
    pub fn query<T: ToQuery>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            value.add(name, &mut self.query);
        }
    }

    /// Writes a parameter of the query in a form of its own.
    pub fn query_as<T>(&mut self, form: impl QueryForm<T>, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            form.add(value, name, &mut self.query);
        }
    }

    /// Writes a parameter of the query that makes the request idempotent.
    pub fn query_token(&mut self, name: &'static str, value: &Option<String>) {
        value.clone().unwrap_or_else(crate::idempotency::token).add(name, &mut self.query);
    }

    /// Writes a parameter of the query that must be there.
    pub fn required_query<T: ToQuery>(&mut self, name: &'static str, value: &Option<T>) {
        self.require(name, value.is_some());
        self.query(name, value);
    }

    /// Writes a parameter of the query that must be there in a form of its own.
    pub fn required_query_as<T>(
        &mut self,
        form: impl QueryForm<T>,
        name: &'static str,
        value: &Option<T>,
    ) {
        self.require(name, value.is_some());
        self.query_as(form, name, value);
    }

    /// Writes a map of parameters of the query; members of the same names win.
    pub fn query_params<K: MapKey, V: QueryParam>(&mut self, value: &Option<Map<K, V>>) {
        if let Some(map) = value {
            add_map(map, &mut self.query);
        }
    }

    /// Writes a header.
    pub fn header<T: ToHeader>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.push_header(name, value.to_header());
        }
    }

    /// Writes a header in a form of its own.
    pub fn header_as<T>(
        &mut self,
        form: impl HeaderForm<T>,
        name: &'static str,
        value: &Option<T>,
    ) {
        if let Some(value) = value {
            self.push_header(name, form.to_header(value));
        }
    }

    /// Writes a header that makes the request idempotent: the value given, or a new one.
    pub fn header_token(&mut self, name: &'static str, value: &Option<String>) {
        self.push_header(name, value.clone().unwrap_or_else(crate::idempotency::token));
    }

    /// Writes a header that must be there.
    pub fn required_header<T: ToHeader>(&mut self, name: &'static str, value: &Option<T>) {
        self.require(name, value.is_some());
        self.header(name, value);
    }

    /// Writes a header that must be there in a form of its own.
    pub fn required_header_as<T>(
        &mut self,
        form: impl HeaderForm<T>,
        name: &'static str,
        value: &Option<T>,
    ) {
        self.require(name, value.is_some());
        self.header_as(form, name, value);
    }

    /// Writes a map of headers whose names share a prefix; headers of members win.
    pub fn prefix_headers<K: MapKey, V: ToHeader>(
        &mut self,
        prefix: &'static str,
        value: &Option<Map<K, V>>,
    ) {
        for (name, value) in value.iter().flatten() {
            let name = format!("{prefix}{}", name.as_key());
            if !self.headers.contains_key(name.to_lowercase()) {
                self.push_header(&name, value.to_header());
            }
        }
    }

    fn push_header(&mut self, name: &str, value: String) {
        let set = |name| headers::set(&mut self.headers, name, value);
        if headers::named(name).and_then(set).is_err() {
            // The value may be secret.
            self.invalid = Some(format!("the header `{name}` cannot be sent with its value"));
        }
    }

    fn require(&mut self, name: &str, is_given: bool) {
        if !is_given {
            self.found.miss(name);
        }
    }

    /// Writes text or bytes as the body.
    pub fn raw<T: super::Payload>(&mut self, media_type: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.set_body(media_type, value.to_bytes());
        }
    }

    /// Takes a stream as the body.
    pub fn stream(&mut self, media_type: &'static str, value: &mut Option<ByteStream>) {
        if let Some(stream) = value.take() {
            self.body = Some(stream.into_inner());
            self.media_type = Some(media_type);
        }
    }

    /// Takes events as the body. What else the request has in its body goes before them.
    #[cfg(feature = "events")]
    pub fn events<T: SentEvents>(&mut self, value: &mut Option<EventSource<T>>) {
        if let Some(source) = value.take() {
            self.events = Some(EventBody::new(source));
        }
    }

    /// Takes a document as the body, or what is wrong with it.
    pub(crate) fn set_document(
        &mut self,
        media_type: &'static str,
        made: Result<Vec<u8>, InvalidInput>,
    ) {
        match made {
            Ok(body) => self.set_body(media_type, body),
            Err(found) => self.found.extend(found),
        }
    }

    /// What is being called.
    pub(crate) fn current(&self) -> Current {
        self.current
    }

    fn set_body(&mut self, media_type: &'static str, body: Vec<u8>) {
        self.body = Some(SdkBody::from(body));
        self.media_type = Some(media_type);
    }
}
