//! What goes on from the signature of a request: chunks of its body, and events, each signed by what the
//! one before was signed with.

use super::headers::{Signed, Signing};
use crate::auth::skew::Skew;
use crate::error::BoxError;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

/// What the first signature was made with, and came to.
#[derive(Clone)]
pub(crate) struct Seed {
    pub(crate) signature: String,
    pub(crate) identity: Identity,
    pub(crate) region: String,
    pub(crate) name: String,
    pub(crate) time: SystemTime,
}

impl Seed {
    pub(super) fn new(
        signed: &Signed,
        identity: &Identity,
        signing: &Signing<'_>,
        time: SystemTime,
    ) -> Self {
        Self {
            signature: signed.signature().to_owned(),
            identity: identity.clone(),
            region: signing.region.to_owned(),
            name: signing.name.to_owned(),
            time,
        }
    }
}

impl fmt::Debug for Seed {
    /// Without signatures and identities, which are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

/// Where a body of chunks looks for the seed once its request is signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Onward(Arc<OnceLock<Seed>>);

impl Onward {
    pub(crate) fn seed(&self) -> Option<&Seed> {
        self.0.get()
    }

    #[cfg(test)]
    pub(crate) fn of(seed: Seed) -> Self {
        Self(Arc::new(OnceLock::from(seed)))
    }
}

impl Storable for Onward {
    type Storer = StoreReplace<Self>;
}

/// Tells whoever goes on from here.
///
/// # Errors
///
/// Nobody is there any more to sign events.
pub(super) fn begin(
    seed: impl Fn() -> Seed,
    time: SharedTimeSource,
    skew: &Skew,
    cfg: &ConfigBag,
) -> Result<(), BoxError> {
    if let Some(onward) = cfg.load::<Onward>() {
        onward.0.get_or_init(&seed);
    }
    events::begin(seed, time, skew, cfg)
}

#[cfg(not(feature = "events"))]
mod events {
    use super::*;

    pub(super) fn begin(
        _seed: impl Fn() -> Seed,
        _time: SharedTimeSource,
        _skew: &Skew,
        _cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        Ok(())
    }
}

#[cfg(feature = "events")]
mod events {
    use super::*;
    use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
    use aws_smithy_types::event_stream::{
        DeferredSignerSender, Message, SignMessage, SignMessageError,
    };

    /// Signs events, each at its own time.
    #[derive(Debug)]
    struct EventSigner {
        seed: Seed,
        time: SharedTimeSource,
        skew: Skew,
    }

    pub(super) fn begin(
        seed: impl Fn() -> Seed,
        time: SharedTimeSource,
        skew: &Skew,
        cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(sender) = cfg.load::<DeferredSignerSender>() else { return Ok(()) };
        let signer = EventSigner { seed: seed(), time, skew: skew.clone() };
        let signer: Box<dyn SignMessage + Send + Sync> = Box::new(signer);
        Ok(sender.send(signer).map_err(|_| "the body of events is gone")?)
    }

    impl EventSigner {
        fn params(&self) -> Result<SigningParams<'_>, SignMessageError> {
            let params = SigningParams::builder()
                .identity(&self.seed.identity)
                .region(&self.seed.region)
                .name(&self.seed.name)
                .time(self.skew.correct(self.time.now()))
                .settings(());
            Ok(params.build()?)
        }
    }

    impl SignMessage for EventSigner {
        fn sign(&mut self, message: Message) -> Result<Message, SignMessageError> {
            let signed = sign_message(&message, &self.seed.signature, &self.params()?)?;
            let (message, signature) = signed.into_parts();
            self.seed.signature = signature;
            Ok(message)
        }

        fn sign_empty(&mut self) -> Option<Result<Message, SignMessageError>> {
            let signed = self.params().and_then(|params| {
                Ok(sign_empty_message(&self.seed.signature, &params)?.into_parts())
            });
            Some(signed.map(|(message, signature)| {
                self.seed.signature = signature;
                message
            }))
        }
    }
}
