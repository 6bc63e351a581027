//! Six calls through our clients.

mod config;

use std::error::Error;
use tinsmith_route53::route53::{
    self, Change, ChangeAction, ChangeBatch, RRType, ResourceRecord, ResourceRecordSet,
};
use tinsmith_s3::runtime::ByteStream;
use tinsmith_s3::s3;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(all())
}

async fn all() -> Done {
    let config = config::load();
    objects(&s3::Client::new(&config)).await?;
    records(&route53::Client::new(&config)).await
}

async fn objects(client: &s3::Client) -> Done {
    let body = ByteStream::from_static(b"hello");
    let put = client.put_object().bucket("bucket").key("key").body(body).send().await?;
    println!("{:?}", put.e_tag);
    let got = client.get_object().bucket("bucket").key("key").send().await?;
    println!("{} bytes", got.body.collect().await?.into_bytes().len());
    let listed = client.list_objects_v2().bucket("bucket").prefix("k").send().await?;
    for object in listed.contents.unwrap_or_default() {
        println!("{:?} {:?}", object.key, object.size);
    }
    client.delete_object().bucket("bucket").key("key").send().await?;
    Ok(())
}

async fn records(client: &route53::Client) -> Done {
    let record = ResourceRecord::new().value("192.0.2.1");
    let set = ResourceRecordSet::new()
        .name("www.example.com")
        .type_(RRType::A)
        .ttl(300)
        .resource_records([record]);
    let change = Change::new().action(ChangeAction::Upsert).resource_record_set(set);
    let batch = ChangeBatch::new().changes([change]);
    let call = client.change_resource_record_sets().hosted_zone_id("Z1").change_batch(batch);
    let changed = call.send().await?;
    println!("{:?}", changed.change_info.status);
    let listed = client.list_resource_record_sets().hosted_zone_id("Z1").send().await?;
    for set in listed.resource_record_sets {
        println!("{:?} {:?}", set.name, set.ttl);
    }
    Ok(())
}
