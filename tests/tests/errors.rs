//! Each modelled error of the twelve operations comes back typed; and what an error says.

use tinsmith_aws::{appstream, workspaces};
use tinsmith_runtime::{CallErrorKind, RetryConfig};
use tinsmith_tests::server::{Reply, Server};

fn reply(status: u16, code: &str) -> Reply {
    let body = format!(r#"{{"__type":"com.amazonaws#{code}","message":"because of {code}"}}"#);
    Reply::json(status, &body)
}

async fn appstream(reply: Reply) -> (appstream::Client, Server) {
    let server = Server::start(vec![reply]).await;
    let client = appstream::Client::builder().region("eu-central-1").access_key("id", "secret");
    let client = client.retry_config(RetryConfig::disabled());
    (client.endpoint_url(server.url()).build(), server)
}

async fn workspaces(reply: Reply) -> (workspaces::Client, Server) {
    let server = Server::start(vec![reply]).await;
    let client = workspaces::Client::builder().region("eu-central-1").access_key("id", "secret");
    let client = client.retry_config(RetryConfig::disabled());
    (client.endpoint_url(server.url()).build(), server)
}

/// Each error of an operation as a variant that holds it.
macro_rules! refused {
    ($service:ident, $client:ident => $call:expr, [$($error:ident),* $(,)?]) => {$(
        let code = stringify!($error);
        let ($client, _server) = $service(reply(400, code)).await;
        match $call.send().await.unwrap_err() {
            $service::Error::$error(error) => {
                assert_eq!(error.message.as_deref(), Some(format!("because of {code}").as_str()));
                assert_eq!(error.answer().code(), Some(code));
                assert_eq!(error.answer().status(), 400);
                assert_eq!(error.answer().request_id(), Some("test-request-id"));
            }
            other => panic!("{code}: {other:?}"),
        }
    )*};
}

#[tokio::test]
async fn errors_of_appstream_are_typed() {
    refused!(
        appstream, client => client.create_export_image_task().ami_name("a").iam_role_arn("b").image_name("c"),
        [
            ConcurrentModificationException,
            InvalidAccountStatusException,
            InvalidRoleException,
            LimitExceededException,
            OperationNotPermittedException,
            ResourceNotAvailableException,
            ResourceNotFoundException,
        ]
    );
    refused!(appstream, client => client.describe_image_builders(), [ResourceNotFoundException]);
    refused!(
        appstream, client => client.create_image_builder().name("a").instance_type("b"),
        [
            ConcurrentModificationException,
            IncompatibleImageException,
            InvalidAccountStatusException,
            InvalidParameterCombinationException,
            InvalidRoleException,
            LimitExceededException,
            OperationNotPermittedException,
            RequestLimitExceededException,
            ResourceAlreadyExistsException,
            ResourceNotAvailableException,
            ResourceNotFoundException,
        ]
    );
    refused!(
        appstream, client => client.start_image_builder().name("a"),
        [
            ConcurrentModificationException,
            IncompatibleImageException,
            InvalidAccountStatusException,
            ResourceNotAvailableException,
            ResourceNotFoundException,
        ]
    );
    refused!(
        appstream, client => client.stop_image_builder().name("a"),
        [ConcurrentModificationException, OperationNotPermittedException, ResourceNotFoundException]
    );
    refused!(
        appstream, client => client.create_image_builder_streaming_url().name("a"),
        [OperationNotPermittedException, ResourceNotFoundException]
    );
    refused!(
        appstream, client => client.delete_image_builder().name("a"),
        [ConcurrentModificationException, OperationNotPermittedException, ResourceNotFoundException]
    );
    refused!(
        appstream, client => client.delete_image().name("a"),
        [
            ConcurrentModificationException,
            OperationNotPermittedException,
            ResourceInUseException,
            ResourceNotFoundException,
        ]
    );
}

#[tokio::test]
async fn errors_of_workspaces_are_typed() {
    refused!(
        workspaces, client => client.create_workspace_image().name("a").description("b").workspace_id("c"),
        [
            AccessDeniedException,
            InvalidParameterValuesException,
            InvalidResourceStateException,
            OperationNotSupportedException,
            ResourceAlreadyExistsException,
            ResourceLimitExceededException,
            ResourceNotFoundException,
        ]
    );
    refused!(
        workspaces, client => client.create_updated_workspace_image().name("a").description("b").source_image_id("c"),
        [
            AccessDeniedException,
            InvalidParameterValuesException,
            InvalidResourceStateException,
            OperationNotSupportedException,
            ResourceAlreadyExistsException,
            ResourceLimitExceededException,
            ResourceNotFoundException,
        ]
    );
    refused!(
        workspaces,
        client => client.update_workspace_image_permission().image_id("a").shared_account_id("b").allow_copy_image(true),
        [
            AccessDeniedException,
            InvalidParameterValuesException,
            OperationNotSupportedException,
            ResourceNotFoundException,
            ResourceUnavailableException,
        ]
    );
    refused!(workspaces, client => client.describe_workspace_images(), [AccessDeniedException]);
}

#[tokio::test]
async fn an_error_says_everything() {
    let body =
        r#"{"__type":"ResourceNotFoundException","message":"no such image","ResourceId":"wsi-1"}"#;
    let (client, _server) = workspaces(Reply::json(400, body)).await;
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: ResourceNotFoundException: no such image \
         (status 400, request id test-request-id)"
    );
    assert_eq!(error.operation(), "DescribeWorkspaceImages");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.message(), Some("no such image"));
    assert_eq!(error.status(), Some(400));
    assert_eq!(error.request_id(), Some("test-request-id"));
    assert!(!error.is_retryable() && !error.is_throttling());
    match error {
        workspaces::Error::ResourceNotFoundException(error) => {
            assert_eq!(error.resource_id.as_deref(), Some("wsi-1"));
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_code_that_the_model_does_not_know_is_kept() {
    let (client, _server) = workspaces(reply(400, "BrandNewException")).await;
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: BrandNewException: because of BrandNewException \
         (status 400, request id test-request-id)"
    );
    assert_eq!(error.code(), Some("BrandNewException"));
    assert!(
        matches!(&error, workspaces::Error::Call(call) if call.kind() == CallErrorKind::Unmodeled)
    );
}

#[tokio::test]
async fn an_error_whose_body_is_not_what_the_model_says_keeps_its_code() {
    let body = r#"{"__type":"ResourceNotFoundException","message":"gone","ResourceId":[1]}"#;
    let (client, _server) = workspaces(Reply::json(400, body)).await;
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: ResourceNotFoundException: gone (status 400, request id \
         test-request-id): ResourceId: expected a string, found a list at byte 68"
    );
}

#[tokio::test]
async fn a_code_in_a_header_counts() {
    let answer = Reply::Answer(
        400,
        vec![("x-amzn-errortype", "AccessDeniedException:http://x/".to_owned())],
        b"{}".to_vec(),
    );
    let (client, _server) = workspaces(answer).await;
    let error = client.describe_workspace_images().send().await.unwrap_err();
    assert!(matches!(error, workspaces::Error::AccessDeniedException(_)), "{error}");
}

#[tokio::test]
async fn what_is_wrong_before_anything_is_sent() {
    let builder =
        || workspaces::Client::builder().access_key("id", "secret").region("eu-central-1");
    let image = builder().build().create_workspace_image().name("a").send().await.unwrap_err();
    assert_eq!(
        image.to_string(),
        "CreateWorkspaceImage: nothing was sent: required members are missing: Description, WorkspaceId"
    );
    let images = || builder().build().describe_workspace_images();
    let header = images().with(|call| call.header("not a name", "x")).send().await.unwrap_err();
    assert!(header.to_string().contains("`not a name` is not the name of a header"), "{header}");
    let fips = builder().use_fips(true).endpoint_url("http://localhost").build();
    let endpoint = fips.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(
        endpoint.to_string(),
        "DescribeWorkspaceImages: nothing was sent: there is no endpoint: Invalid Configuration: \
         FIPS and custom endpoint are not supported"
    );
    let config = tinsmith_runtime::SdkConfig::builder()
        .region(tinsmith_runtime::Region::new("eu-central-1"));
    let nobody = workspaces::Client::new(&config.build());
    let credentials = nobody.describe_workspace_images().send().await.unwrap_err();
    assert!(credentials.to_string().contains("has no credentials provider"), "{credentials}");
    let kinds = [image, header, endpoint, credentials].map(|error| match error {
        workspaces::Error::Call(call) => call.kind(),
        other => panic!("{other}"),
    });
    use CallErrorKind::{Credentials, Endpoint, InvalidInput};
    assert_eq!(kinds, [InvalidInput, InvalidInput, Endpoint, Credentials]);
}
