//! A request that was sent, and what is expected of it.

use super::body::{self, Same};
use super::events::{self, Event};
use super::{Checked, Mismatch};
use bytes::Bytes;

/// A request that was sent. Each method states what is expected; [`done`](Sent::done) tells whether
/// it is so.
#[derive(Clone, Debug)]
pub struct Sent {
    method: String,
    host: String,
    path: String,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    body: Bytes,
    found: Vec<String>,
    /// What is expected of the query.
    parameters: Vec<String>,
    /// Names of elements that are keys of maps.
    keys: Vec<String>,
}

impl Sent {
    pub(super) fn new(
        method: String,
        uri: String,
        headers: Vec<(String, String)>,
        body: Bytes,
    ) -> Self {
        let (_, rest) = uri.split_once("://").unwrap_or(("", &uri));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = match rest.find('/') {
            Some(slash) => rest.split_at(slash),
            None => (rest, "/"),
        };
        let query = query.split('&').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let (host, path) = (host.to_owned(), path.to_owned());
        let (found, parameters) = (Vec::new(), Vec::new());
        let keys = vec!["key".to_owned()];
        Self { method, host, path, query, headers, body, found, parameters, keys }
    }

    /// Whether all that was expected is so.
    ///
    /// # Errors
    ///
    /// All that is not.
    pub fn done(mut self) -> Checked {
        let mut names: Vec<&str> = self.parameters.iter().map(|one| name(one)).collect();
        names.dedup();
        // All values of a name count, in their order.
        let of_name = |list: &[String], wanted: &str| {
            list.iter().filter(|one| name(one) == wanted).cloned().collect::<Vec<_>>()
        };
        for wanted in names {
            let expected = of_name(&self.parameters, wanted);
            if of_name(&self.query, wanted) != expected {
                let found = &self.query;
                self.found.push(format!("query: expected {expected:?}, found {found:?}"));
            }
        }
        if self.found.is_empty() { Ok(()) } else { Err(Mismatch(self.found)) }
    }

    fn expect(mut self, is_so: bool, what: impl FnOnce(&Self) -> String) -> Self {
        if !is_so {
            let line = what(&self);
            self.found.push(line);
        }
        self
    }

    /// The method.
    pub fn method(self, method: &str) -> Self {
        let is_so = self.method == method;
        self.expect(is_so, |sent| format!("method: expected {method}, found {}", sent.method))
    }

    /// The path as it is sent, without the query.
    pub fn path(self, path: &str) -> Self {
        let is_so = self.path == path;
        self.expect(is_so, |sent| format!("path: expected {path}, found {}", sent.path))
    }

    /// The host.
    pub fn host(self, host: &str) -> Self {
        let is_so = self.host == host;
        self.expect(is_so, |sent| format!("host: expected {host}, found {}", sent.host))
    }

    /// A parameter of the query as it is sent: a name, and a value behind `=` if it has one.
    pub fn query(mut self, parameter: &str) -> Self {
        self.parameters.push(parameter.to_owned());
        self
    }

    fn has_query(&self, name: &str) -> bool {
        self.query.iter().any(|sent| self::name(sent) == name)
    }

    /// A name that the query does not have.
    pub fn no_query(self, name: &str) -> Self {
        let is_so = !self.has_query(name);
        self.expect(is_so, |sent| format!("query: {name} is forbidden, found {:?}", sent.query))
    }

    /// A name that the query has.
    pub fn some_query(self, name: &str) -> Self {
        let is_so = self.has_query(name);
        self.expect(is_so, |sent| format!("query: {name} is missing, found {:?}", sent.query))
    }

    /// All values of a header, in one line as lists are sent.
    fn header_line(&self, name: &str) -> Option<String> {
        let of_name = self.headers.iter().filter(|(sent, _)| sent.eq_ignore_ascii_case(name));
        let values: Vec<&str> = of_name.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// A header with its value.
    pub fn header(self, name: &str, value: &str) -> Self {
        let found = self.header_line(name);
        let is_so = found.as_deref() == Some(value);
        self.expect(is_so, |_| match found {
            Some(found) => format!("header {name}: expected {value:?}, found {found:?}"),
            None => format!("header {name}: expected {value:?}, found none"),
        })
    }

    /// A header that is not there.
    pub fn no_header(self, name: &str) -> Self {
        let found = self.header_line(name);
        let is_so = found.is_none();
        let found = found.unwrap_or_default();
        self.expect(is_so, |_| format!("header {name}: expected none, found {found:?}"))
    }

    /// A header that is there, whatever its value.
    pub fn some_header(self, name: &str) -> Self {
        let is_so = self.header_line(name).is_some();
        self.expect(is_so, |_| format!("header {name}: expected one, found none"))
    }

    /// A body of no bytes.
    pub fn empty(self) -> Self {
        let is_so = self.body.is_empty();
        self.expect(is_so, |sent| format!("body: expected none, found {}", body::shown(&sent.body)))
    }

    /// A body of these bytes.
    pub fn text(self, expected: &str) -> Self {
        let same = body::text(&self.body, expected);
        self.compared(same, expected)
    }

    /// A body that says the same in JSON: whitespace and the order of members do not count, digits
    /// of numbers do.
    pub fn json(self, expected: &str) -> Self {
        let same = body::json(&self.body, expected);
        self.compared(same, expected)
    }

    /// The name of an element, besides `key`, that is the key of a map: the order of the entries of a
    /// map does not count.
    pub fn map_key(mut self, name: &str) -> Self {
        self.keys.push(name.to_owned());
        self
    }

    /// A body that says the same in XML: the order of attributes and whitespace between elements do
    /// not count.
    pub fn xml(self, expected: &str) -> Self {
        let same = body::xml(&self.body, expected, &self.keys);
        self.compared(same, expected)
    }

    /// A body of the same pairs of names and values, in any order.
    pub fn form(self, expected: &str) -> Self {
        let same = body::form(&self.body, expected);
        self.compared(same, expected)
    }

    /// A body that says the same in CBOR; the expected one is given in base64.
    pub fn cbor(self, expected: &str) -> Self {
        let same = body::cbor(&self.body, expected);
        self.compared(same, expected)
    }

    /// A body of these events, whether they are signed or not.
    pub fn events<const N: usize>(mut self, expected: [Event; N]) -> Self {
        let messages = match events::messages(self.body.clone()) {
            Ok(messages) => messages,
            Err(why) => return self.expect(false, |_| format!("events: {why}")),
        };
        for (place, (event, message)) in expected.iter().zip(&messages).enumerate() {
            let differences = event.differences(message).into_iter();
            self.found.extend(differences.map(|one| format!("event {place}: {one}")));
        }
        let found = messages.len();
        self.expect(found == N, |_| format!("events: expected {N}, found {found}"))
    }

    fn compared(self, same: Same, expected: &str) -> Self {
        let is_so = same.is_ok();
        let why = same.err().unwrap_or_default();
        self.expect(is_so, |sent| {
            format!("body: {why}\nexpected {expected}\nfound {}", body::shown(&sent.body))
        })
    }
}

/// The name of a parameter of a query.
fn name(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Sent {
        let headers = vec![("a".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())];
        let uri = "https://example.com/path?x=1&y".to_owned();
        Sent::new("PUT".to_owned(), uri, headers, Bytes::from_static(b"{\"a\": 1.0}"))
    }

    #[test]
    fn what_was_sent_is_as_expected() {
        let sent = sent().method("PUT").host("example.com").path("/path").query("x=1").query("y");
        let sent = sent.no_query("z").some_query("x").header("A", "1, 2").no_header("b");
        assert_eq!(sent.some_header("a").json("{\"a\":1}").done(), Ok(()));
    }

    #[test]
    fn every_difference_is_told() {
        let sent = sent().method("GET").host("x").path("/").query("x").no_query("y");
        let sent = sent.some_query("z").header("a", "1").no_header("a").some_header("b");
        let sent = sent.empty().text("x").json("{}").xml("<a/>").form("b=1").cbor("AA==");
        let Err(Mismatch(lines)) = sent.done() else { panic!("nothing differs") };
        assert_eq!(lines.len(), 15, "{lines:?}");
    }
}
