//! WorkSpaces.

use serde_json::Value;
use tinsmith_aws::workspaces::{Client, Error, Tag, WorkspaceImageState};
use tinsmith_runtime::CallErrorKind;
use tinsmith_tests::moto::Moto;

fn text<'v>(prepared: &'v Value, key: &str) -> &'v str {
    prepared[key].as_str().unwrap()
}

fn client(moto: &Moto, prepared: &Value, secret: &str) -> Client {
    let client = Client::builder().region(text(prepared, "region")).endpoint_url(moto.url());
    client.access_key(text(prepared, "key"), secret).build()
}

pub(crate) async fn an_image_is_made_found_and_shared(moto: &Moto) {
    let prepared = moto.prepare("prepare.py");
    let client = client(moto, &prepared, text(&prepared, "secret"));
    let made = client
        .create_workspace_image()
        .name("golden")
        .description("finance suite")
        .workspace_id(text(&prepared, "workspace"))
        .tags([Tag::new().key("team").value("desktop")])
        .send()
        .await
        .unwrap();
    let id = made.image_id.unwrap();
    assert!(id.starts_with("wsi-"), "{id}");
    assert_eq!(made.name.as_deref(), Some("golden"));
    assert!(made.created.unwrap().secs() > 1_700_000_000);

    let found = client.describe_workspace_images().image_ids([&id]).send().await.unwrap();
    let images = found.images.unwrap();
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].image_id.as_deref(), Some(id.as_str()));
    assert_eq!(images[0].description.as_deref(), Some("finance suite"));
    assert_eq!(images[0].state, Some(WorkspaceImageState::Available));
    let items = client.describe_workspace_images().items().collect().await.unwrap();
    assert_eq!(items, images);

    let permissions = || client.describe_workspace_image_permissions().image_id(&id).send();
    assert!(permissions().await.unwrap().image_permissions.unwrap_or_default().is_empty());
    let share = client.update_workspace_image_permission().image_id(&id);
    let share = share.shared_account_id("210987654321");
    share.clone().allow_copy_image(true).send().await.unwrap();
    let shared = permissions().await.unwrap().image_permissions.unwrap();
    assert_eq!(shared[0].shared_account_id.as_deref(), Some("210987654321"));
    share.allow_copy_image(false).send().await.unwrap();
    assert!(permissions().await.unwrap().image_permissions.unwrap_or_default().is_empty());
}

pub(crate) async fn a_wrong_secret_is_refused_and_not_retried(moto: &Moto) {
    let prepared = moto.prepare("prepare.py");
    let good = client(moto, &prepared, text(&prepared, "secret"));
    good.describe_workspace_images().send().await.unwrap();
    let bad = client(moto, &prepared, "wrong");
    let error = bad.describe_workspace_images().send().await.unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert!(!error.is_retryable());
    // moto answers in XML, whatever the service speaks.
    assert!(matches!(&error, Error::Call(call) if call.kind() == CallErrorKind::Unmodeled));
    let said = error.to_string();
    assert!(
        said.starts_with("DescribeWorkspaceImages: the service answered an error (status 403"),
        "{said}"
    );
    assert!(said.contains("it begins: ") && said.contains("SignatureDoesNotMatch"), "{said}");
}

pub(crate) async fn what_does_not_exist_is_a_typed_error(moto: &Moto) {
    let prepared = moto.prepare("prepare.py");
    let client = client(moto, &prepared, text(&prepared, "secret"));
    let call = client.create_workspace_image().name("golden").description("d");
    let error = call.workspace_id("ws-000000000").send().await.unwrap_err();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error}");
    assert_eq!(error.status(), Some(400));
}
