//! No fact changes unnoticed.

use super::{gallery, model};
use serde_json::{Value, json};
use tinsmith_codegen::diff::{self, Side};
use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;
use tinsmith_tests::generate;

/// A generator of numbers that gives the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The pointers of all values of a model that are facts.
fn facts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
                found.push(path.clone());
                facts(value, &path, found);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                let path = format!("{path}/{index}");
                found.push(path.clone());
                facts(value, &path, found);
            }
        }
        _ => {}
    }
}

/// Removes a fact, or changes it.
fn mutate(model: &mut Value, pointer: &str, dice: &mut Dice) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let remove = dice.below(2) == 0;
    let parent = model.pointer_mut(parent).unwrap();
    if remove {
        match parent {
            Value::Object(object) => drop(object.remove(&key)),
            Value::Array(array) => drop(array.remove(key.parse().unwrap())),
            _ => {}
        }
        return;
    }
    let value = match parent {
        Value::Object(object) => object.get_mut(&key).unwrap(),
        Value::Array(array) => &mut array[key.parse::<usize>().unwrap()],
        _ => return,
    };
    *value = match &*value {
        Value::Bool(on) => json!(!on),
        Value::Number(number) => json!(number.as_i64().unwrap_or(1) + 3),
        Value::String(text) => json!(format!("{text}x")),
        other => other.clone(),
    };
}

#[test]
fn a_changed_fact_is_named() {
    let mut dice = Dice(7);
    let (mut compared, mut refused) = (0, 0);
    let fixture = |name: &str| serde_json::from_str(generate::fixture(name).text()).unwrap();
    for old in [gallery(), fixture("weather.json"), fixture("courier.json")] {
        let before = model(&old);
        let mut pointers = Vec::new();
        facts(&old["shapes"], "/shapes", &mut pointers);
        for _ in 0..300 {
            let pointer = &pointers[dice.below(pointers.len())];
            let mut new = old.clone();
            mutate(&mut new, pointer, &mut dice);
            let source = Source::new("new.json", new.to_string());
            let Ok(after) = smithy_json::read(&[source], &[]) else {
                refused += 1;
                continue;
            };
            if old == new {
                continue;
            }
            compared += 1;
            let options = &ServiceOptions::default();
            let sides = (Side { model: &before, options }, Side { model: &after, options });
            let report = diff::compare("it", sides.0, sides.1);
            let shape = pointer.split('/').nth(2).unwrap().rsplit('#').next().unwrap();
            let names =
                |one: &diff::Change| one.subject.starts_with(shape) || one.text.contains(shape);
            assert!(
                report.changes.iter().any(names),
                "{pointer} is not named in {:#?}",
                report.changes
            );
        }
    }
    assert!(compared > 300, "{compared} compared, {refused} could not be read");
}
