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
    use crate::auth::official;
    use aws_smithy_eventstream::frame::DeferredSigner;
    use aws_smithy_types::config_bag::Layer;
    use aws_smithy_types::event_stream::SignMessage;

    /// The official signer of events, and what ours goes on from.
    fn signers() -> (DeferredSigner, Onward) {
        let (signer, sender) = DeferredSigner::new();
        let mut layer = Layer::new("test");
        layer.store_put(sender);
        (signer, official::signed(layer))
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
