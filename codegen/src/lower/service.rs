//! The service itself.

use super::{Lower, names};
use crate::ir;

impl Lower<'_> {
    /// Puts the representation together.
    pub(super) fn service(&self, protocol: ir::Protocol, source: &str) -> ir::Service {
        let shape = self.closure.service;
        let aws = shape.traits.aws_service();
        let sdk_id = aws.map_or(shape.id.name(), |aws| aws.sdk_id.as_str()).to_owned();
        let title = shape.traits.title().cloned().unwrap_or_else(|| sdk_id.clone());
        let mut structures = self.structures();
        let operations = self.operations(&mut structures);
        ir::Service {
            module: names::service_module(&sdk_id).0,
            docs: self.service_docs(&title),
            version: self.closure.parts.version.clone(),
            source: source.to_owned(),
            signing_name: self.signing_name(),
            unions: self.unions(),
            enums: self.enums(),
            errors: self.errors(),
            endpoints: self.endpoints(),
            title,
            sdk_id,
            protocol,
            operations,
            structures,
        }
    }

    /// The name in signatures; a service that is not signed cannot be called.
    fn signing_name(&self) -> String {
        let shape = self.closure.service;
        if let Some(others) = shape.traits.auth()
            && others.iter().any(|scheme| scheme != "aws.auth#sigv4")
        {
            let message = "a service with several ways of authentication cannot be generated";
            let hint = "supported: aws.auth#sigv4 alone";
            self.report(self.model.error(shape, message).hint(hint));
        }
        match shape.traits.sigv4() {
            Some(sigv4) => sigv4.name.clone(),
            None => {
                let message = "a service without `aws.auth#sigv4` cannot be generated";
                let hint = "supported: aws.auth#sigv4";
                self.report(self.model.error(shape, message).hint(hint));
                String::new()
            }
        }
    }
}
