//! Which of a service's protocols a client speaks.

use super::closure::Closure;
use crate::diagnostic::Diagnostics;
use crate::ir::Protocol;
use crate::model::traits::Trait;
use crate::model::{Model, Traits};
use crate::options::ServiceOptions;

/// The protocols that clients can be generated for, best first: of two that a service lists, the
/// first is taken.
const SUPPORTED: [&str; 2] = ["awsJson1_0", "awsJson1_1"];

/// Chooses the protocol that the options name, or the best that the model lists.
pub(super) fn choose(
    model: &Model,
    options: &ServiceOptions,
    closure: &Closure<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Protocol> {
    let service = closure.service;
    let listed = listed(&service.traits);
    let wanted = match &options.protocol {
        Some(wanted) if listed.contains(&wanted.as_str()) => Some(wanted.as_str()),
        Some(wanted) => {
            let message = format!("`protocol` is `{wanted}`, which the service does not speak");
            diagnostics.push(model.error(service, message).hint(speaks(&listed)));
            return None;
        }
        None => SUPPORTED.into_iter().find(|name| listed.contains(name)),
    };
    let name = service.id.name();
    let target = service.traits.target_prefix().map_or(name, String::as_str).to_owned();
    match wanted {
        Some("awsJson1_0") => Some(Protocol::AwsJson10(target)),
        Some("awsJson1_1") => Some(Protocol::AwsJson11(target)),
        Some(other) => {
            let message = format!("clients for the protocol `{other}` cannot be generated");
            let hint = format!("supported: {}", SUPPORTED.join(", "));
            diagnostics.push(model.error(service, message).hint(hint));
            None
        }
        None => {
            let message = "the service speaks no protocol that clients can be generated for";
            let hint = format!("{}; supported: {}", speaks(&listed), SUPPORTED.join(", "));
            diagnostics.push(model.error(service, message).hint(hint));
            None
        }
    }
}

fn speaks(listed: &[&str]) -> String {
    match listed {
        [] => "it lists no protocol".to_owned(),
        _ => format!("it speaks: {}", listed.join(", ")),
    }
}

/// The protocols that a service lists, by their short names, in its order.
fn listed(traits: &Traits) -> Vec<&'static str> {
    let protocol = |one: &Trait| match one {
        Trait::AwsJson10(_) => Some("awsJson1_0"),
        Trait::AwsJson11(_) => Some("awsJson1_1"),
        Trait::RestJson1(_) => Some("restJson1"),
        Trait::RestXml(_) => Some("restXml"),
        Trait::AwsQuery(_) => Some("awsQuery"),
        Trait::Ec2Query(_) => Some("ec2Query"),
        Trait::RpcV2Cbor(_) => Some("rpcv2Cbor"),
        Trait::RpcV2Json(_) => Some("rpcv2Json"),
        _ => None,
    };
    traits.iter().filter_map(protocol).collect()
}
