//! moto: a server of AWS that nobody here wrote.

use crate::environment::{python, root};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tinsmith_runtime::{
    ClientBuilder, Credentials, Region, SdkConfig, ServiceClient, SharedCredentialsProvider,
};

/// No test waits longer for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on loopback; it stops when it is dropped.
#[derive(Debug)]
pub struct Moto {
    process: Child,
    python: PathBuf,
    url: String,
}

impl Moto {
    /// Starts a server that does not look at signatures yet; none if it is not installed.
    ///
    /// # Panics
    ///
    /// Where it is installed and does not start.
    pub fn start() -> Option<Self> {
        let python = python()?;
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let process = Command::new(&python)
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .env("INITIAL_NO_AUTH_ACTION_COUNT", "1000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto starts");
        let moto = Self { process, python, url: format!("http://127.0.0.1:{port}") };
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < PATIENCE, "moto does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(moto)
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Forgets everything, and looks at no signatures again.
    ///
    /// # Panics
    ///
    /// Where the server does not do so.
    pub fn reset(&self) {
        let script = "import sys\n\
                      from urllib.request import Request, urlopen\n\
                      plain = {'Content-Type': 'text/plain'}\n\
                      post = lambda path, data: urlopen(Request(sys.argv[1] + path, data, plain)).read()\n\
                      post('/moto-api/reset', b'')\n\
                      post('/moto-api/reset-auth', b'1000')\n";
        let done = Command::new(&self.python).args(["-c", script, &self.url]).output();
        let done = done.expect("Python runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// A user who may do everything. From now on, signatures are verified.
    ///
    /// # Panics
    ///
    /// Where the user cannot be made.
    pub fn access(&self) -> Access {
        self.access_with(&[])
    }

    /// A user who may do everything. Signatures are not verified, for services whose right ones moto
    /// refuses too.
    ///
    /// # Panics
    ///
    /// Where the user cannot be made.
    pub fn unverified_access(&self) -> Access {
        self.access_with(&["unverified"])
    }

    fn access_with(&self, arguments: &[&str]) -> Access {
        let made = self.run("access.py", arguments);
        let text = |key: &str| made[key].as_str().unwrap_or_default().to_owned();
        Access {
            url: self.url.clone(),
            key: text("key"),
            secret: text("secret"),
            role: text("role"),
        }
    }

    /// Runs a script of `tests/moto` with boto3, and returns what it printed.
    ///
    /// # Panics
    ///
    /// Where the script fails.
    pub fn prepare(&self, script: &str) -> serde_json::Value {
        self.run(script, &[])
    }

    fn run(&self, script: &str, arguments: &[&str]) -> serde_json::Value {
        let path = root().join("tests/moto").join(script);
        let done = Command::new(&self.python).arg(path).arg(&self.url).args(arguments).output();
        let done = done.expect("Python runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice(&done.stdout).expect("JSON")
    }
}

/// The region that clients of [`Access`] call.
pub const REGION: &str = "eu-central-1";

/// A user of a server.
#[derive(Clone, Debug)]
pub struct Access {
    url: String,
    key: String,
    secret: String,
    /// The ARN of a role that may do everything.
    pub role: String,
}

impl Access {
    /// A client for that user.
    pub fn client<C: ServiceClient>(&self) -> C {
        let builder = ClientBuilder::new().region(REGION).endpoint_url(&self.url);
        builder.access_key(&self.key, &self.secret).build()
    }

    /// The official configuration of that user.
    pub fn config(&self) -> SdkConfig {
        let credentials = Credentials::new(&self.key, &self.secret, None, None, "tests");
        SdkConfig::builder()
            .region(Region::new(REGION))
            .endpoint_url(&self.url)
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build()
    }

    /// A client for somebody else.
    pub fn client_with<C: ServiceClient>(&self, credentials: Credentials) -> C {
        let builder = ClientBuilder::new().region(REGION).endpoint_url(&self.url);
        builder.credentials(credentials).build()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
