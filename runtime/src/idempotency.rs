//! Tokens that make a request idempotent.

use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// Where a client gets its tokens from, instead of from random numbers.
#[derive(Clone)]
pub(crate) struct Tokens(Arc<dyn Fn() -> String + Send + Sync>);

impl Tokens {
    pub(crate) fn new(source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl Storable for Tokens {
    type Storer = StoreReplace<Self>;
}

thread_local! {
    /// The source of the client whose request is being made on this thread. Values are encoded
    /// without waiting, so nobody else's request is made meanwhile.
    static CURRENT: RefCell<Option<Tokens>> = const { RefCell::new(None) };
}

/// Makes a request; tokens that it needs come from the source of its client.
pub(crate) fn with_source<T>(cfg: &ConfigBag, make: impl FnOnce() -> T) -> T {
    let Some(tokens) = cfg.load::<Tokens>() else { return make() };
    let before = CURRENT.replace(Some(tokens.clone()));
    let made = make();
    CURRENT.set(before);
    made
}

/// A new token: a random UUID, unless the client has a source of its own.
pub(crate) fn token() -> String {
    let own = CURRENT.with_borrow(|tokens| tokens.as_ref().map(|tokens| (tokens.0)()));
    own.unwrap_or_else(|| uuid::Uuid::new_v4().to_string())
}
