//! Listings, whose keys may hold what XML cannot.

use super::s3::s3;
use super::xml;
use tinsmith_aws::s3::EncodingType;
use tinsmith_tests::server::Server;

const FIRST: &str = "<ListBucketResult><EncodingType>url</EncodingType>\
    <IsTruncated>true</IsTruncated><Marker/><NextMarker>a%01b+c%2Bd</NextMarker>\
    <Contents><Key>a%01b+c%2Bd</Key><Owner><DisplayName>a%41</DisplayName></Owner></Contents>\
    <CommonPrefixes><Prefix>caf%C3%A9/</Prefix></CommonPrefixes><Delimiter>%2F</Delimiter>\
    </ListBucketResult>";

const LAST: &str = "<ListBucketResult><EncodingType>url</EncodingType>\
    <IsTruncated>false</IsTruncated><Contents><Key>z</Key></Contents></ListBucketResult>";

#[tokio::test]
async fn keys_are_asked_for_in_url_encoding_and_decoded() {
    let server = Server::start(vec![xml(200, FIRST), xml(200, LAST)]).await;
    let mut pages = s3(&server).list_objects().bucket("box").delimiter("/").pages();
    let page = pages.next().await.unwrap().unwrap();
    let objects = page.contents.unwrap();
    assert_eq!(objects[0].key.as_deref(), Some("a\u{1}b c+d"));
    let owner = objects[0].owner.as_ref().unwrap();
    assert_eq!(owner.display_name.as_deref(), Some("a%41"), "only keys are encoded");
    assert_eq!(page.common_prefixes.unwrap()[0].prefix.as_deref(), Some("café/"));
    assert_eq!(page.delimiter.as_deref(), Some("/"));
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(page.contents.unwrap()[0].key.as_deref(), Some("z"));
    let requests = server.requests();
    assert_eq!(requests[0].target, "/box?delimiter=%2F&encoding-type=url");
    // The token goes back as it was before it was encoded.
    let second = "/box?delimiter=%2F&marker=a%01b%20c%2Bd&encoding-type=url";
    assert_eq!(requests[1].target, second);
}

#[tokio::test]
async fn versions_and_second_listings_are_decoded_too() {
    let versions = "<ListVersionsResult><EncodingType>url</EncodingType><KeyMarker>%61</KeyMarker>\
        <NextKeyMarker>%62</NextKeyMarker><Version><Key>%63</Key></Version>\
        <DeleteMarker><Key>%64</Key></DeleteMarker></ListVersionsResult>";
    let second = "<ListBucketResult><EncodingType>url</EncodingType><StartAfter>%61</StartAfter>\
        <NextContinuationToken>%62</NextContinuationToken></ListBucketResult>";
    let server = Server::start(vec![xml(200, versions), xml(200, second)]).await;
    let client = s3(&server);
    let answer = client.list_object_versions().bucket("box").send().await.unwrap();
    assert_eq!(answer.key_marker.as_deref(), Some("a"));
    assert_eq!(answer.next_key_marker.as_deref(), Some("b"));
    assert_eq!(answer.versions.unwrap()[0].key.as_deref(), Some("c"));
    assert_eq!(answer.delete_markers.unwrap()[0].key.as_deref(), Some("d"));
    let answer = client.list_objects_v2().bucket("box").send().await.unwrap();
    assert_eq!(answer.start_after.as_deref(), Some("a"));
    assert_eq!(answer.next_continuation_token.as_deref(), Some("%62"), "tokens are not encoded");
}

#[tokio::test]
async fn who_asks_for_the_encoding_gets_it_and_who_ignores_it_is_understood() {
    let plain = "<ListBucketResult><Contents><Key>100%25+</Key></Contents></ListBucketResult>";
    let server = Server::start(vec![xml(200, LAST), xml(200, FIRST), xml(200, plain)]).await;
    let client = s3(&server);
    let list = || client.list_objects().bucket("box");
    list().encoding_type(EncodingType::Url).send().await.unwrap();
    assert_eq!(server.requests()[0].target, "/box?encoding-type=url");
    let asked = list().encoding_type(EncodingType::Url).send().await.unwrap();
    assert_eq!(asked.contents.unwrap()[0].key.as_deref(), Some("a%01b+c%2Bd"));
    let ignored = list().send().await.unwrap();
    assert_eq!(ignored.contents.unwrap()[0].key.as_deref(), Some("100%25+"));
}
