//! Streams are never held in memory as a whole. Alone in its process, whose memory is measured; the
//! server is in it too.

use bytes::Bytes;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tinsmith_aws::s3::Client;
use tinsmith_runtime::{ByteStream, StalledStreamProtectionConfig};
use tinsmith_tests::environment::{peak_kib, skip};
use tinsmith_tests::live::{Live, next};

const SIZE: u64 = 1 << 30;

const LIMIT_KIB: u64 = 50 * 1024;

fn client(server: &Live) -> Client {
    let client = Client::builder().region("eu-central-1").access_key("id", "secret");
    // The server answers long before it has all, and then says nothing for long.
    let unwatched = StalledStreamProtectionConfig::disabled();
    client.endpoint_url(server.url()).stalled_stream_protection(unwatched).build()
}

async fn upload(file: &Path) {
    let count = Arc::new(AtomicU64::new(0));
    let counted = count.clone();
    let server = Live::start(&[], move |mut request, answer| {
        let counted = counted.clone();
        async move {
            // With a checksum behind it, and what chunks need.
            assert_eq!(request.headers()["x-amz-decoded-content-length"], SIZE.to_string());
            while let Some(data) = next(request.body_mut()).await {
                let length = u64::try_from(data.unwrap().len()).unwrap();
                counted.fetch_add(length, Ordering::Relaxed);
            }
            drop(answer);
        }
    })
    .await;
    let body = ByteStream::from_path(file).await.unwrap();
    client(&server).put_object().bucket("b").key("k").body(body).send().await.unwrap();
    let count = count.load(Ordering::Relaxed);
    assert!(count > SIZE && count < SIZE + SIZE / 100, "{count}");
}

async fn download() {
    const HEADERS: [(&str, &str); 1] = [("content-length", "1073741824")];
    let server = Live::start(&HEADERS, move |_, mut answer| async move {
        let piece = Bytes::from(vec![7; 64 << 10]);
        for _ in 0..SIZE >> 16 {
            if answer.send_data(piece.clone()).await.is_err() {
                return;
            }
        }
    })
    .await;
    let answer = client(&server).get_object().bucket("b").key("k").send().await.unwrap();
    let mut body = answer.body;
    let mut count = 0;
    while let Some(data) = body.try_next().await.unwrap() {
        count += u64::try_from(data.len()).unwrap();
    }
    assert_eq!(count, SIZE);
}

#[tokio::test]
async fn a_gibibyte_up_and_down_takes_little_memory() {
    if peak_kib().is_none() {
        skip("memory of streams", "there is no /proc that tells how much a process has");
        return;
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a-gibibyte");
    // It takes no room on most disks: nothing is written.
    File::create(&path).unwrap().set_len(SIZE).unwrap();
    upload(&path).await;
    fs::remove_file(&path).unwrap();
    let after_upload = peak_kib().unwrap();
    download().await;
    let after_download = peak_kib().unwrap();
    eprintln!("peak: {after_upload} KiB after the upload, {after_download} KiB after the download");
    assert!(after_download < LIMIT_KIB, "{after_upload}, then {after_download} KiB");
}
