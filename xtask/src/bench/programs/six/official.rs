//! Six calls through the official SDK.

mod config;

use aws_sdk_route53::types::{
    Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType,
};
use aws_sdk_s3::primitives::ByteStream;
use std::error::Error;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(all())
}

async fn all() -> Done {
    let config = config::load();
    objects(&aws_sdk_s3::Client::new(&config)).await?;
    records(&aws_sdk_route53::Client::new(&config)).await
}

async fn objects(client: &aws_sdk_s3::Client) -> Done {
    let body = ByteStream::from_static(b"hello");
    let put = client.put_object().bucket("bucket").key("key").body(body).send().await?;
    println!("{:?}", put.e_tag());
    let got = client.get_object().bucket("bucket").key("key").send().await?;
    println!("{} bytes", got.body.collect().await?.into_bytes().len());
    let listed = client.list_objects_v2().bucket("bucket").prefix("k").send().await?;
    for object in listed.contents() {
        println!("{:?} {:?}", object.key(), object.size());
    }
    client.delete_object().bucket("bucket").key("key").send().await?;
    Ok(())
}

async fn records(client: &aws_sdk_route53::Client) -> Done {
    let record = ResourceRecord::builder().value("192.0.2.1").build()?;
    let set = ResourceRecordSet::builder()
        .name("www.example.com")
        .r#type(RrType::A)
        .ttl(300)
        .resource_records(record)
        .build()?;
    let change =
        Change::builder().action(ChangeAction::Upsert).resource_record_set(set).build()?;
    let batch = ChangeBatch::builder().changes(change).build()?;
    let call = client.change_resource_record_sets().hosted_zone_id("Z1").change_batch(batch);
    let changed = call.send().await?;
    println!("{:?}", changed.change_info().map(|info| info.status()));
    let listed = client.list_resource_record_sets().hosted_zone_id("Z1").send().await?;
    for set in listed.resource_record_sets() {
        println!("{} {:?}", set.name(), set.ttl());
    }
    Ok(())
}
