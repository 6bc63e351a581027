//! Where calls would go.

use super::{Checked, Mismatch, differs, document, same};
use crate::endpoint::{EndpointError, Resolver};
use crate::error::BoxError;
use crate::{ClientBuilder, Credentials, Document, Endpoint, SdkConfig, ServiceClient};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint,
};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes clients whose calls end where they know where to go. They know nothing of the environment.
#[derive(Clone, Debug, Default)]
pub struct Compass {
    account: Option<&'static str>,
    account_mode: Option<&'static str>,
    noted: Noted,
}

/// What the rules said.
type Noted = Arc<Mutex<Option<Result<Endpoint, String>>>>;

impl Compass {
    /// The account of the credentials.
    pub fn account(mut self, account: &'static str) -> Self {
        self.account = Some(account);
        self
    }

    /// Whether endpoints may, must or must not be those of the account.
    pub fn account_mode(mut self, mode: &'static str) -> Self {
        self.account_mode = Some(mode);
        self
    }

    /// A client.
    pub fn client<C: ServiceClient>(&self) -> C {
        self.client_with(|builder| builder)
    }

    /// A client with settings of its own.
    pub fn client_with<C: ServiceClient>(
        &self,
        settings: impl FnOnce(ClientBuilder<C>) -> ClientBuilder<C>,
    ) -> C {
        let service = C::service();
        let resolver = Resolver::new(service.endpoints, service.partitions);
        let noting = Noting { resolver, noted: self.noted.clone() };
        let builder = ClientBuilder::new().config(&self.config());
        settings(builder).build_with(noting)
    }

    fn config(&self) -> SdkConfig {
        let mut config = SdkConfig::builder().behavior_version(BehaviorVersion::latest());
        let credentials = Credentials::builder()
            .access_key_id("AKIDEXAMPLE")
            .secret_access_key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
            .provider_name("tinsmith");
        let credentials = match self.account {
            Some(account) => credentials.account_id(account),
            None => credentials,
        };
        config.set_credentials_provider(Some(crate::SharedCredentialsProvider::new(
            credentials.build(),
        )));
        config.set_account_id_endpoint_mode(self.account_mode.and_then(|mode| mode.parse().ok()));
        config.build()
    }

    /// What the rules said of a call.
    fn noted<T, E: fmt::Display>(
        &self,
        result: Result<T, E>,
    ) -> Result<Result<Endpoint, String>, Mismatch> {
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner).take();
        noted.ok_or_else(|| match result {
            Ok(_) => Mismatch::new("nobody asked where to go"),
            Err(error) => Mismatch::new(format!("nobody asked where to go: {error}")),
        })
    }

    /// The endpoint of a call.
    ///
    /// # Errors
    ///
    /// It has none; the rules or the result of the call say why.
    pub fn endpoint<T, E: fmt::Display>(&self, result: Result<T, E>) -> Result<Found, Mismatch> {
        match self.noted(result)? {
            Ok(endpoint) => Ok(Found::new(&endpoint)),
            Err(message) => Err(Mismatch::new(format!("there is no endpoint: {message}"))),
        }
    }

    /// Whether a call has no endpoint, with this message of the rules, which whoever called is told.
    ///
    /// # Errors
    ///
    /// It has one, or another message.
    pub fn refused<T, E: fmt::Display>(&self, result: Result<T, E>, message: &str) -> Checked {
        let told = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
        match self.noted(result)? {
            Ok(endpoint) => {
                Err(Mismatch::new(format!("expected an error, found {}", endpoint.url())))
            }
            Err(found) => {
                same(&found.as_str(), &message)?;
                let is_told = told.contains(message);
                let why = || Mismatch::new(format!("the error does not tell: {told}"));
                is_told.then_some(()).ok_or_else(why)
            }
        }
    }
}

/// An endpoint that was found. Each method states what is expected; [`done`](Found::done) tells
/// whether it is so, and is all.
#[derive(Clone, Debug)]
pub struct Found {
    found: Parts,
    expected: Parts,
}

/// An endpoint in parts that can be compared.
#[derive(Clone, Debug, Default, PartialEq)]
struct Parts {
    url: String,
    headers: BTreeMap<String, Vec<String>>,
    properties: Properties,
}

type Properties = HashMap<String, Document>;

impl Found {
    fn new(endpoint: &Endpoint) -> Self {
        let headers = endpoint.headers().map(|(name, values)| {
            (name.to_owned(), values.map(str::to_owned).collect::<Vec<String>>())
        });
        let found = Parts {
            url: endpoint.url().to_owned(),
            headers: headers.collect(),
            properties: crate::endpoint_properties(endpoint),
        };
        Self { found, expected: Parts::default() }
    }

    /// The URL.
    pub fn url(mut self, url: &str) -> Self {
        url.clone_into(&mut self.expected.url);
        self
    }

    /// A header with all its values.
    pub fn header(mut self, name: &str, values: &[&str]) -> Self {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        self.expected.headers.insert(name.to_owned(), values);
        self
    }

    /// All that is known besides: an object of JSON.
    ///
    /// # Errors
    ///
    /// The test's text is no such object.
    pub fn properties(mut self, json: &str) -> Result<Self, Mismatch> {
        match document(json)? {
            Document::Object(properties) => self.expected.properties = properties,
            other => return Err(Mismatch::new(format!("the test's {other:?} is no object"))),
        }
        Ok(self)
    }

    /// Whether all is as expected, and there is nothing else.
    ///
    /// # Errors
    ///
    /// What differs.
    pub fn done(self) -> Checked {
        let (found, expected) = (self.found, self.expected);
        same(&found.url, &expected.url)?;
        same(&found.headers, &expected.headers)?;
        if found.properties == expected.properties {
            return Ok(());
        }
        Err(differs(&facts(found.properties), &facts(expected.properties)))
    }
}

/// Properties as facts of a line each, sorted, so that a difference can be seen.
fn facts(properties: Properties) -> BTreeMap<String, Document> {
    let mut facts = BTreeMap::new();
    let mut open: Vec<(String, Document)> = properties.into_iter().collect();
    while let Some((path, value)) = open.pop() {
        match value {
            Document::Object(entries) if !entries.is_empty() => {
                open.extend(entries.into_iter().map(|(name, one)| (format!("{path}.{name}"), one)));
            }
            Document::Array(items) if !items.is_empty() => {
                let items = items.into_iter().enumerate();
                open.extend(items.map(|(place, one)| (format!("{path}[{place}]"), one)));
            }
            value => drop(facts.insert(path, value)),
        }
    }
    facts
}

/// Resolves endpoints by the rules, notes them, and lets nobody go there.
#[derive(Debug)]
struct Noting {
    resolver: Resolver,
    noted: Noted,
}

impl ResolveEndpoint for Noting {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::new(async move {
            let resolved = self.resolver.resolve_endpoint(params).await;
            let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
            *noted = Some(match &resolved {
                Ok(endpoint) => Ok(endpoint.clone()),
                Err(error) => Err(message(error)),
            });
            resolved.and_then(|_| Err("a test sends nothing".into()))
        })
    }

    fn finalize_params<'a>(
        &'a self,
        params: &'a mut EndpointResolverParams,
    ) -> Result<(), BoxError> {
        self.resolver.finalize_params(params)
    }
}

/// What the rules say, without what is said around it.
fn message(error: &BoxError) -> String {
    match error.downcast_ref::<EndpointError>() {
        Some(error) => error.message().to_owned(),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Found {
        let scheme = HashMap::from([("name".to_owned(), Document::from("sigv4"))]);
        let schemes = vec![Document::Object(scheme)];
        let endpoint = Endpoint::builder()
            .url("https://example.com")
            .header("x-kind", "a")
            .property("authSchemes", schemes)
            .build();
        Found::new(&endpoint)
    }

    #[test]
    fn an_endpoint_is_compared_to_the_last_property() {
        let right = r#"{"authSchemes": [{"name": "sigv4"}]}"#;
        let check = |url, kind: &[&str], json| {
            let found = found().url(url).header("x-kind", kind).properties(json)?.done();
            found.map_err(|why| Mismatch::new(why.to_string()))
        };
        assert_eq!(check("https://example.com", &["a"], right), Ok(()));
        for (url, kind, json, why) in [
            ("https://example.org", ["a"].as_slice(), right, "example.org"),
            ("https://example.com", &["a", "b"], right, "\"b\""),
            ("https://example.com", &["a"], "{}", "authSchemes[0].name"),
            ("https://example.com", &["a"], r#"{"authSchemes": [{"name": "sigv4a"}]}"#, "sigv4a"),
            ("https://example.com", &["a"], "[]", "is no object"),
        ] {
            let said = check(url, kind, json).map_err(|why| why.to_string()).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
        assert!(found().url("https://example.com").done().is_err(), "a header too many");
    }

    #[test]
    fn a_call_that_asked_nobody_says_why() {
        let compass = Compass::default();
        let refused = compass.refused(Err::<(), _>("no input"), "no region").unwrap_err();
        assert_eq!(refused.to_string(), "nobody asked where to go: no input");
        assert!(compass.endpoint(Ok::<_, String>(())).is_err());
    }
}
