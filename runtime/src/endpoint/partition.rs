//! Partitions: groups of regions that share a domain.

use std::fmt;

/// All partitions, and which regions are in them.
pub struct Partitions {
    partitions: &'static [Partition],
}

impl fmt::Debug for Partitions {
    /// Without what is in it, which is long, and would be part of every program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partitions").finish_non_exhaustive()
    }
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
    /// How the names of other regions may begin: before a word and a number, such as `west-1`.
    pub region_prefixes: &'static [&'static str],
}

/// No partitions.
pub(crate) static NO_PARTITIONS: Partitions = Partitions::new(&[]);

impl Partitions {
    /// The partitions of a list, the default first.
    pub const fn new(partitions: &'static [Partition]) -> Self {
        Self { partitions }
    }

    /// The partition of a region: the one that lists it, else the first whose regions may be called
    /// so, else the default.
    pub(super) fn of(&self, region: &str) -> Option<&'static Partition> {
        let listed = self.partitions.iter().find(|one| one.regions.contains(&region));
        let by_name = || self.partitions.iter().find(|one| one.may_have(region));
        listed.or_else(by_name).or_else(|| self.partitions.first())
    }
}

impl Partition {
    /// Whether a region that is not known is called as those of the partition are.
    fn may_have(&self, region: &str) -> bool {
        let Some((start, number)) = region.rsplit_once('-') else { return false };
        let Some((prefix, word)) = start.rsplit_once('-') else { return false };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        self.region_prefixes.contains(&prefix)
            && !word.is_empty()
            && word.bytes().all(is_word)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex_lite::Regex;

    #[test]
    fn names_are_those_that_the_pattern_has() {
        let region_prefixes = &["us", "eu", "us-iso"];
        let partition = Partition {
            name: "",
            dns_suffix: "",
            dual_stack_dns_suffix: "",
            supports_fips: false,
            supports_dual_stack: false,
            implicit_global_region: "",
            regions: &[],
            region_prefixes,
        };
        let pattern = Regex::new(r"^(us|eu|us\-iso)\-\w+\-\d+$").unwrap();
        let slots: [&[&str]; 5] = [region_prefixes, &["-"], &["west", "x_1"], &["-"], &["1", "23"]];
        let others = ["us", "iso", "-", "west", "1", "", "é", "٣", "\n", "."];
        let mut random = fastrand::Rng::with_seed(7);
        let mut found = 0;
        for _ in 0..20_000 {
            let mut part = |slot: &[&'static str]| match random.u8(..5) {
                0 => random.choice(others),
                _ => random.choice(slot.iter().copied()),
            };
            let region: String = slots.into_iter().filter_map(&mut part).collect();
            let is_match = pattern.is_match(&region);
            assert_eq!(partition.may_have(&region), is_match, "{region:?}");
            found += usize::from(is_match);
        }
        assert!((2_000..18_000).contains(&found), "{found} names were of the partition");
    }
}
