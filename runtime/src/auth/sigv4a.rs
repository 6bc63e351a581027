//! AWS Signature Version 4A, which holds in several regions. It takes crates that nothing else needs, so
//! it is there with the feature `sigv4a` alone; without, whoever comes to need it is told so.

#[cfg(not(feature = "sigv4a"))]
#[path = "sigv4a/off.rs"]
mod build;
#[cfg(feature = "sigv4a")]
#[path = "sigv4a/on.rs"]
mod build;

use crate::Auth;
use crate::rules::{Expr, Outcome, Rules};
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::endpoint::Endpoint;
pub(super) use build::{options, scheme};
pub(crate) use build::{preference, region_set};

const NAME: &str = "sigv4a";

pub(super) const ID: AuthSchemeId = AuthSchemeId::new(NAME);

/// Whether rules may come to an endpoint that wants it.
pub(super) fn is_in(rules: &Rules) -> bool {
    let properties = rules.results.iter().filter_map(|outcome| match outcome {
        Outcome::Endpoint { properties, .. } => Some(*properties),
        Outcome::Error(_) => None,
    });
    properties.flatten().any(|(name, value)| *name == "authSchemes" && names_it(value))
}

fn names_it(value: &Expr) -> bool {
    match value {
        Expr::List(schemes) => schemes.iter().any(names_it),
        Expr::Record(fields) => {
            let is_it = |value: &Expr| matches!(value, Expr::Str(name) if *name == NAME);
            fields.iter().any(|(name, value)| *name == "name" && is_it(value))
        }
        _ => false,
    }
}

/// Whether the endpoint of a call wants it.
pub(crate) fn is_wanted(cfg: &ConfigBag) -> bool {
    let schemes = cfg.load::<Endpoint>().map(Endpoint::auth_schemes).unwrap_or_default();
    schemes.iter().any(|scheme| scheme.name() == NAME)
}

/// Whether a call is signed, so that its endpoint may say how.
fn is_signed(schemes: &[Auth]) -> bool {
    schemes.iter().any(|scheme| matches!(scheme, Auth::SigV4 | Auth::SigV4a))
}
