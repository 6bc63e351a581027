//! Very many calls, of which some must fail: whether every one ends, and ends right.

mod faulty;
mod issuer;

use crate::environment::resident_kib;
use faulty::Faulty;
use issuer::Issuer;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tinsmith_aws::workspaces::{Client, CreateWorkspaceImageResult, Error};
use tinsmith_runtime::{CallErrorKind, IdentityCache, RetryConfig, TimeoutConfig};

/// How long an attempt may take.
const ATTEMPT: Duration = Duration::from_millis(1500);

/// How long a call may take.
const CALL: Duration = Duration::from_secs(8);

/// How much longer than that a call may seem to take on a machine that is busy.
const GRACE: Duration = Duration::from_secs(2);

/// How long before they expire credentials are renewed.
const BUFFER: Duration = Duration::from_millis(1700);

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many calls.
    pub calls: u64,
    /// How many of them at the same time.
    pub at_once: u64,
    /// How long credentials live.
    pub lifetime: Duration,
    /// What decides which requests fail.
    pub seed: u64,
}

/// How it went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How long it took.
    pub took: Duration,
    /// Calls that came to the right answer.
    pub right: u64,
    /// Calls that came to an error that one of the server's faults explains, by what it is.
    pub throttled: u64,
    /// The same for timeouts.
    pub timed_out: u64,
    /// The same for connections that broke.
    pub broken: u64,
    /// What must not be: wrong answers, other errors, and calls that went on beyond their timeout.
    pub wrong: Vec<String>,
    /// The longest call.
    pub longest: Duration,
    /// What the server did: requests, connections, resets, throttles, stalls.
    pub served: [u64; 5],
    /// Requests that were signed with credentials that had expired.
    pub expired: u64,
    /// How often credentials were renewed.
    pub refreshes: u64,
    /// How many of these at the same time, at most.
    pub most_refreshes_at_once: u64,
    /// The memory of the process, server included, in KiB: after a tenth, after half, at the end. None
    /// where nobody tells.
    pub memory: Option<[u64; 3]>,
}

#[derive(Default)]
struct Counts {
    next: AtomicU64,
    right: AtomicU64,
    throttled: AtomicU64,
    timed_out: AtomicU64,
    broken: AtomicU64,
    longest: AtomicU64,
}

/// How a call may end.
enum End {
    Right,
    Throttled,
    TimedOut,
    Broken,
    Wrong(String),
}

/// Makes the calls.
///
/// # Errors
///
/// Loopback has no free port.
///
/// # Panics
///
/// Where a task that calls panics: a client never does.
pub async fn run(plan: Plan) -> std::io::Result<Outcome> {
    let issuer = Issuer::new(plan.lifetime);
    let server = Faulty::start(plan.seed, issuer.clone()).await?;
    let client = client(&server, issuer.clone());
    let counts = Arc::new(Counts::default());
    let begun = Instant::now();
    let tasks: Vec<_> = (0..plan.at_once)
        .map(|_| tokio::spawn(call_until_all_are_made(client.clone(), plan.calls, counts.clone())))
        .collect();
    let memory = watch_memory(plan.calls, &counts).await;
    let mut wrong = Vec::new();
    for task in tasks {
        wrong.extend(task.await.expect("no client panics"));
    }
    let memory = memory.and_then(|[tenth, half]| Some([tenth, half, resident_kib()?]));
    let served = server.counts();
    let get = |count: &AtomicU64| count.load(Ordering::Relaxed);
    Ok(Outcome {
        took: begun.elapsed(),
        right: get(&counts.right),
        throttled: get(&counts.throttled),
        timed_out: get(&counts.timed_out),
        broken: get(&counts.broken),
        wrong,
        longest: Duration::from_millis(get(&counts.longest)),
        served: [
            get(&served.requests),
            get(&served.connections),
            get(&served.resets),
            get(&served.throttles),
            get(&served.stalls),
        ],
        expired: get(&served.expired),
        refreshes: issuer.refreshes(),
        most_refreshes_at_once: issuer.most_at_once(),
        memory,
    })
}

fn client(server: &Faulty, issuer: Issuer) -> Client {
    let timeouts =
        TimeoutConfig::builder().operation_timeout(CALL).operation_attempt_timeout(ATTEMPT).build();
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(20));
    Client::builder()
        .region("eu-central-1")
        .endpoint_url(server.url())
        .credentials(issuer)
        .identity_cache(IdentityCache::lazy().buffer_time(BUFFER).build())
        .timeout_config(timeouts)
        .retry_config(retries)
        .build()
}

/// Calls until enough calls were made, by whomever; what was wrong.
async fn call_until_all_are_made(client: Client, calls: u64, counts: Arc<Counts>) -> Vec<String> {
    let mut wrong = Vec::new();
    loop {
        let number = counts.next.fetch_add(1, Ordering::Relaxed);
        if number >= calls {
            return wrong;
        }
        let begun = Instant::now();
        let end = call(&client, number).await;
        let took = begun.elapsed();
        counts
            .longest
            .fetch_max(u64::try_from(took.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        let count = match end {
            End::Right => &counts.right,
            End::Throttled => &counts.throttled,
            End::TimedOut => &counts.timed_out,
            End::Broken => &counts.broken,
            End::Wrong(why) => {
                wrong.push(format!("call {number}, after {took:?}: {why}"));
                continue;
            }
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

async fn call(client: &Client, number: u64) -> End {
    let name = format!("image-{number}");
    let call = client.create_workspace_image().name(&name).description("soak");
    let call = call.workspace_id("ws-0123456789").send();
    match tokio::time::timeout(CALL + GRACE, call).await {
        Err(_) => End::Wrong("it went on beyond its timeout".to_owned()),
        Ok(Ok(CreateWorkspaceImageResult { name: Some(answered), .. })) if answered == name => {
            End::Right
        }
        Ok(Ok(answer)) => End::Wrong(format!("the answer is {answer:?}")),
        Ok(Err(error)) if error.is_throttling() => End::Throttled,
        Ok(Err(Error::Call(error))) => match error.kind() {
            CallErrorKind::Timeout => End::TimedOut,
            CallErrorKind::Connection => End::Broken,
            _ => End::Wrong(error.to_string()),
        },
        Ok(Err(error)) => End::Wrong(error.to_string()),
    }
}

/// The memory after a tenth and after half of the calls.
async fn watch_memory(calls: u64, counts: &Counts) -> Option<[u64; 2]> {
    let after = async |part: u64| {
        while counts.next.load(Ordering::Relaxed) < part {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        resident_kib()
    };
    Some([after(calls / 10).await?, after(calls / 2).await?])
}

/// How much more memory than after a tenth there may be at the end, in KiB: what the allocator keeps.
const GROWTH_KIB: u64 = 8 * 1024;

impl Outcome {
    /// All that is not as it must be.
    pub fn faults(&self, plan: &Plan) -> Vec<String> {
        let mut faults = self.wrong.clone();
        let ended = self.right + self.throttled + self.timed_out + self.broken;
        let mut must = |holds: bool, what: String| {
            if !holds {
                faults.push(what);
            }
        };
        let wrong = u64::try_from(self.wrong.len()).unwrap_or(u64::MAX);
        must(ended + wrong == plan.calls, format!("{ended} calls ended of {}", plan.calls));
        must(self.longest < CALL + GRACE, format!("a call took {:?}", self.longest));
        let most = self.most_refreshes_at_once;
        must(most == 1, format!("credentials were renewed {most} times at once"));
        let expired = self.expired;
        must(expired == 0, format!("{expired} requests were signed with expired credentials"));
        // Renewed when they are about to expire, not on every call.
        let at_least = self.took.as_secs_f64() / plan.lifetime.as_secs_f64();
        let periods = self.took.as_secs_f64() / plan.lifetime.saturating_sub(BUFFER).as_secs_f64();
        let refreshes = u32::try_from(self.refreshes).map(f64::from).unwrap_or(f64::MAX);
        let is_regular = refreshes + 1.0 >= at_least && refreshes <= periods + 2.0;
        must(is_regular, format!("credentials were renewed {refreshes} times"));
        for (name, count) in
            ["resets", "throttles", "stalls"].iter().zip(self.served.iter().skip(2))
        {
            must(*count > 0, format!("there were no {name}, so nothing was shown"));
        }
        if let Some([tenth, _, end]) = self.memory {
            let is_flat = end <= tenth + GROWTH_KIB;
            must(is_flat, format!("memory grew from {tenth} to {end} KiB"));
        }
        faults
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [requests, connections, resets, throttles, stalls] = self.served;
        let ended = self.right + self.throttled + self.timed_out + self.broken;
        writeln!(
            f,
            "{ended} calls in {:.1} s, the longest {:.2} s: {} right answers; errors: {} throttled, \
             {} timed out, {} connections broken; {} wrong",
            self.took.as_secs_f64(),
            self.longest.as_secs_f64(),
            self.right,
            self.throttled,
            self.timed_out,
            self.broken,
            self.wrong.len()
        )?;
        writeln!(
            f,
            "server: {requests} requests over {connections} connections; {resets} resets, \
             {throttles} throttles, {stalls} stalls"
        )?;
        writeln!(
            f,
            "credentials: renewed {} times, at most {} at once; {} requests signed with expired ones",
            self.refreshes, self.most_refreshes_at_once, self.expired
        )?;
        match self.memory {
            Some([tenth, half, end]) => {
                write!(f, "memory: {tenth} KiB after a tenth, {half} after half, {end} at the end")
            }
            None => f.write_str("memory: unknown, for there is no /proc"),
        }
    }
}
