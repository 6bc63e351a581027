//! S3 Control signs as S3 does. Its endpoint rules know where the account belongs, and find it in the
//! ARNs of what is on an outpost.

use super::Applied;
use crate::ir::Service;
use crate::model::traits::Trait;
use crate::model::{Kind, Member, Model, Shape, ShapeId};
use serde_json::Value;

pub(super) const ID: &str = "S3 Control";

const ACCOUNT: &str = "AccountId";

/// The parameters of the rules that may be ARNs with an account in them.
const WITH_ARNS: [&str; 2] = ["Bucket", "AccessPointName"];

/// The endpoint rules put the account into the host name, where they know that it belongs there. So
/// it must not stand before the host too, as `smithy.api#endpoint` says. And where an ARN has it, the
/// rules send it along: callers need not.
pub(super) fn model(model: &mut Model) -> Applied {
    let with_account = |shape: &Shape| match &shape.kind {
        Kind::Operation(parts) if is_account_wanted(shape) => parts.input.clone(),
        _ => None,
    };
    let inputs: Vec<ShapeId> = model.shapes().filter_map(with_account).collect();
    for shape in model.shapes_mut() {
        if is_account_wanted(shape) {
            shape.traits.retain(|one| !matches!(one, Trait::Endpoint(_)));
        }
        if !inputs.contains(&shape.id) {
            continue;
        }
        let may_have_arn = shape.members().into_iter().any(is_arn);
        let members = shape.members_mut().into_iter();
        for member in members.filter(|member| member.name == ACCOUNT) {
            let goes = |one: &Trait| match one {
                Trait::HostLabel(_) => true,
                Trait::Required(_) => may_have_arn,
                _ => false,
            };
            member.traits.retain(|one| !goes(one));
        }
    }
    Ok(())
}

/// Whether the rules want the account of an operation.
fn is_account_wanted(shape: &Shape) -> bool {
    let said = shape.traits.static_context_params();
    said.and_then(|said| said.get("RequiresAccountId")?.get("value")?.as_bool()) == Some(true)
}

/// Whether the rules may find the account in a member.
fn is_arn(member: &Member) -> bool {
    let name = member.traits.context_param().and_then(|said| said.get("name"));
    name.and_then(Value::as_str).is_some_and(|name| WITH_ARNS.contains(&name))
}

pub(super) fn service(service: &mut Service) -> Applied {
    service.signs_like_s3 = true;
    Ok(())
}
