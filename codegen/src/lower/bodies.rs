//! What is done to the bodies of requests: checksums and compression.

use super::Lower;
use crate::ir::Checksum;
use crate::model::{Kind, Member, Operation, Shape};
use serde_json::Value;

const CHECKSUM: &str = "aws.protocols#httpChecksum";
const COMPRESSION: &str = "smithy.api#requestCompression";

impl Lower<'_> {
    /// The checksum that requests of an operation carry.
    pub(super) fn checksum(&self, shape: &Shape, parts: &Operation) -> Option<Checksum> {
        let traits = &shape.traits;
        let Some(said) = traits.http_checksum() else {
            return traits.http_checksum_required().map(|_| Checksum::Md5);
        };
        let required = said.get("requestChecksumRequired").and_then(Value::as_bool);
        let required = required == Some(true);
        let Some(member) = said.get("requestAlgorithmMember").and_then(Value::as_str) else {
            return required.then_some(Checksum::Required);
        };
        let header = self.checksum_header(shape, parts, member)?;
        Some(match required {
            true => Checksum::RequiredBy(header),
            false => Checksum::OptionalBy(header),
        })
    }

    /// The header by which an operation asks for the checksum of its answer.
    pub(super) fn validation(&self, shape: &Shape, parts: &Operation) -> Option<String> {
        let said = shape.traits.http_checksum()?;
        let member = said.get("requestValidationModeMember").and_then(Value::as_str)?;
        self.checksum_header(shape, parts, member)
    }

    /// The header of a member that the trait names.
    fn checksum_header(&self, shape: &Shape, parts: &Operation, member: &str) -> Option<String> {
        let found = self.input_members(parts).into_iter().find(|one| one.name == member);
        let header = found.and_then(|member| member.traits.http_header()).cloned();
        if header.is_none() {
            let message = format!(
                "the trait names the member `{member}`, which is not a header of the input"
            );
            let hint = "give the member `smithy.api#httpHeader`";
            self.report(self.model.trait_error(shape, CHECKSUM, message).hint(hint));
        }
        header
    }

    /// Whether requests of an operation may be compressed: not where the length of a stream must be
    /// known before, and not events.
    pub(super) fn compresses(&self, shape: &Shape, parts: &Operation) -> bool {
        let Some(said) = shape.traits.request_compression() else { return false };
        let encodings = said.get("encodings").and_then(Value::as_array);
        let is_known = |encoding: &Value| encoding.as_str() == Some("gzip");
        if !encodings.is_some_and(|encodings| encodings.iter().any(is_known)) {
            let message = "none of the encodings is `gzip`, which is all that clients can do";
            let error = self.model.trait_error(shape, COMPRESSION, message);
            self.report(error.hint("add `gzip`, or remove the trait"));
            return false;
        }
        let forbids = |member: &&Member| {
            self.model.get(&member.target).is_some_and(|target| {
                let is_stream = target.traits.streaming().is_some();
                let requires = target.traits.requires_length().is_some()
                    || member.traits.requires_length().is_some();
                is_stream && (requires || matches!(target.kind, Kind::Union(_)))
            })
        };
        !self.input_members(parts).iter().any(forbids)
    }

    fn input_members(&self, parts: &Operation) -> Vec<&Member> {
        let input = parts.input.as_ref().and_then(|id| self.model.get(id));
        input.map(Shape::members).unwrap_or_default()
    }
}
