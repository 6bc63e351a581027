//! An HTTP server on loopback that answers as it is told, and keeps what it was asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// No test waits longer.
const LIFETIME: Duration = Duration::from_secs(60);

/// No test asks more often.
const MAX_CONNECTIONS: usize = 64;

/// What to do with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answer with a status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Answer with exactly these bytes, and close the connection.
    Raw(Vec<u8>),
    /// Send these bytes, and reset the connection.
    Reset(Vec<u8>),
    /// Say nothing.
    Silence,
}

impl Reply {
    /// An answer of the AWS JSON protocols.
    pub fn json(status: u16, body: &str) -> Self {
        let headers = vec![
            ("content-type", "application/x-amz-json-1.1".to_owned()),
            ("x-amzn-requestid", "test-request-id".to_owned()),
        ];
        Self::Answer(status, headers, body.as_bytes().to_vec())
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path with the query.
    pub target: String,
    /// Headers, with names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// A header; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// Where it is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

/// A server; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server that answers each request with the next reply, and the last again and again.
    ///
    /// # Panics
    ///
    /// Where loopback has no free port.
    pub async fn start(replies: Vec<Reply>) -> Self {
        let count = Mutex::new(0);
        Self::start_with(move |_| {
            let mut count = count.lock().expect("no test panicked here");
            *count += 1;
            replies[(*count).min(replies.len()) - 1].clone()
        })
        .await
    }

    /// Starts a server that answers each request as a function says.
    ///
    /// # Panics
    ///
    /// Where loopback has no free port.
    pub async fn start_with(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicU64::new(0));
        let counted = connections.clone();
        let script = Arc::new(Script { reply: Box::new(reply), requests: requests.clone() });
        let task = tokio::spawn(async move {
            let serve = async {
                for _ in 0..MAX_CONNECTIONS {
                    let Ok((stream, _)) = listener.accept().await else { break };
                    counted.fetch_add(1, Ordering::Relaxed);
                    tokio::spawn(tokio::time::timeout(LIFETIME, script.clone().converse(stream)));
                }
            };
            let _ = tokio::time::timeout(LIFETIME, serve).await;
        });
        Self { address, requests, connections, task }
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.address
    }

    /// How many connections there were so far.
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// All requests so far.
    ///
    /// # Panics
    ///
    /// Where a test panicked while it looked at them.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no test panicked here").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Script {
    reply: Box<dyn Fn(&Request) -> Reply + Send + Sync>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Script {
    async fn converse(self: Arc<Self>, mut stream: TcpStream) {
        let mut buffer = Vec::new();
        while let Some(request) = read_request(&mut stream, &mut buffer).await {
            let reply = (self.reply)(&request);
            self.requests.lock().expect("no test panicked here").push(request);
            if !respond(&mut stream, reply).await {
                return;
            }
        }
    }
}

/// Carries out a reply, and says whether the connection lives on.
async fn respond(stream: &mut TcpStream, reply: Reply) -> bool {
    match reply {
        Reply::Answer(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            let bytes = [head.as_bytes(), &body].concat();
            stream.write_all(&bytes).await.is_ok()
        }
        Reply::Raw(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Reply::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.flush().await;
            // Closing with data unread resets the connection; without lingering it does so at once.
            let _ = stream.set_zero_linger();
            false
        }
        Reply::Silence => {
            tokio::time::sleep(LIFETIME).await;
            false
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Request> {
    loop {
        if let Some((request, used)) = parse(buffer) {
            buffer.drain(..used);
            return Some(request);
        }
        let mut chunk = [0; 16 * 1024];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => buffer.extend_from_slice(&chunk[..count]),
        }
    }
}

/// A whole request at the start of a buffer, and how long it is.
fn parse(buffer: &[u8]) -> Option<(Request, usize)> {
    let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize =
        headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let total = end + 4 + length;
    let body = buffer.get(end + 4..total)?.to_vec();
    Some((Request { method, target, headers, body }, total))
}
