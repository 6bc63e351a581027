//! The features that a call uses, as letters: `m/B,E,C`.

use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use std::fmt;

/// What services count.
pub(super) trait Feature: fmt::Debug {
    /// What it counts as; nothing where this version does not know it.
    fn letter(&self) -> Option<&'static str>;
}

/// Each feature with its letter.
macro_rules! features {
    ($($type:ident { $($name:ident = $letter:literal,)* })*) => {$(
        impl Feature for $type {
            fn letter(&self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($letter),)*
                    _ => None,
                }
            }
        }
    )*};
}

features! {
    SmithySdkFeature {
        Waiter = "B",
        Paginator = "C",
        GzipRequestCompression = "L",
        ProtocolRpcV2Cbor = "M",
        RetryModeStandard = "E",
        RetryModeAdaptive = "F",
        FlexibleChecksumsReqCrc32 = "U",
        FlexibleChecksumsReqCrc32c = "V",
        FlexibleChecksumsReqCrc64 = "W",
        FlexibleChecksumsReqSha1 = "X",
        FlexibleChecksumsReqSha256 = "Y",
        FlexibleChecksumsReqWhenSupported = "Z",
        FlexibleChecksumsReqWhenRequired = "a",
        FlexibleChecksumsResWhenSupported = "b",
        FlexibleChecksumsResWhenRequired = "c",
        ObservabilityOtelMetrics = "7",
    }
    AwsSdkFeature {
        AccountIdModePreferred = "P",
        AccountIdModeDisabled = "Q",
        AccountIdModeRequired = "R",
        S3Transfer = "G",
        SsoLoginDevice = "1",
        SsoLoginAuth = "2",
        EndpointOverride = "N",
        S3TransferUploadDirectory = "9",
        S3TransferDownloadDirectory = "+",
        S3CustomPartSize = "AX",
        S3CustomThroughput = "AY",
        S3CustomMemoryLimit = "AZ",
        S3OnEc2 = "Aa",
        S3FilePath = "Ab",
    }
    AwsCredentialFeature {
        ResolvedAccountId = "T",
        CredentialsCode = "e",
        CredentialsEnvVars = "g",
        CredentialsEnvVarsStsWebIdToken = "h",
        CredentialsStsAssumeRole = "i",
        CredentialsStsAssumeRoleSaml = "j",
        CredentialsStsAssumeRoleWebId = "k",
        CredentialsStsFederationToken = "l",
        CredentialsStsSessionToken = "m",
        CredentialsProfile = "n",
        CredentialsProfileSourceProfile = "o",
        CredentialsProfileNamedProvider = "p",
        CredentialsProfileStsWebIdToken = "q",
        CredentialsProfileSso = "r",
        CredentialsSso = "s",
        CredentialsProfileProcess = "v",
        CredentialsProcess = "w",
        CredentialsHttp = "z",
        CredentialsImds = "0",
        BearerServiceEnvVars = "3",
        S3ExpressBucket = "J",
        CredentialsProfileLogin = "AC",
        CredentialsLogin = "AD",
    }
}

/// The letters of a call, each once.
#[derive(Debug, Default)]
pub(super) struct Metrics(Vec<&'static str>);

impl Metrics {
    pub(super) fn add<F: Feature>(&mut self, features: &[F]) {
        for feature in features {
            self.push(feature.letter(), feature);
        }
    }

    fn push(&mut self, letter: Option<&'static str>, feature: &dyn fmt::Debug) {
        match letter {
            Some(letter) if self.0.contains(&letter) => {}
            Some(letter) => self.0.push(letter),
            None => tracing::warn!("the user agent has no letter for `{feature:?}`"),
        }
    }

    /// Adds them in the order in which they came, for a configuration gives the last first.
    pub(super) fn add_backwards<F: Feature>(&mut self, features: &[F]) {
        let before = self.0.len();
        self.add(features);
        let added = self.0.split_off(before);
        self.0.extend(added.into_iter().rev());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "m/";
        for letter in &self.0 {
            f.write_str(separator)?;
            f.write_str(letter)?;
            separator = ",";
        }
        Ok(())
    }
}
