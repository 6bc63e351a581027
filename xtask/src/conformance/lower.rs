//! From suites to services with tests. What cannot be generated takes its own cases with it, and
//! nothing else.

use super::fates::{Fate, Fates};
use super::suites::{Part, Suite};
use std::collections::BTreeMap;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::ir::tests::CaseKind;
use tinsmith_codegen::lower::lower_with_tests;
use tinsmith_codegen::model::{Kind, Model};
use tinsmith_codegen::options::ServiceOptions;

/// Lowers all parts, and notes which cases have no test, and why.
pub(crate) fn lower(suites: &[Suite], fates: &mut Fates) -> Vec<Service> {
    let mut services = Vec::new();
    for part in suites.iter().flat_map(|suite| &suite.parts) {
        match lower_part(part, fates) {
            Ok(mut service) => {
                service.module.clone_from(&part.module);
                for case in service.tests.cases() {
                    fates.expect(&part.module, case.name.as_str(), &case.key);
                }
                services.push(service);
            }
            Err(why) => note(part, fates, &why, |_| true),
        }
    }
    services
}

fn note(part: &Part, fates: &mut Fates, why: &Diagnostics, is_one: impl Fn(&str) -> bool) {
    for key in part.cases.iter().filter(|key| is_one(&key.shape)) {
        fates.set(&part.module, key, Fate::Lost(short(why)));
    }
}

/// The first of some findings, and how many more there are.
fn short(found: &Diagnostics) -> String {
    let mut messages = found.iter().map(|one| one.message());
    let first = messages.next().unwrap_or_default().to_owned();
    match messages.count() {
        0 => first,
        more => format!("{first} (and {more} more)"),
    }
}

/// Lowers the whole model, or else the operations of it that can be generated.
fn lower_part(part: &Part, fates: &mut Fates) -> Result<Service, Diagnostics> {
    let model = match &part.model {
        Ok(model) => model,
        Err(why) => return Err(why.clone()),
    };
    let whole = match attempt(part, model, None, fates) {
        Ok(service) => return Ok(service),
        Err(why) => why,
    };
    let mut good = Vec::new();
    let mut bad = BTreeMap::new();
    for shape in model.shapes().filter(|shape| matches!(shape.kind, Kind::Operation(_))) {
        let name = shape.id.name().to_owned();
        match attempt(part, model, Some(vec![name.clone()]), &mut Fates::new(&[])) {
            Ok(_) => good.push(name),
            Err(why) => drop(bad.insert(shape.id.to_string(), why)),
        }
    }
    if good.is_empty() {
        return Err(whole);
    }
    note(part, fates, &whole, |_| true);
    for (shape, why) in &bad {
        note(part, fates, why, |of| of == shape);
    }
    attempt(part, model, Some(good), fates)
}

fn attempt(
    part: &Part,
    model: &Model,
    operations: Option<Vec<String>>,
    fates: &mut Fates,
) -> Result<Service, Diagnostics> {
    let options = ServiceOptions {
        protocol: Some(part.protocol.clone()),
        tests: true,
        operations,
        ..ServiceOptions::default()
    };
    let (mut service, unlowered) = lower_with_tests(model, &options, &part.source)?;
    // `conformance endpoints` runs these.
    service.tests.endpoints.clear();
    for one in unlowered.into_iter().filter(|one| one.key.kind != CaseKind::Endpoint) {
        let why = one.diagnostic.message().to_owned();
        fates.set(&part.module, &one.key, Fate::Lost(why));
    }
    Ok(service)
}
