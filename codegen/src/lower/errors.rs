//! The errors that a service answers.

use super::Lower;
use crate::ir::{self, Retryable};
use crate::model::traits::ErrorSide;
use crate::model::{Member, Shape, ShapeId};

impl Lower<'_> {
    /// The modelled errors of the client, sorted by name.
    pub(super) fn errors(&self) -> Vec<ir::ErrorVariant> {
        let shapes = self.usage.errors.iter().filter_map(|id| self.model.get(id));
        let mut errors: Vec<ir::ErrorVariant> =
            shapes.filter_map(|shape| self.error(shape)).collect();
        errors.sort_by(|left, right| left.name.cmp(&right.name));
        errors
    }

    fn error(&self, shape: &Shape) -> Option<ir::ErrorVariant> {
        let retryable = shape.traits.retryable().map(|retryable| match retryable.throttling {
            true => Retryable::Throttling,
            false => Retryable::Transient,
        });
        Some(ir::ErrorVariant {
            name: self.name(&shape.id)?,
            code: self.code(shape),
            docs: self.error_summary(shape),
            retryable,
            hides_message: self.hides_message(shape),
        })
    }

    /// What tells that an answer is this error.
    pub(super) fn code(&self, shape: &Shape) -> String {
        let is_query = matches!(self.protocol, ir::Protocol::AwsQuery | ir::Protocol::Ec2Query);
        match shape.traits.aws_query_error() {
            Some(error) if is_query => error.code.clone(),
            _ => shape.id.name().to_owned(),
        }
    }

    /// Whether what the service says about an error must not be shown.
    fn hides_message(&self, shape: &Shape) -> bool {
        let is_message = |name: &str| name.eq_ignore_ascii_case("message");
        let hides = |member: &&Member| is_message(&member.name) && self.is_hidden(member);
        shape.traits.sensitive().is_some() || shape.members().iter().any(hides)
    }

    /// The HTTP status of an error.
    pub(super) fn status(&self, id: &ShapeId) -> u16 {
        let traits = self.model.get(id).map(|shape| &shape.traits);
        let said = traits.and_then(|traits| traits.http_error());
        let side = traits.and_then(|traits| traits.error());
        match (said, side) {
            (Some(status), _) => *status,
            (None, Some(ErrorSide::Server)) => 500,
            (None, _) => 400,
        }
    }
}
