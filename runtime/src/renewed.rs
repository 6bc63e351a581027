//! Values that calls need, and that have to be asked for: had once for all who wait for them, kept by
//! a key, and had anew before they end.

use crate::CallError;
use crate::sorted::Sorted;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How many values are kept. Of more, the one that was longest unused goes.
const MOST: usize = 100;

/// After a renewal that failed, how long what is still good is used without another try.
const PAUSE: Duration = Duration::from_secs(5);

/// What a value is for: a digest, for secrets may be part of it.
pub(crate) type Key = [u8; 32];

/// The key of some texts, in this order.
pub(crate) fn key<'t>(texts: impl IntoIterator<Item = &'t str>) -> Key {
    let mut digest = Sha256::new();
    for text in texts {
        // The length before it, so that nothing moves from one text to the next.
        digest.update(text.len().to_be_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

/// A value, and how long it is good.
#[derive(Clone)]
pub(crate) struct Lease<T> {
    pub(crate) value: T,
    /// When to ask for another.
    pub(crate) renew: SystemTime,
    /// When it must not be used any more.
    pub(crate) end: SystemTime,
}

/// The values of a client.
pub(crate) struct Renewed<T>(Mutex<Slots<T>>);

struct Slots<T> {
    slots: Sorted<Key, (Arc<Slot<T>>, u64)>,
    /// How often any was asked for, which tells the one that was longest unused.
    asked: u64,
}

impl<T> Default for Renewed<T> {
    fn default() -> Self {
        Self(Mutex::new(Slots { slots: Sorted::new(), asked: 0 }))
    }
}

/// The place of one value.
struct Slot<T> {
    state: Mutex<State<T>>,
    /// Held by whoever asks for another value.
    turn: tokio::sync::Mutex<()>,
}

struct State<T> {
    lease: Option<Lease<T>>,
    /// How often somebody asked and came to an end, and how the last ended if not well.
    rounds: u64,
    failure: Option<Arc<CallError>>,
}

/// What is whole at any time is not spoilt by a panic elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Clone> Renewed<T> {
    /// The value of a key, from `ask` if there is none that is good. While one asks, others wait for
    /// what it is told; a value that is about to end is used until there is another.
    ///
    /// # Errors
    ///
    /// What `ask` failed with, for all who waited.
    pub(crate) async fn get(
        &self,
        key: Key,
        now: SystemTime,
        ask: impl Future<Output = Result<Lease<T>, CallError>>,
    ) -> Result<T, Arc<CallError>> {
        let slot = self.slot(key);
        let (lease, rounds) = slot.look();
        let good = lease.filter(|lease| now < lease.end);
        let turn = match good {
            Some(lease) if now < lease.renew => return Ok(lease.value),
            Some(lease) => match slot.turn.try_lock() {
                Ok(turn) => turn,
                Err(_) => return Ok(lease.value),
            },
            None => slot.turn.lock().await,
        };
        if let Some(told) = slot.told_since(rounds) {
            return told;
        }
        let told = slot.end_round(ask.await, now);
        drop(turn);
        told
    }

    /// Forgets a value that turned out to be wrong, unless there is another by now.
    pub(crate) fn forget(&self, key: Key, is_wrong: impl Fn(&T) -> bool) {
        let slot = self.slot(key);
        let mut state = lock(&slot.state);
        if state.lease.as_ref().is_some_and(|lease| is_wrong(&lease.value)) {
            state.lease = None;
        }
    }

    fn slot(&self, key: Key) -> Arc<Slot<T>> {
        let mut all = lock(&self.0);
        all.asked += 1;
        let asked = all.asked;
        if let Some((slot, last)) = all.slots.get_mut(&key) {
            *last = asked;
            return Arc::clone(slot);
        }
        if all.slots.len() >= MOST {
            let unused = all.slots.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(unused) = unused.map(|(key, _)| *key) {
                all.slots.remove(&unused);
            }
        }
        let slot = Arc::new(Slot::default());
        all.slots.insert(key, (Arc::clone(&slot), asked));
        slot
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        let state = State { lease: None, rounds: 0, failure: None };
        Self { state: Mutex::new(state), turn: tokio::sync::Mutex::default() }
    }
}

impl<T: Clone> Slot<T> {
    fn look(&self) -> (Option<Lease<T>>, u64) {
        let state = lock(&self.state);
        (state.lease.clone(), state.rounds)
    }

    /// What somebody else was told meanwhile.
    fn told_since(&self, rounds: u64) -> Option<Result<T, Arc<CallError>>> {
        let state = lock(&self.state);
        if state.rounds == rounds {
            return None;
        }
        match (&state.failure, &state.lease) {
            (Some(failure), _) => Some(Err(Arc::clone(failure))),
            (None, Some(lease)) => Some(Ok(lease.value.clone())),
            (None, None) => None,
        }
    }

    /// Keeps what was told. Where that is nothing, what is still good stays in use.
    fn end_round(
        &self,
        told: Result<Lease<T>, CallError>,
        now: SystemTime,
    ) -> Result<T, Arc<CallError>> {
        let mut state = lock(&self.state);
        state.rounds += 1;
        state.failure = None;
        match told {
            Ok(lease) => {
                let value = lease.value.clone();
                state.lease = Some(lease);
                Ok(value)
            }
            Err(failure) => {
                if let Some(lease) = state.lease.as_mut().filter(|lease| now < lease.end) {
                    lease.renew = now + PAUSE;
                    return Ok(lease.value.clone());
                }
                let failure = Arc::new(failure);
                state.failure = Some(Arc::clone(&failure));
                Err(failure)
            }
        }
    }
}

impl<T> fmt::Debug for Renewed<T> {
    /// Without the values, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renewed").field("kept", &lock(&self.0).slots.len()).finish()
    }
}
