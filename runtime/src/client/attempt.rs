//! What is kept of an attempt: the id of its call, and the connection that it goes over.

use aws_smithy_runtime::client::retries::classifiers::run_classifiers_on_ctx;
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::retries::classifiers::RetryAction;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::retry::{ReconnectMode, RetryConfig, RetrySpec};
use uuid::{Builder, Uuid};

/// One attempt.
#[derive(Debug)]
struct Attempt {
    /// The same for all attempts of a call.
    id: Uuid,
    connection: CaptureSmithyConnection,
}

impl Storable for Attempt {
    type Storer = StoreReplace<Self>;
}

/// Begins an attempt: whoever sends the request says over which connection. Answers the id of the call.
pub(super) fn begin(
    context: &mut BeforeTransmitInterceptorContextMut<'_>,
    cfg: &mut ConfigBag,
) -> Uuid {
    // Tells calls apart in logs; unlike a token, it need not be beyond guessing.
    let new = || Builder::from_random_bytes(fastrand::u128(..).to_ne_bytes()).into_uuid();
    let id = cfg.load::<Attempt>().map_or_else(new, |last| last.id);
    let connection = CaptureSmithyConnection::new();
    context.request_mut().add_extension(connection.clone());
    cfg.interceptor_state().store_put(Attempt { id, connection });
    id
}

/// Has no other call use the connection, where the error is one that another connection may not have.
/// The same as the official interceptor for it, which keeps the connection for itself.
pub(super) fn poison(
    context: &AfterDeserializationInterceptorContextRef<'_>,
    components: &RuntimeComponents,
    cfg: &ConfigBag,
) {
    if !reconnects(cfg) {
        return;
    }
    let action = run_classifiers_on_ctx(components.retry_classifiers(), context.inner());
    if action != RetryAction::transient_error() {
        return;
    }
    match cfg.load::<Attempt>().and_then(|attempt| attempt.connection.get()) {
        Some(connection) => {
            connection.poison();
            tracing::debug!("the error is transient: no other call will use this connection");
        }
        None => tracing::error!(
            "the error is transient, but the HTTP client did not say over which connection it came, \
             so that other calls may use it"
        ),
    }
}

/// Whether the configuration wants another connection after such errors.
fn reconnects(cfg: &ConfigBag) -> bool {
    let Some(retries) = cfg.load::<RetryConfig>() else { return true };
    let keeps = retries.retry_spec().is_some_and(|spec| spec.is_at_least(RetrySpec::V2_1));
    !keeps && retries.reconnect_mode() == ReconnectMode::ReconnectOnTransientError
}
