//! Gives credentials that expire soon, and notes how it is asked for them.

use aws_credential_types::provider::future;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tinsmith_runtime::{Credentials, ProvideCredentials};

/// How long it takes to get new ones.
const DELAY: Duration = Duration::from_millis(30);

/// Gives credentials; clones are the same.
#[derive(Clone, Debug)]
pub struct Issuer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lifetime: Duration,
    /// When each access key expires, by its id.
    issued: Mutex<BTreeMap<String, SystemTime>>,
    refreshes: AtomicU64,
    at_once: AtomicU64,
    most_at_once: AtomicU64,
}

impl Issuer {
    /// One whose credentials live so long.
    pub fn new(lifetime: Duration) -> Self {
        Self(Arc::new(Inner {
            lifetime,
            issued: Mutex::default(),
            refreshes: AtomicU64::new(0),
            at_once: AtomicU64::new(0),
            most_at_once: AtomicU64::new(0),
        }))
    }

    /// Whether an access key was issued and has not expired.
    pub fn is_valid(&self, key: &str) -> bool {
        let issued = self.0.issued.lock().unwrap_or_else(PoisonError::into_inner);
        issued.get(key).is_some_and(|expiry| SystemTime::now() < *expiry)
    }

    /// How often credentials were asked for.
    pub fn refreshes(&self) -> u64 {
        self.0.refreshes.load(Ordering::Relaxed)
    }

    /// How many asked at the same time, at most.
    pub fn most_at_once(&self) -> u64 {
        self.0.most_at_once.load(Ordering::Relaxed)
    }

    async fn issue(&self) -> Credentials {
        let inner = &self.0;
        let now = inner.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        inner.most_at_once.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(DELAY).await;
        let count = inner.refreshes.fetch_add(1, Ordering::Relaxed);
        let (key, expiry) = (format!("SOAK{count}"), SystemTime::now() + inner.lifetime);
        inner.issued.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), expiry);
        inner.at_once.fetch_sub(1, Ordering::SeqCst);
        Credentials::new(key, "secret", None, Some(expiry), "soak")
    }
}

impl ProvideCredentials for Issuer {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async { Ok(self.issue().await) })
    }
}
