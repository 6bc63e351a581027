//! How calls of services that are not AWS's prove who makes them. No service that is checked in is
//! one, so this is a client by hand, as the generator would write it; and what the generator writes.

use tinsmith_codegen::model::smithy_json;
use tinsmith_codegen::source::Source;
use tinsmith_runtime::{CallErrorKind, ClientBuilder};
use tinsmith_tests::generate;
use tinsmith_tests::server::{Reply, Server};

mod service {
    use tinsmith_runtime::prelude::*;
    use tinsmith_runtime::rules::{BuiltIn, Outcome, Parameter, Rules, Slot};

    static RULES: Rules = Rules {
        parameters: &[Parameter::string("Endpoint").built_in(BuiltIn::Endpoint)],
        kept: &[],
        conditions: &[],
        results: &[Outcome::url(Slot(0))],
        nodes: &[],
    };

    #[derive(Clone, Debug)]
    pub(super) struct Client {
        runtime: tinsmith_runtime::Client,
    }

    client!(Client {
        protocol = Protocol::RpcV2Json("Doors"),
        sdk_id = "Doors",
        module = "doors",
        version = "1",
        endpoints = &RULES,
        auth = &[Auth::Basic],
        api_key = Some(ApiKey::Header("X-Key", Some("Key"))),
    });

    #[derive(Debug)]
    pub(super) enum Error {
        Call(CallError),
    }

    service_error!(Error: json {});

    #[derive(Clone, Debug, Default)]
    pub(super) struct Empty {}

    encode_json!(Empty {});
    decode_json!(Empty {});

    /// Calls that differ in how they prove who makes them.
    macro_rules! calls {
        ($($module:ident $call:ident $(= $scheme:ident)?,)*) => {$(
            pub(super) struct $call {
                input: Empty,
                call: Call,
            }

            mod $module {
                use super::*;
                operation!($call: Empty => Empty, Error, json(stringify!($call))
                    $(, auth(&[Auth::$scheme, Auth::Anonymous]))?);

                operations!(Client { $module: $call, });
            }
        )*};
    }

    calls! {
        enter Enter,
        knock Knock = ApiKey,
        ring Ring = Bearer,
    }

    pub(super) mod digests {
        //! A service whose callers have digests of their password, and nothing else.
        use super::*;

        #[derive(Clone, Debug)]
        pub(in super::super) struct Client {
            runtime: tinsmith_runtime::Client,
        }

        client!(Client {
            protocol = Protocol::RpcV2Json("Doors"),
            sdk_id = "Doors",
            module = "doors",
            version = "1",
            endpoints = &RULES,
            auth = &[Auth::Digest],
        });

        operations!(Client { enter: Enter });
    }
}

fn builder(server: &Server) -> ClientBuilder<service::Client> {
    service::Client::builder().endpoint_url(server.url())
}

async fn server() -> Server {
    let headers = vec![("smithy-protocol", "rpc-v2-json".to_owned())];
    Server::start(vec![Reply::Answer(200, headers, b"{}".to_vec())]).await
}

#[tokio::test]
async fn users_keys_and_tokens_are_taken_from_a_builder() {
    let server = server().await;
    let client = builder(&server).login("Aladdin", "open sesame").api_key("the-key");
    let client = client.bearer_token("the-token").build();
    client.enter().send().await.unwrap();
    client.knock().send().await.unwrap();
    client.ring().send().await.unwrap();
    let requests = server.requests();
    // The example of RFC 7617.
    assert_eq!(requests[0].header("authorization"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(requests[1].header("x-key"), "Key the-key");
    assert_eq!(requests[1].header("authorization"), "");
    assert_eq!(requests[2].header("authorization"), "Bearer the-token");
}

#[tokio::test]
async fn who_has_nothing_to_show_comes_in_only_where_that_is_allowed() {
    let server = server().await;
    let client = builder(&server).build();
    client.knock().send().await.unwrap();
    client.ring().send().await.unwrap();
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.header("authorization").is_empty()));
    assert!(requests.iter().all(|request| request.header("x-key").is_empty()));
    client.enter().send().await.unwrap_err();
    assert_eq!(server.requests().len(), 2, "nothing was sent");
}

#[tokio::test]
async fn what_callers_show_is_shown_to_nobody_else() {
    let server = server().await;
    let builder = builder(&server).login("somebody", "open sesame").api_key("the-key");
    let shown = format!("{builder:?}");
    let client = builder.build();
    let shown = format!("{shown} {client:?} {:?}", client.enter());
    assert!(!shown.contains("sesame") && !shown.contains("the-key"), "{shown}");
}

#[tokio::test]
async fn that_nobody_makes_digests_is_said() {
    let server = server().await;
    let client = service::digests::Client::builder().endpoint_url(server.url());
    let client = client.login("somebody", "open sesame").build();
    let service::Error::Call(error) = client.enter().send().await.unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::Unsupported);
    let said = error.to_string();
    assert!(said.contains("HTTP digest authentication, which no client can do"), "{said}");
    assert!(!said.contains("sesame") && server.requests().is_empty(), "{said}");
    let code = generated(r#""smithy.api#httpDigestAuth": {}"#);
    assert!(code.contains("Auth::Digest"), "such a model gets such a client: {code}");
}

/// The client of a model whose callers prove who they are in a way.
fn generated(scheme: &str) -> String {
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{
            "a#Doors": {{"type": "service", "version": "1", "operations": [{{"target": "a#Enter"}}],
                "traits": {{"smithy.protocols#rpcv2Cbor": {{}},
                    {scheme}}}}},
            "a#Enter": {{"type": "operation"}}}}}}"#
    );
    let model = smithy_json::read(&[Source::new("doors.json", text)], &[]);
    let model = model.unwrap_or_else(|error| panic!("{error}"));
    let files = generate::files(&generate::service(&model, "doors.json"));
    generate::text(&files)
}

#[test]
fn models_say_where_keys_stand() {
    let code = generated(
        r#""smithy.api#httpApiKeyAuth": {"name": "X-Key", "in": "header", "scheme": "Key"}"#,
    );
    assert!(code.contains("api_key = Some(ApiKey::Header(\"X-Key\", Some(\"Key\"))),"), "{code}");
    assert!(code.contains("Auth::ApiKey"));
    let code = generated(r#""smithy.api#httpApiKeyAuth": {"name": "X-Key", "in": "header"}"#);
    assert!(code.contains("api_key = Some(ApiKey::Header(\"X-Key\", None)),"));
    let code = generated(r#""smithy.api#httpApiKeyAuth": {"name": "key", "in": "query"}"#);
    assert!(code.contains("api_key = Some(ApiKey::Query(\"key\")),"));
}
