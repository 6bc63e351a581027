//! Copies from another region: the service asks there by a presigned request, which is part of the
//! call. It follows from the region that is copied from; callers of the databases say that in a member
//! which is never sent, and which not all models have.

use super::{Applied, demand, give, sides};
use crate::ir::{Quirk, Service};
use crate::model::traits::Trait;
use crate::model::{Kind, Member, Model, ShapeId, Traits};

/// The services with such operations.
const COPIES: [(&str, &[&str]); 4] = [
    ("EC2", &["CopySnapshot"]),
    (
        "RDS",
        &[
            "CopyDBClusterSnapshot",
            "CopyDBSnapshot",
            "CreateDBCluster",
            "CreateDBInstanceReadReplica",
            "StartDBInstanceAutomatedBackupsReplication",
        ],
    ),
    ("Neptune", CLUSTERS),
    ("DocDB", CLUSTERS),
];

const CLUSTERS: &[&str] = &["CopyDBClusterSnapshot", "CreateDBCluster"];

/// The member that says where from.
const SOURCE: &str = "SourceRegion";

/// The operations of a service.
fn operations(sdk_id: &str) -> &'static [&'static str] {
    COPIES.iter().find(|(id, _)| *id == sdk_id).map_or(&[], |(_, operations)| operations)
}

pub(super) fn is_in(sdk_id: &str) -> bool {
    !operations(sdk_id).is_empty()
}

/// Adds the member that says where from, where the model lacks it.
pub(super) fn model(model: &mut Model, sdk_id: &str) -> Applied {
    let inputs = model.shapes().filter_map(|shape| match &shape.kind {
        Kind::Operation(parts) if operations(sdk_id).contains(&shape.id.name()) => {
            parts.input.clone()
        }
        _ => None,
    });
    let inputs: Vec<ShapeId> = inputs.collect();
    for input in inputs {
        let Some(Kind::Structure(members)) = model.get_mut(&input).map(|shape| &mut shape.kind)
        else {
            continue;
        };
        if members.iter().any(|member| member.name == SOURCE) {
            continue;
        }
        let mut traits = Traits::default();
        let words = "The region to copy from, where it is another: what is asked for there follows \
                     from it.";
        traits.set(Trait::Documentation(words.to_owned()));
        let target = ShapeId::of("smithy.api", "String");
        members.push(Member { name: SOURCE.to_owned(), target, traits });
    }
    Ok(())
}

/// Marks the operations. What is presigned is a secret, whatever the model says.
pub(super) fn service(service: &mut Service) -> Applied {
    let name = if service.sdk_id == "EC2" { "PresignedUrl" } else { "PreSignedUrl" };
    for operation in operations(&service.sdk_id) {
        let Some((input, _)) = sides(service, operation) else { continue };
        demand(operation, input, name)?;
        demand(operation, input, SOURCE)?;
        give(service, &[operation], &Quirk::SourceRegion);
    }
    let marked = service.operations.iter_mut();
    for operation in marked.filter(|one| one.quirks.contains(&Quirk::SourceRegion)) {
        operation.hides_input = true;
    }
    Ok(())
}
