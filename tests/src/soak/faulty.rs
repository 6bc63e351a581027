//! A server that fails now and then: it resets, throttles and stalls, and knows whose credentials
//! have expired.

use super::issuer::Issuer;
use crate::fuzz::Dice;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Of this many requests one is reset, one throttled, and one never answered.
const ONE_IN: usize = 100;

/// How long a request that is not answered is held at most; every caller has gone by then.
const STALL: Duration = Duration::from_secs(20);

/// What the server did.
#[derive(Debug, Default)]
pub struct Counts {
    /// Requests that were read.
    pub requests: AtomicU64,
    /// Connections that were accepted.
    pub connections: AtomicU64,
    /// Requests whose connection was reset.
    pub resets: AtomicU64,
    /// Requests that were throttled.
    pub throttles: AtomicU64,
    /// Requests that were not answered.
    pub stalls: AtomicU64,
    /// Requests that were signed with credentials that had expired.
    pub expired: AtomicU64,
}

/// The server; it stops when it is dropped.
#[derive(Debug)]
pub struct Faulty {
    url: String,
    counts: Arc<Counts>,
    task: JoinHandle<()>,
}

struct Shared {
    counts: Arc<Counts>,
    issuer: Issuer,
    dice: Mutex<Dice>,
}

/// What happens to a request.
enum Fate {
    Answer,
    Reset,
    Throttle,
    Stall,
}

impl Faulty {
    /// Starts a server.
    ///
    /// # Errors
    ///
    /// Loopback has no free port.
    pub async fn start(seed: u64, issuer: Issuer) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let counts = Arc::new(Counts::default());
        let dice = Mutex::new(Dice::new(seed));
        let shared = Arc::new(Shared { counts: counts.clone(), issuer, dice });
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.counts.connections.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(shared.clone().converse(stream));
            }
        });
        Ok(Self { url, counts, task })
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it did.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn fate(&self) -> Fate {
        let mut dice = self.dice.lock().unwrap_or_else(PoisonError::into_inner);
        match dice.roll(ONE_IN) {
            0 => Fate::Reset,
            1 => Fate::Throttle,
            2 => Fate::Stall,
            _ => Fate::Answer,
        }
    }

    /// Answers the requests of a connection until it ends.
    async fn converse(self: Arc<Self>, mut stream: TcpStream) {
        let (mut buffer, counts) = (Vec::new(), &self.counts);
        while let Some(request) = read(&mut stream, &mut buffer).await {
            counts.requests.fetch_add(1, Ordering::Relaxed);
            if !self.issuer.is_valid(&request.key) {
                counts.expired.fetch_add(1, Ordering::Relaxed);
            }
            let answer = match self.fate() {
                Fate::Reset => {
                    counts.resets.fetch_add(1, Ordering::Relaxed);
                    let _ = stream.set_zero_linger();
                    return;
                }
                Fate::Stall => {
                    counts.stalls.fetch_add(1, Ordering::Relaxed);
                    // Until the caller goes.
                    let _ = tokio::time::timeout(STALL, stream.read(&mut [0; 1])).await;
                    return;
                }
                Fate::Throttle => {
                    counts.throttles.fetch_add(1, Ordering::Relaxed);
                    let body = r#"{"__type":"ThrottlingException","message":"slowly"}"#;
                    message("400 Bad Request", body)
                }
                // The right answer can be told from that of another call.
                Fate::Answer => message("200 OK", &request.body),
            };
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

fn message(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.1\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// What the server looks at.
struct Request {
    /// The id of the access key that signed it.
    key: String,
    body: String,
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Request> {
    loop {
        if let Some((request, used)) = parse(buffer) {
            buffer.drain(..used);
            return Some(request);
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => buffer.extend_from_slice(chunk.get(..count)?),
        }
    }
}

/// A whole request at the start of a buffer, and how long it is.
fn parse(buffer: &[u8]) -> Option<(Request, usize)> {
    let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(buffer.get(..end)?).ok()?;
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok())?;
    let body = String::from_utf8(buffer.get(end..end + length)?.to_vec()).ok()?;
    let credential = header("authorization").and_then(|text| text.split_once("Credential="));
    let key = credential.and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
    Some((Request { key: key.to_owned(), body }, end + length))
}
