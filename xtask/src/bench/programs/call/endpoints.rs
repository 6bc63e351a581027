//! What it takes to resolve an endpoint of S3, by the resolver that the client itself asks.

use crate::connector::canned;
use crate::{answers, clients, clock, report};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tokio::runtime::Runtime;

/// How many sets of parameters take turns where they change.
const BUCKETS: usize = 64;

type Copies = Arc<Mutex<Vec<(SharedEndpointResolver, EndpointResolverParams)>>>;

/// Keeps the resolver of a call, and a copy of what it is asked.
#[derive(Debug)]
struct Watch {
    copies: Copies,
    copy: fn(&EndpointResolverParams) -> Option<EndpointResolverParams>,
}

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "Watch"
    }

    fn read_after_serialization(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let params = config.load::<EndpointResolverParams>().and_then(self.copy);
        let params = params.expect("parameters of the endpoint");
        self.copies.lock().expect("no panic").push((components.endpoint_resolver(), params));
        Ok(())
    }
}

fn official(params: &EndpointResolverParams) -> Option<EndpointResolverParams> {
    let params = params.get::<aws_sdk_s3::config::endpoint::Params>()?;
    Some(EndpointResolverParams::new(params.clone()))
}

fn ours(params: &EndpointResolverParams) -> Option<EndpointResolverParams> {
    let params = params.get::<tinsmith_runtime::Parameters>()?;
    Some(EndpointResolverParams::new(params.clone()))
}

/// Resolves, by a future that is ready at once.
fn resolve((resolver, params): &(SharedEndpointResolver, EndpointResolverParams)) {
    let future = pin!(resolver.resolve_endpoint(params));
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(endpoint) => drop(black_box(endpoint.expect("an endpoint"))),
        Poll::Pending => panic!("the endpoint is not there at once"),
    }
}

pub fn run(runtime: &Runtime) {
    let [one, two] = [official as fn(&_) -> _, ours].map(|copy| (Copies::default(), copy));
    let answer = answers::list_objects(1);
    for bucket in 0..BUCKETS {
        let bucket = format!("baseline-bucket-{bucket}");
        let config = |(copies, copy): &(Copies, fn(&_) -> _)| {
            let watch = Watch { copies: copies.clone(), copy: *copy };
            let config = clients::config(canned(&answer, "application/xml", None));
            (config, SharedInterceptor::new(watch))
        };
        let (shared, watch) = config(&one);
        let own = aws_sdk_s3::config::Builder::from(&shared).interceptor(watch).build();
        let client = aws_sdk_s3::Client::from_conf(own);
        runtime.block_on(client.list_objects_v2().bucket(&bucket).send()).expect("an answer");
        let (shared, watch) = config(&two);
        let client = tinsmith_s3::s3::Client::builder().config(&shared).interceptor(watch).build();
        runtime.block_on(client.list_objects_v2().bucket(&bucket).send()).expect("an answer");
    }
    let [one, two] = [one, two].map(|(copies, _)| std::mem::take(&mut *copies.lock().expect("none")));
    let same = clock::medians(&mut || resolve(&one[0]), &mut || resolve(&two[0]));
    report("repeated", "seconds", same.0, same.1);
    let (mut at, mut also) = (0, 0);
    let turn = |at: &mut usize| {
        *at = (*at + 1) % BUCKETS;
        *at
    };
    // One resolver, so that what it remembers is of no use.
    let by = |all: &[(SharedEndpointResolver, EndpointResolverParams)]| all[0].0.clone();
    let (one_by, two_by) = (by(&one), by(&two));
    let one: Vec<_> = one.into_iter().map(|(_, params)| (one_by.clone(), params)).collect();
    let two: Vec<_> = two.into_iter().map(|(_, params)| (two_by.clone(), params)).collect();
    let changing = clock::medians(
        &mut || resolve(&one[turn(&mut at)]),
        &mut || resolve(&two[turn(&mut also)]),
    );
    report("changing", "seconds", changing.0, changing.1);
}
