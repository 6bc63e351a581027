//! What single services want besides what their models say: `docs/quirks.md` lists each with its test.

mod archive;
mod bedrock;
mod discovery;
mod dynamodb;
mod express;
mod lambda;
mod listings;
mod redirects;
mod s3;
mod source_region;
mod sqs;
mod stale;
mod sts;
mod table;

use std::time::Duration;
use tinsmith_runtime::{ClientBuilder, RetryConfig, ServiceClient};
use tinsmith_tests::server::{Reply, Server};

/// A client that calls a server, and does not wait long before it tries again.
fn client<C: ServiceClient>(server: &Server) -> ClientBuilder<C> {
    let quick = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    ClientBuilder::<C>::new()
        .region("us-east-1")
        .access_key("AKIDEXAMPLE", "secret")
        .endpoint_url(server.url())
        .retry_config(quick)
}

fn xml(status: u16, body: &str) -> Reply {
    let headers = vec![("content-type", "application/xml".to_owned())];
    Reply::Answer(status, headers, body.as_bytes().to_vec())
}

fn empty(status: u16) -> Reply {
    Reply::Answer(status, Vec::new(), Vec::new())
}
