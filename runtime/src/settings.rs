//! Settings of a client that the official configuration has no place for.

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) interceptors: Vec<SharedInterceptor>,
}
