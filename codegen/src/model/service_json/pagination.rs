//! `paginators-1.json`.

use super::super::Model;
use super::super::json::Document;
use super::super::shape_id::is_identifier;
use super::super::traits::{Paginated, Trait};
use super::ignored;
use super::operations::operation_named;
use serde_json::{Map, Value};

/// Puts the paginators on their operations.
pub(super) fn read(model: &mut Model, document: &Document<'_>, root: &Value) {
    ignored::only(document, "paginators", root, &["pagination"]);
    let by_operation = root.get("pagination").and_then(Value::as_object);
    for (name, entry) in by_operation.into_iter().flatten() {
        let known = ["input_token", "output_token", "result_key", "limit_key", "more_results"];
        ignored::only(document, "paginator", entry, &known);
        let traits = operation_named(model, name).map(|shape| &mut shape.traits);
        match traits {
            Some(traits) => traits.set(paginator(entry)),
            None => {
                document.error(entry, format!("a paginator of `{name}`, which does not exist"));
            }
        }
    }
}

/// Smithy's own trait where it can say all, ours elsewhere.
fn paginator(entry: &Value) -> Trait {
    let path = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_path = |key: &str| match entry.get(key) {
        Some(value) => value.as_str().is_some_and(|text| text.split('.').all(is_identifier)),
        None => true,
    };
    let simple =
        ["input_token", "output_token", "result_key", "limit_key"].iter().all(|key| is_path(key));
    if simple && entry.get("more_results").is_none() {
        return Trait::Paginated(Paginated {
            input_token: path("input_token"),
            output_token: path("output_token"),
            items: path("result_key"),
            page_size: path("limit_key"),
        });
    }
    let mut value = Map::new();
    let keys = [
        ("input_token", "inputToken"),
        ("output_token", "outputToken"),
        ("result_key", "items"),
        ("limit_key", "pageSize"),
        ("more_results", "moreResults"),
    ];
    for (from, to) in keys {
        if let Some(said) = entry.get(from) {
            value.insert(to.to_owned(), said.clone());
        }
    }
    Trait::JmesPaginated(Value::Object(value))
}
