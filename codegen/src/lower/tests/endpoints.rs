//! `smithy.rules#endpointTests`: the calls of its cases. A case without a call says something about
//! the rules alone, which needs no client.

use super::super::endpoints::built_in;
use super::{Common, Testing, Unlowered, Why};
use crate::ir::tests::{Case, CaseKind, Data, Destination, EndpointTest, Setting};
use crate::ir::{BuiltIn, Parameter, ParameterType};
use crate::model::traits::{self, EndpointCall, ExpectedEndpoint};
use serde_json::Value;

impl Testing<'_> {
    /// The tests of where calls go.
    pub(super) fn endpoints(&self, tests: &mut Vec<EndpointTest>, unlowered: &mut Vec<Unlowered>) {
        let shape = self.lower.closure.service;
        let cases = shape.traits.endpoint_tests().into_iter().flat_map(|all| &all.test_cases);
        for (place, case) in cases.enumerate() {
            let common = Common {
                kind: CaseKind::Endpoint,
                shape,
                place,
                id: &case.documentation,
                protocol: "",
                auth_scheme: None,
                documentation: None,
                applies_to: None,
            };
            for (number, call) in case.operation_inputs.iter().enumerate() {
                let made = self.endpoint(&common, case, number, call);
                self.keep(&common, made, tests, unlowered);
            }
        }
    }

    fn endpoint(
        &self,
        common: &Common<'_>,
        case: &traits::EndpointTest,
        number: usize,
        call: &EndpointCall,
    ) -> Result<EndpointTest, Why> {
        let name = &call.operation_name;
        let found = self.operations().find(|(shape, _)| shape.id.name() == name);
        let (shape, parts) = found.ok_or_else(|| format!("there is no operation `{name}`"))?;
        let spelt = format!("endpoint {} {number}", common.place);
        let documentation = Some(case.documentation.as_str()).filter(|text| !text.is_empty());
        Ok(EndpointTest {
            case: Case {
                name: self.scope.borrow_mut().field(&spelt),
                key: common.key(),
                docs: self.lower.test_docs(name, documentation),
                method: self.method(shape)?,
                settings: self.call_settings(call)?,
                input: self.input(shape, parts, &Value::Object(call.operation_params.clone()))?,
            },
            destination: destination(&case.expect)?,
        })
    }

    /// How the client of a call is configured.
    fn call_settings(&self, call: &EndpointCall) -> Result<Vec<Setting>, Why> {
        let built_in = call.built_in_params.iter().map(|(id, value)| self.built_in(id, value));
        let own = call.client_params.iter().map(|(name, value)| {
            let mut parameters = self.service.endpoints.parameters.iter();
            let known = parameters.find(|known| known.name == *name);
            let known = known.ok_or_else(|| format!("the rules have no parameter `{name}`"))?;
            self.parameter(known, value)
        });
        built_in.chain(own).collect()
    }

    fn built_in(&self, id: &str, value: &Value) -> Result<Setting, Why> {
        let kind = built_in(id)?;
        let text = || value.as_str().map(str::to_owned).ok_or_else(|| wrong(id, value));
        let switch = || value.as_bool().ok_or_else(|| wrong(id, value));
        Ok(match kind {
            BuiltIn::Region => Setting::Region(text()?),
            BuiltIn::UseDualStack => Setting::DualStack(switch()?),
            BuiltIn::UseFips => Setting::Fips(switch()?),
            BuiltIn::Endpoint => Setting::Url(text()?),
            BuiltIn::AccountId => Setting::Account(text()?),
            BuiltIn::AccountIdEndpointMode => match text()?.as_str() {
                mode @ ("preferred" | "required" | "disabled") => {
                    Setting::AccountMode(mode.to_owned())
                }
                _ => return Err(wrong(id, value)),
            },
            BuiltIn::CredentialScope
            | BuiltIn::S3Accelerate
            | BuiltIn::S3DisableMultiRegionAccessPoints
            | BuiltIn::S3ForcePathStyle
            | BuiltIn::S3UseArnRegion
            | BuiltIn::S3UseGlobalEndpoint
            | BuiltIn::S3ControlUseArnRegion
            | BuiltIn::StsUseGlobalEndpoint => {
                let mut parameters = self.service.endpoints.parameters.iter();
                let known = parameters.find(|known| known.built_in == Some(kind));
                let known = known.ok_or_else(|| format!("the rules do not ask for `{id}`"))?;
                self.parameter(known, value)?
            }
        })
    }

    /// A parameter of the rules with its value, by the builder's own method where it has one.
    fn parameter(&self, known: &Parameter, value: &Value) -> Result<Setting, Why> {
        let data = data(known.ty, value).ok_or_else(|| wrong(&known.name, value))?;
        let mut own = self.service.settings.iter();
        Ok(match own.find(|setting| setting.parameter == known.name) {
            Some(setting) => Setting::Own(setting.name.clone(), data),
            None => Setting::Parameter(known.name.clone(), data),
        })
    }
}

fn data(ty: ParameterType, value: &Value) -> Option<Data> {
    match (ty, value) {
        (ParameterType::Boolean, Value::Bool(value)) => Some(Data::Bool(*value)),
        (ParameterType::String, Value::String(text)) => Some(Data::Text(text.clone())),
        (ParameterType::Strings, Value::Array(items)) => {
            let items = items.iter().map(|item| Some(Data::Text(item.as_str()?.to_owned())));
            items.collect::<Option<_>>().map(Data::List)
        }
        _ => None,
    }
}

fn wrong(name: &str, value: &Value) -> Why {
    format!("`{name}` cannot be {value}")
}

/// Where the calls of a case must go.
fn destination(expected: &ExpectedEndpoint) -> Result<Destination, Why> {
    match (&expected.endpoint, &expected.error) {
        (Some(endpoint), None) => Ok(Destination::Endpoint {
            url: endpoint.url.clone(),
            headers: endpoint.headers.clone().into_iter().collect(),
            properties: Value::Object(endpoint.properties.clone()).to_string(),
        }),
        (None, Some(message)) => Ok(Destination::Error(message.clone())),
        _ => Err("it expects neither an endpoint nor an error, or both".to_owned()),
    }
}
