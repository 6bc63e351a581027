//! Tokens that databases take as passwords: presigned requests in all but name, which nobody sends.

use crate::error::BoxError;
use crate::presign::Signer;
use crate::wire::percent;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_types::SdkConfig;
use std::fmt;
use std::time::{Duration, SystemTime};

/// How long a token of RDS holds: fifteen minutes, which cannot be changed.
const RDS: Duration = Duration::from_secs(900);

/// Why there is no token.
#[derive(Debug)]
pub struct TokenError {
    what: &'static str,
    cause: Option<BoxError>,
}

impl TokenError {
    #[inline]
    pub(crate) fn new(what: &'static str, cause: impl Into<BoxError>) -> Self {
        Self { what, cause: Some(cause.into()) }
    }

    #[inline]
    pub(crate) fn plain(what: &'static str) -> Self {
        Self { what, cause: None }
    }
}

impl fmt::Display for TokenError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TokenError {
    #[inline]
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| -> &(dyn std::error::Error + 'static) { cause })
    }
}

/// What a user of Aurora DSQL may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DsqlAction {
    /// Connect in a role of one's own.
    Connect,
    /// Connect as `admin`.
    ConnectAdmin,
}

/// The password for a user of an RDS database, of the region of the configuration. It holds for
/// fifteen minutes, and is a secret.
///
/// # Errors
///
/// The configuration has no region or no credentials, or the credentials cannot be had.
#[inline]
pub async fn rds_token(
    config: &SdkConfig,
    host: &str,
    port: u16,
    user: &str,
) -> Result<String, TokenError> {
    let query = format!("Action=connect&DBUser={}", percent::encoded(user));
    token(config, "rds-db", &format!("{host}:{port}"), &query, RDS).await
}

/// The password for a cluster of Aurora DSQL, of the region of the configuration. It is a secret.
///
/// # Errors
///
/// The configuration has no region or no credentials, the credentials cannot be had, or the time is
/// not between a second and a week.
#[inline]
pub async fn dsql_token(
    config: &SdkConfig,
    host: &str,
    action: DsqlAction,
    expires: Duration,
) -> Result<String, TokenError> {
    let query = match action {
        DsqlAction::Connect => "Action=DbConnect",
        DsqlAction::ConnectAdmin => "Action=DbConnectAdmin",
    };
    token(config, "dsql", host, query, expires).await
}

/// Who signs for which region, and when.
#[inline]
pub(crate) async fn signer(
    config: &SdkConfig,
) -> Result<(String, Credentials, SystemTime), TokenError> {
    let region = config.region().ok_or(TokenError::plain("the configuration has no region"))?;
    let provider = config.credentials_provider();
    let provider = provider.ok_or(TokenError::plain("the configuration has no credentials"))?;
    let credentials = provider.provide_credentials().await;
    let credentials =
        credentials.map_err(|error| TokenError::new("the credentials cannot be had", error))?;
    let now = config.time_source().unwrap_or_default().now();
    Ok((region.as_ref().to_owned(), credentials, now))
}

#[inline]
async fn token(
    config: &SdkConfig,
    service: &'static str,
    host: &str,
    query: &str,
    expires: Duration,
) -> Result<String, TokenError> {
    if !crate::presign::holds(expires) {
        return Err(TokenError::plain("a token holds from one second to seven days"));
    }
    let (region, credentials, now) = signer(config).await?;
    let identity: Identity = credentials.into();
    let signer = Signer { identity: &identity, region: &region, service, now };
    let signed = signer.sign(format!("https://{host}/?{query}"), expires);
    let signed = signed.map_err(|error| TokenError::new("the token cannot be signed", error))?;
    Ok(signed.trim_start_matches("https://").to_owned())
}
