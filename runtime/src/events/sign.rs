//! Signatures of events, each made from the one before, the first from that of the request.

use crate::auth::Onward;
use crate::error::BoxError;
use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
use aws_smithy_types::event_stream::Message;

/// Signs events, if their request was signed.
pub(super) struct Signer {
    request: Onward,
    /// The last signature that was made here.
    last: Option<String>,
}

impl Signer {
    pub(super) fn new(request: Onward) -> Self {
        Self { request, last: None }
    }

    /// A message with its signature: of an event, or of none behind the last.
    ///
    /// # Errors
    ///
    /// The message cannot be written.
    pub(super) fn sign(&mut self, message: Option<Message>) -> Result<Option<Message>, BoxError> {
        let Some(seed) = self.request.seed() else { return Ok(message) };
        let params = SigningParams::builder()
            .identity(&seed.identity)
            .region(&seed.region)
            .name(&seed.name)
            .time(seed.clock.now())
            .settings(())
            .build()?;
        let last = self.last.as_ref().unwrap_or(&seed.signature);
        let signed = match message {
            Some(message) => sign_message(&message, last, &params)?,
            None => sign_empty_message(last, &params)?,
        };
        let (message, signature) = signed.into_parts();
        self.last = Some(signature);
        Ok(Some(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{Clock, Seed};
    use aws_credential_types::Credentials;
    use aws_runtime::auth::SigV4OperationSigningConfig;
    use aws_runtime::auth::sigv4::SigV4Signer;
    use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
    use aws_smithy_eventstream::frame::DeferredSigner;
    use aws_smithy_runtime_api::client::auth::{AuthSchemeEndpointConfig, Sign};
    use aws_smithy_runtime_api::client::identity::Identity;
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::config_bag::{ConfigBag, Layer};
    use aws_smithy_types::event_stream::SignMessage;
    use aws_types::SigningName;
    use aws_types::region::SigningRegion;
    use std::time::{Duration, SystemTime};

    /// The official signer of events, and what ours goes on from.
    fn signers() -> (DeferredSigner, Onward) {
        let (signer, sender) = DeferredSigner::new();
        let mut layer = Layer::new("test");
        layer.store_put(sender);
        layer.store_put(SigV4OperationSigningConfig {
            region: Some(SigningRegion::from_static("eu-central-1")),
            name: Some(SigningName::from_static("transcribe")),
            ..SigV4OperationSigningConfig::default()
        });
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_440_938_160_123);
        let source = SharedTimeSource::new(StaticTimeSource::new(time));
        let components = RuntimeComponentsBuilder::for_tests()
            .with_time_source(Some(source.clone()))
            .build()
            .unwrap();
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_uri("https://host/").unwrap();
        let identity: Identity =
            Credentials::new("AKIDEXAMPLE", "secret", None, None, "test").into();
        let endpoint = AuthSchemeEndpointConfig::empty();
        let cfg = ConfigBag::of_layers(vec![layer]);
        let official = SigV4Signer::new();
        official.sign_http_request(&mut request, &identity, endpoint, &components, &cfg).unwrap();
        let authorization = request.headers().get("authorization").unwrap();
        let signature = authorization.rsplit('=').next().unwrap().to_owned();
        let (region, name) = ("eu-central-1".to_owned(), "transcribe".to_owned());
        let clock = Clock::of(source);
        (signer, Onward::of(Seed { signature, identity, region, name, time, clock }))
    }

    #[test]
    fn events_are_signed_as_by_the_official_signer() {
        let (mut official, request) = signers();
        let mut ours = Signer::new(request);
        let event = || Message::new(&b"the same event"[..]);
        let signed = [ours.sign(Some(event())), ours.sign(Some(event())), ours.sign(None)];
        let [first, second, last] = signed.map(|signed| signed.unwrap().unwrap());
        assert_eq!(first, official.sign(event()).unwrap());
        assert_eq!(second, official.sign(event()).unwrap());
        assert_eq!(last, official.sign_empty().unwrap().unwrap());
        assert_ne!(first, second, "each goes on from the one before");
    }

    #[test]
    fn events_of_a_request_that_is_not_signed_are_not_signed() {
        let mut ours = Signer::new(Onward::default());
        let event = Message::new(&b"event"[..]);
        assert_eq!(ours.sign(Some(event.clone())).unwrap(), Some(event));
        assert_eq!(ours.sign(None).unwrap(), None);
    }
}
