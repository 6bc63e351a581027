//! The service itself.

use super::Lower;
use crate::diagnostic::Diagnostics;
use crate::ir;

impl Lower<'_> {
    /// Puts the representation together.
    pub(super) fn service(&self, source: &str) -> ir::Service {
        let shape = self.closure.service;
        let aws = shape.traits.aws_service();
        let sdk_id = aws.map_or(shape.id.name(), |aws| aws.sdk_id.as_str()).to_owned();
        let title = shape.traits.title().cloned().unwrap_or_else(|| sdk_id.clone());
        let mut structures = self.structures();
        let endpoints = self.endpoints();
        let operations = self.operations(&mut structures, &endpoints);
        let mut service = ir::Service {
            module: self.names.service().0.clone(),
            docs: self.service_docs(&title),
            version: self.closure.parts.version.clone(),
            source: source.to_owned(),
            signing_name: self.signing_name(),
            auth: self.service_auth(),
            api_key: self.api_key(),
            query_compatible: shape.traits.aws_query_compatible().is_some(),
            unions: self.unions(),
            enums: self.enums(),
            errors: self.errors(),
            settings: self.settings(&endpoints),
            endpoints,
            tests: ir::tests::Tests::default(),
            warnings: Diagnostics::default(),
            title,
            sdk_id,
            protocol: self.protocol.clone(),
            operations,
            structures,
            headers: Vec::new(),
            signs_like_s3: false,
            discovery: None,
            quirks: Vec::new(),
        };
        self.discovery(&mut service);
        self.customize(&mut service);
        service
    }
}
