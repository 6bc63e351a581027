//! The notification service, with a queue that is told.

use tinsmith_aws::sns::{Client, Error, MessageAttributeValue, PublishBatchRequestEntry, Tag};
use tinsmith_aws::sqs::{self, QueueAttributeName};
use tinsmith_tests::moto::Access;

/// Without spaces: before moto verifies a form, it makes the form anew, with `+` for a space, where
/// ours have `%20`.
pub(crate) async fn what_is_published_arrives_in_a_queue(access: &Access) {
    let client: Client = access.client();
    let queues: sqs::Client = access.client();
    let made = client.create_topic().name("story").attributes([("DisplayName", "A-story")]);
    let topic = made.tags([Tag::new().key("team").value("desktop")]).send().await.unwrap();
    let topic = topic.topic_arn.unwrap();
    let attributes = client.get_topic_attributes().topic_arn(&topic).send().await.unwrap();
    assert_eq!(attributes.attributes.unwrap()["DisplayName"], "A-story");
    let topics = client.list_topics().items().collect().await.unwrap();
    assert_eq!(topics.len(), 1);
    assert_eq!(topics[0].topic_arn.as_ref(), Some(&topic));

    let queue = queues.create_queue().queue_name("told").send().await.unwrap().queue_url.unwrap();
    let arn = queues.get_queue_attributes().queue_url(&queue);
    let arn = arn.attribute_names([QueueAttributeName::QueueArn]).send().await.unwrap();
    let arn = &arn.attributes.unwrap()[&QueueAttributeName::QueueArn];
    let subscribe = client.subscribe().topic_arn(&topic).protocol("sqs").endpoint(arn);
    let subscribe = subscribe.attributes([("RawMessageDelivery", "true")]);
    let subscribed = subscribe.return_subscription_arn(true).send().await.unwrap();
    assert!(subscribed.subscription_arn.unwrap().starts_with(&topic));

    let shade = MessageAttributeValue::new().data_type("String").string_value("blue");
    let publish = client.publish().topic_arn(&topic).message("1+1=2&é");
    let sent = publish.message_attributes([("shade", shade)]).send().await.unwrap();
    assert!(sent.message_id.is_some_and(|id| !id.is_empty()));
    let entry = |id: &str| PublishBatchRequestEntry::new().id(id).message(id);
    let batch = client.publish_batch().topic_arn(&topic);
    let batch = batch.publish_batch_request_entries([entry("one"), entry("two")]);
    assert_eq!(batch.send().await.unwrap().successful.unwrap().len(), 2);

    let receive = queues.receive_message().queue_url(&queue).message_attribute_names(["All"]);
    let receive = receive.max_number_of_messages(10);
    let messages = receive.send().await.unwrap().messages.unwrap();
    let mut bodies: Vec<_> = messages.iter().filter_map(|one| one.body.as_deref()).collect();
    bodies.sort_unstable();
    assert_eq!(bodies, ["1+1=2&é", "one", "two"]);

    let call = client.get_topic_attributes().topic_arn(format!("{topic}-not"));
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Error::NotFoundException(_)), "{error}");
    assert_eq!(error.status(), Some(404));
}
