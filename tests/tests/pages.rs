//! Paginators: pages, items, and tokens that do not move.

use futures_util::StreamExt;
use tinsmith_aws::workspaces::{Client, DescribeWorkspaceImages, Error, WorkspaceImage};
use tinsmith_runtime::CallErrorKind;
use tinsmith_tests::server::{Reply, Server};

fn page(names: &[&str], next: Option<&str>) -> Reply {
    let images: Vec<String> = names.iter().map(|name| format!(r#"{{"Name":"{name}"}}"#)).collect();
    let next = next.map(|next| format!(r#","NextToken":"{next}""#)).unwrap_or_default();
    Reply::json(200, &format!(r#"{{"Images":[{}]{next}}}"#, images.join(",")))
}

async fn images(replies: Vec<Reply>) -> (DescribeWorkspaceImages, Server) {
    let server = Server::start(replies).await;
    let client = Client::builder().region("eu-central-1").access_key("id", "secret");
    let client = client.endpoint_url(server.url()).build();
    (client.describe_workspace_images().max_results(2), server)
}

fn three_pages() -> Vec<Reply> {
    vec![page(&["a", "b"], Some("t1")), page(&[], Some("t2")), page(&["c"], None)]
}

fn tokens(server: &Server) -> Vec<Option<String>> {
    let token = |body: serde_json::Value| body["NextToken"].as_str().map(str::to_owned);
    server.requests().iter().map(|request| token(request.json())).collect()
}

#[tokio::test]
async fn all_pages_come_the_empty_one_too() {
    let (images, server) = images(three_pages()).await;
    let mut pages = images.pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().images.unwrap().len());
    }
    assert_eq!(sizes, [2, 0, 1]);
    assert_eq!(tokens(&server), [None, Some("t1".into()), Some("t2".into())]);
    assert!(server.requests().iter().all(|request| request.json()["MaxResults"] == 2));
    assert!(pages.next().await.is_none(), "the end stays the end");
}

#[tokio::test]
async fn items_come_from_all_pages() {
    let (images, _server) = images(three_pages()).await;
    let names: Vec<String> =
        StreamExt::map(images.items(), |image: Result<WorkspaceImage, Error>| {
            image.unwrap().name.unwrap()
        })
        .collect()
        .await;
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
async fn nothing_is_asked_before_it_is_needed() {
    let (images, server) = images(three_pages()).await;
    let mut items = images.items();
    assert!(server.requests().is_empty());
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_behind_its_page() {
    let (images, server) = images(vec![page(&["a"], Some("t")), page(&["b"], Some("t"))]).await;
    let mut items = images.items();
    assert_eq!(items.next().await.unwrap().unwrap().name.as_deref(), Some("a"));
    assert_eq!(items.next().await.unwrap().unwrap().name.as_deref(), Some("b"));
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Call(call) if call.kind() == CallErrorKind::RepeatedToken));
    assert_eq!(
        error.to_string(),
        "DescribeWorkspaceImages: the pages do not end: the service answered the token that it \
         was asked with"
    );
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let refused = Reply::json(400, r#"{"__type":"AccessDeniedException"}"#);
    let (images, _server) = images(vec![page(&["a"], Some("t")), refused]).await;
    let mut pages = images.pages();
    pages.next().await.unwrap().unwrap();
    assert!(matches!(pages.next().await, Some(Err(Error::AccessDeniedException(_)))));
    assert!(pages.next().await.is_none());
}
