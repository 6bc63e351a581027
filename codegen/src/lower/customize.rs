//! What single services want that no trait of their models says. Each customisation has a file with
//! its reason, and goes by the sdk id; everything else follows from the model.

mod api_gateway;
mod glacier;
mod machine_learning;
mod route53;
mod s3;

use super::Lower;
use crate::ir;
use crate::model::{Kind, Model};
use std::borrow::Cow;

/// The model with what its service wants.
pub(super) fn model(model: &Model) -> Cow<'_, Model> {
    let is_glacier = model.shapes().any(|shape| {
        let aws = shape.traits.aws_service();
        matches!(shape.kind, Kind::Service(_)) && aws.is_some_and(|aws| aws.sdk_id == glacier::ID)
    });
    if !is_glacier {
        return Cow::Borrowed(model);
    }
    let mut own = model.clone();
    glacier::model(&mut own);
    Cow::Owned(own)
}

impl Lower<'_> {
    /// Adds what the service wants to its representation.
    pub(super) fn customize(&self, service: &mut ir::Service) {
        match service.sdk_id.as_str() {
            api_gateway::ID => api_gateway::service(service),
            glacier::ID => glacier::service(service),
            machine_learning::ID => machine_learning::service(service),
            s3::ID => s3::service(service),
            s3::CONTROL_ID => s3::control(service),
            _ => {}
        }
        self.unwrap_outputs(service);
    }

    /// `aws.customizations#s3UnwrappedXmlOutput`: the outermost element of the answer is the output's
    /// only member, where others are inside it.
    fn unwrap_outputs(&self, service: &mut ir::Service) {
        let shapes = self.closure.chosen.iter();
        let unwrapped = shapes.filter(|shape| shape.traits.s3_unwrapped_xml_output().is_some());
        for shape in unwrapped {
            s3::unwrap(service, shape.id.name());
        }
    }
}
