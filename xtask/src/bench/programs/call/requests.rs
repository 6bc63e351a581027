//! The same calls, as a caller of each side writes them. What is checked of the answers is checked
//! on both sides.

use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;

/// A call to its end, the drop of its answer included.
pub type Call<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Calls through the official SDK.
pub mod official {
    use super::*;
    use aws_sdk_dynamodb::primitives::Blob;
    use aws_sdk_dynamodb::types::AttributeValue;
    use std::collections::HashMap;

    pub async fn create_workspace_image(client: &aws_sdk_workspaces::Client) {
        let answer = client
            .create_workspace_image()
            .name("baseline-image")
            .description("an image made by the baseline bench")
            .workspace_id("ws-0123456789")
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.image_id(), Some("wsi-0123456789abcdef0"));
        black_box(&answer);
    }

    fn item() -> HashMap<String, AttributeValue> {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let number = |number: &str| AttributeValue::N(number.to_owned());
        let labels = ["red", "green", "blue"].map(str::to_owned);
        let codes = vec![number("1"), number("2"), text("three")];
        let address = HashMap::from([
            ("street".to_owned(), text("1 Example Street")),
            ("city".to_owned(), text("Springfield")),
            ("codes".to_owned(), AttributeValue::L(codes)),
        ]);
        HashMap::from([
            ("pk".to_owned(), text("customer#00000001")),
            ("sk".to_owned(), text("order#2026-11-21T00:00:00Z#000001")),
            (
                "title".to_owned(),
                text("A moderately long title for item 1 with some \"quoted\" text"),
            ),
            ("price".to_owned(), number("7.95")),
            ("quantity".to_owned(), number("3")),
            ("active".to_owned(), AttributeValue::Bool(true)),
            ("note".to_owned(), AttributeValue::Null(true)),
            (
                "payload".to_owned(),
                AttributeValue::B(Blob::new("hello world hello world hello world")),
            ),
            ("labels".to_owned(), AttributeValue::Ss(labels.into())),
            ("address".to_owned(), AttributeValue::M(address)),
        ])
    }

    pub async fn put_item(client: &aws_sdk_dynamodb::Client) {
        let call = client.put_item().table_name("orders").set_item(Some(item()));
        let answer = call.send().await.expect("an answer");
        black_box(&answer);
    }

    pub async fn query(client: &aws_sdk_dynamodb::Client) {
        let key = AttributeValue::S("customer#00000001".to_owned());
        let answer = client
            .query()
            .table_name("orders")
            .key_condition_expression("pk = :p")
            .expression_attribute_values(":p", key)
            .send()
            .await
            .expect("an answer");
        let items = answer.items();
        assert_eq!((items.len(), items[99].len()), (100, 10));
        black_box(&answer);
    }

    pub async fn list_objects(client: &aws_sdk_s3::Client) {
        let answer = client
            .list_objects_v2()
            .bucket("baseline-bucket")
            .prefix("data/")
            // Asked for by ours in any case, to read odd keys.
            .encoding_type(aws_sdk_s3::types::EncodingType::Url)
            .max_keys(1000)
            .send()
            .await
            .expect("an answer");
        let objects = answer.contents();
        assert_eq!((objects.len(), objects[9].size()), (1000, Some(1333)));
        black_box(&answer);
    }

    pub async fn receive_message(client: &aws_sdk_sqs::Client) {
        let answer = client
            .receive_message()
            .queue_url("https://sqs.us-east-1.amazonaws.com/123456789012/q")
            .max_number_of_messages(10)
            .wait_time_seconds(0)
            .send()
            .await
            .expect("an answer");
        let messages = answer.messages();
        assert_eq!(messages.len(), 10);
        assert!(messages[3].body().is_some_and(|body| body.contains("def-3")));
        black_box(&answer);
    }
}

/// Calls through ours.
pub mod ours {
    use super::*;
    use tinsmith_dynamodb::dynamodb::AttributeValue;
    use tinsmith_dynamodb::runtime::{Blob, Map};

    pub async fn create_workspace_image(client: &tinsmith_workspaces::workspaces::Client) {
        let answer = client
            .create_workspace_image()
            .name("baseline-image")
            .description("an image made by the baseline bench")
            .workspace_id("ws-0123456789")
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.image_id.as_deref(), Some("wsi-0123456789abcdef0"));
        black_box(&answer);
    }

    fn item() -> [(&'static str, AttributeValue); 10] {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let number = |number: &str| AttributeValue::N(number.to_owned());
        let labels = ["red", "green", "blue"].map(str::to_owned);
        let codes = vec![number("1"), number("2"), text("three")];
        let address = Map::from([
            ("street".to_owned(), text("1 Example Street")),
            ("city".to_owned(), text("Springfield")),
            ("codes".to_owned(), AttributeValue::L(codes)),
        ]);
        [
            ("pk", text("customer#00000001")),
            ("sk", text("order#2026-11-21T00:00:00Z#000001")),
            ("title", text("A moderately long title for item 1 with some \"quoted\" text")),
            ("price", number("7.95")),
            ("quantity", number("3")),
            ("active", AttributeValue::Bool(true)),
            ("note", AttributeValue::Null(true)),
            ("payload", AttributeValue::B(Blob::new("hello world hello world hello world"))),
            ("labels", AttributeValue::Ss(labels.into())),
            ("address", AttributeValue::M(address)),
        ]
    }

    pub async fn put_item(client: &tinsmith_dynamodb::dynamodb::Client) {
        let call = client.put_item().table_name("orders").item(item());
        let answer = call.send().await.expect("an answer");
        black_box(&answer);
    }

    pub async fn query(client: &tinsmith_dynamodb::dynamodb::Client) {
        let key = AttributeValue::S("customer#00000001".to_owned());
        let answer = client
            .query()
            .table_name("orders")
            .key_condition_expression("pk = :p")
            .expression_attribute_values([(":p", key)])
            .send()
            .await
            .expect("an answer");
        let items = answer.items_.as_deref().unwrap_or_default();
        assert_eq!((items.len(), items[99].len()), (100, 10));
        black_box(&answer);
    }

    pub async fn list_objects(client: &tinsmith_s3::s3::Client) {
        let answer = client
            .list_objects_v2()
            .bucket("baseline-bucket")
            .prefix("data/")
            .encoding_type("url")
            .max_keys(1000)
            .send()
            .await
            .expect("an answer");
        let objects = answer.contents.as_deref().unwrap_or_default();
        assert_eq!((objects.len(), objects[9].size), (1000, Some(1333)));
        black_box(&answer);
    }

    pub async fn receive_message(client: &tinsmith_sqs::sqs::Client) {
        let answer = client
            .receive_message()
            .queue_url("https://sqs.us-east-1.amazonaws.com/123456789012/q")
            .max_number_of_messages(10)
            .wait_time_seconds(0)
            .send()
            .await
            .expect("an answer");
        let messages = answer.messages.as_deref().unwrap_or_default();
        assert_eq!(messages.len(), 10);
        assert!(messages[3].body.as_deref().is_some_and(|body| body.contains("def-3")));
        black_box(&answer);
    }
}
