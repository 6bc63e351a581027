//! Settings that a service has of its own: `smithy.rules#clientContextParams`, and the built-ins of
//! its endpoint rules that no other service has.

use super::Lower;
use super::names;
use crate::ir::{BuiltIn, ClientSetting, Endpoints, ParameterType};
use serde_json::Value;

const PARAMS: &str = "smithy.rules#clientContextParams";

/// What the settings of AWS's services are about, in our own words.
const KNOWN: [(&str, &str); 6] = [
    ("Accelerate", "Whether to use transfer acceleration."),
    (
        "DisableMultiRegionAccessPoints",
        "Whether access points that span several regions are out of bounds.",
    ),
    (
        "DisableS3ExpressSessionAuth",
        "Whether directory buckets are called with the client's own credentials, and not with those \
         of a session.",
    ),
    ("ForcePathStyle", "Whether buckets stand in the path, never in the host name."),
    ("UseArnRegion", "Whether the region in an ARN wins over the client's."),
    ("UseGlobalEndpoint", "Whether the global endpoint serves the regions that it once did."),
];

impl Lower<'_> {
    /// The settings of the service's clients, sorted by name.
    pub(super) fn settings(&self, rules: &Endpoints) -> Vec<ClientSetting> {
        let service = self.closure.service;
        let said = service.traits.client_context_params().and_then(Value::as_object);
        let mut names: Vec<(&str, Option<&str>)> = said
            .into_iter()
            .flatten()
            .map(|(name, said)| (name.as_str(), said.get("documentation").and_then(Value::as_str)))
            .collect();
        let own = rules.parameters.iter().filter(|one| one.built_in.is_some_and(is_own));
        for parameter in own {
            if !names.iter().any(|(name, _)| *name == parameter.name) {
                names.push((&parameter.name, None));
            }
        }
        names.sort_unstable();
        let fields = names::settings(names.iter().map(|(name, _)| *name));
        let settings = names.iter().zip(fields).filter_map(|((parameter, said), name)| {
            let Some(ty) = ty(rules, parameter) else {
                let message = format!("the endpoint rules have no parameter `{parameter}`");
                let hint = "remove it, or add it to the rules";
                self.report(self.model.trait_error(service, PARAMS, message).hint(hint));
                return None;
            };
            let known = KNOWN.iter().find(|(known, _)| known == parameter);
            let words = known.map(|(_, words)| (*words).to_owned());
            let words = words
                .unwrap_or_else(|| format!("The parameter `{parameter}` of the endpoint rules."));
            let docs = self.setting_docs(*said, words);
            Some(ClientSetting { name, parameter: (*parameter).to_owned(), ty, docs })
        });
        settings.collect()
    }
}

fn ty(rules: &Endpoints, name: &str) -> Option<ParameterType> {
    rules.parameters.iter().find(|parameter| parameter.name == name).map(|one| one.ty)
}

/// Whether a setting is one of a single service.
fn is_own(built_in: BuiltIn) -> bool {
    match built_in {
        BuiltIn::S3Accelerate
        | BuiltIn::S3DisableMultiRegionAccessPoints
        | BuiltIn::S3ForcePathStyle
        | BuiltIn::S3UseArnRegion
        | BuiltIn::S3UseGlobalEndpoint
        | BuiltIn::S3ControlUseArnRegion
        | BuiltIn::StsUseGlobalEndpoint => true,
        BuiltIn::Region
        | BuiltIn::UseDualStack
        | BuiltIn::UseFips
        | BuiltIn::Endpoint
        | BuiltIn::AccountId
        | BuiltIn::AccountIdEndpointMode
        | BuiltIn::CredentialScope => false,
    }
}
