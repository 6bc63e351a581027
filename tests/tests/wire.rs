//! The twelve operations on the wire: what is sent, typed by hand from the documents that each
//! fixture names, and what comes back.

use serde_json::Value;
use std::fs;
use tinsmith_aws::{appstream, workspaces};
use tinsmith_tests::environment::{root, shared};
use tinsmith_tests::server::{Reply, Server};

/// A fixture of `tests/fixtures/wire`.
struct Fixture(Value);

impl Fixture {
    fn read(name: &str) -> Self {
        let path = root().join(format!("tests/fixtures/wire/{name}.json"));
        Self(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    }

    /// A server that answers as the fixture says, twice.
    async fn server(&self) -> Server {
        Server::start(vec![Reply::json(200, &self.0["answer"].to_string())]).await
    }

    /// Checks two requests: one with everything that the document has, one with the least.
    fn check(&self, server: &Server) {
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        for (request, expected) in requests.iter().zip(["request", "least"]) {
            assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
            assert_eq!(request.header("content-type"), "application/x-amz-json-1.1");
            assert_eq!(request.header("x-amz-target"), self.0["target"].as_str().unwrap());
            assert_eq!(request.json(), self.0[expected], "{expected}");
            let authorization = request.header("authorization");
            assert!(
                authorization.starts_with("AWS4-HMAC-SHA256 Credential=id/"),
                "{authorization}"
            );
            assert!(authorization.contains("/eu-central-1/"), "{authorization}");
            assert!(authorization.contains("x-amz-target"), "{authorization}");
        }
    }
}

fn appstream(server: &Server) -> appstream::Client {
    let client = appstream::Client::builder().region("eu-central-1").access_key("id", "secret");
    client.endpoint_url(server.url()).build()
}

fn workspaces(server: &Server) -> workspaces::Client {
    let client = workspaces::Client::builder().region("eu-central-1").access_key("id", "secret");
    client.endpoint_url(server.url()).build()
}

#[test]
fn each_fixture_names_a_document_that_is_there() {
    let Some(reference) = shared("reference") else { return };
    let mut count = 0;
    for entry in fs::read_dir(root().join("tests/fixtures/wire")).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let fixture = Fixture::read(&name);
        let from = fixture.0["from"].as_str().unwrap();
        let text = fs::read_to_string(reference.join(from)).unwrap();
        let operation = fixture.0["target"].as_str().unwrap().split('.').next_back().unwrap();
        assert!(text.to_lowercase().contains(&operation.to_lowercase()), "{from}: {operation}");
        count += 1;
    }
    assert_eq!(count, 12);
}

#[tokio::test]
async fn a_cloned_call_has_its_own_input_and_the_settings_so_far() {
    let server = Server::start(vec![Reply::json(200, "{}"), Reply::json(200, "{}")]).await;
    let first = workspaces(&server).delete_tags().resource_id("first").tag_keys(["key"]);
    let first = first.with(|call| call.header("x-both", "1"));
    let second = first.clone().resource_id("second").with(|call| call.header("x-second", "2"));
    first.send().await.unwrap();
    second.send().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].json(), serde_json::json!({"ResourceId": "first", "TagKeys": ["key"]}));
    assert_eq!(requests[1].json(), serde_json::json!({"ResourceId": "second", "TagKeys": ["key"]}));
    let headers = ["x-both", "x-second"];
    assert_eq!(requests[1].header(headers[0]), "1");
    assert_eq!(requests[1].header(headers[1]), "2");
    assert_eq!(requests[0].header(headers[0]), "1");
    assert!(!requests[0].headers.contains_key(headers[1]));
}

#[tokio::test]
async fn create_export_image_task() {
    let fixture = Fixture::read("create_export_image_task");
    let server = fixture.server().await;
    let least = appstream(&server)
        .create_export_image_task()
        .ami_name("exported")
        .iam_role_arn("arn:aws:iam::123456789012:role/export")
        .image_name("golden");
    let call = least.clone().ami_description("for EC2").tag_specifications([("team", "desktop")]);
    let task = call.send().await.unwrap().export_image_task.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    // What the service always answers is plain.
    assert_eq!(task.task_id, "12345678-1234-1234-1234-123456789012");
    assert_eq!(task.image_arn, "arn:aws:appstream:eu-central-1:123456789012:image/golden");
    assert_eq!(task.ami_name, "exported");
    assert_eq!(task.created_date.secs(), 1_732_233_600);
    assert_eq!(task.ami_description.as_deref(), Some("for EC2"));
    assert_eq!(task.state, Some(appstream::ExportImageTaskState::Exporting));
    assert_eq!(task.ami_id.as_deref(), Some("ami-0123456789abcdef0"));
    assert_eq!(task.tag_specifications.unwrap()["team"], "desktop");
    let details = task.error_details.unwrap();
    assert_eq!(details[0].error_code.as_deref(), Some("E1"));
    assert_eq!(details[0].error_message.as_deref(), Some("later"));
}

/// The builder that most answers hold.
fn check_builder(builder: &appstream::ImageBuilder) {
    assert_eq!(builder.name, "finance");
    let arn = "arn:aws:appstream:eu-central-1:123456789012:image-builder/finance";
    assert_eq!(builder.arn.as_deref(), Some(arn));
    assert_eq!(builder.image_arn.as_deref(), Some("arn:aws:appstream:eu-central-1::image/base"));
    assert_eq!(builder.description.as_deref(), Some("for the finance suite"));
    assert_eq!(builder.display_name.as_deref(), Some("Finance"));
    let vpc = builder.vpc_config.as_ref().unwrap();
    assert_eq!(vpc.subnet_ids.as_deref().unwrap(), ["subnet-1", "subnet-2"]);
    assert_eq!(vpc.security_group_ids.as_deref().unwrap(), ["sg-1"]);
    assert_eq!(builder.instance_type.as_deref(), Some("stream.standard.large"));
    assert_eq!(builder.platform, Some(appstream::PlatformType::Windows));
    assert_eq!(builder.state, Some(appstream::ImageBuilderState::Pending));
    let reason = builder.state_change_reason.as_ref().unwrap();
    assert_eq!(reason.code, Some(appstream::ImageBuilderStateChangeReasonCode::InternalError));
    assert_eq!(reason.message.as_deref(), Some("once more"));
    assert_eq!(builder.created_time.map(|created| created.secs()), Some(1_506_643_200));
    assert_eq!(builder.enable_default_internet_access, Some(true));
    let domain = builder.domain_join_info.as_ref().unwrap();
    assert_eq!(domain.directory_name.as_deref(), Some("corp.example.com"));
    let unit = domain.organizational_unit_distinguished_name.as_deref();
    assert_eq!(unit, Some("OU=builders,DC=corp"));
    let error = &builder.image_builder_errors.as_ref().unwrap()[0];
    assert_eq!(error.error_code, Some(appstream::FleetErrorCode::IgwNotAttached));
    assert_eq!(error.error_message.as_deref(), Some("no gateway"));
    assert_eq!(error.error_timestamp.map(|at| at.as_secs_f64()), Some(1_506_643_201.5));
}

#[tokio::test]
async fn describe_image_builders() {
    let fixture = Fixture::read("describe_image_builders");
    let server = fixture.server().await;
    let least = appstream(&server).describe_image_builders();
    let call = least.clone().names(["finance", "sales"]).max_results(123).next_token("string");
    let answer = call.send().await.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    check_builder(&answer.image_builders.unwrap()[0]);
    assert_eq!(answer.next_token.as_deref(), Some("more"));
}

#[tokio::test]
async fn create_image_builder() {
    let fixture = Fixture::read("create_image_builder");
    let server = fixture.server().await;
    let least = appstream(&server)
        .create_image_builder()
        .name("finance")
        .instance_type("stream.standard.large");
    let vpc = appstream::VpcConfig::new().subnet_ids(["subnet-1", "subnet-2"]);
    let domain = appstream::DomainJoinInfo::new().directory_name("corp.example.com");
    let call = least
        .clone()
        .image_name("base")
        .description("for the finance suite")
        .display_name("Finance")
        .vpc_config(vpc.security_group_ids(["sg-1"]))
        .enable_default_internet_access(true)
        .domain_join_info(domain.organizational_unit_distinguished_name("OU=builders,DC=corp"));
    check_builder(&call.send().await.unwrap().image_builder.unwrap());
    least.send().await.unwrap();
    fixture.check(&server);
}

#[tokio::test]
async fn start_stop_and_delete_image_builder() {
    let fixture = Fixture::read("start_image_builder");
    let server = fixture.server().await;
    let call = appstream(&server).start_image_builder().name("finance");
    check_builder(&call.clone().send().await.unwrap().image_builder.unwrap());
    call.send().await.unwrap();
    fixture.check(&server);

    let fixture = Fixture::read("stop_image_builder");
    let server = fixture.server().await;
    let call = appstream(&server).stop_image_builder().name("finance");
    check_builder(&call.clone().send().await.unwrap().image_builder.unwrap());
    call.send().await.unwrap();
    fixture.check(&server);

    let fixture = Fixture::read("delete_image_builder");
    let server = fixture.server().await;
    let call = appstream(&server).delete_image_builder().name("finance");
    check_builder(&call.clone().send().await.unwrap().image_builder.unwrap());
    call.send().await.unwrap();
    fixture.check(&server);
}

#[tokio::test]
async fn create_image_builder_streaming_url() {
    let fixture = Fixture::read("create_image_builder_streaming_url");
    let server = fixture.server().await;
    let least = appstream(&server).create_image_builder_streaming_url().name("finance");
    let answer = least.clone().validity(123).send().await.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    let url = "https://appstream2.example.com/auth?parameters=x";
    assert_eq!(answer.streaming_url.as_deref(), Some(url));
    assert_eq!(answer.expires.map(|expires| expires.secs()), Some(1_506_646_800));
    // The URL lets anybody in.
    assert!(!format!("{answer:?}").contains(url));
}

#[tokio::test]
async fn delete_image() {
    let fixture = Fixture::read("delete_image");
    let server = fixture.server().await;
    let call = appstream(&server).delete_image().name("golden");
    let image = call.clone().send().await.unwrap().image.unwrap();
    call.send().await.unwrap();
    fixture.check(&server);
    assert_eq!(image.name, "golden");
    assert_eq!(image.base_image_arn.as_deref(), Some("arn:aws:appstream:eu-central-1::image/base"));
    assert_eq!(image.state, Some(appstream::ImageState::Deleting));
    assert_eq!(image.visibility, Some(appstream::VisibilityType::Private));
    assert_eq!(image.image_builder_supported, Some(true));
    let reason = image.state_change_reason.unwrap();
    assert_eq!(reason.code, Some(appstream::ImageStateChangeReasonCode::ImageBuilderNotAvailable));
    let application = &image.applications.unwrap()[0];
    assert_eq!(application.display_name.as_deref(), Some("Calculator"));
    assert_eq!(application.icon_url.as_deref(), Some("https://example.com/calc.png"));
    assert_eq!(application.launch_path.as_deref(), Some("C:/calc.exe"));
    assert_eq!(application.launch_parameters.as_deref(), Some("/s"));
    assert_eq!(application.enabled, Some(true));
    assert_eq!(application.metadata.as_ref().unwrap()["vendor"], "us");
    let released = image.public_base_image_released_date;
    assert_eq!(released.map(|released| released.secs()), Some(1_504_224_000));
}

#[tokio::test]
async fn create_workspace_image() {
    let fixture = Fixture::read("create_workspace_image");
    let server = fixture.server().await;
    let least = workspaces(&server)
        .create_workspace_image()
        .name("golden")
        .description("finance suite")
        .workspace_id("ws-0123456789");
    let tag = workspaces::Tag::new().key("team").value("desktop");
    let image = least.clone().tags([tag]).send().await.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    assert_eq!(image.created.map(|created| created.as_secs_f64()), Some(1_732_233_600.25));
    assert_eq!(image.description.as_deref(), Some("finance suite"));
    assert_eq!(image.image_id.as_deref(), Some("wsi-0123456789"));
    assert_eq!(image.name.as_deref(), Some("golden"));
    let system = image.operating_system.unwrap();
    assert_eq!(system.type_, Some(workspaces::OperatingSystemType::Windows));
    assert_eq!(image.owner_account_id.as_deref(), Some("123456789012"));
    let tenancy = Some(workspaces::WorkspaceImageRequiredTenancy::Dedicated);
    assert_eq!(image.required_tenancy, tenancy);
    assert_eq!(image.state, Some(workspaces::WorkspaceImageState::Pending));
}

#[tokio::test]
async fn create_updated_workspace_image() {
    let fixture = Fixture::read("create_updated_workspace_image");
    let server = fixture.server().await;
    let least = workspaces(&server)
        .create_updated_workspace_image()
        .name("golden-2")
        .description("with new drivers")
        .source_image_id("wsi-0123456789");
    let tag = workspaces::Tag::new().key("team").value("desktop");
    let answer = least.clone().tags([tag]).send().await.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    assert_eq!(answer.image_id.as_deref(), Some("wsi-9876543210"));
}

#[tokio::test]
async fn update_workspace_image_permission() {
    let fixture = Fixture::read("update_workspace_image_permission");
    let server = fixture.server().await;
    let call = workspaces(&server)
        .update_workspace_image_permission()
        .image_id("wsi-0123456789")
        .shared_account_id("210987654321");
    let answer = call.clone().allow_copy_image(false).send().await.unwrap();
    assert_eq!(answer, workspaces::UpdateWorkspaceImagePermissionResult::default());
    call.allow_copy_image(true).send().await.unwrap();
    fixture.check(&server);
}

#[tokio::test]
async fn describe_workspace_images() {
    let fixture = Fixture::read("describe_workspace_images");
    let server = fixture.server().await;
    let least = workspaces(&server).describe_workspace_images();
    let call = least.clone().image_ids(["wsi-0123456789"]).image_type("OWNED");
    let answer = call.next_token("string").max_results(25).send().await.unwrap();
    least.send().await.unwrap();
    fixture.check(&server);
    assert_eq!(answer.next_token.as_deref(), Some("more"));
    let image = &answer.images.unwrap()[0];
    assert_eq!(image.state, Some(workspaces::WorkspaceImageState::Available));
    let updates = image.updates.as_ref().unwrap();
    assert_eq!(updates.update_available, Some(true));
    assert_eq!(updates.description.as_deref(), Some("new drivers"));
    let details = &image.error_details.as_ref().unwrap()[0];
    let code = Some(workspaces::WorkspaceImageErrorDetailCode::AppXPackagesInstalled);
    assert_eq!(details.error_code, code);
}
