//! Moments as tests write them.

use super::Why;
use serde_json::Value;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// Seconds since 1970 and nanoseconds, of a number or of text like `2024-10-31T14:15:14Z`.
pub(super) fn read(value: &Value) -> Result<(i64, u32), Why> {
    let read = match value {
        Value::Number(number) => plain(&number.to_string()).and_then(|text| seconds(&text)),
        Value::String(text) => date_time(text),
        _ => None,
    };
    read.ok_or_else(|| format!("{value} is not a moment"))
}

/// A number without a power of ten: `9.46e+2` is `946`.
fn plain(text: &str) -> Option<String> {
    let Some((mantissa, power)) = text.split_once(['e', 'E']) else { return Some(text.to_owned()) };
    let power: usize = power.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let shifted = format!("{fraction:0<power$}");
    let (inside, behind) = shifted.split_at_checked(power)?;
    Some(format!("{whole}{inside}.{behind}"))
}

/// `946845296.123`
fn seconds(text: &str) -> Option<(i64, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (whole, nanos) = (whole.parse::<i64>().ok()?, nanoseconds(fraction)?);
    // The fraction counts forward, also from a moment before 1970.
    match (text.starts_with('-'), nanos) {
        (true, 1..) => Some((whole.checked_sub(1)?, 1_000_000_000u32.checked_sub(nanos)?)),
        _ => Some((whole, nanos)),
    }
}

fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}").parse().ok()
}

/// `2024-10-31T14:15:14.5Z`
fn date_time(text: &str) -> Option<(i64, u32)> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let date: Vec<i64> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let time: Vec<i64> = time.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let ([year, month, day], [hour, minute, second]) = (date.as_slice(), time.as_slice()) else {
        return None;
    };
    let days = days(*year, *month, *day)?;
    let seconds = hour * 3600 + minute * 60 + second;
    Some((days * SECONDS_OF_A_DAY + seconds, nanoseconds(fraction)?))
}

/// Days since 1970, in the Gregorian calendar. Years begin in March, so that the day that only some
/// of them have is the last.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    Some(365 * year + leap_days + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_text_are_moments() {
        let cases = [
            (json!(1_398_796_238), Ok((1_398_796_238, 0))),
            (json!("1970-01-01T00:00:00Z"), Ok((0, 0))),
            (json!("2024-10-31T14:15:14Z"), Ok((1_730_384_114, 0))),
            (json!("2000-02-29T00:00:00.5Z"), Ok((951_782_400, 500_000_000))),
            (json!("1969-12-31T23:59:59Z"), Ok((-1, 0))),
            (json!("yesterday"), Err("\"yesterday\" is not a moment".to_owned())),
        ];
        for (value, moment) in cases {
            assert_eq!(read(&value), moment);
        }
        assert_eq!(plain("9.46845296123e+8").as_deref(), Some("946845296.123"));
        assert_eq!(plain("1.5E3").as_deref(), Some("1500."));
        assert_eq!(seconds("946845296.123"), Some((946_845_296, 123_000_000)));
        assert_eq!(seconds("-0.5"), Some((-1, 500_000_000)));
    }
}
