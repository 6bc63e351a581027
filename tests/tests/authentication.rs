//! How calls prove who makes them, besides signatures: not at all, and with a bearer token.

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use tinsmith_aws::{bedrockruntime, sts};
use tinsmith_runtime::{SdkConfig, Token};
use tinsmith_tests::server::{Reply, Server};

const IDENTITY: &str = r#"<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <AssumeRoleWithWebIdentityResult>
        <SubjectFromWebIdentityToken>somebody</SubjectFromWebIdentityToken>
        <Credentials>
            <SessionToken>session</SessionToken><SecretAccessKey>secret</SecretAccessKey>
            <Expiration>2014-10-24T23:00:23Z</Expiration><AccessKeyId>ASIA1</AccessKeyId>
        </Credentials>
    </AssumeRoleWithWebIdentityResult>
    <ResponseMetadata><RequestId>the-request</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>"#;

fn xml(status: u16, body: &str) -> Reply {
    Reply::Answer(status, vec![("content-type", "text/xml".to_owned())], body.as_bytes().to_vec())
}

#[tokio::test]
async fn an_operation_without_authentication_needs_no_credentials() {
    let server = Server::start(vec![xml(200, IDENTITY)]).await;
    let client = sts::Client::builder().region("us-east-1").endpoint_url(server.url()).build();
    let call = client
        .assume_role_with_web_identity()
        .role_arn("arn:aws:iam::123456789012:role/reader")
        .role_session_name("test")
        .web_identity_token("the.web.token");
    let answer = call.send().await.unwrap();
    assert_eq!(answer.subject_from_web_identity_token.as_deref(), Some("somebody"));
    assert_eq!(answer.credentials.unwrap().access_key_id, "ASIA1");
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), "", "nobody is named, and nothing signed");
    let body = String::from_utf8(requests[0].body.clone()).unwrap();
    assert!(body.starts_with("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&"), "{body}");
    assert!(body.contains("&WebIdentityToken=the.web.token"), "{body}");
}

#[tokio::test]
async fn errors_of_queries_are_typed() {
    let error = "<ErrorResponse><Error><Type>Sender</Type><Code>IDPRejectedClaim</Code>\
                 <Message>no such user</Message></Error><RequestId>r-1</RequestId></ErrorResponse>";
    let server = Server::start(vec![xml(403, error)]).await;
    let client = sts::Client::builder().region("us-east-1").endpoint_url(server.url()).build();
    let call = client.assume_role_with_web_identity().role_arn("a").role_session_name("b");
    let error = call.web_identity_token("c").send().await.unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, sts::Error::IDPRejectedClaimException(_)), "{error:?}");
    let said =
        "AssumeRoleWithWebIdentity: IDPRejectedClaim: no such user (status 403, request id r-1)";
    assert_eq!(text, said);
}

#[tokio::test]
async fn a_bearer_token_is_sent_where_it_is_preferred() {
    let server = Server::start(vec![Reply::json(200, r#"{"body": 1}"#)]).await;
    let bearer = AuthSchemeId::from("httpBearerAuth");
    let config = SdkConfig::builder().auth_scheme_preference([bearer]).build();
    let client = bedrockruntime::Client::builder()
        .config(&config)
        .region("us-east-1")
        .endpoint_url(server.url())
        .token_provider(Token::new("the-token", None))
        .build();
    client.invoke_model().model_id("amazon.nova").body(b"{}".as_slice()).send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), "Bearer the-token");
    assert_eq!(requests[0].target, "/model/amazon.nova/invoke");
}
