//! Directory buckets of the storage service, and their sessions.

use super::{client, empty, xml};
use aws_smithy_async::test_util::ManualTimeSource;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tinsmith_aws::s3::{Client, ClientSettings, Error, HeadObject, HeadObjectOutput};
use tinsmith_runtime::testing::Mock;
use tinsmith_runtime::{
    CallErrorKind, ClientBuilder, Credentials, DateTime, RetryConfig, SdkConfig,
};
use tinsmith_tests::environment;
use tinsmith_tests::server::{Reply, Request, Server};

const BUCKET: &str = "box--usw2-az1--x-s3";
const OTHER: &str = "crate--usw2-az1--x-s3";

/// How long a session lasts: five minutes, as those of the service.
const LIFETIME: Duration = Duration::from_secs(300);

fn is_opening(request: &Request) -> bool {
    request.target.ends_with("?session")
}

/// An answer with the credentials of a session.
fn session(number: u32, end: SystemTime) -> Reply {
    let end = DateTime::from(end);
    xml(
        200,
        &format!(
            "<CreateSessionResult><Credentials><AccessKeyId>SESSION{number}</AccessKeyId>\
             <SecretAccessKey>session-secret</SecretAccessKey>\
             <SessionToken>session-token-{number}</SessionToken><Expiration>{end}</Expiration>\
             </Credentials></CreateSessionResult>"
        ),
    )
}

/// A server that opens sessions, and answers nothing to all else.
async fn express(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Server {
    let count = AtomicU32::new(0);
    Server::start_with(move |request| {
        if !is_opening(request) {
            return empty(200);
        }
        // So that others come while it is being opened.
        std::thread::sleep(Duration::from_millis(20));
        session(count.fetch_add(1, Ordering::SeqCst) + 1, now() + LIFETIME)
    })
    .await
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    client::<Client>(server).region("us-west-2")
}

fn openings(server: &Server) -> Vec<Request> {
    server.requests().into_iter().filter(is_opening).collect()
}

async fn get(client: &Client, bucket: &str) {
    client.get_object().bucket(bucket).key("k").send().await.unwrap();
}

#[tokio::test]
async fn a_session_signs_what_is_about_its_bucket() {
    let server = express(SystemTime::now).await;
    let own = Credentials::new("AKIDEXAMPLE", "secret", Some("own".into()), None, "test");
    let client = builder(&server).credentials(own).build();
    get(&client, BUCKET).await;
    let [opened, got] = server.requests().try_into().unwrap();
    assert_eq!((opened.method.as_str(), &*opened.target), ("GET", "/box--usw2-az1--x-s3?session"));
    let by_caller = opened.header("authorization");
    assert!(by_caller.contains("Credential=AKIDEXAMPLE/"), "{by_caller}");
    assert!(by_caller.contains("/us-west-2/s3express/aws4_request"), "{by_caller}");
    assert_eq!(opened.header("x-amz-security-token"), "own");
    assert_eq!(opened.header("x-amz-s3session-token"), "");

    assert_eq!(got.target, "/box--usw2-az1--x-s3/k");
    let by_session = got.header("authorization");
    assert!(by_session.contains("Credential=SESSION1/"), "{by_session}");
    assert!(by_session.contains("/us-west-2/s3express/aws4_request"), "{by_session}");
    assert!(by_session.contains("x-amz-date;x-amz-s3session-token"), "it is signed: {by_session}");
    assert_eq!(got.header("x-amz-s3session-token"), "session-token-1");
    assert_eq!(got.header("x-amz-security-token"), "");
}

#[tokio::test]
async fn many_calls_have_one_session_for_each_bucket_and_caller() {
    let server = express(SystemTime::now).await;
    let client = builder(&server).build();
    let calls = (0..24).map(|number| {
        let bucket = if number % 3 == 0 { OTHER } else { BUCKET };
        tokio::spawn(client.head_object().bucket(bucket).key("k").send())
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(openings(&server).len(), 2, "one for each bucket");
    let another = Credentials::new("ANOTHER", "secret", None, None, "test");
    let call = client.head_object().bucket(BUCKET).key("k");
    let call = call.with(|call| {
        call.config(|config| {
            config.credentials_provider(tinsmith_runtime::SharedCredentialsProvider::new(another))
        })
    });
    call.send().await.unwrap();
    let openings = openings(&server);
    assert_eq!(openings.len(), 3, "and each caller");
    assert!(openings[2].header("authorization").contains("Credential=ANOTHER/"));
    client.get_object().bucket("plain-box").key("k").send().await.unwrap();
    let last = server.requests().pop().unwrap();
    assert!(last.header("authorization").contains("Credential=AKIDEXAMPLE/"), "all else has none");
}

#[tokio::test]
async fn a_session_is_renewed_before_its_end() {
    let time = ManualTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let clock = time.clone();
    let server = express(move || tinsmith_runtime::TimeSource::now(&clock)).await;
    let client = builder(&server).time_source(time.clone()).build();
    get(&client, BUCKET).await;
    time.advance(LIFETIME - Duration::from_secs(30));
    get(&client, BUCKET).await;
    assert_eq!(openings(&server).len(), 1, "it is kept");
    time.advance(Duration::from_secs(15));
    let calls = (0..8).map(|_| tokio::spawn(client.head_object().bucket(BUCKET).key("k").send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(openings(&server).len(), 2, "another is opened, once");
    get(&client, BUCKET).await;
    let last = server.requests().pop().unwrap();
    assert_eq!(last.header("x-amz-s3session-token"), "session-token-2");
}

#[tokio::test]
async fn a_session_that_cannot_be_renewed_is_used_to_its_end() {
    let time = ManualTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let end = UNIX_EPOCH + Duration::from_secs(1_700_000_000) + LIFETIME;
    let count = AtomicU32::new(0);
    let server = Server::start_with(move |request| match is_opening(request) {
        true if count.fetch_add(1, Ordering::SeqCst) == 0 => session(1, end),
        true => xml(403, "<Error><Code>AccessDenied</Code><Message>no more</Message></Error>"),
        false => empty(200),
    });
    let server = server.await;
    let client = builder(&server).time_source(time.clone()).build();
    get(&client, BUCKET).await;
    time.advance(LIFETIME - Duration::from_secs(10));
    get(&client, BUCKET).await;
    get(&client, BUCKET).await;
    assert_eq!(openings(&server).len(), 2, "it is not tried at each call");
    time.advance(Duration::from_secs(10));
    let call = client.get_object().bucket(BUCKET).key("k");
    assert_eq!(call.send().await.unwrap_err().code(), Some("AccessDenied"));
}

#[tokio::test]
async fn what_keeps_a_session_from_being_opened_is_told_to_all_who_wait() {
    let denied = "<Error><Code>AccessDenied</Code><Message>not yours</Message>\
                  <RequestId>r</RequestId></Error>";
    let server = Server::start_with(move |_| {
        std::thread::sleep(Duration::from_millis(100));
        xml(403, denied)
    });
    let server = server.await;
    let client = builder(&server).build();
    let calls = (0..8).map(|_| tokio::spawn(client.get_object().bucket(BUCKET).key("k").send()));
    for call in calls.collect::<Vec<_>>() {
        let error = call.await.unwrap().unwrap_err();
        let said = format!(
            "GetObject: no credentials (status 403, request id r): no session of the bucket {BUCKET} \
             could be opened: CreateSession: AccessDenied: not yours (status 403, request id r)"
        );
        assert_eq!(error.to_string(), said);
        assert_eq!((error.code(), error.status()), (Some("AccessDenied"), Some(403)));
        let Error::Call(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), CallErrorKind::Credentials);
    }
    assert_eq!(server.requests().len(), 1, "it was asked once");

    let silent = Server::start(vec![Reply::Silence]).await;
    let client = builder(&silent).retry_config(RetryConfig::disabled()).build();
    let call = client.get_object().bucket(BUCKET).key("k");
    let error =
        call.with(|call| call.timeout(Duration::from_millis(100))).send().await.unwrap_err();
    assert!(error.to_string().contains("no answer in time"), "{error}");
    let nothing = Server::start(vec![xml(200, "<CreateSessionResult/>")]).await;
    let call = builder(&nothing).build().get_object().bucket(BUCKET).key("k");
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("it has no credentials"), "{error}");
}

#[tokio::test]
async fn sessions_can_be_done_without() {
    let server = express(SystemTime::now).await;
    let client = builder(&server).disable_s3_express_session_auth(true).build();
    get(&client, BUCKET).await;
    let [got] = server.requests().try_into().unwrap();
    let by_caller = got.header("authorization");
    assert!(by_caller.contains("Credential=AKIDEXAMPLE/"), "{by_caller}");
    assert!(by_caller.contains("/us-west-2/s3express/aws4_request"), "{by_caller}");
}

/// Says to the helper below that it was called by a test, not by a person.
const CHILD: &str = "TINSMITH_TEST_CHILD";

/// Run by the test below as a process of its own, whose environment it chooses.
#[tokio::test]
#[ignore = "a helper, which is given its environment by another test"]
async fn child() {
    if std::env::var_os(CHILD).is_some() {
        get(&Client::builder().build(), BUCKET).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_can_do_without_them() {
    let server = express(SystemTime::now).await;
    let mut child = environment::child("express::child");
    child.envs([
        (CHILD, "yes"),
        ("AWS_REGION", "us-west-2"),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", "true"),
    ]);
    let out = tokio::task::block_in_place(|| child.output().unwrap());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    assert_eq!(openings(&server).len(), 0);
    assert!(server.requests()[0].header("authorization").contains("Credential=id/"));
}

/// A profile that does without sessions.
#[derive(Debug)]
struct Profile;

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        (key.profile() == "s3_disable_express_session_auth").then(|| "true".to_owned())
    }
}

#[tokio::test]
async fn a_profile_can_do_without_them() {
    let server = express(SystemTime::now).await;
    let config = SdkConfig::builder().service_config(Profile).build();
    let client = Client::builder().config(&config).region("us-west-2").endpoint_url(server.url());
    get(&client.access_key("id", "secret").build(), BUCKET).await;
    let [got] = server.requests().try_into().unwrap();
    assert!(got.header("authorization").contains("Credential=id/"));
}

#[tokio::test]
async fn tests_of_users_need_no_sessions() {
    let mock = Mock::new();
    mock.answer::<HeadObject>(|_| Ok(HeadObjectOutput::default()));
    let client: Client = mock.client();
    client.head_object().bucket(BUCKET).key("k").send().await.unwrap();
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn what_is_presigned_has_the_session_in_its_query() {
    let server = express(SystemTime::now).await;
    let client = builder(&server).build();
    let call = client.get_object().bucket(BUCKET).key("k");
    let signed = call.presign(Duration::from_secs(60)).await.unwrap();
    let uri = signed.uri();
    assert!(uri.contains("&X-Amz-S3session-Token=session-token-1"), "{uri}");
    assert!(!uri.contains("X-Amz-Security-Token"), "{uri}");
    assert!(uri.contains("X-Amz-Credential=SESSION1%2F"), "{uri}");
    assert!(uri.contains("%2Fus-west-2%2Fs3express%2Faws4_request"), "{uri}");
    assert_eq!(server.requests().len(), 1, "only the session was asked for");
}

#[tokio::test]
async fn streams_and_checksums_go_with_a_session_too() {
    let server = express(SystemTime::now).await;
    let client = builder(&server).build();
    let put = client.put_object().bucket(BUCKET).key("k").body(b"123456789".to_vec());
    put.send().await.unwrap();
    let path = std::env::temp_dir().join(format!("tinsmith-express-{}", std::process::id()));
    std::fs::write(&path, b"123456789").unwrap();
    let file = tinsmith_runtime::ByteStream::from_path(&path).await.unwrap();
    client.put_object().bucket(BUCKET).key("k").body(file).send().await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let policy = client.put_bucket_policy().bucket(BUCKET).policy("123456789");
    policy.send().await.unwrap();
    let [_, in_memory, stream, required] = server.requests().try_into().unwrap();
    assert_eq!(in_memory.header("x-amz-checksum-crc32"), "y/Q5Jg==");
    // Directory buckets do not know the MD5.
    assert_eq!(required.header("x-amz-checksum-crc32"), "y/Q5Jg==");
    assert_eq!(required.header("content-md5"), "");
    for put in [in_memory, stream] {
        assert_eq!(put.header("x-amz-s3session-token"), "session-token-1");
        assert!(put.header("authorization").contains("Credential=SESSION1/"));
    }
}
