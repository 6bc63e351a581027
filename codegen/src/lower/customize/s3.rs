//! S3: buckets stand in the host name where they can, signatures take paths as they are, and one
//! answer is not wrapped.

use super::{Applied, Stale, give, is_header, sides};
use crate::ir::{Auth, Binding, Bound, ContextSource, Operation, Quirk, Service, Type};
use crate::model::traits::Trait;
use crate::model::{Kind, Member, Model, ShapeId, Traits};

pub(super) const ID: &str = "S3";

/// What the paths of operations on buckets and objects begin with.
const BUCKET: &str = "/{Bucket}";

/// The operations whose answers begin before they are done.
const SLOW: [&str; 3] = ["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"];

/// The operations that list keys, which XML may not be able to hold.
const LISTINGS: [&str; 3] = ["ListObjectVersions", "ListObjects", "ListObjectsV2"];

/// The operations that answer until when an object may be cached: in whatever words it was put with.
const EXPIRING: [&str; 2] = ["GetObject", "HeadObject"];

/// The operation that opens a session, and the parameter of the endpoint rules that sessions are not
/// wanted.
const CREATE_SESSION: &str = "CreateSession";
const SESSIONS: &str = "DisableS3ExpressSessionAuth";

const EXPIRES: &str = "Expires";

/// The header as it is.
const EXPIRES_STRING: &str = "ExpiresString";

/// The headers of keys that customers bring along.
const KEYS: [&str; 2] = [
    "x-amz-server-side-encryption-customer-key",
    "x-amz-copy-source-server-side-encryption-customer-key",
];

/// The moment at which an object expires need not be one: it is also given as text.
pub(super) fn model(model: &mut Model) -> Applied {
    for operation in EXPIRING {
        let Some(output) = output_of(model, operation) else { continue };
        let mut shapes = model.shapes_mut();
        let Some(shape) = shapes.find(|shape| shape.id == output) else { continue };
        let Kind::Structure(members) = &mut shape.kind else { continue };
        if members.iter().any(|member| member.name == EXPIRES_STRING) {
            continue;
        }
        let place = members.iter().position(|member| {
            let header = member.traits.http_header();
            member.name == EXPIRES && header.is_some_and(|header| header == EXPIRES)
        });
        let Some(place) = place else {
            return Err(Stale::new(operation, "its output has no header `Expires`"));
        };
        let mut traits = Traits::default();
        traits.set(Trait::HttpHeader(EXPIRES.to_owned()));
        let words = "The header <code>Expires</code> as it is: it need not be a moment.";
        traits.set(Trait::Documentation(words.to_owned()));
        let target = ShapeId::of("smithy.api", "String");
        members.insert(place + 1, Member { name: EXPIRES_STRING.to_owned(), target, traits });
    }
    Ok(())
}

fn output_of(model: &Model, operation: &str) -> Option<ShapeId> {
    let mut shapes = model.shapes();
    shapes.find_map(|shape| match &shape.kind {
        Kind::Operation(parts) if shape.id.name() == operation => parts.output.clone(),
        _ => None,
    })
}

pub(super) fn service(service: &mut Service) -> Applied {
    service.signs_like_s3 = true;
    service.quirks.extend([Quirk::ErrorsInSuccess, Quirk::RegionRedirects]);
    take_buckets_out(service);
    // Models from elsewhere than Smithy do not have the trait that says so.
    unwrap(service, "GetBucketLocation");
    give(service, &SLOW, &Quirk::SlowAnswers);
    key_digests(service)?;
    loosen_expires(service);
    sessions(service)?;
    listings(service)
}

/// Directory buckets are called with sessions: where the endpoint rules say so, it is offered.
fn sessions(service: &mut Service) -> Applied {
    let mut parameters = service.endpoints.parameters.iter();
    if !parameters.any(|parameter| parameter.name == SESSIONS) {
        let mut operations = service.operations.iter();
        return match operations.any(|operation| operation.wire_name == CREATE_SESSION) {
            true => Err(Stale::new(CREATE_SESSION, format!("no endpoint rule asks `{SESSIONS}`"))),
            false => Ok(()),
        };
    }
    let own = service.operations.iter_mut().filter_map(|operation| operation.auth.as_mut());
    for schemes in own.chain([&mut service.auth]) {
        if let Some(place) = schemes.iter().position(|scheme| *scheme == Auth::SigV4) {
            schemes.insert(place + 1, Auth::S3Express);
        }
    }
    Ok(())
}

/// Marks the operations that take keys of customers.
fn key_digests(service: &mut Service) -> Applied {
    let mut marked = Vec::new();
    for operation in &service.operations {
        let Some(input) = service.structure(operation.input) else { continue };
        let has = |name: &str| input.members.iter().any(|member| is_header(member, name));
        for key in KEYS.iter().filter(|key| has(key)) {
            let digest = format!("{key}-md5");
            if !has(&digest) {
                let what = format!("it has a header `{key}`, and no `{digest}`");
                return Err(Stale::new(&operation.wire_name, what));
            }
            marked.push(operation.wire_name.clone());
        }
    }
    marked.dedup();
    let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
    give(service, &marked, &Quirk::KeyDigests);
    Ok(())
}

/// Has whatever is no moment passed over, for it is in the text beside.
fn loosen_expires(service: &mut Service) {
    for operation in EXPIRING {
        let mut operations = service.operations.iter();
        let Some(operation) = operations.find(|one| one.wire_name == operation) else { continue };
        let Some(output) = service.structures.get_mut(operation.output.0) else { continue };
        for member in &mut output.members {
            if member.ty == Type::DateTime
                && is_header(member, EXPIRES)
                && let Some(bound) = &mut member.bound
            {
                bound.binding = Binding::LooseHeader(EXPIRES.to_owned());
            }
        }
    }
}

fn listings(service: &mut Service) -> Applied {
    for operation in LISTINGS {
        let Some((input, output)) = sides(service, operation) else { continue };
        let is_parameter = |binding: &Binding| *binding == Binding::Query("encoding-type".into());
        let mut bound = input.members.iter().filter_map(|member| member.bound.as_ref());
        if !bound.any(|bound| is_parameter(&bound.binding)) {
            return Err(Stale::new(operation, "it has no parameter `encoding-type`"));
        }
        super::demand(operation, output, "EncodingType")?;
        give(service, &[operation], &Quirk::UrlListings);
    }
    Ok(())
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
