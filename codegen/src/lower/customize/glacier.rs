//! Glacier wants its version in a header, checksums of archives in others, and an account in each
//! path, where a hyphen is the caller's own.

use super::{Applied, Stale};
use crate::ir::{Checksum, Service};
use crate::model::traits::Trait;
use crate::model::{Member, Model};

pub(super) const ID: &str = "Glacier";

/// The operations that send a part of an archive. Their bodies go with two checksums: of the whole,
/// and of the tree that has a leaf for each MiB.
const UPLOADS: [&str; 2] = ["UploadArchive", "UploadMultipartPart"];

/// The account is the caller's own where none is given.
pub(super) fn model(model: &mut Model) -> Applied {
    let mut found = 0;
    for shape in model.shapes_mut() {
        shape.members_mut().into_iter().filter(is_account).for_each(|member| {
            member.traits.retain(|one| !matches!(one, Trait::Required(_)));
            member.traits.set(Trait::Default("-".into()));
            found += 1;
        });
    }
    let what = "no operation has a member `accountId` in its path";
    if found == 0 { Err(Stale::new(ID, what)) } else { Ok(()) }
}

fn is_account(member: &&mut Member) -> bool {
    member.name == "accountId" && member.traits.http_label().is_some()
}

pub(super) fn service(service: &mut Service) -> Applied {
    service.headers.push(("x-amz-glacier-version".to_owned(), service.version.clone()));
    for operation in &mut service.operations {
        if UPLOADS.contains(&operation.wire_name.as_str()) {
            operation.checksum = Some(Checksum::Tree);
        }
    }
    Ok(())
}
