//! Tests of code that calls services, without a network: for the clients of all services, whoever's
//! they are.
//!
//! ```
//! use tinsmith_runtime::testing::{Exchange, Mock, build, refused};
//! # mod service {
//! #     use tinsmith_runtime::prelude::*;
//! #     use tinsmith_runtime::{self as runtime, rules::*};
//! #     static RULES: Rules = Rules {
//! #         parameters: &[Parameter::string("Endpoint").built_in(BuiltIn::Endpoint)],
//! #         kept: &[], conditions: &[Condition::test(IsSet, &[Slot(0)])],
//! #         results: &[Outcome::url(Slot(0)), Outcome::Error(Str("no endpoint"))],
//! #         nodes: &[Node(0, End(0), End(1))],
//! #     };
//! #     #[derive(Clone, Debug)]
//! #     pub struct Client { runtime: runtime::Client }
//! #     client!(Client { protocol = Protocol::AwsJson1_1("Doc"), sdk_id = "Doc", module = "doc", auth = &[Auth::Anonymous], endpoints = &RULES, });
//! #     operations!(Client { create_workspace_image: CreateWorkspaceImage, });
//! #     pub struct CreateWorkspaceImage { pub input: CreateWorkspaceImageRequest, call: Call }
//! #     operation!(CreateWorkspaceImage: CreateWorkspaceImageRequest => CreateWorkspaceImageResult, Error, json("CreateWorkspaceImage"));
//! #     impl CreateWorkspaceImage {
//! #         pub fn name(mut self, name: impl Into<String>) -> Self { self.input.name = Some(name.into()); self }
//! #     }
//! #     #[derive(Clone, Debug, Default, PartialEq)]
//! #     #[non_exhaustive]
//! #     pub struct CreateWorkspaceImageRequest { pub name: Option<String> }
//! #     encode_json!(CreateWorkspaceImageRequest { required "Name" = name, });
//! #     #[derive(Clone, Debug, Default, PartialEq)]
//! #     #[non_exhaustive]
//! #     pub struct CreateWorkspaceImageResult { pub image_id: Option<String> }
//! #     decode_json!(CreateWorkspaceImageResult { read "ImageId" = image_id, });
//! #     #[derive(Debug)]
//! #     pub enum Error { ResourceNotFoundException(Refused<ResourceNotFoundException>), Call(CallError) }
//! #     service_error!(Error: json { ResourceNotFoundException = "ResourceNotFoundException", });
//! #     #[derive(Clone, Debug, Default, PartialEq)]
//! #     #[non_exhaustive]
//! #     pub struct ResourceNotFoundException { pub resource_id: Option<String> }
//! #     decode_json!(ResourceNotFoundException { read "ResourceId" = resource_id, });
//! # }
//! use service::{Client, CreateWorkspaceImage, CreateWorkspaceImageResult, Error};
//! # use service::ResourceNotFoundException;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = Mock::new();
//! let client: Client = mock.client();
//!
//! // A closure answers. What is sent and what is answered have types.
//! mock.answer::<CreateWorkspaceImage>(|input| {
//!     Ok(build::<CreateWorkspaceImageResult>(|image| {
//!         image.image_id = input.name.as_ref().map(|name| format!("wsi-{name}"));
//!     }))
//! });
//! let image = client.create_workspace_image().name("golden").send().await?;
//! assert_eq!(image.image_id.as_deref(), Some("wsi-golden"));
//!
//! // It refuses, once, as the service would.
//! mock.answer_once::<CreateWorkspaceImage>(|_| {
//!     let error = build::<ResourceNotFoundException>(|error| {
//!         error.resource_id = Some("ws-1".to_owned());
//!     });
//!     Err(Error::ResourceNotFoundException(refused(error).with_message("no such WorkSpace")))
//! });
//! let error = client.create_workspace_image().name("none").send().await.unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "CreateWorkspaceImage: ResourceNotFoundException: no such WorkSpace (status 400)"
//! );
//!
//! // What was asked, and what would have been sent.
//! assert_eq!(mock.asked::<CreateWorkspaceImage>()[1].name.as_deref(), Some("none"));
//! assert_eq!(mock.requests()[0].body(), Some(br#"{"Name":"golden"}"#.as_slice()));
//!
//! // A recorded exchange answers operations that have no closure.
//! let mock = Mock::new();
//! mock.replay(Exchange::new(
//!     "POST / HTTP/1.1\n\n{\"Name\": \"golden\"}",
//!     "HTTP/1.1 200 OK\n\n{\"ImageId\": \"wsi-1\"}",
//! )?);
//! let image = mock.client::<Client>().create_workspace_image().name("golden").send().await?;
//! assert_eq!(image.image_id.as_deref(), Some("wsi-1"));
//! # Ok(())
//! # }
//! ```

mod answered;
mod exchange;
mod mock;
mod mockable;
mod request;

#[doc(hidden)]
pub use answered::mocked;
pub(crate) use answered::{keep, take};
pub use exchange::{BadExchange, Exchange};
pub use mock::Mock;
pub use mockable::{Mockable, MockableError};
#[doc(hidden)]
pub use mockable::{complete, complete_call};
pub use request::SentRequest;

#[cfg(feature = "events")]
use crate::events::{EventStream, ReceivedEvents};
use crate::{CallError, CallErrorKind, Refused};
use answered::Told;

/// A structure with some of its members. Structures cannot be written out, for they may get more
/// members; what is only received has no setters either.
pub fn build<T: Default>(fill: impl FnOnce(&mut T)) -> T {
    let mut built = T::default();
    fill(&mut built);
    built
}

/// An error of a model as a service would answer it: with status 400, unless
/// [`with_status`](Refused::with_status) says otherwise. A mock adds the operation and the code.
pub fn refused<T>(error: T) -> Refused<T> {
    Refused::of_test(error)
}

/// An error on the way, such as a timeout; `cause` is printed with it. For any service's error:
/// `Err(call_error(CallErrorKind::Timeout, "too slow").into())`.
pub fn call_error(kind: CallErrorKind, cause: impl Into<String>) -> CallError {
    CallError::new("", kind, cause.into())
}

/// An error that a service answers and its model does not have.
pub fn unmodeled(status: u16, code: impl Into<String>, message: impl Into<String>) -> CallError {
    CallError::of_test(status, code.into(), message.into())
}

/// A stream of events for an answer. The first error ends it.
#[cfg(feature = "events")]
pub fn event_stream<T: ReceivedEvents<Error: MockableError>>(
    events: impl IntoIterator<Item = Result<T, T::Error>, IntoIter: Send + Sync + 'static>,
) -> EventStream<T> {
    EventStream::of_test(events.into_iter().map(|event| event.map_err(Told::in_stream)))
}
