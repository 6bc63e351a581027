//! Requests that are signed by us and sent by somebody else, without credentials.

use std::time::Duration;
use tinsmith_aws::s3::{BucketLocationConstraint, Client, CreateBucketConfiguration};
use tinsmith_runtime::{PostPolicy, PresignedRequest};
use tinsmith_tests::moto::{Access, REGION};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const HOUR: Duration = Duration::from_secs(3600);

async fn bucket(access: &Access, name: &str) -> Client {
    let client: Client = access.client();
    let place = BucketLocationConstraint::from(REGION);
    let place = CreateBucketConfiguration::new().location_constraint(place);
    client.create_bucket().bucket(name).create_bucket_configuration(place).send().await.unwrap();
    client
}

/// Sends a request as it is, and returns the status and the rest of the answer.
async fn plainly(method: &str, uri: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let (host, path) = uri.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut head = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let address = host.replace("localhost", "127.0.0.1");
    let address = address
        .split_once(".")
        .filter(|_| !host.starts_with("127."))
        .map_or(&*address, |(_, rest)| rest);
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

async fn send(request: &PresignedRequest, body: &[u8]) -> (u16, String) {
    let headers: Vec<(&str, &str)> = request.headers().collect();
    plainly(request.method(), request.uri(), &headers, body).await
}

pub(crate) async fn objects_are_put_and_read_by_whoever_has_the_address(access: &Access) {
    let client = bucket(access, "presigned").await;
    let key = "a folder/é+&=.txt";
    let put = client.put_object().bucket("presigned").key(key).content_type("text/plain");
    let (status, answer) = send(&put.presign(HOUR).await.unwrap(), b"of somebody else").await;
    assert_eq!(status, 200, "{answer}");
    let get = client.get_object().bucket("presigned").key(key);
    let (status, answer) = send(&get.clone().presign(HOUR).await.unwrap(), b"").await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer.ends_with("\r\n\r\nof somebody else"), "{answer}");
    assert!(answer.to_lowercase().contains("content-type: text/plain"), "{answer}");
    assert_eq!(get.send().await.unwrap().content_length, Some(16));
    let delete = client.delete_object().bucket("presigned").key(key);
    assert_eq!(send(&delete.presign(HOUR).await.unwrap(), b"").await.0, 204);
    let head = client.head_object().bucket("presigned").key(key);
    assert_eq!(send(&head.presign(HOUR).await.unwrap(), b"").await.0, 404);
}

pub(crate) async fn a_form_puts_an_object(access: &Access) {
    let client = bucket(access, "forms").await;
    let form = PostPolicy::new("forms", "by-form.txt")
        .field("Content-Type", "text/plain")
        .content_length(1, 100)
        .sign(&access.config(), HOUR)
        .await
        .unwrap();
    let mut body = String::new();
    for (name, value) in form.fields() {
        body.push_str(&format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x\"\r\n\
         content-type: text/plain\r\n\r\nfrom a form\r\n--edge--\r\n",
    );
    let address = client.head_bucket().bucket("forms").presign(HOUR).await.unwrap();
    let address = address.uri().split('?').next().unwrap().to_owned();
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    let (status, answer) = plainly("POST", &address, &kind, body.as_bytes()).await;
    assert!(status == 204 || status == 200, "{answer}");
    let get = client.get_object().bucket("forms").key("by-form.txt").send().await.unwrap();
    assert_eq!(get.body.collect().await.unwrap().to_vec(), b"from a form");
}
