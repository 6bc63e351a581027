//! Endpoints that have to be asked for: `aws.api#clientDiscoveredEndpoint`. Where that is optional, the
//! endpoint that the rules come to is used, as official clients do.

use super::Lower;
use crate::ir::{self, Protocol, Quirk};
use crate::model::Shape;

const OPERATION: &str = "aws.api#clientDiscoveredEndpoint";
const SERVICE: &str = "aws.api#clientEndpointDiscovery";

impl Lower<'_> {
    /// Marks the operations that have to ask, and names the one that tells.
    pub(super) fn discovery(&self, service: &mut ir::Service) {
        let asking: Vec<&Shape> =
            self.closure.chosen.iter().copied().filter(|shape| must_ask(shape)).collect();
        let Some(first) = asking.first() else { return };
        let Some(telling) = self.telling() else {
            let message = "its endpoint has to be asked for, and no operation tells it";
            let error = self.model.trait_error(first, OPERATION, message);
            self.report(error.hint(format!("name the operation by `{SERVICE}`")));
            return;
        };
        if !matches!(service.protocol, Protocol::AwsJson10(_) | Protocol::AwsJson11(_)) {
            let message = "endpoints can be asked for by AWS JSON alone";
            let error = self.model.trait_error(first, OPERATION, message);
            self.report(error.hint("leave the operation out by a filter"));
            return;
        }
        for operation in &mut service.operations {
            if asking.iter().any(|shape| shape.id.name() == operation.wire_name) {
                operation.quirks.push(Quirk::DiscoveredEndpoint);
            }
        }
        service.discovery = Some(telling);
    }

    /// The operation that tells endpoints, which the client need not have.
    fn telling(&self) -> Option<String> {
        let named = self.closure.service.traits.client_endpoint_discovery();
        let named = named.and_then(|discovery| discovery.get("operation")?.as_str());
        if let Some((_, name)) = named.and_then(|id| id.split_once('#')) {
            return Some(name.to_owned());
        }
        let mut shapes = self.model.shapes();
        let telling = shapes.find(|shape| shape.traits.endpoint_operation().is_some());
        telling.map(|shape| shape.id.name().to_owned())
    }
}

fn must_ask(shape: &Shape) -> bool {
    let discovery = shape.traits.client_discovered_endpoint();
    discovery.and_then(|discovery| discovery.get("required")?.as_bool()).unwrap_or(false)
}
