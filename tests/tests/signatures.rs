//! Signatures that few operations have: of version 2, and without their body. No service that is
//! checked in has them all, so this is a client by hand.

use tinsmith_tests::server::{Reply, Server};

mod service {
    //! A client as the generator would write it.
    use tinsmith_runtime::prelude::*;
    use tinsmith_runtime::rules::{BuiltIn, Outcome, Parameter, Rules, Slot};

    static RULES: Rules = Rules {
        parameters: &[
            Parameter::string("Endpoint").built_in(BuiltIn::Endpoint),
            Parameter::string("Region").built_in(BuiltIn::Region),
        ],
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
        protocol = Protocol::AwsQuery,
        sdk_id = "SimpleDB",
        module = "simpledb",
        version = "2009-04-15",
        signing_name = "sdb",
        endpoints = &RULES,
        auth = &[Auth::SigV2, Auth::SigV4],
    });

    operations!(Client { select: Select, upload: Upload });

    #[derive(Debug)]
    pub(super) enum Error {
        Call(CallError),
    }

    service_error!(Error: xml {});

    pub(super) struct Select {
        pub(super) input: Input,
        call: Call,
    }

    pub(super) struct Upload {
        pub(super) input: Input,
        call: Call,
    }

    #[derive(Clone, Debug, Default)]
    pub(super) struct Input {
        pub(super) text: Option<String>,
    }

    encode_query!(Input { required "SelectExpression" = text, });

    #[derive(Clone, Debug, Default)]
    pub(super) struct Output {}

    decode_xml!(Output {});

    mod select {
        use super::*;
        operation!(Select: Input => Output, Error, query("Select"));
    }

    mod upload {
        use super::*;
        operation!(Upload: Input => Output, Error, query("Upload"), auth(&[Auth::SigV4]),
            unsigned_payload);
    }
}

async fn client() -> (Server, service::Client) {
    let server =
        Server::start(vec![Reply::Answer(200, Vec::new(), b"<SelectResponse/>".to_vec())]).await;
    let client = service::Client::builder().region("us-east-1").access_key("AKIDEXAMPLE", "secret");
    let client = client.endpoint_url(server.url()).build();
    (server, client)
}

#[tokio::test]
async fn the_form_is_signed() {
    let (server, client) = client().await;
    let mut call = client.select();
    call.input.text = Some("select * from `a`".to_owned());
    call.send().await.unwrap();
    let request = server.requests()[0].clone();
    let body = String::from_utf8(request.body.clone()).unwrap();
    let begin = "Action=Select&Version=2009-04-15&SelectExpression=select%20%2A%20from%20%60a%60\
                 &AWSAccessKeyId=AKIDEXAMPLE&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2";
    assert!(body.starts_with(begin), "{body}");
    assert!(body.contains("&Signature="), "{body}");
    assert_eq!(request.header("content-length"), body.len().to_string());
    assert_eq!(request.header("authorization"), "");
}

#[tokio::test]
async fn a_body_that_is_not_signed_is_said_so() {
    let (server, client) = client().await;
    let mut call = client.upload();
    call.input.text = Some("x".to_owned());
    call.send().await.unwrap();
    let request = server.requests()[0].clone();
    assert_eq!(request.header("x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
    assert!(request.header("authorization").contains("x-amz-content-sha256"));
}
