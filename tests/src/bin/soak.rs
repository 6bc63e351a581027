//! Makes very many calls. `cargo xtask soak` calls it with their number, how many at the same time,
//! and a seed.

use std::process::ExitCode;
use std::time::Duration;
use tinsmith_tests::soak::{Plan, run};

#[tokio::main]
async fn main() -> ExitCode {
    let numbers: Vec<u64> =
        std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [calls, at_once, seed] = numbers[..] else {
        eprintln!("error: give the number of calls, how many at once, and a seed");
        return ExitCode::FAILURE;
    };
    let plan = Plan { calls, at_once, lifetime: Duration::from_secs(5), seed };
    let outcome = match run(plan).await {
        Ok(outcome) => outcome,
        Err(error) => {
            eprintln!("error: no server: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{outcome}");
    let faults = outcome.faults(&plan);
    faults.iter().take(20).for_each(|fault| println!("WRONG {fault}"));
    println!("soak: {}", if faults.is_empty() { "all is well" } else { "something is wrong" });
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
