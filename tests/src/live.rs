//! An HTTP server on loopback that reads bodies and writes answers piece by piece, both at once.

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// No test waits longer.
const LIFETIME: Duration = Duration::from_secs(120);

/// No test asks more often.
const MAX_CONNECTIONS: usize = 64;

/// Where the pieces of an answer's body go. An error breaks the connection off.
pub type Answer = Sender<Bytes, io::Error>;

/// A server; it stops when it is dropped.
#[derive(Debug)]
pub struct Live {
    address: String,
    task: JoinHandle<()>,
}

impl Live {
    /// Starts a server. A function is told of each request, and where the body of the answer goes;
    /// the future that it makes runs while the body is sent. All is well with the answer (200), and
    /// its headers are those given.
    ///
    /// # Panics
    ///
    /// Where loopback has no free port.
    pub async fn start<F: Future<Output = ()> + Send + 'static>(
        headers: &'static [(&'static str, &'static str)],
        serve: impl Fn(Request<Incoming>, Answer) -> F + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let serve = Arc::new(serve);
        let task = tokio::spawn(async move {
            for _ in 0..MAX_CONNECTIONS {
                let Ok((stream, _)) = listener.accept().await else { break };
                let serve = serve.clone();
                let answer = service_fn(move |request| {
                    let (answer, body) = Channel::new(8);
                    tokio::spawn(tokio::time::timeout(LIFETIME, serve(request, answer)));
                    let mut response = Response::builder();
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    let response = response.body(body).expect("headers that are right");
                    std::future::ready(Ok::<_, Infallible>(response))
                });
                let connection = hyper::server::conn::http1::Builder::new();
                let connection = connection.serve_connection(TokioIo::new(stream), answer);
                tokio::spawn(tokio::time::timeout(LIFETIME, connection));
            }
        });
        Self { address, task }
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.address
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The next bytes of a body; none at its end.
///
/// # Errors
///
/// The body breaks off.
pub async fn next(body: &mut Incoming) -> Option<Result<Bytes, hyper::Error>> {
    loop {
        match body.frame().await? {
            Ok(frame) => match frame.into_data() {
                Ok(data) => return Some(Ok(data)),
                Err(_) => continue,
            },
            Err(error) => return Some(Err(error)),
        }
    }
}
