//! The engine as the official orchestrator asks for it.

use super::engine::{EndpointError, Evaluation};
use super::parameters::Parameters;
use super::partition::Partitions;
use super::rules::{BuiltIn, Rules};
use crate::Quiet;
use crate::lasting::lasting;
use aws_credential_types::Credentials;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint,
};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::{Endpoint, EndpointAuthScheme};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The endpoint that the rules come to.
///
/// # Errors
///
/// What the rules say against these values.
pub fn resolve(
    rules: &'static Rules,
    partitions: &'static Partitions,
    parameters: &Parameters,
) -> Result<Endpoint, EndpointError> {
    if let Some(why) = parameters.wrong() {
        return Err(EndpointError::new(why));
    }
    Evaluation::new(rules, partitions, parameters)?.run()
}

/// All properties of an endpoint, the schemes of authentication among them.
pub fn properties(endpoint: &Endpoint) -> HashMap<String, Document> {
    let properties = endpoint.properties().iter();
    let mut all: HashMap<_, _> =
        properties.map(|(name, value)| (name.to_string(), value.clone())).collect();
    let schemes = endpoint.auth_schemes().iter().map(EndpointAuthScheme::as_document);
    let schemes: Vec<Document> = schemes.collect();
    if !schemes.is_empty() {
        all.insert("authSchemes".to_owned(), Document::Array(schemes));
    }
    all
}

/// What to say where there is an endpoint, but no region.
const NO_REGION: &str = "no region is set, without which requests cannot be signed; set one in code \
                         or in AWS_REGION";

/// Resolves endpoints, and remembers the last.
#[derive(Debug)]
pub(crate) struct Resolver {
    rules: &'static Rules,
    partitions: &'static Partitions,
    last: Quiet<Mutex<Option<(Parameters, Endpoint)>>>,
}

impl Resolver {
    pub(crate) fn new(rules: &'static Rules, partitions: &'static Partitions) -> Self {
        Self { rules, partitions, last: Quiet::default() }
    }

    fn resolve(&self, parameters: &Parameters) -> Result<Endpoint, EndpointError> {
        // What is remembered is whole at any time, so a panic elsewhere does not spoil it.
        let mut last = self.last.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, endpoint)) = &*last
            && known == parameters
        {
            return Ok(endpoint.clone());
        }
        let endpoint = resolve(self.rules, self.partitions, parameters)?;
        let needs_region =
            parameters.place_of(BuiltIn::Region).is_some() && endpoint.auth_schemes().is_empty();
        if needs_region && !parameters.has(BuiltIn::Region) {
            // An endpoint that the caller gives needs none, but a signature does.
            return Err(EndpointError::new(NO_REGION));
        }
        let endpoint = match lasting(endpoint.url()) {
            Some(url) => endpoint.into_builder().url(url).build(),
            None => endpoint,
        };
        *last = Some((parameters.clone(), endpoint.clone()));
        Ok(endpoint)
    }
}

impl ResolveEndpoint for Resolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        let resolved = match params.get::<Parameters>() {
            Some(parameters) => self.resolve(parameters),
            None => Err(EndpointError::new("its parameters were replaced")),
        };
        EndpointFuture::ready(resolved.map_err(Into::into))
    }

    /// Adds the account of the credentials, which are known only now.
    fn finalize_params<'a>(
        &'a self,
        params: &'a mut EndpointResolverParams,
    ) -> Result<(), BoxError> {
        let identity = params.get_property::<Identity>();
        let credentials = identity.and_then(Identity::data::<Credentials>);
        let account = credentials.and_then(Credentials::account_id);
        let account = account.map(|account| account.as_str().to_owned());
        if let (Some(account), Some(parameters)) = (account, params.get_mut::<Parameters>()) {
            parameters.set_built_in(BuiltIn::AccountId, account.into());
        }
        Ok(())
    }
}
