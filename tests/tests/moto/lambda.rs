//! Lambda.

use tinsmith_aws::lambda::{Client, Environment, Error, FunctionCode, Runtime};
use tinsmith_runtime::Blob;
use tinsmith_tests::moto::Access;

/// The smallest archive of the format zip: one without files.
const EMPTY_ZIP: [u8; 22] =
    [b'P', b'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

pub(crate) async fn a_function_is_made_called_and_deleted(access: &Access) {
    let client: Client = access.client();
    let variables = Environment::new().variables([("GREETING", "héllo")]);
    let made = client
        .create_function()
        .function_name("adder")
        .runtime(Runtime::Python312)
        .role(&access.role)
        .handler("main.add")
        .code(FunctionCode::new().zip_file(Blob::new(EMPTY_ZIP)))
        .environment(variables)
        .memory_size(256)
        .tags([("team", "desktop")])
        .send()
        .await
        .unwrap();
    assert_eq!(made.function_name.as_deref(), Some("adder"));
    assert_eq!(made.code_size, Some(22));

    let found = client.get_function().function_name("adder").send().await.unwrap();
    let configuration = found.configuration.unwrap();
    assert_eq!(configuration.runtime, Some(Runtime::Python312));
    assert_eq!(configuration.memory_size, Some(256));
    let variables = configuration.environment.unwrap().variables.unwrap();
    assert_eq!(variables["GREETING"], "héllo");
    assert_eq!(found.tags.unwrap()["team"], "desktop");
    let all = client.list_functions().items().collect().await.unwrap();
    assert_eq!(all.len(), 1);

    let invoke = client.invoke().function_name("adder").payload(Blob::new(r#"{"a":1,"b":2}"#));
    let answered = invoke.send().await.unwrap();
    assert_eq!(answered.status_code, Some(200));
    assert_eq!(answered.function_error, None);
    assert_eq!(answered.payload.unwrap().as_ref(), br#"{"sum":3}"#);

    client.delete_function().function_name("adder").send().await.unwrap();
    let error = client.get_function().function_name("adder").send().await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    let Error::ResourceNotFoundException(missing) = error else { panic!("{error}") };
    assert!(missing.message.as_deref().is_some_and(|said| said.contains("adder")));
}
