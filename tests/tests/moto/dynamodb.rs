//! DynamoDB.

use tinsmith_aws::dynamodb::{
    AttributeDefinition, AttributeValue, BillingMode, Client, Error, KeySchemaElement, KeyType,
    KeysAndAttributes, PutRequest, ReturnValuesOnConditionCheckFailure, ScalarAttributeType,
    TableStatus, WriteRequest,
};
use tinsmith_runtime::{Blob, Map};
use tinsmith_tests::moto::Access;

const TABLE: &str = "orders";

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn number(value: i32) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

fn key(customer: &str, order: i32) -> Map<String, AttributeValue> {
    [("customer".to_owned(), text(customer)), ("order".to_owned(), number(order))].into()
}

pub(crate) async fn items_are_put_found_and_guarded(access: &Access) {
    let client: Client = access.client();
    a_table_is_made(&client).await;
    an_item_comes_back_as_it_went(&client).await;
    many_items_go_at_once(&client).await;
    a_condition_that_fails_is_a_typed_error(&client).await;
}

async fn a_table_is_made(client: &Client) {
    let attribute = |name: &str, of: ScalarAttributeType| {
        AttributeDefinition::new().attribute_name(name).attribute_type(of)
    };
    let part = |name: &str, of: KeyType| KeySchemaElement::new().attribute_name(name).key_type(of);
    let made = client
        .create_table()
        .table_name(TABLE)
        .attribute_definitions([
            attribute("customer", ScalarAttributeType::S),
            attribute("order", ScalarAttributeType::N),
        ])
        .key_schema([part("customer", KeyType::Hash), part("order", KeyType::Range)])
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
    let table = made.table_description.unwrap();
    assert_eq!(table.table_name.as_deref(), Some(TABLE));
    assert_eq!(table.table_status, Some(TableStatus::Active));
    assert!(table.table_arn.unwrap().ends_with(":table/orders"));
    assert!(table.creation_date_time.unwrap().secs() > 1_700_000_000);
}

/// Every kind of value there is.
async fn an_item_comes_back_as_it_went(client: &Client) {
    let mut item = key("ada", 0);
    item.extend([
        ("binary".to_owned(), AttributeValue::B(Blob::new([0, 255, 7]))),
        ("texts".to_owned(), AttributeValue::Ss(["a", "b"].map(str::to_owned).into())),
        ("numbers".to_owned(), AttributeValue::Ns(["1", "2.5"].map(str::to_owned).into())),
        ("list".to_owned(), AttributeValue::L(vec![text("é\n"), number(-3)])),
        (
            "map".to_owned(),
            AttributeValue::M(Map::from([("inner".to_owned(), AttributeValue::Bool(true))])),
        ),
        ("nothing".to_owned(), AttributeValue::Null(true)),
    ]);
    client.put_item().table_name(TABLE).item(item.clone()).send().await.unwrap();
    let found = client.get_item().table_name(TABLE).key(key("ada", 0)).consistent_read(true);
    assert_eq!(found.send().await.unwrap().item, Some(item));
    let none = client.get_item().table_name(TABLE).key(key("ada", 99)).send().await.unwrap();
    assert_eq!(none.item, None);
}

async fn many_items_go_at_once(client: &Client) {
    let put = |order| WriteRequest::new().put_request(PutRequest::new().item(key("bob", order)));
    let writes: Vec<_> = (1..=20).map(put).collect();
    let written = client.batch_write_item().request_items([(TABLE, writes)]).send().await.unwrap();
    assert!(written.unprocessed_items.unwrap_or_default().is_empty());

    let wanted = KeysAndAttributes::new().keys([key("bob", 3), key("bob", 5)]);
    let got = client.batch_get_item().request_items([(TABLE, wanted)]).send().await.unwrap();
    assert_eq!(got.responses.unwrap()[TABLE].len(), 2);

    let query = client
        .query()
        .table_name(TABLE)
        .key_condition_expression("customer = :customer AND #order > :least")
        .expression_attribute_names([("#order", "order")])
        .expression_attribute_values([(":customer", text("bob")), (":least", number(4))]);
    let page = query.clone().limit(10).send().await.unwrap();
    assert_eq!(page.count, Some(10));
    assert_eq!(page.last_evaluated_key, Some(key("bob", 14)));
    let pages = query.limit(10).pages().collect().await.unwrap();
    let found: Vec<_> = pages.into_iter().filter_map(|page| page.items_).flatten().collect();
    assert_eq!(found, (5..=20).map(|order| key("bob", order)).collect::<Vec<_>>());
}

async fn a_condition_that_fails_is_a_typed_error(client: &Client) {
    let put = client.put_item().table_name(TABLE).item(key("ada", 0));
    let put = put.condition_expression("attribute_not_exists(customer)");
    let old = ReturnValuesOnConditionCheckFailure::AllOld;
    let put = put.return_values_on_condition_check_failure(old);
    let error = put.send().await.unwrap_err();
    assert_eq!(error.code(), Some("ConditionalCheckFailedException"));
    assert!(!error.is_retryable());
    let Error::ConditionalCheckFailedException(failed) = error else { panic!("{error}") };
    let item = failed.item.clone().unwrap();
    assert_eq!(item["texts"], AttributeValue::Ss(["a", "b"].map(str::to_owned).into()));
    assert_eq!(failed.message.as_deref(), Some("The conditional request failed"));

    let error = client.get_item().table_name("none").key(key("a", 1)).send().await.unwrap_err();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error}");
}
