//! A prediction of Machine Learning goes to the endpoint of its model, which the caller was told and
//! gives as a member.

use super::{Applied, Stale, demand, sides};
use crate::ir::{BuiltIn, ContextParam, ContextSource, Service};

pub(super) const ID: &str = "Machine Learning";

const PREDICT: &str = "Predict";
const ENDPOINT: &str = "PredictEndpoint";

pub(super) fn service(service: &mut Service) -> Applied {
    let Some((input, _)) = sides(service, PREDICT) else { return Ok(()) };
    demand(PREDICT, input, ENDPOINT)?;
    let members = input.members.iter().filter(|member| member.model_name == ENDPOINT);
    let fields: Vec<_> = members.map(|member| member.field.clone()).collect();
    let mut parameters = service.endpoints.parameters.iter();
    let endpoint = parameters.find(|parameter| parameter.built_in == Some(BuiltIn::Endpoint));
    let Some(parameter) = endpoint.map(|parameter| parameter.name.clone()) else {
        return Err(Stale::new(PREDICT, "the endpoint rules take no endpoint of the caller"));
    };
    for operation in &mut service.operations {
        if operation.wire_name == PREDICT {
            let source = ContextSource::Member { path: fields.clone(), present: true };
            let parameter = parameter.clone();
            operation.endpoint.params.push(ContextParam { parameter, source });
        }
    }
    Ok(())
}
