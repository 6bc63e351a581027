//! Protocol tests: what the model says that calls must send, and answers must mean.

mod data;
mod endpoints;
mod events;
mod moment;
mod placeholder;
mod requests;
mod responses;
mod settings;

use super::names::Scope;
use super::{Lower, protocol};
use crate::diagnostic::Diagnostic;
use crate::ir::tests::{Body, Case, CaseKind, Key, Setting, Tests};
use crate::ir::{self, Name};
use crate::model::traits::AppliesTo;
use crate::model::{Kind, Operation, Shape, ShapeId};
use std::cell::RefCell;

/// A test that none can be made of.
#[derive(Clone, Debug)]
pub struct Unlowered {
    /// Which.
    pub key: Key,
    /// Why.
    pub diagnostic: Diagnostic,
}

/// Why no test can be made of a case.
type Why = String;

impl Lower<'_> {
    /// Adds the tests of the client to the service, and returns those that none can be made of.
    pub(super) fn tests(&self, service: &mut ir::Service) -> Vec<Unlowered> {
        let scope = RefCell::new(Scope::functions());
        let mut unlowered = Vec::new();
        let testing = Testing { lower: self, service, scope };
        let mut tests = Tests::default();
        for (shape, parts) in testing.operations() {
            testing.requests(shape, parts, &mut tests.requests, &mut unlowered);
            testing.outputs(shape, parts, &mut tests.responses, &mut unlowered);
            testing.events(shape, parts, &mut tests.events, &mut unlowered);
        }
        for error in self.usage.errors.iter().filter_map(|id| self.model.get(id)) {
            testing.errors(error, &mut tests.responses, &mut unlowered);
        }
        testing.endpoints(&mut tests.endpoints, &mut unlowered);
        service.tests = tests;
        unlowered
    }
}

/// What is needed to make tests.
struct Testing<'l> {
    lower: &'l Lower<'l>,
    service: &'l ir::Service,
    scope: RefCell<Scope>,
}

/// A case of a trait, as far as all traits agree.
struct Common<'c> {
    kind: CaseKind,
    shape: &'c Shape,
    place: usize,
    id: &'c str,
    protocol: &'c str,
    auth_scheme: Option<&'c str>,
    documentation: Option<&'c str>,
    applies_to: Option<AppliesTo>,
}

impl Common<'_> {
    fn key(&self) -> Key {
        let shape = self.shape.id.to_string();
        Key { kind: self.kind, shape, place: self.place, id: self.id.to_owned() }
    }
}

impl<'l> Testing<'l> {
    /// The operations that are generated.
    fn operations(&self) -> impl Iterator<Item = (&'l Shape, &'l Operation)> {
        self.lower.closure.chosen.iter().filter_map(|shape| match &shape.kind {
            Kind::Operation(operation) => Some((*shape, operation.as_ref())),
            _ => None,
        })
    }

    /// Whether a case is one for this client.
    fn is_ours(&self, common: &Common<'_>) -> bool {
        common.applies_to != Some(AppliesTo::Server)
            && common.protocol == protocol::trait_id(&self.service.protocol)
    }

    /// Keeps a test, or the reason why it cannot be made.
    fn keep<T>(
        &self,
        common: &Common<'_>,
        made: Result<T, Why>,
        tests: &mut Vec<T>,
        unlowered: &mut Vec<Unlowered>,
    ) {
        let why = match made {
            Ok(test) => return tests.push(test),
            Err(why) => why,
        };
        let id = match common.kind {
            CaseKind::Request => "smithy.test#httpRequestTests",
            CaseKind::Response => "smithy.test#httpResponseTests",
            CaseKind::Event => "smithy.test#eventStreamTests",
            CaseKind::Endpoint => "smithy.rules#endpointTests",
        };
        let message = format!("the test `{}` cannot be generated: {why}", common.id);
        let diagnostic = self.lower.model.trait_error(common.shape, id, message);
        let hint = "correct the case; the specification of the trait says what it may ask";
        unlowered.push(Unlowered { key: common.key(), diagnostic: diagnostic.hint(hint) });
    }

    /// What all tests have in common.
    fn case(
        &self,
        common: &Common<'_>,
        operation: &Shape,
        settings: Vec<Setting>,
        input: ir::tests::Data,
    ) -> Result<Case, Why> {
        if let Some(scheme) = common.auth_scheme {
            return Err(format!("it asks for the authentication scheme `{scheme}`"));
        }
        let kind = match common.kind {
            CaseKind::Request => "request",
            CaseKind::Response => "response",
            CaseKind::Event => "event",
            CaseKind::Endpoint => "endpoint",
        };
        let spelt = format!("{kind} {}", common.id);
        Ok(Case {
            name: self.scope.borrow_mut().field(&spelt),
            key: common.key(),
            docs: self.lower.test_docs(common.id, common.documentation),
            method: self.method(operation)?,
            settings,
            input,
        })
    }

    fn method(&self, operation: &Shape) -> Result<Name, Why> {
        let name = self.name(&operation.id)?;
        let mut operations = self.service.operations.iter();
        let found = operations.find(|operation| operation.name == name);
        Ok(found.ok_or("its operation is not generated")?.method.clone())
    }

    /// The name of a shape's type.
    fn name(&self, id: &ShapeId) -> Result<Name, Why> {
        self.lower.name(id).ok_or_else(|| format!("`{id}` is no type of the client"))
    }
}

/// A body by its media type.
fn body(text: &str, media_type: Option<&str>) -> Result<Body, Why> {
    let text = text.to_owned();
    if text.is_empty() {
        return Ok(Body::Empty);
    }
    Ok(match media_type {
        Some("application/json") => Body::Json(text),
        Some("application/xml") => Body::Xml(text),
        Some("application/x-www-form-urlencoded") => Body::Form(text),
        Some("application/cbor") => Body::Cbor(text),
        _ => Body::Text(text),
    })
}
