//! Copies from another region. No service that is checked in has such an operation, so these are
//! clients by hand, as the generator would write them; and what the generator writes.

use aws_smithy_async::time::StaticTimeSource;
use std::time::{Duration, UNIX_EPOCH};
use tinsmith_codegen::model::service_json;
use tinsmith_runtime::Credentials;
use tinsmith_runtime::testing::Mock;
use tinsmith_tests::{archive, generate};

/// A client of one operation, by a protocol.
macro_rules! copies {
    ($module:ident: $id:literal, $version:literal, $protocol:ident, $operation:ident,
     $source:literal, $presigned:literal) => {
        mod $module {
            use tinsmith_runtime::prelude::*;
            use tinsmith_runtime::rules::{BuiltIn, Expr, Outcome, Parameter, Rules};

            static RULES: Rules = Rules {
                parameters: &[Parameter::string("Region").built_in(BuiltIn::Region)],
                kept: &[],
                conditions: &[],
                results: &[Outcome::url(Expr::Text(concat!(
                    "https://", $id, ".{Region}.amazonaws.com"
                )))],
                nodes: &[],
            };

            #[derive(Clone, Debug)]
            pub(super) struct Client {
                runtime: tinsmith_runtime::Client,
            }

            client!(Client {
                protocol = Protocol::$protocol,
                sdk_id = $id,
                module = $id,
                version = $version,
                signing_name = $id,
                endpoints = &RULES,
            });

            #[derive(Debug)]
            pub(super) enum Error {
                Call(CallError),
            }

            service_error!(Error: xml {});

            pub(super) struct $operation {
                pub(super) input: Input,
                call: Call,
            }

            #[derive(Clone, Debug, Default)]
            pub(super) struct Input {
                pub(super) source: Option<String>,
                pub(super) presigned: Option<String>,
                pub(super) region: Option<String>,
            }

            encode_query!(Input {
                member "SourceRegion" = region,
                member $presigned = presigned,
                member $source = source,
            });

            #[derive(Clone, Debug, Default)]
            pub(super) struct Output {}

            decode_xml!(Output {});

            operation!($operation: Input => Output, Error, query(stringify!($operation)),
                hide_input, quirks(&[Quirk::SourceRegion]));

            operations!(Client { copy: $operation, });
        }
    };
}

copies!(rds: "rds", "2014-10-31", AwsQuery, CopyDBSnapshot, "SourceDBSnapshotIdentifier",
    "PreSignedUrl");
copies!(ec2: "ec2", "2016-11-15", Ec2Query, CopySnapshot, "SourceSnapshotId", "PresignedUrl");

/// What a client sends in its forms.
macro_rules! sent {
    ($module:ident::$operation:ident, $token:expr, $($member:ident = $value:expr),*) => {{
        let mock = Mock::new();
        mock.answer::<$module::$operation>(|_| Ok($module::Output {}));
        let time = StaticTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let key = Credentials::new("AKIDEXAMPLE", "secret", $token, None, "test");
        let client: $module::Client =
            mock.client_with(|client| client.region("us-west-2").credentials(key).time_source(time));
        let mut call = client.copy();
        $(call.input.$member = Some($value.to_owned());)*
        let answer = call.send().await.map_err(|error| error.to_string());
        let requests = mock.requests().into_iter();
        let forms = requests.map(|request| {
            let form = String::from_utf8(request.body().unwrap().to_vec()).unwrap();
            assert_eq!(request.header("content-length"), Some(&*form.len().to_string()));
            form
        });
        answer.map(|_| forms.collect::<Vec<String>>())
    }};
}

/// The value of a parameter, decoded.
fn value(form: &str, name: &str) -> Option<String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(known, _)| *known == name)?.1;
    let mut bytes = Vec::new();
    let mut parts = value.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    Some(String::from_utf8(bytes).unwrap())
}

const SNAPSHOT: &str = "arn:aws:rds:us-east-1:123456789012:snapshot:a b";

#[tokio::test]
async fn the_region_that_is_copied_from_is_asked_by_a_presigned_request() {
    let token = Some("to/ken".to_owned());
    let forms = sent!(rds::CopyDBSnapshot, token, source = SNAPSHOT, region = "us-east-1");
    let [form] = forms.unwrap().try_into().unwrap();
    // Signed by botocore, of the same time and credentials.
    let by_botocore = "https://rds.us-east-1.amazonaws.com/?Action=CopyDBSnapshot&Version=2014-10-31\
         &SourceDBSnapshotIdentifier=arn%3Aaws%3Ards%3Aus-east-1%3A123456789012%3Asnapshot%3Aa%20b\
         &DestinationRegion=us-west-2&X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIDEXAMPLE%2F20231114%2Fus-east-1%2Frds%2Faws4_request\
         &X-Amz-Date=20231114T221320Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host";
    let signature = "48cd3fef31481faaa9c89d3c320240eb559271dc53416729013fc8a92563ccab";
    let url = value(&form, "PreSignedUrl").unwrap();
    assert!(url.starts_with(by_botocore), "{url}");
    assert!(url.contains(&format!("&X-Amz-Signature={signature}")), "{url}");
    assert!(url.contains("&X-Amz-Security-Token=to%2Fken"), "{url}");
    // The service does not know these.
    assert_eq!(value(&form, "SourceRegion"), None);
    assert_eq!(value(&form, "DestinationRegion"), None);
    assert_eq!(value(&form, "SourceDBSnapshotIdentifier").as_deref(), Some(SNAPSHOT));
}

#[tokio::test]
async fn ec2_is_told_both_regions_too() {
    let forms = sent!(ec2::CopySnapshot, None, source = "snap-1", region = "us-east-1");
    let [form] = forms.unwrap().try_into().unwrap();
    let url = value(&form, "PresignedUrl").unwrap();
    let start = "https://ec2.us-east-1.amazonaws.com/?Action=CopySnapshot&Version=2016-11-15\
                 &SourceRegion=us-east-1&SourceSnapshotId=snap-1&DestinationRegion=us-west-2&X-Amz-";
    assert!(url.starts_with(start), "{url}");
    let signature = "3593cead2042a2809b0b2386ac6fedbd8676c63ba64df7706b10ca183abaf604";
    assert!(url.contains(&format!("&X-Amz-Signature={signature}")), "{url}");
    assert_eq!(value(&form, "SourceRegion").as_deref(), Some("us-east-1"));
    assert_eq!(value(&form, "DestinationRegion").as_deref(), Some("us-west-2"));
}

#[tokio::test]
async fn nothing_is_presigned_where_nobody_asks_for_it() {
    let within = sent!(rds::CopyDBSnapshot, None, source = SNAPSHOT, region = "us-west-2");
    let without = sent!(rds::CopyDBSnapshot, None, source = SNAPSHOT);
    for forms in [within, without] {
        let form = forms.unwrap().remove(0);
        assert!(!form.contains("PreSignedUrl") && !form.contains("SourceRegion"), "{form}");
    }
    let region = "us-east-1";
    let forms = sent!(rds::CopyDBSnapshot, None, presigned = "https://mine", region = region);
    let form = forms.unwrap().remove(0);
    assert_eq!(value(&form, "PreSignedUrl").as_deref(), Some("https://mine"));
    assert_eq!(form.matches("PreSignedUrl").count(), 1);
    let bad = sent!(rds::CopyDBSnapshot, None, region = "evil.example/?");
    let error = bad.unwrap_err();
    assert!(error.contains("`SourceRegion` is part of the host name"), "{error}");
}

#[test]
fn what_copies_from_another_region_has_a_member_for_it() {
    let Some(services) = archive::services() else { return };
    for (name, count) in [("ec2", 1), ("rds", 5), ("neptune", 2), ("docdb", 2)] {
        let mut files = archive::files(&services[name]);
        // As in models of Smithy.
        files.service_extras = None;
        let model = service_json::read(&files).unwrap_or_else(|error| panic!("{error}"));
        let service = generate::service(&model, name);
        let text = generate::text(&generate::files(&service));
        assert_eq!(text.matches("Quirk::SourceRegion").count(), count, "{name}");
        let hidden = text.split("operation!(").filter(|part| part.contains("Quirk::SourceRegion"));
        assert!(hidden.clone().all(|part| part.contains("hide_input")), "{name}");
        assert!(text.matches(" \"SourceRegion\" = source_region").count() >= count, "{name}");
    }
}
