//! What of the runtime a service needs, by the names of its features.

use super::{Auth, Checksum, Format, Operation, Quirk, Service, Type};
use std::collections::BTreeSet;

impl Service {
    /// The features of `tinsmith-runtime` that its client does not compile without, sorted.
    pub fn features(&self) -> BTreeSet<&'static str> {
        let formats = [self.protocol.sends(), self.protocol.receives()];
        let mut features: BTreeSet<&str> = formats.into_iter().map(Format::module).collect();
        features.extend(self.quirks().filter_map(Quirk::feature));
        features.extend(self.schemes().filter_map(|scheme| scheme.feature()));
        let others = [
            ("checksums", self.operations.iter().any(Operation::has_checksums)),
            ("compression", self.operations.iter().any(|operation| operation.compresses)),
            ("discovery", self.discovery.is_some()),
            ("events", self.has_events()),
            ("json", self.has_documents()),
        ];
        features.extend(others.into_iter().filter_map(|(name, is_used)| is_used.then_some(name)));
        features
    }

    fn quirks(&self) -> impl Iterator<Item = &Quirk> {
        self.quirks.iter().chain(self.operations.iter().flat_map(|operation| &operation.quirks))
    }

    fn schemes(&self) -> impl Iterator<Item = &Auth> {
        let own = self.operations.iter().flat_map(|operation| operation.auth.iter().flatten());
        self.auth.iter().chain(own)
    }

    fn has_events(&self) -> bool {
        self.unions.iter().any(|union| union.is_stream)
            || self.structures.iter().any(|structure| structure.is_event)
    }

    /// Whether a document is the default of a member, which is written as JSON.
    fn has_documents(&self) -> bool {
        let mut members = self.structures.iter().flat_map(|structure| &structure.members);
        members.any(|member| member.ty == Type::Document && member.default.is_some())
    }
}

impl Operation {
    /// Whether it sends a checksum by an algorithm that callers choose, or compares that of an answer.
    fn has_checksums(&self) -> bool {
        let is_chosen = match self.checksum {
            None | Some(Checksum::Md5 | Checksum::Tree) => false,
            Some(Checksum::Required | Checksum::RequiredBy(_) | Checksum::OptionalBy(_)) => true,
        };
        is_chosen || self.validation.is_some()
    }
}

impl Quirk {
    fn feature(&self) -> Option<&'static str> {
        match self {
            Self::ErrorsInSuccess
            | Self::ErrorsByStatus(_)
            | Self::KeyDigests
            | Self::UrlListings
            | Self::RegionRedirects => Some("s3"),
            Self::MessageDigests | Self::LongPolls => Some("sqs"),
            Self::SourceRegion => Some("query"),
            Self::DiscoveredEndpoint => Some("discovery"),
            Self::BodyCrc32 => Some("dynamodb"),
            Self::BearerVariable => Some("bearer"),
            Self::QuickRetries | Self::SlowAnswers => None,
        }
    }
}

impl Auth {
    fn feature(self) -> Option<&'static str> {
        match self {
            Self::S3Express => Some("s3"),
            Self::SigV2 => Some("query"),
            Self::Bearer => Some("bearer"),
            _ => None,
        }
    }
}
