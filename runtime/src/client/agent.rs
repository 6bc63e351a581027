//! The user agent: what a service is told of the SDK, the platform and the features in use, in the
//! words of the official SDK. Its own interceptor makes the same, and brings tables of all that any SDK
//! may ever say; a test compares the two.

mod metrics;
#[cfg(test)]
mod tests;

use crate::error::BoxError;
use crate::lasting::lasting;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::user_agent::{AdditionalMetadata, ApiMetadata};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::app_name::AppName;
use aws_types::build_metadata::{BUILD_METADATA, OsFamily};
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use metrics::Metrics;
use std::borrow::Cow;
use std::fmt::{self, Write};

/// How many frameworks are named at most.
const MOST_FRAMEWORKS: usize = 10;

/// A user agent, and what it was made of.
pub(super) struct Agent {
    app_name: Option<AppName>,
    frameworks: Vec<FrameworkMetadata>,
    smithy: Vec<SmithySdkFeature>,
    sdk: Vec<AwsSdkFeature>,
    credentials: Vec<AwsCredentialFeature>,
    text: Cow<'static, str>,
}

impl Agent {
    pub(super) fn new(components: &RuntimeComponents, cfg: &ConfigBag) -> Result<Self, BoxError> {
        let mut agent = Self {
            app_name: cfg.load::<AppName>().cloned(),
            frameworks: cfg.load::<FrameworkMetadata>().cloned().collect(),
            smithy: cfg.load::<SmithySdkFeature>().cloned().collect(),
            sdk: cfg.load::<AwsSdkFeature>().cloned().collect(),
            credentials: cfg.load::<AwsCredentialFeature>().cloned().collect(),
            text: Cow::Borrowed(""),
        };
        let connector = components.http_client().and_then(|client| client.connector_metadata());
        let connector = match connector {
            Some(connector) => Some(AdditionalMetadata::new(connector.to_string())?),
            None => None,
        };
        let environment = std::env::var("AWS_EXECUTION_ENV").ok();
        let text = agent.write(cfg.load::<ApiMetadata>(), environment.as_deref(), connector);
        agent.text = lasting(&text).map_or(Cow::Owned(text), Cow::Borrowed);
        Ok(agent)
    }

    /// Whether the configuration of a call would give the same.
    pub(super) fn fits(&self, cfg: &ConfigBag) -> bool {
        cfg.load::<AppName>() == self.app_name.as_ref()
            && cfg.load::<FrameworkMetadata>().eq(&self.frameworks)
            && cfg.load::<SmithySdkFeature>().eq(&self.smithy)
            && cfg.load::<AwsSdkFeature>().eq(&self.sdk)
            && cfg.load::<AwsCredentialFeature>().eq(&self.credentials)
    }

    /// The value of both headers, living on where it can be taken as it is.
    pub(super) fn text(&self) -> Cow<'static, str> {
        self.text.clone()
    }

    fn write(
        &self,
        api: Option<&ApiMetadata>,
        environment: Option<&str>,
        connector: Option<AdditionalMetadata>,
    ) -> String {
        let mut words = Words(String::new());
        words.add(format_args!("aws-sdk-rust/{}", BUILD_METADATA.core_pkg_version));
        words.add(format_args!("ua/2.1"));
        if let Some(api) = api {
            words.add(format_args!("{api}"));
        }
        words.add(format_args!("os/{}", os(&BUILD_METADATA.os_family)));
        words.add(format_args!("lang/rust/{}", BUILD_METADATA.rust_version));
        if let Some(environment) = environment {
            words.add(format_args!("exec-env/{environment}"));
        }
        let mut metrics = Metrics::default();
        metrics.add(&self.smithy);
        metrics.add(&self.sdk);
        metrics.add_backwards(&self.credentials);
        if !metrics.is_empty() {
            words.add(format_args!("{metrics}"));
        }
        for framework in self.frameworks_in_order() {
            words.add(format_args!("{framework}"));
        }
        if let Some(connector) = connector {
            words.add(format_args!("{connector}"));
        }
        if let Some(name) = &self.app_name {
            words.add(format_args!("app/{name}"));
        }
        // Whoever builds the program may say something, too.
        let built = option_env!("AWS_SDK_RUST_BUILD_UA_METADATA");
        if let Some(built) = built.and_then(|text| AdditionalMetadata::new(text).ok()) {
            words.add(format_args!("{built}"));
        }
        words.0
    }

    /// Each once, in the order of the caller, for the configuration gives the last first.
    fn frameworks_in_order(&self) -> Vec<&FrameworkMetadata> {
        let mut kept: Vec<&FrameworkMetadata> = Vec::new();
        for framework in self.frameworks.iter().rev() {
            if kept.contains(&framework) {
                continue;
            }
            if kept.len() == MOST_FRAMEWORKS {
                tracing::warn!(
                    "there are more than {MOST_FRAMEWORKS} frameworks for the user agent: it names \
                     the first {MOST_FRAMEWORKS}"
                );
                break;
            }
            kept.push(framework);
        }
        kept
    }
}

/// Words with a space between them.
struct Words(String);

impl Words {
    fn add(&mut self, word: fmt::Arguments<'_>) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        // Writing to a string does not fail.
        let _ = self.0.write_fmt(word);
    }
}

fn os(family: &OsFamily) -> &'static str {
    match family {
        OsFamily::Windows => "windows",
        OsFamily::Linux => "linux",
        OsFamily::Macos => "macos",
        OsFamily::Android => "android",
        OsFamily::Ios => "ios",
        OsFamily::Other => "other",
    }
}
