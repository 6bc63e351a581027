//! A prediction of Machine Learning goes to the endpoint of its model, which the caller was told and
//! gives as a member.

use crate::ir::{BuiltIn, ContextParam, ContextSource, Service};

pub(super) const ID: &str = "Machine Learning";

pub(super) fn service(service: &mut Service) {
    let mut parameters = service.endpoints.parameters.iter();
    let endpoint = parameters.find(|parameter| parameter.built_in == Some(BuiltIn::Endpoint));
    let Some(name) = endpoint.map(|parameter| parameter.name.clone()) else { return };
    for operation in &mut service.operations {
        let input = service.structures.get(operation.input.0);
        let mut members = input.into_iter().flat_map(|input| &input.members);
        let Some(member) = members.find(|member| member.model_name == "PredictEndpoint") else {
            continue;
        };
        let source = ContextSource::Member { path: vec![member.field.clone()], present: true };
        operation.endpoint.params.push(ContextParam { parameter: name.clone(), source });
    }
}
