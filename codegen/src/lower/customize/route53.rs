//! Route 53 answers ids with the path of what they are of, `/hostedzone/Z123`, and wants them
//! without it in its own paths.

use crate::lower::Lower;
use crate::model::Shape;

const ID: &str = "Route 53";

/// What such ids are.
const IDS: [&str; 3] = ["ChangeId", "DelegationSetId", "ResourceId"];

impl Lower<'_> {
    /// Whether texts are ids that may come with a path.
    pub(in crate::lower) fn is_id_with_path(&self, shape: &Shape) -> bool {
        let aws = self.closure.service.traits.aws_service();
        aws.is_some_and(|aws| aws.sdk_id == ID) && IDS.contains(&shape.id.name())
    }
}
