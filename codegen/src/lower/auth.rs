//! How callers prove who they are: `smithy.api#auth` and the traits that it speaks of.

use super::Lower;
use crate::ir::{ApiKey, Auth};
use crate::model::traits::Trait;
use crate::model::{Shape, Traits};
use serde_json::Value;

impl Lower<'_> {
    /// The schemes of the service, best first.
    pub(super) fn service_auth(&self) -> Vec<Auth> {
        let service = self.closure.service;
        let mut schemes = match service.traits.auth() {
            Some(ids) => self.schemes(service, ids),
            None => listed(&service.traits),
        };
        if schemes.contains(&Auth::SigV2) && !schemes.contains(&Auth::SigV4) {
            // Their endpoint rules ask for version 4 in some places.
            schemes.push(Auth::SigV4);
        }
        schemes
    }

    /// The schemes of an operation, where they differ from the service's.
    pub(super) fn operation_auth(&self, shape: &Shape) -> Option<Vec<Auth>> {
        let own = shape.traits.auth().map(|ids| self.schemes(shape, ids));
        let mut schemes = own.unwrap_or_else(|| self.service_auth());
        if shape.traits.optional_auth().is_some() && !schemes.contains(&Auth::Anonymous) {
            schemes.push(Auth::Anonymous);
        }
        (schemes != self.service_auth()).then_some(schemes)
    }

    fn schemes(&self, shape: &Shape, ids: &[String]) -> Vec<Auth> {
        let mut schemes = Vec::new();
        for id in ids {
            match scheme(id) {
                Some(scheme) => schemes.push(scheme),
                None => {
                    let message = format!("`{id}` is not a scheme of authentication");
                    let known: Vec<&str> = SCHEMES.iter().map(|(id, _)| *id).collect();
                    let hint = format!("known: {}", known.join(", "));
                    let error = self.model.trait_error(shape, "smithy.api#auth", message);
                    self.report(error.hint(hint));
                }
            }
        }
        if schemes.is_empty() { vec![Auth::Anonymous] } else { schemes }
    }

    /// Where API keys stand.
    pub(super) fn api_key(&self) -> Option<ApiKey> {
        let service = self.closure.service;
        let said = service.traits.http_api_key_auth()?;
        let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
        match (text("name"), text("in").as_deref()) {
            (Some(name), Some("header")) => Some(ApiKey::Header(name, text("scheme"))),
            (Some(name), Some("query")) => Some(ApiKey::Query(name)),
            _ => {
                let message = "API keys have a `name`, and stand `in` the `header` or the `query`";
                let error = self.model.trait_error(service, "smithy.api#httpApiKeyAuth", message);
                self.report(error.hint("give the trait both"));
                None
            }
        }
    }

    /// The name in signatures; empty where nothing is signed.
    pub(super) fn signing_name(&self) -> String {
        let traits = &self.closure.service.traits;
        let name = traits.sigv4().or(traits.sigv4a()).map(|signing| signing.name.clone());
        name.unwrap_or_default()
    }
}

/// The schemes by the ids of their traits.
const SCHEMES: [(&str, Auth); 8] = [
    ("aws.auth#sigv4", Auth::SigV4),
    ("aws.auth#sigv4a", Auth::SigV4a),
    ("smithy.api#httpBearerAuth", Auth::Bearer),
    ("smithy.api#httpBasicAuth", Auth::Basic),
    ("smithy.api#httpDigestAuth", Auth::Digest),
    ("smithy.api#httpApiKeyAuth", Auth::ApiKey),
    ("smithy.api#noAuth", Auth::Anonymous),
    ("tinsmith.api#sigv2", Auth::SigV2),
];

fn scheme(id: &str) -> Option<Auth> {
    SCHEMES.iter().find(|(known, _)| *known == id).map(|(_, scheme)| *scheme)
}

/// The schemes whose traits a service has, in the order of their ids: so says the specification.
fn listed(traits: &Traits) -> Vec<Auth> {
    let mut ids: Vec<&str> = traits.iter().map(Trait::id).collect();
    ids.sort_unstable();
    let schemes: Vec<Auth> = ids.into_iter().filter_map(scheme).collect();
    if schemes.is_empty() { vec![Auth::Anonymous] } else { schemes }
}
