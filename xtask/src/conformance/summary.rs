//! What is shown: each failure with its reason, a table, and one line.

use super::fates::{Fate, Fates};
use super::suites::Suite;
use tinsmith::report::Count;
use tinsmith_codegen::ir::tests::CaseKind;

const KINDS: [(CaseKind, &str); 3] = [
    (CaseKind::Request, "requests"),
    (CaseKind::Response, "responses"),
    (CaseKind::Event, "events"),
];

/// How many passed, failed and were skipped.
#[derive(Clone, Copy, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Counts {
    fn add(&mut self, fate: Option<&Fate>) {
        match fate {
            Some(Fate::Passed) => self.passed += 1,
            Some(Fate::Skipped(_)) => self.skipped += 1,
            Some(Fate::Failed(_) | Fate::Lost(_)) | None => self.failed += 1,
        }
    }

    fn sum(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// Prints everything, and says how many failed.
pub(crate) fn print(suites: &[Suite], fates: &Fates) -> usize {
    for_each(suites, fates, |case, fate| {
        let (word, why) = match fate {
            Some(Fate::Failed(why) | Fate::Lost(why)) => ("FAILED", why.as_str()),
            Some(Fate::Skipped(why)) => ("skipped", why.as_str()),
            Some(Fate::Passed) => return,
            None => ("FAILED", "it was lost"),
        };
        println!("{word} {case}");
        why.lines().for_each(|line| println!("    {line}"));
    });
    print_sums(suites, fates).failed
}

/// Prints what passed although it should not, and says how many did.
pub(crate) fn print_falsified(suites: &[Suite], fates: &Fates) -> usize {
    let mut lost = 0;
    for_each(suites, fates, |case, fate| match fate {
        Some(Fate::Passed) => println!("PASSED {case}"),
        Some(Fate::Lost(why)) => {
            println!("failed without a test {case}: {why}");
            lost += 1;
        }
        None => lost += 1,
        Some(Fate::Failed(_) | Fate::Skipped(_)) => {}
    });
    println!("{} failed for want of a test that could be run", Count(lost, "case"));
    print_sums(suites, fates).passed
}

/// Calls a function for each case, with words for it.
fn for_each(suites: &[Suite], fates: &Fates, mut act: impl FnMut(String, Option<&Fate>)) {
    for suite in suites {
        for part in &suite.parts {
            for key in &part.cases {
                let case = format!("{}: {:?} {} of {}", suite.name, key.kind, key.id, key.shape);
                act(case, fates.get(&part.module, key));
            }
        }
    }
}

/// Prints the table and the last line.
fn print_sums(suites: &[Suite], fates: &Fates) -> Counts {
    let rows: Vec<(&str, [Counts; 3])> =
        suites.iter().map(|suite| (suite.name.as_str(), counts(suite, fates))).collect();
    let all = rows.iter().fold([Counts::default(); 3], |all, (_, row)| {
        let mut sums = all.into_iter().zip(*row).map(|(left, right)| left.sum(right));
        [(); 3].map(|()| sums.next().unwrap_or_default())
    });
    print_table(&rows, all);
    let sum = all.into_iter().fold(Counts::default(), Counts::sum);
    let Counts { passed, failed, skipped } = sum;
    println!("conformance: {passed} passed, {failed} failed, {skipped} skipped");
    sum
}

fn counts(suite: &Suite, fates: &Fates) -> [Counts; 3] {
    KINDS.map(|(kind, _)| {
        let mut counts = Counts::default();
        for part in &suite.parts {
            for key in part.cases.iter().filter(|key| key.kind == kind) {
                counts.add(fates.get(&part.module, key));
            }
        }
        counts
    })
}

fn print_table(rows: &[(&str, [Counts; 3])], all: [Counts; 3]) {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default().max(5);
    let heads = KINDS.map(|(_, head)| format!("{head:>22}"));
    println!("\n{:width$} {}", "", heads.concat());
    let columns = format!("{:>8}{:>7}{:>7}", "passed", "failed", "skip");
    println!("{:width$} {columns}{columns}{columns}", "suite");
    for (name, row) in rows.iter().copied().chain([("all", all)]) {
        let cells = row.map(|Counts { passed, failed, skipped }| {
            format!("{passed:>8}{failed:>7}{skipped:>7}")
        });
        println!("{name:width$} {}", cells.concat());
    }
    println!();
}
