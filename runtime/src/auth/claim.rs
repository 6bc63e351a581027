//! Who a caller claims to be, to the builder of a client, for services that are not AWS's.

use crate::Service;
use aws_smithy_runtime::client::auth::http::BasicAuthScheme;
use aws_smithy_runtime_api::client::auth::http::{
    HTTP_API_KEY_AUTH_SCHEME_ID, HTTP_BASIC_AUTH_SCHEME_ID,
};
use aws_smithy_runtime_api::client::identity::http::{Login, Token};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use std::fmt;
use std::sync::Arc;

/// Adds an identity to what a client has, and the scheme that takes it. A function, so that programs
/// that give none have no code for any.
#[derive(Clone)]
pub(crate) struct Claim(Arc<Add>);

type Add = dyn Fn(&Service, &mut RuntimeComponentsBuilder) + Send + Sync;

impl Claim {
    /// User and password.
    #[inline]
    pub(crate) fn login(login: Login) -> Self {
        Self(Arc::new(move |_, components| {
            components.push_auth_scheme(BasicAuthScheme::new());
            components.set_identity_resolver(HTTP_BASIC_AUTH_SCHEME_ID, login.clone());
        }))
    }

    /// The key of a service that says where it stands.
    #[inline]
    pub(crate) fn api_key(key: Token) -> Self {
        Self(Arc::new(move |service, components| {
            if let Some(place) = service.api_key {
                components.push_auth_scheme(place);
                components.set_identity_resolver(HTTP_API_KEY_AUTH_SCHEME_ID, key.clone());
            }
        }))
    }

    #[inline]
    pub(crate) fn add(&self, service: &Service, components: &mut RuntimeComponentsBuilder) {
        (self.0)(service, components);
    }
}

impl fmt::Debug for Claim {
    /// Without what it is, which is secret.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").finish_non_exhaustive()
    }
}
