//! Partitions: groups of regions that share a domain.

use regex_lite::Regex;
use std::sync::OnceLock;

/// All partitions, and which regions are in them.
#[derive(Debug)]
pub struct Partitions {
    partitions: &'static [Partition],
    patterns: OnceLock<Vec<Option<Regex>>>,
}

/// A partition.
#[derive(Debug)]
pub struct Partition {
    /// Its name, such as `aws-cn`.
    pub name: &'static str,
    /// The domain.
    pub dns_suffix: &'static str,
    /// The domain that has addresses of IPv6 too.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are endpoints after the Federal Information Processing Standards.
    pub supports_fips: bool,
    /// Whether there are endpoints with addresses of IPv6 too.
    pub supports_dual_stack: bool,
    /// The region of services that have one for all.
    pub implicit_global_region: &'static str,
    /// The regions that are known.
    pub regions: &'static [&'static str],
    /// A pattern of names that other regions of the partition may have.
    pub region_pattern: &'static str,
}

/// No partitions.
pub(crate) static NO_PARTITIONS: Partitions = Partitions::new(&[]);

impl Partitions {
    /// The partitions of a list, the default first.
    pub const fn new(partitions: &'static [Partition]) -> Self {
        Self { partitions, patterns: OnceLock::new() }
    }

    /// The partition of a region: the one that lists it, else the first whose pattern it has, else
    /// the default.
    pub(super) fn of(&self, region: &str) -> Option<&'static Partition> {
        let listed = self.partitions.iter().find(|one| one.regions.contains(&region));
        listed.or_else(|| self.by_pattern(region)).or_else(|| self.partitions.first())
    }

    fn by_pattern(&self, region: &str) -> Option<&'static Partition> {
        let patterns = self.patterns.get_or_init(|| {
            self.partitions.iter().map(|one| Regex::new(one.region_pattern).ok()).collect()
        });
        let matches = |pattern: &Option<Regex>| {
            pattern.as_ref().is_some_and(|pattern| pattern.is_match(region))
        };
        let found = self.partitions.iter().zip(patterns).find(|(_, pattern)| matches(pattern));
        found.map(|(partition, _)| partition)
    }
}
