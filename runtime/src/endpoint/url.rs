//! URLs, as the function `parseURL` takes them apart.

use super::value::{Value, part};
use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The parts of a URL.
#[derive(Clone, Debug)]
pub(super) struct Url<'v> {
    scheme: &'static str,
    authority: Cow<'v, str>,
    path: Cow<'v, str>,
}

impl<'v> Url<'v> {
    /// Reads a URL; `None` where it is none, or has a query or a fragment, which no endpoint has.
    pub(super) fn parse(text: &Cow<'v, str>) -> Option<Self> {
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let head = text.get(..scheme.len());
            let rest = text.get(scheme.len()..);
            head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
                && rest.is_some_and(|rest| rest.starts_with("://"))
        })?;
        let start = scheme.len() + "://".len();
        let is_url = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '\\');
        if !text.chars().all(is_url) {
            return None;
        }
        let split = |text: &str| {
            let end = text.get(start..).and_then(|rest| rest.find('/'));
            end.map_or(text.len(), |end| start + end)
        };
        let authority = part(text, |text| without_user(text.get(start..split(text))?))?;
        let path = part(text, |text| text.get(split(text)..))?;
        is_authority(&authority).then_some(Self { scheme, authority, path })
    }

    /// A part, by its name in the rules.
    pub(super) fn attribute(&self, name: &str) -> Value<'v> {
        match name {
            "scheme" => Value::Str(self.scheme.into()),
            "authority" => Value::Str(self.authority.clone()),
            "path" => Value::Str(self.path.clone()),
            "normalizedPath" => Value::Str(self.normalized_path()),
            "isIp" => Value::Bool(is_ip(host_and_port(&self.authority).0)),
            _ => Value::None,
        }
    }

    /// The path with a slash at both ends.
    fn normalized_path(&self) -> Cow<'v, str> {
        if self.path.is_empty() {
            return Cow::Borrowed("/");
        }
        if self.path.ends_with('/') {
            return self.path.clone();
        }
        Cow::Owned(format!("{}/", self.path))
    }
}

fn without_user(authority: &str) -> Option<&str> {
    authority.rsplit('@').next()
}

/// Whether there is a host, and a port that is a number if there is one.
fn is_authority(authority: &str) -> bool {
    let (host, port) = host_and_port(authority);
    let is_host = match host.strip_prefix('[') {
        Some(_) => is_ip(host),
        None => !host.is_empty() && !host.contains(['[', ']', ':']),
    };
    is_host && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        // A colon inside brackets is part of the address.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Whether a host is an address: of IPv4, or of IPv6 in brackets.
fn is_ip(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match v6 {
        // What follows the percent sign names an interface.
        Some(v6) => v6.split('%').next().is_some_and(|v6| v6.parse::<Ipv6Addr>().is_ok()),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}
