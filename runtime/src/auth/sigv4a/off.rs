//! Without a signer.

use super::{ID, is_signed};
use crate::Auth;
use crate::auth::Unmade;
use crate::auth::skew::Skew;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture, AuthSchemePreference,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use aws_types::region::SigningRegionSet;

/// Stands in for the scheme.
pub(in crate::auth) fn scheme(_skew: Skew) -> Unmade {
    let why = "this call must be signed by AWS Signature Version 4A, which takes the feature `sigv4a` of \
               the crate `tinsmith-runtime`, or of the crate of the client";
    Unmade::new(ID, why)
}

/// The schemes of a call. That nobody can sign so is said only where nothing else is possible.
pub(in crate::auth) fn options<'a>(
    schemes: &'static [Auth],
    in_rules: bool,
    _cfg: &'a ConfigBag,
    _components: &'a RuntimeComponents,
) -> AuthSchemeOptionsFuture<'a> {
    let is_needed = in_rules && is_signed(schemes) || schemes.contains(&Auth::SigV4a);
    let mut options = Vec::with_capacity(schemes.len() + 1);
    let is_made = |scheme: &&Auth| !matches!(scheme, Auth::SigV4a | Auth::Anonymous);
    options.extend(schemes.iter().filter(is_made).map(|scheme| option(*scheme)));
    if is_needed {
        options.push(option(Auth::SigV4a));
    }
    // Whoever must sign, and cannot, does not call unsigned.
    if schemes.contains(&Auth::Anonymous) {
        options.push(option(Auth::Anonymous));
    }
    AuthSchemeOptionsFuture::ready(Ok(options))
}

fn option(scheme: Auth) -> AuthSchemeOption {
    scheme.id().into()
}

/// The schemes that a configuration prefers, of those that there are.
pub(crate) fn preference(config: &SdkConfig) -> Option<AuthSchemePreference> {
    let preference = config.auth_scheme_preference()?.clone();
    let ids: Vec<AuthSchemeId> = preference.into_iter().filter(|id| *id != ID).collect();
    Some(ids.into())
}

/// Where signatures hold, which nobody asks.
pub(crate) fn region_set(_region: &str) -> Option<SigningRegionSet> {
    None
}
