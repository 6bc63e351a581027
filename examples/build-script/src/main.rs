//! Calls a service of our own with a client that was made while this was built.

use lamp::Client;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

include!(concat!(env!("OUT_DIR"), "/tinsmith/clients.rs"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = TcpListener::bind("127.0.0.1:0")?;
    let client = Client::builder()
        .endpoint_url(format!("http://{}", service.local_addr()?))
        .region("eu-central-1")
        .access_key("key", "secret")
        .build();
    let serving = thread::spawn(move || answer(&service));
    let lamps = client.list_lamps().send().await?.lamps.unwrap_or_default();
    println!("{}", lamps.join(", "));
    serving.join().map_err(|_| "the service is gone")??;
    Ok(())
}

/// The service: one answer to one call.
fn answer(service: &TcpListener) -> std::io::Result<()> {
    let (mut call, _) = service.accept()?;
    let mut asked = [0; 4096];
    let _ = call.read(&mut asked)?;
    let body = r#"{"lamps": ["desk", "hall"]}"#;
    let length = body.len();
    write!(call, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}
