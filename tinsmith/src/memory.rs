//! How much memory and time programs took, as far as the system says.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::time::Duration;

/// Bytes, where the system says how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peak(Option<u64>);

impl Peak {
    /// The most that this program ever held.
    pub fn now() -> Self {
        Self::parse(&read("self", "status"))
    }

    /// The most that any one of the programs ever held that another one started, and of those that
    /// these started.
    pub fn started_by(program: u32) -> Self {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        for number in numbers {
            if let Some(parent) = parent(&read(&number, "stat")) {
                children.entry(parent).or_default().push(number);
            }
        }
        let (mut open, mut peak) = (vec![program], Self::default());
        while let Some(next) = open.pop() {
            let started = children.remove(&next).unwrap_or_default();
            for child in &started {
                peak = peak.max(Self::parse(&read(child, "status")));
            }
            open.extend(started);
        }
        peak
    }

    fn parse(status: &str) -> Self {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        Self(number.map(|kibibytes: u64| kibibytes * 1024))
    }
}

impl fmt::Display for Peak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(bytes) => write!(f, "{} MiB", bytes >> 20),
            None => f.write_str("an unknown amount"),
        }
    }
}

/// The time that all programs took on all cores that this one started and that have ended.
pub fn time_of_children() -> Option<Duration> {
    parse_time(&read("self", "stat"))
}

/// The system counts in hundredths of a second here, whatever its clock does.
fn parse_time(stat: &str) -> Option<Duration> {
    let numbers: Vec<u64> =
        fields(stat).skip(13).take(2).filter_map(|field| field.parse().ok()).collect();
    (numbers.len() == 2).then(|| Duration::from_millis(numbers.iter().sum::<u64>() * 10))
}

/// Which program started this one.
fn parent(stat: &str) -> Option<u32> {
    fields(stat).nth(1)?.parse().ok()
}

/// The fields behind the name of the program, which may hold anything.
fn fields(stat: &str) -> impl Iterator<Item = &str> {
    stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default().split(' ')
}

fn read(process: &(impl fmt::Display + ?Sized), file: &str) -> String {
    fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Duration, Peak, parent, parse_time};

    #[test]
    fn the_peak_is_what_the_system_says() {
        let status = "Name:\txtask\nVmPeak:\t  900000 kB\nVmHWM:\t  204800 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(Peak::parse(status).to_string(), "200 MiB");
        assert_eq!(Peak::parse("").to_string(), "an unknown amount");
    }

    #[test]
    fn the_time_is_that_of_programs_that_ended() {
        let stat = "7 (a) b) c) S 3 7 7 0 -1 4194304 1 2 3 4 10 20 1250 50 20 0 1 0 99 1 1";
        assert_eq!(parent(stat), Some(3));
        assert_eq!(parse_time(stat), Some(Duration::from_secs(13)));
        assert_eq!((parent(""), parse_time("")), (None, None));
    }
}
