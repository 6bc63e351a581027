//! JMESPath on JSON, word for word as its specification has it.

use serde_json::{Value, json};
use tinsmith_codegen::jmespath::{Comparison, Expr};

/// What an expression finds.
pub fn find(expr: &Expr, at: &Value) -> Value {
    match expr {
        Expr::Current => at.clone(),
        Expr::Field(name) => at.get(name).cloned().unwrap_or_default(),
        Expr::Then(left, right) => find(right, &find(left, at)),
        Expr::Item(list, place) => {
            let list = find(list, at);
            let length = list.as_array().map_or(0, Vec::len) as i64;
            let place = if *place < 0 { length + place } else { *place };
            usize::try_from(place)
                .ok()
                .and_then(|place| list.get(place))
                .cloned()
                .unwrap_or_default()
        }
        Expr::Each(list, each) => project(find(list, at).as_array(), each),
        Expr::Values(map, each) => {
            let map = find(map, at);
            project(map.as_object().map(|map| map.values().cloned().collect()).as_ref(), each)
        }
        Expr::Flat(list, each) => {
            let list = find(list, at);
            let flat = list.as_array().map(|list| {
                let inner = |item: &Value| item.as_array().cloned().unwrap_or(vec![item.clone()]);
                list.iter().flat_map(inner).collect()
            });
            project(flat.as_ref(), each)
        }
        Expr::Filter(list, condition, each) => {
            let list = find(list, at);
            let kept = list.as_array().map(|list| {
                list.iter().filter(|item| is_true(&find(condition, item))).cloned().collect()
            });
            project(kept.as_ref(), each)
        }
        Expr::Many(_) if at.is_null() => Value::Null,
        Expr::Many(all) => all.iter().map(|one| find(one, at)).collect(),
        Expr::Literal(value) => match value.as_f64() {
            Some(number) => json!(number),
            None => value.clone(),
        },
        Expr::Compare(how, left, right) => compare(*how, &find(left, at), &find(right, at)),
        Expr::Or(left, right) => {
            let left = find(left, at);
            if is_true(&left) { left } else { find(right, at) }
        }
        Expr::And(left, right) => {
            let left = find(left, at);
            if is_true(&left) { find(right, at) } else { left }
        }
        Expr::Not(inner) => Value::Bool(!is_true(&find(inner, at))),
        Expr::Call(name, arguments) => match name.as_str() {
            "length" => length(&find(&arguments[0], at)),
            other => panic!("no expression of the archive calls `{other}`"),
        },
    }
}

fn project(list: Option<&Vec<Value>>, each: &Expr) -> Value {
    let Some(list) = list else { return Value::Null };
    list.iter().map(|item| find(each, item)).filter(|found| !found.is_null()).collect()
}

fn length(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.chars().count() as f64),
        Value::Array(items) => json!(items.len() as f64),
        Value::Object(entries) => json!(entries.len() as f64),
        _ => Value::Null,
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_so) => *is_so,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
    }
}

fn compare(how: Comparison, left: &Value, right: &Value) -> Value {
    let numbers = || Some((left.as_f64()?, right.as_f64()?));
    let order = |is_so: fn(f64, f64) -> bool| match numbers() {
        Some((left, right)) => Value::Bool(is_so(left, right)),
        None => Value::Null,
    };
    match how {
        Comparison::Equal => Value::Bool(left == right),
        Comparison::Different => Value::Bool(left != right),
        Comparison::Less => order(|left, right| left < right),
        Comparison::AtMost => order(|left, right| left <= right),
        Comparison::More => order(|left, right| left > right),
        Comparison::AtLeast => order(|left, right| left >= right),
    }
}
