//! What services want that no trait says.

/// What a service or an operation wants besides what its model says. The runtime has the logic, by
/// the same names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quirk {
    /// An answer that says 200 may be an error.
    ErrorsInSuccess,
    /// Answers have no body, so that only the status tells the error: status and code.
    ErrorsByStatus(Vec<(u16, String)>),
    /// Keys of customers want their MD5 beside them.
    KeyDigests,
    /// Keys in listings are asked for in URL encoding, and decoded.
    UrlListings,
    /// Calls follow buckets to their regions.
    RegionRedirects,
    /// Answers come with a CRC-32 of their body.
    BodyCrc32,
    /// Retries are soon, and more.
    QuickRetries,
    /// Answers have the MD5s of messages.
    MessageDigests,
    /// The service holds answers back.
    LongPolls,
    /// Answers may stand still for long.
    SlowAnswers,
    /// Copies from another region are asked for there.
    SourceRegion,
    /// The endpoint has to be asked for.
    DiscoveredEndpoint,
    /// A bearer token may be in a variable of the service's own.
    BearerVariable,
}
