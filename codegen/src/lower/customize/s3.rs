//! S3: buckets stand in the host name where they can, signatures take paths as they are, and one
//! answer is not wrapped.

use crate::ir::{Binding, Bound, ContextSource, Operation, Service};

pub(super) const ID: &str = "S3";

/// S3 Control signs as S3 does.
pub(super) const CONTROL_ID: &str = "S3 Control";

/// What the paths of operations on buckets and objects begin with.
const BUCKET: &str = "/{Bucket}";

pub(super) fn service(service: &mut Service) {
    service.signs_like_s3 = true;
    take_buckets_out(service);
    // Models from elsewhere than Smithy do not have the trait that says so.
    unwrap(service, "GetBucketLocation");
}

/// The endpoint rules put the account into the host name, where they know that it belongs there. So
/// it must not stand before the host too, as `smithy.api#endpoint` says.
pub(super) fn control(service: &mut Service) {
    service.signs_like_s3 = true;
    let mut parameters = service.endpoints.parameters.iter();
    if parameters.any(|parameter| parameter.name == "RequiresAccountId") {
        service.operations.iter_mut().for_each(|operation| operation.endpoint.host.clear());
    }
}

/// The bucket is a parameter of the endpoint rules, which put it into the host name or the path. So
/// it must not be in the path of the operation too.
fn take_buckets_out(service: &mut Service) {
    for operation in &mut service.operations {
        let Some(member) = bucket_parameter(operation) else { continue };
        let Some(http) = &mut operation.http else { continue };
        let Some(rest) = http.uri.strip_prefix(BUCKET) else { continue };
        http.uri = rest.to_owned();
        let input = service.structures.get_mut(operation.input.0);
        let mut members = input.into_iter().flat_map(|input| &mut input.members);
        if let Some(member) = members.find(|one| one.field.as_str() == member) {
            member.bound = Some(Bound { binding: Binding::Host("Bucket".to_owned()), form: None });
        }
    }
}

/// The member that the rules take the bucket from.
fn bucket_parameter(operation: &Operation) -> Option<String> {
    let mut params = operation.endpoint.params.iter();
    let bucket = params.find(|param| param.parameter == "Bucket")?;
    match &bucket.source {
        ContextSource::Member { path, .. } => match path.as_slice() {
            [member] => Some(member.as_str().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// The outermost element of the answer is the output's only member.
pub(super) fn unwrap(service: &mut Service, operation: &str) {
    let mut operations = service.operations.iter();
    let Some(operation) = operations.find(|one| one.wire_name == operation) else { return };
    let Some(output) = service.structures.get_mut(operation.output.0) else { return };
    if let [member] = output.members.as_mut_slice() {
        let binding = Binding::Document { root: None, is_structure: false };
        member.bound = Some(Bound { binding, form: None });
    }
}
