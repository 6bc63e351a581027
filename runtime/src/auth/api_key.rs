//! Keys of services that are not AWS's: in a header, with or without a word before, or in the query.

use crate::error::BoxError;
use crate::http::push_encoded;
use aws_smithy_runtime_api::client::auth::http::HTTP_API_KEY_AUTH_SCHEME_ID;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::http::Token;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;
use http::HeaderValue;

/// Where the key of a caller stands. `smithy.api#httpApiKeyAuth`. For generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKey {
    /// In a header of that name, behind a word, if there is one.
    Header(&'static str, Option<&'static str>),
    /// In a parameter of that name.
    Query(&'static str),
}

impl AuthScheme for ApiKey {
    #[inline]
    fn scheme_id(&self) -> AuthSchemeId {
        HTTP_API_KEY_AUTH_SCHEME_ID
    }

    #[inline]
    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        identity_resolvers.identity_resolver(HTTP_API_KEY_AUTH_SCHEME_ID)
    }

    #[inline]
    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for ApiKey {
    #[inline]
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _endpoint: AuthSchemeEndpointConfig<'_>,
        _components: &RuntimeComponents,
        _cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        let key = identity.data::<Token>().ok_or("the identity has no API key")?.token();
        match self {
            Self::Header(name, word) => {
                let text = match word {
                    Some(word) => format!("{word} {key}"),
                    None => key.to_owned(),
                };
                let mut value = HeaderValue::try_from(text)
                    .map_err(|_| "the API key has characters that no header may have")?;
                value.set_sensitive(true);
                request.headers_mut().try_insert(name.to_lowercase(), value)?;
            }
            Self::Query(name) => {
                let mut uri = request.uri().to_owned();
                uri.push(if uri.contains('?') { '&' } else { '?' });
                push_encoded(&mut uri, name, "");
                uri.push('=');
                push_encoded(&mut uri, key, "");
                request.set_uri(uri)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use aws_smithy_types::body::SdkBody;

    fn signed(place: ApiKey, uri: &str) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_uri(uri).unwrap();
        let identity = Identity::new(Token::new("a b&c", None), None);
        let components = RuntimeComponentsBuilder::for_tests().build().unwrap();
        let endpoint = AuthSchemeEndpointConfig::empty();
        place.sign_http_request(
            &mut request,
            &identity,
            endpoint,
            &components,
            &ConfigBag::base(),
        )?;
        Ok(request)
    }

    #[test]
    fn keys_stand_in_the_query() {
        let request = signed(ApiKey::Query("key"), "https://a.b/c").unwrap();
        assert_eq!(request.uri(), "https://a.b/c?key=a%20b%26c");
        let request = signed(ApiKey::Query("key"), "https://a.b/c?d=e").unwrap();
        assert_eq!(request.uri(), "https://a.b/c?d=e&key=a%20b%26c");
    }

    #[test]
    fn keys_stand_in_headers_alone_or_behind_a_word() {
        let request = signed(ApiKey::Header("X-Key", None), "https://a.b").unwrap();
        assert_eq!(request.headers().get("x-key"), Some("a b&c"));
        let request = signed(ApiKey::Header("X-Key", Some("Key")), "https://a.b").unwrap();
        assert_eq!(request.headers().get("x-key"), Some("Key a b&c"));
    }
}
