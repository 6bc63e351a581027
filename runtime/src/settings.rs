//! Settings of a client that the official configuration has no place for.

use crate::ParameterValue;
use crate::auth::Claim;
use crate::idempotency::Tokens;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) interceptors: Vec<SharedInterceptor>,
    pub(crate) tokens: Option<Tokens>,
    /// Values of parameters of the endpoint rules, by name.
    pub(crate) endpoint_parameters: Vec<(String, ParameterValue)>,
    /// Who the caller claims to be, for services that are not AWS's.
    pub(crate) claims: Vec<Claim>,
    /// What resolves endpoints, instead of the service's rules.
    pub(crate) endpoint_resolver: Option<SharedEndpointResolver>,
    /// Whether constraints of the model are checked.
    #[cfg(feature = "constraints")]
    pub(crate) check_constraints: Option<crate::constraints::Asked>,
    /// What answers instead of a service.
    #[cfg(feature = "testing")]
    pub(crate) mock: Option<crate::testing::Mock>,
}
