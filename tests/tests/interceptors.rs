//! What interceptors of users find.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::{Arc, Mutex};
use tinsmith_aws::workspaces::{
    self, DescribeWorkspaceImagesRequest as Request, DescribeWorkspaceImagesResult as Answer,
};
use tinsmith_runtime::{Intercept, Quiet};
use tinsmith_tests::server::{Reply, Server};

/// Asks for a page, and keeps where the next begins.
#[derive(Debug)]
struct Pages(Arc<Mutex<Vec<String>>>);

#[dyn_dispatch_hint]
impl Intercept for Pages {
    fn name(&self) -> &'static str {
        "Pages"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input_mut();
        assert!(!format!("{input:?}").contains("asked"), "{input:?}");
        let Quiet(request) = input.downcast_mut::<Quiet<Request>>().ok_or("another input")?;
        let asked = request.next_token.replace("instead".to_owned());
        self.0.lock().unwrap().extend(asked);
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let output = context.output_or_error().and_then(Result::ok).ok_or("no output")?;
        assert!(!format!("{output:?}").contains("answered"), "{output:?}");
        let Quiet(answer) = output.downcast_ref::<Quiet<Answer>>().ok_or("another output")?;
        self.0.lock().unwrap().extend(answer.next_token.clone());
        Ok(())
    }
}

#[tokio::test]
async fn inputs_and_outputs_are_found_by_their_types_and_do_not_show_themselves() {
    let server = Server::start(vec![Reply::json(200, r#"{"NextToken": "answered"}"#)]).await;
    let client = workspaces::Client::builder().region("eu-central-1").access_key("id", "secret");
    let client = client.endpoint_url(server.url()).build();
    let found = Arc::default();
    let call = client.describe_workspace_images().next_token("asked");
    let pages = Pages(Arc::clone(&found));
    let answer = call.with(|call| call.interceptor(pages)).send().await.unwrap();
    assert_eq!(answer.next_token.as_deref(), Some("answered"));
    assert_eq!(*found.lock().unwrap(), ["asked", "answered"]);
    let sent = String::from_utf8(server.requests()[0].body.clone()).unwrap();
    assert_eq!(sent, r#"{"NextToken":"instead"}"#);
}
