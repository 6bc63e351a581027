//! Route 53.

use tinsmith_aws::route53::{
    Change, ChangeAction, ChangeBatch, ChangeStatus, Client, Error, HostedZoneConfig, RRType,
    ResourceRecord, ResourceRecordSet,
};
use tinsmith_tests::moto::Access;

fn set(name: &str, of: RRType, values: &[&str]) -> ResourceRecordSet {
    let records = values.iter().map(|value| ResourceRecord::new().value(*value));
    ResourceRecordSet::new().name(name).type_(of).ttl(300).resource_records(records)
}

pub(crate) async fn a_zone_gets_records(access: &Access) {
    let client: Client = access.client();
    let made = client
        .create_hosted_zone()
        .name("example.com.")
        .caller_reference("story")
        .hosted_zone_config(HostedZoneConfig::new().comment("a <zone>").private_zone(false))
        .send()
        .await
        .unwrap();
    assert_eq!(made.hosted_zone.name, "example.com.");
    assert_eq!(made.delegation_set.name_servers.len(), 4);
    assert!(made.location.contains("/hostedzone/"), "{}", made.location);
    // Handed on as it was answered, with the word that the path has already.
    let id = made.hosted_zone.id;
    assert!(id.starts_with("/hostedzone/"), "{id}");

    let www = set("www.example.com.", RRType::A, &["192.0.2.1", "192.0.2.2"]);
    let note = set("note.example.com.", RRType::Txt, &["\"a & b\""]);
    let create = |set: &ResourceRecordSet| {
        Change::new().action(ChangeAction::Create).resource_record_set(set.clone())
    };
    let batch = ChangeBatch::new().comment("two").changes([create(&www), create(&note)]);
    let change = client.change_resource_record_sets().hosted_zone_id(&id);
    let changed = change.change_batch(batch).send().await.unwrap().change_info;
    assert_eq!(changed.status, ChangeStatus::Insync);
    assert!(changed.submitted_at.secs() > 1_200_000_000);

    let list = client.list_resource_record_sets().hosted_zone_id(&id).max_items("1");
    let first = list.clone().send().await.unwrap();
    assert!(first.is_truncated);
    assert_eq!(first.resource_record_sets.len(), 1);
    let sets = list.items().collect().await.unwrap();
    let of = |wanted: RRType| sets.iter().find(|set| set.type_.as_ref() == Some(&wanted));
    assert_eq!(of(RRType::A), Some(&www));
    assert_eq!(of(RRType::Txt), Some(&note));

    let zone = client.get_hosted_zone().id(&id).send().await.unwrap().hosted_zone;
    assert_eq!(zone.config.unwrap().comment.as_deref(), Some("a <zone>"));
    let error = client.delete_hosted_zone().id(&id).send().await.unwrap_err();
    assert!(matches!(error, Error::HostedZoneNotEmpty(_)), "{error}");
    let error = client.get_hosted_zone().id("ZNONE").send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchHostedZone(_)), "{error}");
}
