//! The signature of a request whose body is in memory, in its headers.

use crate::error::BoxError;
use crate::hex;
use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use hmac::{Hmac, KeyInit, Mac};
use http::header::{AUTHORIZATION, HeaderName};
use sha2::digest::Update;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const DATE: &str = "x-amz-date";
const DIGEST: &str = "x-amz-content-sha256";
const SIGNATURE: &str = ", Signature=";

/// How many headers are signed here at most.
const MOST_HEADERS: usize = 32;

/// Headers that are not signed, for what is on the way may change them.
const UNSIGNED: [&str; 4] = ["authorization", "user-agent", "x-amzn-trace-id", "transfer-encoding"];

/// What a signature is made with.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    pub(super) credentials: &'a Credentials,
    /// The header for the token of temporary credentials.
    pub(super) token: &'static str,
    pub(super) region: &'a str,
    pub(super) name: &'a str,
    /// Whether the digest of the body is sent, too.
    pub(super) has_digest: bool,
    /// Whether paths are signed as they are sent.
    pub(super) keeps_path: bool,
}

/// The headers that make a request a signed one.
#[derive(Debug)]
pub(super) struct Signed {
    token: &'static str,
    date: String,
    digest: Option<String>,
    authorization: String,
}

impl Signed {
    /// Adds the headers to the request that was signed.
    pub(super) fn apply(
        self,
        request: &mut HttpRequest,
        credentials: &Credentials,
    ) -> Result<(), BoxError> {
        let headers = request.headers_mut();
        headers.try_insert(HeaderName::from_static(DATE), self.date)?;
        headers.try_insert(AUTHORIZATION, self.authorization)?;
        if let Some(digest) = self.digest {
            headers.try_insert(HeaderName::from_static(DIGEST), digest)?;
        }
        if let Some(token) = credentials.session_token() {
            headers.try_insert(HeaderName::from_static(self.token), token.to_owned())?;
        }
        Ok(())
    }
}

impl Plain<'_> {
    /// Signs a request; nothing where it has something that is not plain.
    pub(super) fn sign(
        &self,
        request: &HttpRequest,
        keys: &KeyCache,
        now: SystemTime,
    ) -> Option<Signed> {
        let digest = Sha256::digest(request.body().bytes()?);
        let target = Target::of(request.uri(), self.keeps_path)?;
        let now = Moment::of(now)?;
        keys.with(self, now.day, |key| self.sign_with(key, request, &target, digest, now))
    }

    fn sign_with(
        &self,
        key: &Key,
        request: &HttpRequest,
        target: &Target<'_>,
        digest: impl AsRef<[u8]>,
        now: Moment,
    ) -> Option<Signed> {
        let date = now.date(&key.date)?;
        let day = date.get(..8)?;
        let digest = hex::digits(digest);

        let token = self.credentials.session_token();
        let has_host = request.headers().iter_bytes().any(|(name, _)| name == "host");
        let own = [
            (!has_host).then_some(("host", target.host)),
            Some((DATE, date.as_str())),
            token.map(|token| (self.token, token)),
            self.has_digest.then_some((DIGEST, text(&digest)?)),
        ];
        let mut headers = SignedHeaders::default();
        let headers = headers.fill(request.headers(), own.into_iter().flatten())?;
        let scope = [day, "/", self.region, "/", self.name, "/aws4_request"];
        let before = [ALGORITHM, " Credential=", self.credentials.access_key_id(), "/"];
        let before = before.iter().chain(&scope).chain(&[", SignedHeaders="]);
        let length: usize = before.clone().map(|part| part.len()).sum();
        let names: usize = headers.iter().map(|(name, _)| name.len() + 1).sum();
        // As long as it gets: to make a header of text with room to spare takes an allocation.
        let length_of_all = length + names.saturating_sub(1) + SIGNATURE.len() + 64;
        let mut authorization = String::with_capacity(length_of_all);
        before.for_each(|part| authorization.push_str(part));
        push_names(&mut authorization, headers);

        let mut hash = Sha256::new();
        let mut gathered = Gathered::new(&mut hash);
        let mut add = |part: &str| gathered.add(part);
        [request.method(), "\n", target.path, "\n"].into_iter().for_each(&mut add);
        target.add_query(&mut add);
        add("\n");
        add_headers(&mut add, headers);
        add("\n\n");
        add(authorization.get(length..)?);
        add("\n");
        add(text(&digest)?);
        drop(gathered);

        let hash = hex::digits::<64>(hash.finalize());
        let mut mac = key.key.clone();
        let mut gathered = Gathered::new(&mut mac);
        let first = [ALGORITHM, "\n", &date, "\n"];
        let parts = first.iter().chain(&scope).chain(&["\n"]);
        parts.for_each(|part| gathered.add(part));
        gathered.add(text(&hash)?);
        drop(gathered);
        authorization.push_str(SIGNATURE);
        authorization.push_str(text(&hex::digits(mac.finalize().into_bytes()))?);
        let digest = if self.has_digest { Some(text(&digest)?.to_owned()) } else { None };
        Some(Signed { token: self.token, date, digest, authorization })
    }
}

/// Brings bytes to what reads them block by block, which many small parts would delay. The last are
/// passed on when it is dropped; before that, the compiler lets nobody ask the reader.
struct Gathered<'a, R: Update> {
    reader: &'a mut R,
    parts: [u8; 512],
    length: usize,
}

impl<'a, R: Update> Gathered<'a, R> {
    fn new(reader: &'a mut R) -> Self {
        Self { reader, parts: [0; 512], length: 0 }
    }

    fn add(&mut self, part: &str) {
        let part = part.as_bytes();
        if part.len() > self.parts.len() - self.length {
            self.pass_on();
        }
        match self.parts.get_mut(self.length..self.length + part.len()) {
            Some(room) => {
                room.copy_from_slice(part);
                self.length += part.len();
            }
            None => self.reader.update(part),
        }
    }

    fn pass_on(&mut self) {
        self.reader.update(self.parts.get(..self.length).unwrap_or_default());
        self.length = 0;
    }
}

impl<R: Update> Drop for Gathered<'_, R> {
    fn drop(&mut self) {
        self.pass_on();
    }
}

/// A moment, in days since 1970 and seconds of the day.
#[derive(Clone, Copy)]
struct Moment {
    day: u64,
    second: u64,
}

impl Moment {
    fn of(now: SystemTime) -> Option<Self> {
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
    fn date(self, day: &str) -> Option<String> {
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

/// Where a request goes, in the parts that are signed.
struct Target<'a> {
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Target<'a> {
    /// Takes a URI apart; nothing where signing changes any part of it.
    fn of(uri: &'a str, keeps_path: bool) -> Option<Self> {
        let (_, rest) = uri.split_once("://")?;
        let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = if path.is_empty() { "/" } else { path };
        let is_default_port = host.ends_with(":80") || host.ends_with(":443");
        if is_default_port || host.contains('@') || !(keeps_path || is_normal(path)) {
            return None;
        }
        let is_plain = |byte: u8| is_unreserved(byte) || byte == b'=' || byte == b'&';
        let has_odd = |pair: &str| pair.matches('=').count() > 1;
        let is_plain = query.bytes().all(is_plain) && !query.split('&').any(has_odd);
        is_plain.then_some(Self { host, path, query })
    }

    /// Adds the parameters in order, each with a value.
    fn add_query(&self, add: &mut impl FnMut(&str)) {
        let parameters = self.query.split('&').filter(|parameter| !parameter.is_empty());
        let mut pairs: Vec<(&str, &str)> = parameters
            .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
            .collect();
        pairs.sort_unstable();
        for (index, (name, value)) in pairs.into_iter().enumerate() {
            if index > 0 {
                add("&");
            }
            [name, "=", value].into_iter().for_each(&mut *add);
        }
    }
}

/// Whether neither normalising a path nor encoding it again changes it.
fn is_normal(path: &str) -> bool {
    let is_plain = path.bytes().all(|byte| is_unreserved(byte) || byte == b'/');
    let is_dots = |segment: &str| segment == "." || segment == "..";
    is_plain && !path.contains("//") && !path.split('/').any(is_dots)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// The headers that are signed: those of the request, and those that signing sets. Almost no request
/// has more than there is room for; one that has is left to the official signer.
struct SignedHeaders<'a> {
    all: [(&'a str, &'a str); MOST_HEADERS],
    count: usize,
}

impl Default for SignedHeaders<'_> {
    fn default() -> Self {
        Self { all: [("", ""); MOST_HEADERS], count: 0 }
    }
}

impl<'a> SignedHeaders<'a> {
    /// All of them, in order; nothing where there are too many.
    fn fill(
        &mut self,
        headers: &'a Headers,
        own: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Option<&[(&'a str, &'a str)]> {
        for header in own {
            self.push(header)?;
        }
        let count = self.count;
        for (name, value) in headers.iter() {
            let is_own = self.all.iter().take(count).any(|(own, _)| *own == name);
            if !is_own && !UNSIGNED.contains(&name) {
                self.push((name, value))?;
            }
        }
        let all = self.all.get_mut(..self.count)?;
        // Stable, for several values of one header are signed in the order in which they are sent.
        all.sort_by_key(|(name, _)| *name);
        Some(all)
    }

    fn push(&mut self, header: (&'a str, &'a str)) -> Option<()> {
        *self.all.get_mut(self.count)? = header;
        self.count += 1;
        Some(())
    }
}

/// A header a line, several values of one joined.
fn add_headers(add: &mut impl FnMut(&str), headers: &[(&str, &str)]) {
    let mut last = None;
    for (name, value) in headers {
        if last == Some(name) {
            add(",");
        } else {
            // The first of them ends the line of the query.
            if last.is_some() {
                add("\n");
            }
            add(name);
            add(":");
        }
        add_trimmed(add, value);
        last = Some(name);
    }
}

/// Text without spaces around it, and with single spaces in it.
fn add_trimmed(add: &mut impl FnMut(&str), value: &str) {
    let value = value.trim_matches(' ');
    if !value.contains("  ") {
        return add(value);
    }
    let words = value.split(' ').filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            add(" ");
        }
        add(word);
    }
}

fn push_names(text: &mut String, headers: &[(&str, &str)]) {
    let mut last = None;
    for (name, _) in headers {
        if last == Some(name) {
            continue;
        }
        if last.is_some() {
            text.push(';');
        }
        text.push_str(name);
        last = Some(name);
    }
}

fn text(digits: &[u8; 64]) -> Option<&str> {
    std::str::from_utf8(digits).ok()
}

fn mac(key: &[u8], text: &[u8]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    Mac::update(&mut mac, text);
    Some(mac.finalize().into_bytes().into())
}

/// The last key that signed. Keys differ by secret, day, region and service.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Option<Arc<Key>>>);

struct Key {
    secret: String,
    day: u64,
    /// The day in words.
    date: String,
    region: String,
    name: String,
    key: Hmac<Sha256>,
}

impl Key {
    fn make(plain: &Plain<'_>, day: u64) -> Option<Self> {
        let secret = plain.credentials.secret_access_key();
        let date = Moment { day, second: 0 }.format_day()?;
        let mut key = mac(format!("AWS4{secret}").as_bytes(), date.as_bytes())?;
        for part in [plain.region, plain.name, "aws4_request"] {
            key = mac(&key, part.as_bytes())?;
        }
        let key = Hmac::new_from_slice(&key).ok()?;
        let [secret, region, name] = [secret, plain.region, plain.name].map(str::to_owned);
        Some(Self { secret, day, date, region, name, key })
    }

    fn fits(&self, plain: &Plain<'_>, day: u64) -> bool {
        let known = (self.day, &*self.region, &*self.name, &*self.secret);
        known == (day, plain.region, plain.name, plain.credentials.secret_access_key())
    }
}

impl KeyCache {
    /// Does something with the key for a signature.
    fn with<T>(
        &self,
        plain: &Plain<'_>,
        day: u64,
        using: impl FnOnce(&Key) -> Option<T>,
    ) -> Option<T> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(key) = last.filter(|key| key.fits(plain, day)) {
            return using(&key);
        }
        let key = Arc::new(Key::make(plain, day)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&key));
        using(&key)
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyCache")
    }
}
