//! What goes on from the signature of a request: chunks of its body, and events, each signed by what the
//! one before was signed with.

use super::headers::{Signed, Signing};
use crate::auth::skew::Clock;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
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
    /// Who knows later times.
    pub(crate) clock: Clock,
}

impl Seed {
    pub(super) fn new(
        signed: &Signed<'_>,
        identity: &Identity,
        signing: &Signing<'_>,
        (time, clock): (SystemTime, Clock),
    ) -> Self {
        Self {
            signature: signed.signature().to_owned(),
            identity: identity.clone(),
            region: signing.region.to_owned(),
            name: signing.name.to_owned(),
            time,
            clock,
        }
    }
}

impl fmt::Debug for Seed {
    /// Without signatures and identities, which are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

/// Where a body looks for the seed once its request is signed, if it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Onward(Arc<OnceLock<Seed>>);

impl Onward {
    pub(crate) fn seed(&self) -> Option<&Seed> {
        self.0.get()
    }

    pub(super) fn begin(&self, seed: impl FnOnce() -> Seed) {
        self.0.get_or_init(seed);
    }

    #[cfg(test)]
    pub(super) fn of(seed: Seed) -> Self {
        Self(Arc::new(OnceLock::from(seed)))
    }
}

impl Storable for Onward {
    type Storer = StoreReplace<Self>;
}
