//! The status of an answer, which no output holds.

use crate::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

/// Keeps the status of the last answer of a call.
#[derive(Clone, Debug, Default)]
pub(super) struct StatusSeen(Arc<AtomicU16>);

impl StatusSeen {
    /// The status; 0 where there was no answer.
    #[inline]
    pub(super) fn get(&self) -> u16 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Intercept for StatusSeen {
    #[inline]
    fn name(&self) -> &'static str {
        "StatusSeen"
    }

    #[inline]
    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.store(context.response().status().as_u16(), Ordering::Relaxed);
        Ok(())
    }
}
