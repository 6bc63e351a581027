//! What answers instead of a service.

use super::answered::{Always, AskMock, HasAnswer, Once, Outcome, RetryTold, outcome};
use super::exchange::Exchange;
use super::mockable::Mockable;
use super::request::SentRequest;
use crate::operation::{Current, OperationKey};
use crate::{ClientBuilder, Operation, Quiet, Service, ServiceClient, customize};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Stands in for a service in tests: it answers calls as it is told, and keeps what it was asked.
/// Nothing reaches a network. Clones are the same mock.
///
/// Calls go all the way that they go to a service: required members are checked, the request is
/// written and signed, interceptors run, and what is retryable is retried, without a pause. Only the
/// answer comes from the test:
///
/// 1. from the closures of [`answer_once`](Mock::answer_once), each for one attempt, in their order;
/// 2. then from the closure of [`answer`](Mock::answer);
/// 3. where an operation has neither, from the recorded exchanges of [`replay`](Mock::replay), each
///    for one attempt of whatever operation, in their order;
/// 4. where there is none left, the call fails, and says so.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    once: HashMap<OperationKey, VecDeque<Once>>,
    always: HashMap<OperationKey, Always>,
    exchanges: VecDeque<Exchange>,
    asked: Vec<(OperationKey, Arc<Input>)>,
    sent: Vec<SentRequest>,
}

impl Mock {
    /// A mock that has no answer yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in it is half done when a test panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers every attempt of an operation. A second closure replaces the first.
    pub fn answer<O: Mockable>(
        &self,
        answer: impl Fn(&O::Input) -> Result<O::Output, O::Error> + Send + Sync + 'static,
    ) {
        let always: Always = Arc::new(move |input, current| outcome::<O>(input, current, &answer));
        self.state().always.insert(O::operation().key(), always);
    }

    /// Answers one attempt of an operation. Closures that are given one after the other answer one
    /// attempt each; an error that is retried leads to the next.
    pub fn answer_once<O: Mockable>(
        &self,
        answer: impl FnOnce(&O::Input) -> Result<O::Output, O::Error> + Send + 'static,
    ) {
        let once: Once = Box::new(move |input, current| outcome::<O>(input, current, answer));
        self.state().once.entry(O::operation().key()).or_default().push_back(once);
    }

    /// Answers one attempt, of whatever operation has no closure, by a recorded exchange. The call
    /// fails, and says all that differs, where it sends another request than the recorded one.
    pub fn replay(&self, exchange: Exchange) {
        self.state().exchanges.push_back(exchange);
    }

    /// A client that this mock answers. It knows nothing of the environment.
    pub fn client<C: ServiceClient>(&self) -> C {
        self.client_with(|builder| builder)
    }

    /// The same with settings of its own. Region, credentials and all else that a call needs are made
    /// up where they are not set.
    pub fn client_with<C: ServiceClient>(
        &self,
        settings: impl FnOnce(ClientBuilder<C>) -> ClientBuilder<C>,
    ) -> C {
        settings(ClientBuilder::new()).build_mocked(self.clone())
    }

    /// What an operation was asked, call by call. An input that holds a stream cannot be cloned; a
    /// closure that answers can look at it.
    pub fn asked<O: Mockable<Input: Clone>>(&self) -> Vec<O::Input> {
        let key = O::operation().key();
        let state = self.state();
        let asked = state.asked.iter().filter(|(asked, _)| *asked == key);
        let inputs = asked.filter_map(|(_, input)| input.downcast_ref::<Quiet<O::Input>>());
        inputs.map(|Quiet(input)| input.clone()).collect()
    }

    /// The requests of all operations as they would have been sent, attempt by attempt.
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().sent.clone()
    }

    /// How many answers for one attempt, and recorded exchanges, nobody has asked for.
    pub fn unused(&self) -> usize {
        let state = self.state();
        state.once.values().map(VecDeque::len).sum::<usize>() + state.exchanges.len()
    }

    pub(super) fn note(&self, operation: &'static Operation, input: Arc<Input>) {
        self.state().asked.push((operation.key(), input));
    }

    /// What a closure answers, if there is one. It may use the mock itself.
    pub(super) fn outcome(&self, input: &Input, current: Current) -> Option<Outcome> {
        let key = current.operation.key();
        let once = self.state().once.get_mut(&key).and_then(VecDeque::pop_front);
        if let Some(once) = once {
            return Some(once(input, current));
        }
        let always = self.state().always.get(&key).cloned();
        always.map(|always| always(input, current))
    }

    /// Puts the mock where it is asked.
    pub(crate) fn connect(
        self,
        service: &Service,
        mut components: RuntimeComponentsBuilder,
    ) -> RuntimeComponentsBuilder {
        components.push_interceptor(SharedInterceptor::permanent(AskMock));
        components.push_retry_classifier(RetryTold);
        let http_client = customize::s3::http_client(service, SharedHttpClient::new(self));
        components.set_http_client(Some(http_client));
        components
    }

    async fn exchange(self, mut request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let has_answer = request.extension::<HasAnswer>().is_some();
        let sent = SentRequest::receive(&mut request).await;
        let sent = sent.map_err(ConnectorError::io)?;
        let exchange = {
            let mut state = self.state();
            state.sent.push(sent.clone());
            if has_answer { None } else { state.exchanges.pop_front() }
        };
        let failed = |why: String| ConnectorError::other(why.into(), None);
        match exchange {
            Some(exchange) => exchange.answer(&sent).map_err(failed),
            None if has_answer => {
                let ok =
                    200.try_into().map_err(|error| ConnectorError::other(Box::new(error), None))?;
                Ok(HttpResponse::new(ok, SdkBody::empty()))
            }
            None => Err(failed(format!(
                "the mock has no answer for {} {}; give it one by `answer`, `answer_once` or \
                 `replay`",
                sent.method(),
                sent.uri()
            ))),
        }
    }
}

impl Storable for Mock {
    type Storer = StoreReplace<Self>;
}

impl HttpConnector for Mock {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().exchange(request))
    }
}

impl HttpClient for Mock {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}
