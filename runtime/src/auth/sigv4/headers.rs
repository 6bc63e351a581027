//! The signature of a request, in its headers.

use super::canonical::{self, Target};
use super::key::{Key, KeyCache, Moment};
use crate::error::BoxError;
use crate::hex;
use crate::http::headers;
use aws_credential_types::Credentials;
use aws_runtime::auth::{PayloadSigningOverride, SigningOptions};
use aws_sigv4::http_request::SignableBody;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::config_bag::ConfigBag;
use hmac::Mac;
use http::header::{AUTHORIZATION, HeaderName};
use sha2::digest::Update;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::time::SystemTime;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const DATE: &str = "x-amz-date";
const DIGEST: &str = "x-amz-content-sha256";
/// Where the token of a session stands, unless something else is said.
pub(super) const TOKEN: &str = "x-amz-security-token";
const SIGNATURE: &str = ", Signature=";

/// How many digits a signature has, and the digest of a body.
const DIGITS: usize = 64;

/// How many headers are put in order without an allocation.
const FEW_HEADERS: usize = 32;

/// What a signature is made with.
#[derive(Debug)]
pub(super) struct Signing<'a> {
    pub(super) credentials: &'a Credentials,
    /// The header for the token of temporary credentials.
    pub(super) token: &'static str,
    /// Whether that is signed, too, and not only sent.
    pub(super) signs_token: bool,
    pub(super) region: &'a str,
    pub(super) name: &'a str,
    /// Whether the digest of the body is sent, too.
    pub(super) has_digest: bool,
    /// Whether what is encoded in the path is encoded again.
    pub(super) encodes_path: bool,
    /// Whether `.` and `..` are resolved in the path.
    pub(super) normalizes_path: bool,
}

/// What a signature says of the body.
pub(super) enum Payload {
    /// Its digest.
    Sum([u8; DIGITS]),
    /// Something that stands for it.
    Said(Cow<'static, str>),
}

impl Payload {
    /// What is to be said of the body of a request: that of one in memory is its digest.
    ///
    /// # Errors
    ///
    /// An interceptor asks for something that is not known here.
    pub(super) fn of(
        request: &HttpRequest,
        options: &SigningOptions,
        cfg: &ConfigBag,
    ) -> Result<Self, BoxError> {
        let given = match cfg.load::<PayloadSigningOverride>() {
            Some(given) => Some(Cow::Owned(given.clone().to_signable_body())),
            None => options.payload_override.as_ref().map(Cow::Borrowed),
        };
        let said = |text| Ok(Self::Said(Cow::Borrowed(text)));
        let bytes = match given.as_deref() {
            None => request.body().bytes(),
            Some(SignableBody::Bytes(bytes)) => Some(*bytes),
            Some(SignableBody::Precomputed(digest)) => {
                return Ok(Self::Said(Cow::Owned(digest.clone())));
            }
            Some(SignableBody::UnsignedPayload) => None,
            Some(SignableBody::StreamingUnsignedPayloadTrailer) => {
                return said("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
            }
            Some(SignableBody::StreamingSignedPayloadTrailer) => {
                return said("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
            }
            Some(other) => {
                return Err(format!("a body cannot be signed as {other:?} here").into());
            }
        };
        match bytes {
            Some(bytes) => Ok(Self::Sum(hex::digits(Sha256::digest(bytes)))),
            None => said("UNSIGNED-PAYLOAD"),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Sum(digits) => text(digits),
            Self::Said(said) => Some(said),
        }
    }
}

/// The headers that make a request a signed one. Not to be shown, for a token is secret.
pub(super) struct Signed<'a> {
    token: Option<(&'static str, &'a str)>,
    date: String,
    digest: Option<String>,
    authorization: String,
}

impl Signed<'_> {
    /// The signature by itself.
    pub(super) fn signature(&self) -> &str {
        self.authorization.rsplit('=').next().unwrap_or_default()
    }

    /// Adds the headers to the request that was signed.
    ///
    /// # Errors
    ///
    /// One of the credentials cannot stand in a header.
    pub(super) fn apply(self, request: &mut HttpRequest) -> Result<(), BoxError> {
        let all = request.headers_mut();
        headers::set(all, const { HeaderName::from_static(DATE) }, self.date)?;
        headers::set(all, AUTHORIZATION, self.authorization)?;
        if let Some(digest) = self.digest {
            headers::set(all, const { HeaderName::from_static(DIGEST) }, digest)?;
        }
        if let Some((name, token)) = self.token {
            let name = match name {
                // Made once, for most callers have a token.
                TOKEN => const { HeaderName::from_static(TOKEN) },
                other => headers::named(other)?,
            };
            headers::set(all, name, token.to_owned())?;
        }
        Ok(())
    }
}

impl<'a> Signing<'a> {
    /// Signs a request.
    ///
    /// # Errors
    ///
    /// The request has no address, or the time none that a signature can say.
    pub(super) fn sign(
        &self,
        request: &HttpRequest,
        payload: &Payload,
        keys: &KeyCache,
        now: SystemTime,
    ) -> Result<Signed<'a>, BoxError> {
        let target = Target::of(request.uri(), self.normalizes_path, self.encodes_path);
        let target = target.ok_or("a request without an address cannot be signed")?;
        let signed = Moment::of(now).and_then(|now| {
            let key = keys.get(self, now.day)?;
            self.sign_with(&key, request, &target, payload, now)
        });
        Ok(signed.ok_or("a signature cannot say this time: set the clock")?)
    }

    fn sign_with(
        &self,
        key: &Key,
        request: &HttpRequest,
        target: &Target<'_>,
        payload: &Payload,
        now: Moment,
    ) -> Option<Signed<'a>> {
        let date = now.date(&key.date)?;
        let day = date.get(..8)?;
        let payload = payload.text()?;
        let token = self.credentials.session_token().map(|token| (self.token, token));

        let has_host = request.headers().iter_bytes().any(|(name, _)| name == "host");
        let own = [
            (!has_host).then_some(("host", target.host)),
            Some((DATE, &*date)),
            token.filter(|_| self.signs_token),
            self.has_digest.then_some((DIGEST, payload)),
        ];
        let mut few = [("", ""); FEW_HEADERS];
        let mut many = Vec::new();
        let most = own.len() + request.headers().len();
        if most > few.len() {
            many.resize(most, ("", ""));
        }
        let room = if many.is_empty() { &mut few[..] } else { &mut many };
        let omitted = (!self.signs_token).then_some(self.token);
        let headers = canonical::headers(room, request.headers(), &own, omitted)?;

        let scope = [day, "/", self.region, "/", self.name, "/aws4_request"];
        let before = [ALGORITHM, " Credential=", self.credentials.access_key_id(), "/"];
        let before = before.iter().chain(&scope).chain(&[", SignedHeaders="]);
        let length: usize = before.clone().map(|part| part.len()).sum();
        let names: usize = headers.iter().map(|(name, _)| name.len() + 1).sum();
        // As long as it gets: to make a header of text with room to spare takes an allocation.
        let length_of_all = length + names.saturating_sub(1) + SIGNATURE.len() + DIGITS;
        let mut authorization = String::with_capacity(length_of_all);
        before.for_each(|part| authorization.push_str(part));
        canonical::push_names(&mut authorization, headers);

        let mut hash = Sha256::new();
        let mut gathered = Gathered::new(&mut hash);
        let mut add = |part: &str| gathered.add(part);
        [request.method(), "\n", &target.path, "\n"].into_iter().for_each(&mut add);
        target.add_query(&mut add);
        add("\n");
        canonical::add_headers(&mut add, headers);
        add("\n\n");
        add(authorization.get(length..)?);
        add("\n");
        add(payload);
        drop(gathered);

        let hash = hex::digits::<DIGITS>(hash.finalize());
        let mut mac = key.key.clone();
        let mut gathered = Gathered::new(&mut mac);
        let first = [ALGORITHM, "\n", &date, "\n"];
        let parts = first.iter().chain(&scope).chain(&["\n"]);
        parts.for_each(|part| gathered.add(part));
        gathered.add(text(&hash)?);
        drop(gathered);
        authorization.push_str(SIGNATURE);
        authorization.push_str(text(&hex::digits(mac.finalize().into_bytes()))?);
        let digest = self.has_digest.then(|| payload.to_owned());
        Some(Signed { token, date, digest, authorization })
    }
}

fn text(digits: &[u8; DIGITS]) -> Option<&str> {
    std::str::from_utf8(digits).ok()
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
