//! The official cases of endpoint rules: read, lowered by the generator, evaluated by the engine of
//! the runtime, compared.

mod arbitrary;
mod calls;
mod case;
mod compare;
mod falsify;
mod leak;
mod suite;

pub use arbitrary::arbitrary;
pub use calls::Calls;
pub use case::read;
pub use leak::{leak, partitions};
pub use suite::{Suite, find, of_language, official};

use std::sync::atomic::{AtomicUsize, Ordering};
use tinsmith_codegen::model::traits::EndpointTest;
use tinsmith_runtime::rules::Rules;
use tinsmith_runtime::{Parameters, Partitions, resolve_endpoint};

/// Cases that are not run: suite, documentation, and why. There are two good reasons: a case
/// contradicts another official one, which is named, or it lacks a fact in one format while the
/// same case passes in the other.
const SKIPPED: &[(&str, &str, &str)] = &[];

/// What became of a suite.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The name of the suite.
    pub name: String,
    /// How many cases came out as they should.
    pub passed: usize,
    /// How many calls of cases were made through generated clients.
    pub calls: usize,
    /// What is wrong with those that did not.
    pub failed: Vec<String>,
    /// How many stand in the list of those that are not run.
    pub skipped: usize,
}

/// Runs suites, on all cores; with a fact of each expectation changed, if asked. Without what came
/// of the calls of cases, their parameters alone are evaluated.
pub fn run(suites: &[Suite], calls: Option<&Calls>, falsify: bool) -> Vec<Tally> {
    let run = Run { calls, falsify, partitions: partitions() };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(suite) = suites.get(place) else { return done };
            done.push(run.suite(place, suite));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut tallies: Vec<Tally> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    tallies.sort_by(|left, right| left.name.cmp(&right.name));
    tallies
}

/// How suites are run.
struct Run<'r> {
    calls: Option<&'r Calls>,
    falsify: bool,
    partitions: &'static Partitions,
}

/// What came of a case in one way: nothing, or what is wrong.
type Outcome = Result<(), String>;

impl Run<'_> {
    fn suite(&self, place: usize, suite: &Suite) -> Tally {
        let mut tally = Tally { name: suite.name.clone(), ..Tally::default() };
        let rules = suite.rules();
        for (number, case) in suite.cases.iter().enumerate() {
            let read = case::read(case);
            let name = match &read {
                Ok(case) => case.documentation.clone(),
                Err(_) => format!("case {number}"),
            };
            if SKIPPED.iter().any(|(suite, case, _)| *suite == tally.name && *case == name) {
                tally.skipped += 1;
                continue;
            }
            let outcomes = match read {
                Ok(case) => self.case((place, number), case, &rules, &mut tally),
                Err(why) => vec![Err(why)],
            };
            match self.sum(outcomes) {
                Ok(()) => tally.passed += 1,
                Err(why) => tally.failed.push(format!("{}: {name}: {why}", tally.name)),
            }
        }
        tally
    }

    /// What comes of a case: evaluated directly, and by each of its calls.
    fn case(
        &self,
        place: (usize, usize),
        mut case: EndpointTest,
        rules: &Result<Vec<(&str, &'static Rules)>, String>,
        tally: &mut Tally,
    ) -> Vec<Outcome> {
        if self.falsify {
            falsify::falsify(&mut case.expect, place.1);
        }
        let direct = match rules {
            Ok(rules) => check(&case, rules, self.partitions),
            Err(why) => Err(why.clone()),
        };
        let mut outcomes = vec![direct];
        if let Some(calls) = self.calls {
            tally.calls += case.operation_inputs.len();
            for (number, call) in case.operation_inputs.iter().enumerate() {
                let outcome = calls.outcome(place, number);
                let within = |why| format!("call {number} ({}): {why}", call.operation_name);
                outcomes.push(outcome.map_err(within));
            }
        }
        outcomes
    }

    /// What comes of a case in all: it has passed if all went well; where what it expects was
    /// changed, if anything did.
    fn sum(&self, outcomes: Vec<Outcome>) -> Outcome {
        let (well, ill): (Vec<Outcome>, Vec<Outcome>) =
            outcomes.into_iter().partition(Result::is_ok);
        if ill.is_empty() || (self.falsify && !well.is_empty()) {
            return Ok(());
        }
        let why: Vec<String> = ill.into_iter().filter_map(Result::err).collect();
        Err(why.join("\n"))
    }
}

/// Evaluates a case by each form of the rules that the service has.
fn check(
    case: &EndpointTest,
    rules: &[(&str, &'static Rules)],
    partitions: &'static Partitions,
) -> Outcome {
    for (form, rules) in rules {
        let mut parameters = Parameters::new(rules, |_| None);
        case::set(case, &mut parameters)?;
        let resolved = resolve_endpoint(rules, partitions, &parameters);
        compare::compare(&case.expect, resolved).map_err(|why| format!("{form}: {why}"))?;
    }
    Ok(())
}

/// The entries of the list of cases that are not run which match none of the cases.
pub fn stale_skips(suites: &[Suite]) -> Vec<String> {
    let exists = |name: &str, documentation: &str| {
        let suite = suites.iter().find(|suite| suite.name == name);
        suite.is_none_or(|suite| suite.documents(documentation))
    };
    let stale = SKIPPED.iter().filter(|(suite, case, _)| !exists(suite, case));
    stale.map(|(suite, case, _)| format!("{suite}: {case}")).collect()
}
