//! The features that a call uses, as letters: `m/B,E,C`.

use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::user_agent::BusinessMetric;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use std::fmt::{self, Write};

/// The digits of what features are counted by.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

/// What services count.
pub(super) trait Feature: fmt::Debug {
    /// What it counts as; nothing where this version does not know it.
    fn metric(&self) -> Option<BusinessMetric>;
}

/// Features count as the metric of the same name.
macro_rules! features {
    ($($type:ident: $($name:ident)*;)*) => {$(
        impl Feature for $type {
            fn metric(&self) -> Option<BusinessMetric> {
                match self {
                    $(Self::$name => Some(BusinessMetric::$name),)*
                    _ => None,
                }
            }
        }
    )*};
}

features! {
    SmithySdkFeature:
        Waiter Paginator GzipRequestCompression ProtocolRpcV2Cbor RetryModeStandard
        RetryModeAdaptive FlexibleChecksumsReqCrc32 FlexibleChecksumsReqCrc32c
        FlexibleChecksumsReqCrc64 FlexibleChecksumsReqSha1 FlexibleChecksumsReqSha256
        FlexibleChecksumsReqWhenSupported FlexibleChecksumsReqWhenRequired
        FlexibleChecksumsResWhenSupported FlexibleChecksumsResWhenRequired
        ObservabilityOtelMetrics;
    AwsSdkFeature:
        AccountIdModePreferred AccountIdModeDisabled AccountIdModeRequired S3Transfer
        SsoLoginDevice SsoLoginAuth EndpointOverride S3TransferUploadDirectory
        S3TransferDownloadDirectory S3CustomPartSize S3CustomThroughput S3CustomMemoryLimit
        S3OnEc2 S3FilePath;
    AwsCredentialFeature:
        ResolvedAccountId CredentialsCode CredentialsEnvVars CredentialsEnvVarsStsWebIdToken
        CredentialsStsAssumeRole CredentialsStsAssumeRoleSaml CredentialsStsAssumeRoleWebId
        CredentialsStsFederationToken CredentialsStsSessionToken CredentialsProfile
        CredentialsProfileSourceProfile CredentialsProfileNamedProvider
        CredentialsProfileStsWebIdToken CredentialsProfileSso CredentialsSso
        CredentialsProfileProcess CredentialsProcess CredentialsHttp CredentialsImds
        BearerServiceEnvVars S3ExpressBucket CredentialsProfileLogin CredentialsLogin;
}

/// The metrics of a call, each once, by their places among all.
#[derive(Debug, Default)]
pub(super) struct Metrics(Vec<usize>);

impl Metrics {
    pub(super) fn add<F: Feature>(&mut self, features: &[F]) {
        for feature in features {
            self.push(feature.metric(), feature);
        }
    }

    fn push(&mut self, metric: Option<BusinessMetric>, feature: &dyn fmt::Debug) {
        let Some(metric) = metric else {
            tracing::warn!("the user agent has no letter for `{feature:?}`");
            return;
        };
        // The official table gives letters in this order.
        let place = metric as usize;
        if !self.0.contains(&place) {
            self.0.push(place);
        }
    }

    /// Adds them in the order in which they came, for a configuration gives the last first.
    pub(super) fn add_backwards<F: Feature>(&mut self, features: &[F]) {
        let before = self.0.len();
        self.add(features);
        self.0[before..].reverse();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |digit: usize| char::from(DIGITS[digit % 64]);
        let mut separator = "m/";
        for &place in &self.0 {
            f.write_str(separator)?;
            separator = ",";
            // One letter for each of the first 64, `AA` for the next.
            if let Some(first) = (place / 64).checked_sub(1) {
                f.write_char(letter(first))?;
            }
            f.write_char(letter(place))?;
        }
        Ok(())
    }
}
