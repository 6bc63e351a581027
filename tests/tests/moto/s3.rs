//! The storage service.

use aws_smithy_types::body::SdkBody;
use tinsmith_aws::s3::{
    BucketLocationConstraint, ChecksumAlgorithm, Client, CompletedMultipartUpload, CompletedPart,
    CreateBucketConfiguration, Delete, Error, ObjectIdentifier, StorageClass,
};
use tinsmith_runtime::ByteStream;
use tinsmith_tests::moto::{Access, REGION};
use tokio::task::JoinSet;

async fn bucket(client: &Client, name: &str) {
    let place = BucketLocationConstraint::from(REGION);
    let place = CreateBucketConfiguration::new().location_constraint(place);
    let made = client.create_bucket().bucket(name).create_bucket_configuration(place);
    let made = made.send().await.unwrap();
    assert!(made.location.unwrap().contains(name));
}

async fn content(body: ByteStream) -> Vec<u8> {
    body.collect().await.unwrap().to_vec()
}

fn bytes(text: &'static str) -> ByteStream {
    ByteStream::from_static(text.as_bytes())
}

pub(crate) async fn an_object_is_put_read_and_deleted(access: &Access) {
    let client: Client = access.client();
    bucket(&client, "story").await;
    let located = client.get_bucket_location().bucket("story").send().await.unwrap();
    assert_eq!(located.location_constraint, Some(BucketLocationConstraint::from(REGION)));
    // A key with everything that a path takes and a signature stumbles over.
    let key = "a folder/é+&=?#%20/../x.txt";
    let put = client
        .put_object()
        .bucket("story")
        .key(key)
        .body(bytes("0123456789"))
        .content_type("text/plain")
        .storage_class(StorageClass::StandardIa)
        .metadata([("shade", "blue"), ("size", "10")])
        .checksum_algorithm(ChecksumAlgorithm::Sha256);
    let tag = put.send().await.unwrap().e_tag.unwrap();

    let get = client.get_object().bucket("story").key(key);
    let whole = get.clone().send().await.unwrap();
    assert_eq!(whole.e_tag.as_ref(), Some(&tag));
    assert_eq!(whole.content_length, Some(10));
    assert_eq!(whole.content_type.as_deref(), Some("text/plain"));
    assert_eq!(whole.storage_class, Some(StorageClass::StandardIa));
    assert!(whole.last_modified.unwrap().secs() > 1_700_000_000);
    let metadata = whole.metadata.unwrap();
    assert_eq!((metadata["shade"].as_str(), metadata["size"].as_str()), ("blue", "10"));
    assert_eq!(content(whole.body).await, b"0123456789");
    let part = get.clone().range("bytes=2-4").send().await.unwrap();
    assert_eq!(part.content_range.as_deref(), Some("bytes 2-4/10"));
    assert_eq!(content(part.body).await, b"234");

    client.delete_object().bucket("story").key(key).send().await.unwrap();
    let error = get.send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchKey(_)), "{error}");
    assert_eq!(error.status(), Some(404));
    client.delete_bucket().bucket("story").send().await.unwrap();
    let error = client.list_objects_v2().bucket("story").send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchBucket(_)), "{error}");
}

/// A body that comes in pieces.
fn stream(bytes: &[u8]) -> ByteStream {
    let bytes = bytes.to_vec();
    ByteStream::new(SdkBody::retryable(move || {
        SdkBody::from_body_1_x(SdkBody::from(bytes.clone()))
    }))
}

pub(crate) async fn checksums_are_sent_kept_and_compared(access: &Access) {
    let client: Client = access.client();
    bucket(&client, "sums").await;
    let long = "0123456789abcdef".repeat(10_000).into_bytes();
    for algorithm in [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32c,
        ChecksumAlgorithm::Crc64nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
    ] {
        let key = algorithm.as_str().to_owned();
        let put = client.put_object().bucket("sums").key(&key).checksum_algorithm(algorithm);
        let put = put.body(stream(&long)).content_length(160_000);
        put.send().await.unwrap_or_else(|error| panic!("{key}: {error}"));
        let get = client.get_object().bucket("sums").key(&key);
        let whole = get.clone().send().await.unwrap();
        assert!(content(whole.body).await == long, "{key}");
        let part = get.range("bytes=10-15").send().await.unwrap();
        assert_eq!(content(part.body).await, b"abcdef", "{key}");
    }
    // Keys that XML cannot hold as they are.
    let key = "a folder/\u{1}+é%41";
    client.put_object().bucket("sums").key(key).body(bytes("x")).send().await.unwrap();
    let listed = client.list_objects_v2().bucket("sums").prefix("a folder/").send().await.unwrap();
    assert_eq!(listed.contents.unwrap()[0].key.as_deref(), Some(key));
    let error = client.head_object().bucket("sums").key("none").send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchKey(_)), "{error:?}");
}

pub(crate) async fn a_long_list_comes_page_by_page(access: &Access) {
    let client: Client = access.client();
    bucket(&client, "many").await;
    let keys: Vec<String> = (0..1200).map(|index| format!("key {index:04}")).collect();
    let mut puts = JoinSet::new();
    for some in keys.chunks(150) {
        let (client, some) = (client.clone(), some.to_vec());
        puts.spawn(async move {
            for key in some {
                client.put_object().bucket("many").key(key).body(bytes("x")).send().await.unwrap();
            }
        });
    }
    puts.join_all().await;

    let list = client.list_objects_v2().bucket("many");
    let pages = list.clone().pages().collect().await.unwrap();
    let counts: Vec<_> = pages.iter().map(|page| page.key_count).collect();
    assert_eq!(counts, [Some(1000), Some(200)]);
    let objects: Vec<_> = pages.into_iter().filter_map(|page| page.contents).flatten().collect();
    assert!(objects.iter().all(|object| object.size == Some(1)));
    let listed: Vec<_> = objects.into_iter().filter_map(|object| object.key).collect();
    assert_eq!(listed, keys);

    // A thousand is as many as go at once.
    for some in keys.chunks(1000) {
        let all = some.iter().map(|key| ObjectIdentifier::new().key(key));
        let delete = client.delete_objects().bucket("many").delete(Delete::new().objects(all));
        let deleted = delete.send().await.unwrap();
        assert_eq!(deleted.deleted.unwrap().len(), some.len());
    }
    assert_eq!(list.send().await.unwrap().key_count, Some(0));
}

pub(crate) async fn an_upload_comes_in_parts(access: &Access) {
    let client: Client = access.client();
    bucket(&client, "parts").await;
    let create = client.create_multipart_upload().bucket("parts").key("large");
    let upload = create.send().await.unwrap().upload_id.unwrap();
    // All parts but the last have at least 5 MiB.
    let pieces = [vec![b'a'; 5 << 20], vec![b'b'; 5 << 20], b"end".to_vec()];
    let mut parts = Vec::new();
    for (piece, number) in pieces.iter().zip(1..) {
        let part = client.upload_part().bucket("parts").key("large").upload_id(&upload);
        let part = part.part_number(number).body(ByteStream::from(piece.clone()));
        let tag = part.send().await.unwrap().e_tag.unwrap();
        parts.push(CompletedPart::new().part_number(number).e_tag(tag));
    }
    let listed = client.list_parts().bucket("parts").key("large").upload_id(&upload);
    let sizes: Vec<_> =
        listed.items().collect().await.unwrap().into_iter().filter_map(|part| part.size).collect();
    assert_eq!(sizes, [5 << 20, 5 << 20, 3]);
    let complete = client.complete_multipart_upload().bucket("parts").key("large");
    let parts = CompletedMultipartUpload::new().parts(parts);
    let done = complete.upload_id(&upload).multipart_upload(parts).send().await.unwrap();
    assert!(done.e_tag.unwrap().contains("-3"));

    let whole = client.get_object().bucket("parts").key("large").send().await.unwrap();
    assert!(content(whole.body).await == pieces.concat());
    let abort = client.abort_multipart_upload().bucket("parts").key("large");
    let error = abort.upload_id(upload).send().await.unwrap_err();
    assert!(matches!(error, Error::NoSuchUpload(_)), "{error}");
}
