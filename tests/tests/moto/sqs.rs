//! The queue service.

use tinsmith_aws::sqs::{
    Client, Error, MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName,
    SendMessageBatchRequestEntry,
};
use tinsmith_tests::moto::Access;

pub(crate) async fn messages_are_sent_received_and_deleted(access: &Access) {
    let client: Client = access.client();
    let made = client.create_queue().queue_name("story");
    let made = made.attributes([(QueueAttributeName::VisibilityTimeout, "60")]).send().await;
    let queue = made.unwrap().queue_url.unwrap();
    let found = client.get_queue_url().queue_name("story").send().await.unwrap();
    assert_eq!(found.queue_url.as_ref(), Some(&queue));

    let shade = MessageAttributeValue::new().data_type("String").string_value("blue");
    let send = client.send_message().queue_url(&queue).message_body("a < b & \"c\" é");
    let sent = send.message_attributes([("shade", shade.clone())]).send().await.unwrap();
    assert_eq!(sent.md5_of_message_body.unwrap().len(), 32);

    let receive = client.receive_message().queue_url(&queue).message_attribute_names(["All"]);
    let receive = receive
        .message_system_attribute_names([MessageSystemAttributeName::ApproximateReceiveCount]);
    let mut messages = receive.send().await.unwrap().messages.unwrap();
    let message = messages.pop().unwrap();
    assert!(messages.is_empty());
    assert_eq!(message.message_id, sent.message_id);
    assert_eq!(message.body.as_deref(), Some("a < b & \"c\" é"));
    assert_eq!(message.message_attributes.unwrap()["shade"].string_value, shade.string_value);
    let attributes = message.attributes.unwrap();
    assert_eq!(attributes[&MessageSystemAttributeName::ApproximateReceiveCount], "1");
    let delete = client.delete_message().queue_url(&queue);
    delete.receipt_handle(message.receipt_handle.unwrap()).send().await.unwrap();

    some_of_a_batch_may_fail(&client, &queue).await;
    let counted = client.get_queue_attributes().queue_url(&queue);
    let all = counted.attribute_names([QueueAttributeName::All]).send().await.unwrap();
    let all = all.attributes.unwrap();
    assert_eq!(all[&QueueAttributeName::ApproximateNumberOfMessages], "2");
    assert_eq!(all[&QueueAttributeName::VisibilityTimeout], "60");

    client.delete_queue().queue_url(&queue).send().await.unwrap();
    // By its name among the errors of the query protocol, which this service once spoke.
    let error = client.get_queue_url().queue_name("story").send().await.unwrap_err();
    assert_eq!(error.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
    assert!(matches!(error, Error::QueueDoesNotExist(_)), "{error}");
}

async fn some_of_a_batch_may_fail(client: &Client, queue: &str) {
    let entry = |id: &str| SendMessageBatchRequestEntry::new().id(id).message_body(id);
    let entries = [entry("one"), entry("two")];
    let sent = client.send_message_batch().queue_url(queue).entries(entries).send().await.unwrap();
    let ids: Vec<_> = sent.successful.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["one", "two"]);
    assert!(sent.failed.is_empty());
    let same = [entry("one"), entry("one")];
    let call = client.send_message_batch().queue_url(queue).entries(same);
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Error::BatchEntryIdsNotDistinct(_)), "{error}");
}
