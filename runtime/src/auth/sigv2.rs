//! AWS Signature Version 2, which two old services still ask for: the form that is posted says who
//! makes the call, and carries a signature of itself.

use crate::error::BoxError;
use crate::http::push_encoded;
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::DateTime;
use aws_smithy_types::base64;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::SystemTime;

pub(super) const SCHEME_ID: AuthSchemeId = AuthSchemeId::new("sigv2");

/// The scheme. Its credentials are those of version 4.
#[derive(Debug)]
pub(super) struct Scheme;

impl AuthScheme for Scheme {
    fn scheme_id(&self) -> AuthSchemeId {
        SCHEME_ID
    }

    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        identity_resolvers.identity_resolver(sigv4::SCHEME_ID)
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Scheme {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _endpoint: AuthSchemeEndpointConfig<'_>,
        components: &RuntimeComponents,
        _cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        let credentials = identity.data::<Credentials>().ok_or("the identity has no access key")?;
        let now = components.time_source().unwrap_or_default().now();
        let form = form(request, credentials, now)?;
        request.headers_mut().try_insert("content-length", form.len().to_string())?;
        // The form may hold a session token, which the engine must not log.
        *request.body_mut() = SdkBody::from_body_1_x(SdkBody::from(form));
        Ok(())
    }
}

/// The form with what says who makes the call, and its signature.
fn form(
    request: &HttpRequest,
    credentials: &Credentials,
    now: SystemTime,
) -> Result<String, BoxError> {
    let body = request.body().bytes().ok_or("a body that streams cannot be signed")?;
    let mut form = std::str::from_utf8(body)?.to_owned();
    let now = DateTime::from_secs(DateTime::from(now).secs()).fmt(Format::DateTime)?;
    push(&mut form, "AWSAccessKeyId", credentials.access_key_id());
    push(&mut form, "SignatureMethod", "HmacSHA256");
    push(&mut form, "SignatureVersion", "2");
    push(&mut form, "Timestamp", &now);
    if let Some(token) = credentials.session_token() {
        push(&mut form, "SecurityToken", token);
    }
    let uri = request.uri();
    let (_, rest) = uri.split_once("://").ok_or("the request has no host yet")?;
    let rest = rest.split('?').next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let text = to_sign(request.method(), host, path, &form);
    let signature = signature(credentials.secret_access_key(), &text)?;
    push(&mut form, "Signature", &signature);
    Ok(form)
}

fn push(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    form.push_str(name);
    form.push('=');
    push_encoded(form, value, "");
}

/// What is signed: method, host, path, and the parameters sorted by name. Names are those of models,
/// which are sent as they are.
fn to_sign(method: &str, host: &str, path: &str, form: &str) -> String {
    let mut parameters: Vec<&str> = form.split('&').collect();
    parameters.sort_by_key(|parameter| parameter.split('=').next());
    format!("{method}\n{}\n/{path}\n{}", host.to_lowercase(), parameters.join("&"))
}

fn signature(secret: &str, text: &str) -> Result<String, BoxError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
    mac.update(text.as_bytes());
    Ok(base64::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// The key of all examples that AWS publishes.
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /// The example of AWS's documentation of the algorithm.
    #[test]
    fn the_published_example_is_signed() {
        let form = "Action=DescribeJobFlows&Version=2009-03-31&AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&\
                    SignatureVersion=2&SignatureMethod=HmacSHA256&Timestamp=2011-10-03T15%3A19%3A30";
        let text = to_sign("GET", "elasticmapreduce.amazonaws.com", "", form);
        let signature = signature(SECRET, &text).unwrap();
        assert_eq!(signature, "i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=");
    }

    #[test]
    fn parameters_are_sorted_by_their_names_alone() {
        let text = to_sign("POST", "Sdb.Amazonaws.com", "x", "B=1&A.1=2&A=3&a=4");
        assert_eq!(text, "POST\nsdb.amazonaws.com\n/x\nA=3&A.1=2&B=1&a=4");
    }

    #[test]
    fn the_form_says_who_makes_the_call() {
        let mut request = HttpRequest::new(SdkBody::from("Action=Select&Version=2009-04-15"));
        request.set_method("POST").unwrap();
        request.set_uri("https://sdb.amazonaws.com/").unwrap();
        let credentials = Credentials::new("AKID", SECRET, Some("a/b".to_owned()), None, "test");
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_317_655_170_500);
        let form = form(&request, &credentials, now).unwrap();
        let (signed, signature) = form.rsplit_once("&Signature=").unwrap();
        assert_eq!(
            signed,
            "Action=Select&Version=2009-04-15&AWSAccessKeyId=AKID&SignatureMethod=HmacSHA256&\
             SignatureVersion=2&Timestamp=2011-10-03T15%3A19%3A30Z&SecurityToken=a%2Fb"
        );
        let text = to_sign("POST", "sdb.amazonaws.com", "", signed);
        let expected = super::signature(SECRET, &text).unwrap();
        let mut encoded = String::new();
        push_encoded(&mut encoded, &expected, "");
        assert_eq!(signature, encoded);
    }
}
