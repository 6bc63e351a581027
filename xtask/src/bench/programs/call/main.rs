//! Calls the same operations through the official SDK and through ours, against a connector that
//! answers at once. Prints one result a line: name, unit, official, ours.

mod answers;
mod cases;
mod clients;
mod clock;
mod compare;
mod connector;
mod endpoints;
mod requests;

#[cfg(feature = "count")]
#[global_allocator]
static COUNTING: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    match wanted.as_str() {
        "compare" => compare::run(&runtime),
        "time" => cases::time(&runtime),
        "count" => cases::count(&runtime),
        "endpoint" => endpoints::run(&runtime),
        _ => panic!("which: compare, time, count or endpoint?"),
    }
}

/// Prints a result.
fn report(name: &str, unit: &str, official: f64, ours: f64) {
    println!("{name}\t{unit}\t{official}\t{ours}");
}
