//! Tokens for others.

use super::{client, xml};
use tinsmith_aws::sts::{Client, Error};
use tinsmith_tests::server::Server;

const UNREACHABLE: &str = "<ErrorResponse><Error><Type>Sender</Type>\
    <Code>IDPCommunicationError</Code><Message>try again</Message></Error></ErrorResponse>";

#[tokio::test]
async fn that_a_provider_of_identities_could_not_be_reached_may_pass() {
    let done = "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult/>\
        </AssumeRoleWithWebIdentityResponse>";
    let server = Server::start(vec![xml(400, UNREACHABLE), xml(200, done)]).await;
    let call = client::<Client>(&server).build().assume_role_with_web_identity();
    let call = call.role_arn("arn:aws:iam::123456789012:role/r").role_session_name("s");
    call.web_identity_token("t").send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("authorization"), "", "nobody signs who has no credentials yet");

    let server = Server::start(vec![xml(400, UNREACHABLE)]).await;
    let call = client::<Client>(&server).build().assume_role_with_web_identity();
    let call = call.role_arn("arn:aws:iam::123456789012:role/r").role_session_name("s");
    let error = call.web_identity_token("t").send().await.unwrap_err();
    assert!(matches!(error, Error::IDPCommunicationErrorException(_)), "{error:?}");
    assert!(error.is_retryable());
}
