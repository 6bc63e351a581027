//! What is measured, and what it may come to.

use std::collections::BTreeMap;
use std::fmt;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Seconds, of whatever length.
    Seconds,
    /// Bytes of a file or of memory.
    Bytes,
    /// Anything that is counted, such as lines.
    Count,
    /// A quotient.
    Factor,
}

/// The most that a row may come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// Ours over the official one.
    Ratio(f64),
    /// Ours by itself.
    Own(f64),
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// What it is called in results; what precedes the first slash is the subject.
    pub(super) id: &'static str,
    /// What it is called in the report.
    pub(super) what: &'static str,
    pub(super) unit: Unit,
    pub(super) limit: Limit,
}

/// What was measured of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    /// The official side, where there is one.
    pub(super) official: Option<f64>,
    pub(super) ours: f64,
    /// How often; the numbers are medians.
    pub(super) times: usize,
}

/// All that was measured, and why the rest was not.
#[derive(Debug, Default)]
pub(super) struct Results {
    pub(super) measured: BTreeMap<String, Measured>,
    pub(super) failed: Vec<(String, String)>,
}

/// What comes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Kept,
    Missed,
    NotMeasured,
}

impl Row {
    /// The part of the command that measures it.
    pub(super) fn subject(&self) -> &'static str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// What is compared with the limit.
    pub(super) fn value(&self, measured: &Measured) -> Option<f64> {
        match self.limit {
            Limit::Ratio(_) => {
                measured.official.and_then(|official| ratio(measured.ours, official))
            }
            Limit::Own(_) => Some(measured.ours),
        }
    }

    /// Whether the limit is kept, by what was really measured and not by what is shown of it.
    pub(super) fn verdict(&self, measured: Option<&Measured>) -> Verdict {
        let (Limit::Ratio(most) | Limit::Own(most)) = self.limit;
        match measured.and_then(|measured| self.value(measured)) {
            Some(value) if value <= most => Verdict::Kept,
            Some(_) => Verdict::Missed,
            None => Verdict::NotMeasured,
        }
    }
}

/// The quotient, where there is one.
fn ratio(ours: f64, official: f64) -> Option<f64> {
    (official > 0.0).then(|| ours / official)
}

/// The value in the middle; of an even number, the mean of the two there.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().checked_sub(1)? / 2)?;
    Some((lower + upper) / 2.0)
}

/// A number with its unit, as a person writes it.
pub(super) struct Shown(pub(super) f64, pub(super) Unit);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value, unit) = *self;
        let scales: &[(f64, &str)] = match unit {
            Unit::Seconds => &[(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
            Unit::Bytes => &[(1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B")],
            Unit::Count => return write!(f, "{}", Grouped(value)),
            Unit::Factor => return write!(f, "{value:.2}"),
        };
        let fits = scales.iter().find(|(scale, _)| value >= *scale).or(scales.last());
        let (scale, name) = fits.copied().unwrap_or((1.0, ""));
        let digits = match value / scale {
            large if large >= 100.0 => 0,
            middle if middle >= 10.0 => 1,
            _ => 2,
        };
        write!(f, "{:.digits$} {name}", value / scale)
    }
}

/// A whole number with commas.
struct Grouped(f64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:.0}", self.0);
        let count = digits.chars().count();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (count - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

const fn ratio_row(id: &'static str, what: &'static str, unit: Unit, most: f64) -> Row {
    Row { id, what, unit, limit: Limit::Ratio(most) }
}

const fn own_row(id: &'static str, what: &'static str, unit: Unit, most: f64) -> Row {
    Row { id, what, unit, limit: Limit::Own(most) }
}

/// All rows, in the order of the report.
pub(super) const ROWS: &[Row] = &[
    ratio_row("compile/workspaces/check", "WorkSpaces, `cargo check`", Unit::Seconds, 0.12),
    ratio_row("compile/workspaces/dev", "WorkSpaces, dev build", Unit::Seconds, 0.10),
    ratio_row("compile/workspaces/release", "WorkSpaces, release build", Unit::Seconds, 0.08),
    ratio_row("compile/workspaces/rlib", "WorkSpaces, dev rlib", Unit::Bytes, 0.10),
    ratio_row("compile/workspaces/memory", "WorkSpaces, peak memory of rustc", Unit::Bytes, 0.35),
    ratio_row("compile/workspaces/lines", "WorkSpaces, lines of Rust", Unit::Count, 0.10),
    ratio_row("compile/s3/check", "S3, `cargo check`", Unit::Seconds, 0.15),
    ratio_row("compile/s3/dev", "S3, dev build", Unit::Seconds, 0.12),
    ratio_row("compile/s3/release", "S3, release build", Unit::Seconds, 0.10),
    ratio_row("compile/dynamodb/check", "DynamoDB, `cargo check`", Unit::Seconds, 0.15),
    ratio_row("compile/dynamodb/dev", "DynamoDB, dev build", Unit::Seconds, 0.12),
    ratio_row("compile/dynamodb/release", "DynamoDB, release build", Unit::Seconds, 0.10),
    ratio_row("compile/ec2/check", "EC2, `cargo check`", Unit::Seconds, 0.12),
    ratio_row("compile/ec2/dev", "EC2, dev build", Unit::Seconds, 0.10),
    ratio_row("compile/ec2/memory", "EC2, peak memory of rustc", Unit::Bytes, 0.25),
    ratio_row(
        "compile/user/dev",
        "20 operations, rebuild after a touched line",
        Unit::Seconds,
        0.60,
    ),
    ratio_row("compile/user/dynamic", "the same, ours with `dynamic`", Unit::Seconds, 0.60),
    ratio_row("compile/six/dev", "six calls, cold dev build of everything", Unit::Seconds, 0.40),
    ratio_row("compile/six/release", "six calls, cold release build", Unit::Seconds, 0.35),
    ratio_row("size/six/plain", "six calls, stripped binary without TLS", Unit::Bytes, 0.45),
    ratio_row("size/six/tls", "six calls, the same with TLS", Unit::Bytes, 0.70),
    ratio_row("call/create_workspace_image/time", "CreateWorkspaceImage", Unit::Seconds, 0.30),
    ratio_row("call/put_item/time", "PutItem", Unit::Seconds, 0.30),
    ratio_row(
        "call/create_workspace_image/allocations",
        "CreateWorkspaceImage, allocations",
        Unit::Count,
        0.30,
    ),
    ratio_row("call/put_item/allocations", "PutItem, allocations", Unit::Count, 0.30),
    ratio_row("call/query/time", "Query, 100 items of 10 attributes", Unit::Seconds, 0.60),
    ratio_row("call/list_objects/time", "ListObjectsV2, 1,000 keys", Unit::Seconds, 0.22),
    ratio_row("call/receive_message/time", "ReceiveMessage, 10 messages", Unit::Seconds, 0.50),
    ratio_row("call/client/time", "a client from an `SdkConfig`", Unit::Seconds, 0.30),
    own_row("codegen/workspaces/time", "generate WorkSpaces", Unit::Seconds, 0.150),
    own_row("codegen/all/time", "generate all services", Unit::Seconds, 20.0),
    own_row("codegen/all/memory", "the same, peak memory", Unit::Bytes, 1.5e9),
    own_row("codegen/nothing/time", "nothing to generate", Unit::Seconds, 0.100),
    own_row(
        "codegen/flat",
        "time per operation, EC2 over WorkSpaces, in memory",
        Unit::Factor,
        1.25,
    ),
    own_row("endpoint/repeated", "resolve an endpoint of S3 again", Unit::Seconds, 1e-6),
    own_row("endpoint/changing", "resolve one of another bucket", Unit::Seconds, 3e-6),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn measured(official: Option<f64>, ours: f64) -> Measured {
        Measured { official, ours, times: 3 }
    }

    #[test]
    fn a_limit_is_kept_to_the_last_digit() {
        let row = ratio_row("compile/x", "", Unit::Seconds, 0.12);
        assert_eq!(row.verdict(Some(&measured(Some(100.0), 12.0))), Verdict::Kept);
        // Shown, this is 0.12 too.
        assert_eq!(row.verdict(Some(&measured(Some(100.0), 12.001))), Verdict::Missed);
        assert_eq!(row.verdict(None), Verdict::NotMeasured);
    }

    #[test]
    fn no_official_side_is_no_ratio() {
        let row = ratio_row("compile/x", "", Unit::Seconds, 0.12);
        assert_eq!(row.verdict(Some(&measured(None, 1.0))), Verdict::NotMeasured);
        assert_eq!(row.verdict(Some(&measured(Some(0.0), 1.0))), Verdict::NotMeasured);
    }

    #[test]
    fn a_limit_of_ours_alone_needs_no_official_side() {
        let row = own_row("codegen/x", "", Unit::Seconds, 0.15);
        assert_eq!(row.verdict(Some(&measured(None, 0.15))), Verdict::Kept);
        assert_eq!(row.verdict(Some(&measured(None, 0.16))), Verdict::Missed);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(Vec::new()), None);
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        let cases = [
            (13.26, Unit::Seconds, "13.3 s"),
            (0.0000357, Unit::Seconds, "35.7 µs"),
            (1_300_000_000.0, Unit::Bytes, "1.30 GB"),
            (157_440.0, Unit::Count, "157,440"),
            (47.0, Unit::Count, "47"),
        ];
        for (value, unit, text) in cases {
            assert_eq!(Shown(value, unit).to_string(), text);
        }
    }

    #[test]
    fn each_row_has_a_name_of_its_own() {
        let ids: BTreeSet<&str> = ROWS.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), ROWS.len());
    }
}
