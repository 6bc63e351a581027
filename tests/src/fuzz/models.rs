//! The generator on models that are not what they should be: a client, or diagnostics.

use super::dice::Dice;
use crate::environment::root;
use crate::generate::{fixture, place};
use serde_json::Value;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit;
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;

/// Generates a client of a Smithy model.
pub fn smithy(data: &[u8]) {
    let source = Source::new("model.json", String::from_utf8_lossy(data));
    generate(smithy_json::read(&[source], &[]));
}

/// Generates a client of an AWS JSON service model.
pub fn service(data: &[u8]) {
    let source = Source::new("service-2.json", String::from_utf8_lossy(data));
    generate(service_json::read(&Files::new(source)));
}

/// Makes a client, or says what is wrong.
fn generate(model: Result<Model, Diagnostics>) {
    let lowered = model.and_then(|model| lower(&model, &ServiceOptions::default(), "model.json"));
    match lowered {
        Ok(service) => {
            let formatted = emit::format(emit::service(&service, &place()));
            assert!(formatted.is_ok(), "what is lowered can be printed: {:?}", formatted.err());
        }
        Err(diagnostics) => {
            let _ = diagnostics.render(false);
        }
    }
}

/// The fixtures.
///
/// # Panics
///
/// Where they cannot be read.
pub fn smithy_samples() -> Vec<Vec<u8>> {
    let folder = fs::read_dir(root().join("tests/fixtures/models")).expect("the fixtures");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a fixture").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a fixture")).collect()
}

/// The fixture in that format.
pub fn service_samples() -> Vec<Vec<u8>> {
    vec![fixture("depot/service-2.json").text().as_bytes().to_vec()]
}

/// Generates a client of a Smithy model that is still JSON, with parts left out, put elsewhere or
/// replaced. The bytes say which.
pub fn smithy_changed(data: &[u8]) {
    changed(data, &smithy_samples(), smithy);
}

/// The same of an AWS JSON service model.
pub fn service_changed(data: &[u8]) {
    changed(data, &service_samples(), service);
}

/// Any bytes say what to change.
pub fn no_samples() -> Vec<Vec<u8>> {
    vec![vec![0; 16]]
}

fn changed(data: &[u8], samples: &[Vec<u8>], run: fn(&[u8])) {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    let mut dice = Dice::new(hasher.finish());
    let Some(sample) = samples.get(dice.roll(samples.len())) else { return };
    let Ok(mut model) = serde_json::from_slice::<Value>(sample) else { return };
    for _ in 0..=dice.roll(4) {
        let other = part(&model, &mut dice).clone();
        change(&mut model, &mut dice, other);
    }
    run(model.to_string().as_bytes());
}

/// Some part of a value.
fn part<'v>(value: &'v Value, dice: &mut Dice) -> &'v Value {
    let next = match value {
        Value::Object(entries) => entries.values().nth(dice.roll(entries.len())),
        Value::Array(items) => items.get(dice.roll(items.len())),
        _ => None,
    };
    match next {
        Some(next) if dice.roll(6) > 0 => part(next, dice),
        _ => value,
    }
}

/// Changes some part of a value.
fn change(value: &mut Value, dice: &mut Dice, other: Value) {
    let is_here = dice.roll(6) == 0;
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let at = dice.roll(entries.len());
            let Some(key) = entries.keys().nth(at).cloned() else { return };
            match (is_here, dice.roll(3)) {
                (true, 0) => drop(entries.remove(&key)),
                (true, 1) => drop(entries.insert(format!("{key}X"), other)),
                (true, _) => drop(entries.insert(key, other)),
                (false, _) => {
                    if let Some(next) = entries.get_mut(&key) {
                        change(next, dice, other);
                    }
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = dice.roll(items.len());
            match (is_here, dice.roll(2)) {
                (true, 0) => drop(items.remove(at)),
                (true, _) => items.push(other),
                (false, _) => items.get_mut(at).into_iter().for_each(|next| {
                    change(next, dice, other.clone());
                }),
            }
        }
        value => {
            let odd = [Value::Null, Value::from(-1), Value::from(1e300), Value::from(""), other];
            *value = odd.get(dice.roll(odd.len())).cloned().unwrap_or_default();
        }
    }
}
