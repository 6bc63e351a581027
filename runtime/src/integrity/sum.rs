//! Checksums by the algorithms that callers choose and answers have.

use aws_smithy_types::base64;
use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Table};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

// Made where they are needed, and boxed: they would be 48 kB of every program.
static CRC32C: LazyLock<Box<Crc<u32, Table<16>>>> =
    LazyLock::new(|| Box::new(Crc::<u32, Table<16>>::new(&CRC_32_ISCSI)));
static CRC64NVME: LazyLock<Box<Crc<u64, Table<16>>>> =
    LazyLock::new(|| Box::new(Crc::<u64, Table<16>>::new(&CRC_64_NVME)));

/// An algorithm of checksums. `aws.protocols#httpChecksum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
}

impl Algorithm {
    /// All of them, the one that is made fastest first.
    pub(super) const ALL: [Self; 5] =
        [Self::Crc32, Self::Crc32C, Self::Crc64Nvme, Self::Sha1, Self::Sha256];

    /// The algorithm of a name, in capitals or not.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(name))
    }

    /// The name as it is sent.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Crc32C => "CRC32C",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
        }
    }

    /// The header that has the checksum.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Crc32C => "x-amz-checksum-crc32c",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// The length of the checksum as text, in bytes.
    pub(super) fn text_length(self) -> usize {
        let bytes = match self {
            Self::Crc32 | Self::Crc32C => 4,
            Self::Crc64Nvme => 8,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        };
        base64::encoded_length(bytes)
    }

    /// The checksum of nothing yet.
    pub(super) fn begin(self) -> Sum {
        match self {
            Self::Crc32 => Sum::Crc32(crc32fast::Hasher::new()),
            Self::Crc64Nvme => Sum::Crc64Nvme(CRC64NVME.digest()),
            Self::Crc32C => Sum::Crc32C(CRC32C.digest()),
            Self::Sha1 => Sum::Sha1(Sha1::new()),
            Self::Sha256 => Sum::Sha256(Sha256::new()),
        }
    }

    /// The checksum of a body, as text.
    pub(super) fn of(self, body: &[u8]) -> String {
        let mut sum = self.begin();
        sum.update(body);
        sum.text()
    }
}

/// A checksum that is being made.
pub(super) enum Sum {
    Crc32(crc32fast::Hasher),
    Crc64Nvme(crc::Digest<'static, u64, Table<16>>),
    Crc32C(crc::Digest<'static, u32, Table<16>>),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Sum {
    /// Adds what comes next in the body.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(sum) => sum.update(bytes),
            Self::Crc64Nvme(sum) => sum.update(bytes),
            Self::Crc32C(sum) => sum.update(bytes),
            Self::Sha1(sum) => sum.update(bytes),
            Self::Sha256(sum) => sum.update(bytes),
        }
    }

    /// The checksum as headers have it: base64 of its bytes, the highest first.
    pub(super) fn text(self) -> String {
        match self {
            Self::Crc32(sum) => base64::encode(sum.finalize().to_be_bytes()),
            Self::Crc64Nvme(sum) => base64::encode(sum.finalize().to_be_bytes()),
            Self::Crc32C(sum) => base64::encode(sum.finalize().to_be_bytes()),
            Self::Sha1(sum) => base64::encode(sum.finalize()),
            Self::Sha256(sum) => base64::encode(sum.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the catalogue of CRCs (0xCBF43926, 0xAE8B14860A799888, 0xE3069283), and what
    /// `sha1sum` and `sha256sum` print.
    #[test]
    fn checksums_are_those_of_their_definitions() {
        let of = |algorithm: Algorithm| algorithm.of(b"123456789");
        assert_eq!(of(Algorithm::Crc32), "y/Q5Jg==");
        assert_eq!(of(Algorithm::Crc64Nvme), "rosUhgp5mIg=");
        assert_eq!(of(Algorithm::Crc32C), "4waSgw==");
        assert_eq!(of(Algorithm::Sha1), "98O8HYCOBHMq32eZZczDTKeuNEE=");
        assert_eq!(of(Algorithm::Sha256), "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
    }

    #[test]
    fn what_is_said_of_an_algorithm_is_so() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::named(&algorithm.name().to_lowercase()), Some(algorithm));
            assert_eq!(algorithm.of(b"x").len(), algorithm.text_length());
            let suffix = algorithm.header().strip_prefix("x-amz-checksum-").unwrap();
            assert!(suffix.eq_ignore_ascii_case(algorithm.name()));
            let mut sum = algorithm.begin();
            sum.update(b"1234");
            sum.update(b"56789");
            assert_eq!(sum.text(), algorithm.of(b"123456789"), "in pieces");
        }
    }
}
