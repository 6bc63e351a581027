//! The endpoint engine, with the rules of services that have the most to say.

use crate::endpoints::arbitrary;
use tinsmith_aws::{dynamodb, lambda, s3, sts};
use tinsmith_runtime::ServiceClient;

/// Resolves an endpoint. The first byte says by whose rules, the rest are parameters.
pub fn endpoint(data: &[u8]) {
    let services = [
        s3::Client::service(),
        s3::Client::service(),
        dynamodb::Client::service(),
        lambda::Client::service(),
        sts::Client::service(),
    ];
    let Some((choice, rest)) = data.split_first() else { return };
    let service = services[usize::from(*choice) % services.len()];
    arbitrary(service.endpoints, service.partitions, rest);
}

/// Parameters of any length.
pub(super) fn samples() -> Vec<Vec<u8>> {
    vec![(0..=255).collect(), vec![1; 64]]
}
