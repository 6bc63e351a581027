//! The key that signs, which holds for a day.

use super::headers::Signing;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A moment, in days since 1970 and seconds of the day.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) day: u64,
    second: u64,
}

impl Moment {
    pub(super) fn of(now: SystemTime) -> Option<Self> {
        let seconds = now.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        Some(Self { day: seconds / 86_400, second: seconds % 86_400 })
    }

    /// The day as signatures have it: `20150830`.
    fn format_day(self) -> Option<String> {
        let midnight = DateTime::from_secs(i64::try_from(self.day * 86_400).ok()?);
        let mut date = midnight.fmt(Format::DateTime).ok()?;
        date.retain(|c| c != '-');
        date.truncate(8);
        Some(date)
    }

    /// The moment as signatures have it: `20150830T123600Z`.
    pub(super) fn date(self, day: &str) -> Option<String> {
        let mut date = String::with_capacity(16);
        date.push_str(day);
        date.push('T');
        for part in [self.second / 3600, self.second / 60 % 60, self.second % 60] {
            for digit in [part / 10, part % 10] {
                date.push(char::from_digit(u32::try_from(digit).ok()?, 10)?);
            }
        }
        date.push('Z');
        (date.len() == 16).then_some(date)
    }
}

fn mac(key: &[u8], text: &[u8]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    Mac::update(&mut mac, text);
    Some(mac.finalize().into_bytes().into())
}

/// The last key that signed. Keys differ by secret, day, region and service.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Option<Arc<Key>>>);

pub(super) struct Key {
    secret: String,
    day: u64,
    /// The day in words.
    pub(super) date: String,
    region: String,
    name: String,
    pub(super) key: Hmac<Sha256>,
}

impl Key {
    fn make(signing: &Signing<'_>, day: u64) -> Option<Self> {
        let secret = signing.credentials.secret_access_key();
        let date = Moment { day, second: 0 }.format_day()?;
        let mut key = mac(format!("AWS4{secret}").as_bytes(), date.as_bytes())?;
        for part in [signing.region, signing.name, "aws4_request"] {
            key = mac(&key, part.as_bytes())?;
        }
        let key = Hmac::new_from_slice(&key).ok()?;
        let [secret, region, name] = [secret, signing.region, signing.name].map(str::to_owned);
        Some(Self { secret, day, date, region, name, key })
    }

    fn fits(&self, signing: &Signing<'_>, day: u64) -> bool {
        let known = (self.day, &*self.region, &*self.name, &*self.secret);
        known == (day, signing.region, signing.name, signing.credentials.secret_access_key())
    }
}

impl KeyCache {
    /// The key for a signature.
    pub(super) fn get(&self, signing: &Signing<'_>, day: u64) -> Option<Arc<Key>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(key) = last.filter(|key| key.fits(signing, day)) {
            return Some(key);
        }
        let key = Arc::new(Key::make(signing, day)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&key));
        Some(key)
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyCache")
    }
}
