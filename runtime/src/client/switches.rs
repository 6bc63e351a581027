//! Settings of S3 that come from the environment or a profile, as for all official clients.

use crate::{ParameterValue, Service};
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

/// Parameters of the endpoint rules, with the variable and the key of a profile that set them.
const SWITCHES: [(&str, &str, &str); 3] = [
    ("UseArnRegion", "AWS_S3_USE_ARN_REGION", "s3_use_arn_region"),
    (
        "DisableMultiRegionAccessPoints",
        "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
        "s3_disable_multiregion_access_points",
    ),
    (
        "DisableS3ExpressSessionAuth",
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        "s3_disable_express_session_auth",
    ),
];

/// The values of parameters that the service's rules have.
pub(super) fn found(
    service: &Service,
    value: impl Fn(&'static str, &'static str) -> Option<bool>,
) -> Vec<(String, ParameterValue)> {
    if !service.signs_like_s3 {
        return Vec::new();
    }
    let has = |name: &str| service.endpoints.parameters.iter().any(|one| one.name == name);
    let known = SWITCHES.iter().filter(|(name, ..)| has(name));
    known
        .filter_map(|(name, variable, key)| {
            Some(((*name).to_owned(), value(variable, key)?.into()))
        })
        .collect()
}

/// The values that a configuration knows.
pub(super) fn of_config(service: &Service, config: &SdkConfig) -> Vec<(String, ParameterValue)> {
    let Some(config) = config.service_config() else { return Vec::new() };
    found(service, |variable, profile| {
        let key = ServiceConfigKey::builder().service_id(service.sdk_id);
        let key = key.env(variable).profile(profile).build().ok()?;
        config.load_config(key)?.to_lowercase().parse().ok()
    })
}
