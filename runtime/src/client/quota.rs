//! The quota of retries, which all clients of a service in a region share.

use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime::static_partition_map::StaticPartitionMap;
use aws_smithy_types::retry::{RetryConfig, RetrySpec};

static QUOTAS: StaticPartitionMap<RetryPartition, TokenBucket> = StaticPartitionMap::new();

/// The quota of a partition. It is the one that the official interceptor would look up on every call,
/// and put into a layer of its own.
pub(super) fn of(partition: &RetryPartition, retries: &RetryConfig) -> TokenBucket {
    QUOTAS.get_or_init(partition.clone(), || new(retries))
}

/// A full one, with the official costs.
fn new(retries: &RetryConfig) -> TokenBucket {
    if retries.retry_spec().is_some_and(|spec| spec.is_at_least(RetrySpec::V2_1)) {
        let costs = TokenBucket::builder().retry_cost(14).throttling_retry_cost(5);
        return costs.timeout_retry_cost(14).build();
    }
    TokenBucket::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_runtime::client::defaults::{
        DefaultPluginParams, default_retry_config_plugin_v2,
    };
    use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
    use aws_smithy_runtime_api::client::interceptors::Intercept;
    use aws_smithy_runtime_api::client::interceptors::context::{Input, InterceptorContext};
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
    use aws_smithy_types::config_bag::{ConfigBag, Layer};

    /// What the official interceptor puts into the configuration of a call.
    fn official(partition: &RetryPartition, retries: &RetryConfig) -> TokenBucket {
        let params = DefaultPluginParams::new()
            .with_retry_partition_name("official")
            .with_behavior_version(BehaviorVersion::latest())
            .with_is_aws_sdk(true);
        let plugin = default_retry_config_plugin_v2(&params).unwrap();
        let nothing = RuntimeComponentsBuilder::new("test");
        let interceptor = plugin.runtime_components(&nothing).interceptors().next().unwrap();
        let components = RuntimeComponentsBuilder::for_tests().build().unwrap();
        let mut layer = Layer::new("test");
        layer.store_put(partition.clone());
        layer.store_put(retries.clone());
        let mut cfg = ConfigBag::of_layers(vec![layer]);
        let mut context = InterceptorContext::new(Input::erase(()));
        interceptor
            .modify_before_retry_loop(&mut (&mut context).into(), &components, &mut cfg)
            .unwrap();
        cfg.load::<TokenBucket>().unwrap().clone()
    }

    #[test]
    fn quotas_are_the_official_ones() {
        let standard = RetryConfig::standard();
        for (name, retries) in [
            ("old", standard.clone().with_retry_spec(RetrySpec::v2_0())),
            ("new", standard.clone().with_retry_spec(RetrySpec::v2_1())),
            ("unsaid", standard),
        ] {
            let partition = RetryPartition::new(name);
            let (ours, theirs) = (of(&partition, &retries), official(&partition, &retries));
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        }
    }
}
