//! Which of a service's protocols a client speaks.

use super::closure::Closure;
use crate::diagnostic::Diagnostics;
use crate::ir::Protocol;
use crate::model::traits::Trait;
use crate::model::{Model, Shape, Traits};
use crate::options::ServiceOptions;

/// The protocols that clients can be generated for, best first, in the order that Smithy advises: of
/// several that a service lists, the first is taken.
const SUPPORTED: [&str; 8] = [
    "rpcv2Cbor",
    "rpcv2Json",
    "awsJson1_0",
    "awsJson1_1",
    "restJson1",
    "restXml",
    "awsQuery",
    "ec2Query",
];

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
    let chosen = wanted.and_then(|name| protocol(service, name));
    if chosen.is_none() {
        let message = "the service speaks no protocol that clients can be generated for";
        let hint = format!("{}; supported: {}", speaks(&listed), SUPPORTED.join(", "));
        diagnostics.push(model.error(service, message).hint(hint));
    }
    chosen
}

fn protocol(service: &Shape, name: &str) -> Option<Protocol> {
    let own = service.id.name();
    let target = || service.traits.target_prefix().map_or(own, String::as_str).to_owned();
    Some(match name {
        "rpcv2Cbor" => Protocol::RpcV2Cbor(target()),
        "rpcv2Json" => Protocol::RpcV2Json(target()),
        "awsJson1_0" => Protocol::AwsJson10(target()),
        "awsJson1_1" => Protocol::AwsJson11(target()),
        "restJson1" => Protocol::RestJson1,
        "restXml" => {
            let bare = service.traits.rest_xml().is_some_and(|xml| xml.no_error_wrapping);
            Protocol::RestXml { bare_errors: bare }
        }
        "awsQuery" => Protocol::AwsQuery,
        "ec2Query" => Protocol::Ec2Query,
        _ => return None,
    })
}

/// The id of the trait of a protocol.
pub(super) fn trait_id(protocol: &Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson10(_) => "aws.protocols#awsJson1_0",
        Protocol::AwsJson11(_) => "aws.protocols#awsJson1_1",
        Protocol::RestJson1 => "aws.protocols#restJson1",
        Protocol::RestXml { .. } => "aws.protocols#restXml",
        Protocol::AwsQuery => "aws.protocols#awsQuery",
        Protocol::Ec2Query => "aws.protocols#ec2Query",
        Protocol::RpcV2Cbor(_) => "smithy.protocols#rpcv2Cbor",
        Protocol::RpcV2Json(_) => "smithy.protocols#rpcv2Json",
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
