//! Numbers as text, compared with all their digits.

/// A number in its shortest form: its sign, its digits, and the power of ten that they are
/// multiplied by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a number as JSON writes them.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let significant = all.trim_end_matches('0');
        let zeros = i64::try_from(all.len() - significant.len()).ok()?;
        let places = i64::try_from(fraction.len()).ok()?;
        let digits = significant.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, digits, exponent: 0 });
        }
        Some(Self { negative, digits, exponent: power.checked_add(zeros)?.checked_sub(places)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_value_counts() {
        for (left, right) in [("1", "1.0"), ("100", "1e2"), ("-0", "0"), ("0.10", "1E-1")] {
            assert_eq!(Decimal::read(left), Decimal::read(right), "{left} {right}");
        }
        let (large, next) = ("12345678901234567890123", "12345678901234567890124");
        assert_ne!(Decimal::read(large), Decimal::read(next));
        assert_ne!(Decimal::read("1"), Decimal::read("-1"));
        for bad in ["", "-", "x", "1.x", "1e"] {
            assert_eq!(Decimal::read(bad), None, "{bad}");
        }
    }
}
