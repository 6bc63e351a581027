//! The engine as the official orchestrator asks for it.

use super::engine::{EndpointError, Evaluation, Value};
use super::partition::Partitions;
use super::rules::{BuiltIn, Rules};
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint,
};
use aws_smithy_types::endpoint::Endpoint;
use std::sync::{Arc, Mutex, PoisonError};

/// The values of the parameters, as far as configuration gives them.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    values: Arc<Vec<Value>>,
    has_region: bool,
}

impl Parameters {
    /// The values that a function has for built-ins.
    pub(crate) fn new(
        rules: &Rules,
        region: Option<&str>,
        endpoint: Option<&str>,
        use_fips: Option<bool>,
        use_dual_stack: Option<bool>,
    ) -> Self {
        let text = |text: Option<&str>| match text {
            Some(text) => Value::Str(text.to_owned().into()),
            None => Value::None,
        };
        let values = rules.parameters.iter().map(|parameter| match parameter.built_in {
            Some(BuiltIn::Region) => text(region),
            Some(BuiltIn::Endpoint) => text(endpoint),
            Some(BuiltIn::UseFips) => use_fips.map_or(Value::None, Value::Bool),
            Some(BuiltIn::UseDualStack) => use_dual_stack.map_or(Value::None, Value::Bool),
            None => Value::None,
        });
        Self { values: Arc::new(values.collect()), has_region: region.is_some() }
    }
}

/// What to say where there is an endpoint, but no region.
const NO_REGION: &str = "no region is set, without which requests cannot be signed; set one in code \
                         or in AWS_REGION";

/// Resolves endpoints, and remembers the last.
#[derive(Debug)]
pub(crate) struct Resolver {
    rules: &'static Rules,
    partitions: &'static Partitions,
    last: Mutex<Option<(Parameters, Endpoint)>>,
}

impl Resolver {
    pub(crate) fn new(rules: &'static Rules, partitions: &'static Partitions) -> Self {
        Self { rules, partitions, last: Mutex::new(None) }
    }

    fn resolve(&self, parameters: &Parameters) -> Result<Endpoint, EndpointError> {
        // What is remembered is whole at any time, so a panic elsewhere does not spoil it.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, endpoint)) = &*last
            && (Arc::ptr_eq(&known.values, &parameters.values) || known.values == parameters.values)
        {
            return Ok(endpoint.clone());
        }
        let endpoint = Evaluation::new(self.rules, self.partitions, &parameters.values)?.run()?;
        if !parameters.has_region {
            // An endpoint that the caller gives needs none, but a signature does.
            return Err(EndpointError::new(NO_REGION));
        }
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
}
