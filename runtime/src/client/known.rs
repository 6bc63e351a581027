//! The operations that a client has called, so that what the engine is to know of each is made once.

use crate::operation::OperationKey;
use crate::sorted::Sorted;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use std::sync::{Arc, PoisonError, RwLock};

/// The plugins of a client with those of an operation, for each that was called.
pub(super) struct Known(RwLock<Sorted<OperationKey, Arc<RuntimePlugins>>>);

impl Known {
    /// None so far.
    pub(super) fn new() -> Self {
        Self(RwLock::new(Sorted::new()))
    }

    /// Those of an operation, which are made where it is the first call of it.
    pub(super) fn or_insert_with(
        &self,
        operation: OperationKey,
        make: impl FnOnce() -> RuntimePlugins,
    ) -> Arc<RuntimePlugins> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&operation).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(make());
            let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
            match known.get(&operation) {
                Some(first) => Arc::clone(first),
                None => {
                    known.insert(operation, Arc::clone(&made));
                    made
                }
            }
        })
    }
}
