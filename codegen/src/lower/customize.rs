//! What single services want that no trait of their models says. Each customisation has a file with
//! its reason, and goes by the sdk id; everything else follows from the model. One that finds an
//! operation, and does not find in it what it is about, is an error: it would do nothing, or harm.

mod api_gateway;
mod bedrock;
mod dynamodb;
mod glacier;
mod lambda;
mod machine_learning;
mod route53;
mod s3;
mod s3_control;
mod source_region;
mod sqs;
mod sts;

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::ir::{self, Binding, Member, Operation, Quirk, Structure};
use crate::model::{Kind, Model};
use std::borrow::Cow;

/// The model with what its service wants.
pub(super) fn model(model: &Model) -> (Cow<'_, Model>, Option<Diagnostic>) {
    let services = model.services().filter_map(|(shape, _)| shape.traits.aws_service());
    let ids: Vec<&str> = services.map(|aws| aws.sdk_id.as_str()).collect();
    let mut own = Cow::Borrowed(model);
    let stale = if ids.contains(&glacier::ID) {
        glacier::model(own.to_mut())
    } else if ids.contains(&s3::ID) {
        s3::model(own.to_mut())
    } else if ids.contains(&s3_control::ID) {
        s3_control::model(own.to_mut())
    } else if ids.contains(&dynamodb::ID) || ids.contains(&dynamodb::STREAMS_ID) {
        dynamodb::model(own.to_mut())
    } else if ids.contains(&sts::ID) {
        sts::model(own.to_mut())
    } else if let Some(id) = ids.iter().find(|id| source_region::is_in(id)) {
        source_region::model(own.to_mut(), id)
    } else {
        Ok(())
    };
    let stale = stale.err().filter(|_| !is_suite(model));
    (own, stale.map(Stale::diagnostic))
}

/// Whether a model is a suite of protocol tests: those of AWS have services of the same names, with
/// operations that have only what the tests need.
fn is_suite(model: &Model) -> bool {
    model.shapes().any(|shape| {
        let traits = &shape.traits;
        traits.http_request_tests().is_some() || traits.http_response_tests().is_some()
    })
}

/// What a customisation did not find.
#[derive(Debug)]
struct Stale {
    /// The operation that it is about.
    operation: String,
    /// What should be there.
    what: String,
}

impl Stale {
    fn new(operation: impl Into<String>, what: impl Into<String>) -> Self {
        Self { operation: operation.into(), what: what.into() }
    }

    fn diagnostic(self) -> Diagnostic {
        let Self { operation, what } = self;
        let message = format!("a customisation of `{operation}` no longer applies: {what}");
        Diagnostic::error(message).hint("change it in codegen/src/lower/customize, or remove it")
    }
}

/// Whether a customisation found all that it is about.
type Applied = Result<(), Stale>;

impl Lower<'_> {
    /// Adds what the service wants to its representation.
    pub(super) fn customize(&self, service: &mut ir::Service) {
        let applied = match service.sdk_id.as_str() {
            api_gateway::ID => api_gateway::service(service),
            glacier::ID => glacier::service(service),
            machine_learning::ID => machine_learning::service(service),
            s3::ID => s3::service(service),
            s3_control::ID => s3_control::service(service),
            dynamodb::ID | dynamodb::STREAMS_ID => dynamodb::service(service),
            sqs::ID => sqs::service(service),
            lambda::ID => lambda::service(service),
            sts::ID => sts::service(service),
            id if source_region::is_in(id) => source_region::service(service),
            _ => Ok(()),
        };
        if let Err(stale) = applied
            && !is_suite(self.model)
        {
            self.report(stale.diagnostic());
        }
        bedrock::service(service);
        self.unwrap_outputs(service);
        if service.sdk_id == s3::ID {
            self.errors_by_status(service);
        }
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

    /// Answers to HEAD have no body: the status tells which error of the operation it is, where only
    /// one has it.
    fn errors_by_status(&self, service: &mut ir::Service) {
        let is_head = |operation: &&mut Operation| {
            operation.http.as_ref().is_some_and(|http| http.method == "HEAD")
        };
        for operation in service.operations.iter_mut().filter(is_head) {
            let mut chosen = self.closure.chosen.iter();
            let shape = chosen.find(|shape| shape.id.name() == operation.wire_name);
            let Some(Kind::Operation(parts)) = shape.map(|shape| &shape.kind) else { continue };
            let statuses: Vec<u16> = parts.errors.iter().map(|id| self.status(id)).collect();
            let all = parts.errors.iter().zip(&statuses);
            let sole = all
                .filter(|(_, status)| statuses.iter().filter(|other| other == status).count() == 1);
            let errors = sole.filter_map(|(id, status)| {
                self.model.get(id).map(|shape| (*status, self.code(shape)))
            });
            operation.quirks.push(Quirk::ErrorsByStatus(errors.collect()));
        }
    }
}

/// Gives operations a quirk, those that the client has.
fn give(service: &mut ir::Service, operations: &[&str], quirk: &Quirk) {
    for operation in &mut service.operations {
        if operations.contains(&operation.wire_name.as_str()) {
            operation.quirks.push(quirk.clone());
        }
    }
}

/// What an operation asks and answers; nothing if the client does not have it.
fn sides<'s>(service: &'s ir::Service, operation: &str) -> Option<(&'s Structure, &'s Structure)> {
    let operation = service.operations.iter().find(|one| one.wire_name == operation)?;
    Some((service.structure(operation.input)?, service.structure(operation.output)?))
}

/// Makes sure that a structure has a member.
fn demand(operation: &str, structure: &Structure, member: &str) -> Applied {
    if structure.members.iter().any(|one| one.model_name == member) {
        return Ok(());
    }
    let what = format!("`{}` has no member `{member}`", structure.name.as_str());
    Err(Stale::new(operation, what))
}

/// Whether a member is sent or received as a header.
fn is_header(member: &Member, name: &str) -> bool {
    let bound = member.bound.as_ref().map(|bound| &bound.binding);
    matches!(bound, Some(Binding::Header(header)) if header.eq_ignore_ascii_case(name))
}
