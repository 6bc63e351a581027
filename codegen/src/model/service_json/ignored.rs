//! Keys of the format that change nothing in a client.

use super::super::json::Document;
use serde_json::Value;

/// Keys that are read over, each with where it stands and the reason. None of them changes bytes,
/// types or authentication.
pub const IGNORED_KEYS: &[(&str, &str, &str)] = &[
    ("file", "version", "the version of the format; all files have the same"),
    ("file", "examples", "always empty; examples have a file of their own"),
    (
        "metadata",
        "checksumFormat",
        "a setting of old; S3's operations name their checksums, and Glacier's always take its tree hash",
    ),
    ("metadata", "globalEndpoint", "the endpoint rule set decides"),
    ("metadata", "protocol", "the first of `protocols`, which is read"),
    ("metadata", "ripServiceName", "a name for generators in other languages"),
    ("metadata", "serviceAbbreviation", "a second display name; `serviceFullName` is read"),
    ("metadata", "uid", "repeats the endpoint prefix and the version"),
    (
        "operation",
        "name",
        "the key again; CloudFront's differ, and its protocol does not send them",
    ),
    (
        "operation error",
        "documentation",
        "text about the error in one operation; the error has its own",
    ),
    ("operation error", "error", "repeats the error shape"),
    ("operation error", "exception", "repeats the error shape"),
    (
        "operation input",
        "documentation",
        "text about the structure in one operation; the structure has its own",
    ),
    (
        "operation output",
        "documentation",
        "text about the structure in one operation; the structure has its own",
    ),
    (
        "operation output",
        "resultWrapper",
        "always the operation's name and `Result`, as the protocol says",
    ),
    ("shape", "box", "all members that need not be there are optional here"),
    ("shape", "event", "follows from membership in a stream of events"),
    ("shape", "synthetic", "says that a converter made the shape"),
    ("shape", "wrapper", "speaks of an element that the member around it already names"),
    ("shape", "xmlOrder", "the order of the members again, or one of answers, read in any order"),
    (
        "list",
        "locationName",
        "a name of the list itself; what counts are its member's and its items'",
    ),
    ("member", "box", "all members that need not be there are optional here"),
    (
        "paginator",
        "non_aggregate_keys",
        "for joining pages into one; here a page is a whole answer",
    ),
    ("waiter", "maxAttempts", "a waiter ends after the time that its caller gives"),
    ("paginators", "version", "the version of the format; all files have the same"),
    ("waiters", "version", "the version of the format; all files have the same"),
    ("examples", "version", "the version of the format; all files have the same"),
    ("example", "id", "a number for links"),
    ("example", "comments", "text about single values of an example"),
];

/// Reports each key of an object that is neither known nor ignored there, and counts the ignored.
pub(super) fn only<'a>(document: &Document<'a>, place: &str, value: &'a Value, known: &[&str]) {
    document.known(IGNORED_KEYS, place, value, known);
}

/// Counts a key that is known at its place, and read over in some objects there.
pub(super) fn count(document: &Document<'_>, place: &str, key: &str) {
    for (_, key, reason) in IGNORED_KEYS.iter().filter(|one| (one.0, one.1) == (place, key)) {
        document.ignore(place, key, reason);
    }
}
