//! Configures a client without `aws-config`.

use super::{Client, environment};
use crate::auth::Claim;
use crate::idempotency::Tokens;
use crate::{ParameterValue, Service, Settings};
use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_credential_types::{Credentials, Token};
use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
#[cfg(feature = "conformance")]
use aws_smithy_runtime_api::client::endpoint::{ResolveEndpoint, SharedEndpointResolver};
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::identity::ResolveCachedIdentity;
use aws_smithy_runtime_api::client::identity::http::Login;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use aws_types::origin::Origin;
use aws_types::region::Region;
use aws_types::{SdkConfig, sdk_config};
use std::fmt;
use std::marker::PhantomData;
#[cfg(feature = "testing")]
use std::time::Duration;

/// A generated client. For generated code.
pub trait ServiceClient {
    /// The service that it calls.
    fn service() -> &'static Service;

    /// The client around its runtime.
    fn from_runtime(runtime: Client) -> Self;
}

/// Settings for a client. What is not set comes from environment variables: `AWS_REGION` or
/// `AWS_DEFAULT_REGION`; `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`;
/// `AWS_ENDPOINT_URL`, and the same with the service's name behind it; `AWS_USE_FIPS_ENDPOINT`,
/// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_MAX_ATTEMPTS` and `AWS_RETRY_MODE`;
/// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_ACCOUNT_ID_ENDPOINT_MODE`,
/// `AWS_AUTH_SCHEME_PREFERENCE`, `AWS_SIGV4A_SIGNING_REGION_SET` and `AWS_SDK_UA_APP_ID`;
/// `AWS_DISABLE_REQUEST_COMPRESSION` and `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES`;
/// `AWS_REQUEST_CHECKSUM_CALCULATION` and `AWS_RESPONSE_CHECKSUM_VALIDATION`.
///
/// Profiles, roles and single sign-on are the business of the crate `aws-config`, whose
/// configuration a client takes as it is.
pub struct ClientBuilder<C> {
    config: sdk_config::Builder,
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: ServiceClient> ClientBuilder<C> {
    /// No settings. For generated code; users call the client's `builder()`.
    #[doc(hidden)]
    pub fn new() -> Self {
        let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest());
        Self { config, settings: Settings::default(), client: PhantomData }
    }

    /// Starts from a configuration, instead of from nothing.
    pub fn config(mut self, config: &SdkConfig) -> Self {
        self.config = config.to_builder();
        if config.behavior_version().is_none() {
            self.config = self.config.behavior_version(BehaviorVersion::latest());
        }
        self
    }

    /// The region, such as `eu-central-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.config = self.config.region(Region::new(region.into()));
        self
    }

    /// An access key that does not expire.
    pub fn access_key(self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.credentials(Credentials::new(id, secret, None, None, "tinsmith"))
    }

    /// Credentials, or whatever provides them.
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        let provider = SharedCredentialsProvider::new(provider);
        self.config = self.config.credentials_provider(provider);
        self
    }

    /// A bearer token that does not expire, for services that want one.
    pub fn bearer_token(self, token: impl Into<String>) -> Self {
        self.token_provider(Token::new(token, None))
    }

    /// Bearer tokens, or whatever provides them.
    pub fn token_provider(mut self, provider: impl ProvideToken + 'static) -> Self {
        self.config = self.config.token_provider(SharedTokenProvider::new(provider));
        self
    }

    /// The key that the service gave, for services that want one.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.settings.claims.push(Claim::api_key(Token::new(key, None)));
        self
    }

    /// User and password, for services that want them.
    pub fn login(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.settings.claims.push(Claim::login(Login::new(user, password, None)));
        self
    }

    /// Where to send all requests, such as `http://localhost:5000`.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.config.insert_origin("endpoint_url", Origin::shared_config());
        self.config = self.config.endpoint_url(url);
        self
    }

    /// Whether to use endpoints after the Federal Information Processing Standards.
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.config = self.config.use_fips(use_fips);
        self
    }

    /// Whether to use endpoints that have addresses of IPv6 too.
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.config = self.config.use_dual_stack(use_dual_stack);
        self
    }

    /// How to retry; three attempts in standard mode where nothing is said.
    pub fn retry_config(mut self, retry_config: RetryConfig) -> Self {
        self.config = self.config.retry_config(retry_config);
        self
    }

    /// How long to wait; 3.1 s for a connection, and no other bound, where nothing is said.
    pub fn timeout_config(mut self, timeout_config: TimeoutConfig) -> Self {
        self.config = self.config.timeout_config(timeout_config);
        self
    }

    /// Whether and when a stream that does not move is an error.
    pub fn stalled_stream_protection(mut self, config: StalledStreamProtectionConfig) -> Self {
        self.config = self.config.stalled_stream_protection(config);
        self
    }

    /// How many bytes a body must have to be compressed, by operations that compress; 10,240 where
    /// nothing is said. More than 10 MiB count as 10 MiB.
    pub fn request_min_compression_size_bytes(mut self, bytes: u32) -> Self {
        self.config = self.config.request_min_compression_size_bytes(bytes);
        self
    }

    /// Whether to send bodies as they are, by operations that compress.
    pub fn disable_request_compression(mut self, disable: bool) -> Self {
        self.config = self.config.disable_request_compression(disable);
        self
    }

    /// Whether bodies go with a checksum wherever the service can compare one, which is so where
    /// nothing is said, or only where it must have one.
    pub fn request_checksum_calculation(mut self, when: RequestChecksumCalculation) -> Self {
        self.config = self.config.request_checksum_calculation(when);
        self
    }

    /// Whether answers are asked to come with a checksum wherever the service can make one, which is so
    /// where nothing is said, or only where the call asks for it.
    pub fn response_checksum_validation(mut self, when: ResponseChecksumValidation) -> Self {
        self.config = self.config.response_checksum_validation(when);
        self
    }

    /// The HTTP client, instead of the default.
    pub fn http_client(mut self, http_client: impl HttpClient + 'static) -> Self {
        self.config = self.config.http_client(http_client);
        self
    }

    /// What keeps credentials and tokens until they are about to expire, instead of the default, as
    /// [`IdentityCache`](crate::IdentityCache) makes it.
    pub fn identity_cache(mut self, cache: impl ResolveCachedIdentity + 'static) -> Self {
        self.config = self.config.identity_cache(cache);
        self
    }

    /// How to sleep, instead of by tokio.
    pub fn sleep_impl(mut self, sleep: impl AsyncSleep + 'static) -> Self {
        self.config = self.config.sleep_impl(sleep);
        self
    }

    /// What time it is, instead of the system's clock.
    pub fn time_source(mut self, time_source: impl TimeSource + 'static) -> Self {
        self.config = self.config.time_source(time_source);
        self
    }

    /// The name of the application, for the user agent.
    pub fn app_name(mut self, app_name: AppName) -> Self {
        self.config = self.config.app_name(app_name);
        self
    }

    /// Where tokens come from that make requests idempotent, instead of from random numbers. It is
    /// asked wherever an input needs a token and has none.
    pub fn idempotency_tokens(
        mut self,
        source: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.settings.tokens = Some(Tokens::new(source));
        self
    }

    /// An interceptor for all calls; more than one may be added.
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.settings.interceptors.push(SharedInterceptor::new(interceptor));
        self
    }

    /// Whether inputs are checked against the constraints of the model before anything is sent: lengths,
    /// ranges, patterns, unique items, and values of enums. It is off where nothing is said, for models
    /// are not always as up to date as their services. A call may say otherwise, by
    /// [`Call::check_constraints`](crate::Call::check_constraints).
    ///
    /// An input that is not as the model says is an error of the kind
    /// [`InvalidInput`](crate::CallErrorKind::InvalidInput), which names everything that is wrong with
    /// it, missing members included. It shows values only where nothing of the operation's input is
    /// sensitive.
    ///
    /// ```
    /// # use tinsmith_runtime::{ClientBuilder, ServiceClient};
    /// # fn make<Client: ServiceClient>(builder: ClientBuilder<Client>) -> Client {
    /// // `builder` is `Client::builder()` of a service.
    /// builder.region("eu-central-1").check_constraints(true).build()
    /// // CreateWorkspaces: nothing was sent: constraint does not hold: Workspaces: 30 items, at most 25
    /// # }
    /// ```
    #[cfg(feature = "constraints")]
    pub fn check_constraints(mut self, check: bool) -> Self {
        self.settings.check_constraints = Some(crate::constraints::Asked(check));
        self
    }

    /// A value for a parameter of the service's endpoint rules, by its name there: a setting that the
    /// service has of its own, such as `ForcePathStyle` of S3. Calls fail where the rules have no such
    /// parameter, or one of another type.
    pub fn endpoint_parameter(
        mut self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
    ) -> Self {
        self.settings.endpoint_parameters.push((name.into(), value.into()));
        self
    }

    /// Makes the client.
    pub fn build(self) -> C {
        let service = C::service();
        let config = environment::complete(self.config.build(), service);
        let mut settings = self.settings;
        // What is set in code is last, and wins.
        settings.endpoint_parameters.splice(0..0, environment::parameters(service));
        C::from_runtime(Client::with_settings(service, &config, settings))
    }

    /// Makes the client without a look at the environment, for a mock that answers its calls. What
    /// calls need and is not set is made up.
    #[cfg(feature = "testing")]
    pub(crate) fn build_mocked(mut self, mock: crate::testing::Mock) -> C {
        let service = C::service();
        let config = self.config.build();
        let mut builder = config.to_builder();
        if config.region().is_none() {
            builder.set_region(Some(Region::new("us-east-1")));
        }
        if config.credentials_provider().is_none() {
            let key = Credentials::new("mock", "mock", None, None, "mock");
            builder.set_credentials_provider(Some(SharedCredentialsProvider::new(key)));
        }
        if config.token_provider().is_none() {
            builder.set_token_provider(Some(SharedTokenProvider::new(Token::new("mock", None))));
        }
        if config.retry_config().is_none() {
            let at_once = RetryConfig::standard().with_initial_backoff(Duration::ZERO);
            builder.set_retry_config(Some(at_once));
        }
        if config.endpoint_url().is_none() && !service.has_regions() {
            builder.insert_origin("endpoint_url", Origin::shared_config());
            builder.set_endpoint_url(Some("https://example.com".to_owned()));
        }
        self.settings.mock = Some(mock);
        C::from_runtime(Client::with_settings(service, &builder.build(), self.settings))
    }

    /// Makes the client without a look at the environment, and with another resolver of endpoints
    /// than that of the service's rules.
    #[cfg(feature = "conformance")]
    pub(crate) fn build_with(mut self, resolver: impl ResolveEndpoint + 'static) -> C {
        self.settings.endpoint_resolver = Some(SharedEndpointResolver::new(resolver));
        let config = self.config.build();
        C::from_runtime(Client::with_settings(C::service(), &config, self.settings))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("config", &self.config).finish_non_exhaustive()
    }
}
