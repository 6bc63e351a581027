//! S3 wants the MD5 of a key that a customer brings along (SSE-C) beside the key, to see that it
//! arrived whole. Whoever gives the key alone gets the MD5 added.

use crate::error::BoxError;
use crate::http::headers;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::base64;
use md5::{Digest, Md5};

/// The headers of keys, and of their digests: of the object, and of the one that is copied.
const KEYS: [(&str, &str); 2] = [
    ("x-amz-server-side-encryption-customer-key", "x-amz-server-side-encryption-customer-key-md5"),
    (
        "x-amz-copy-source-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key-md5",
    ),
];

pub(in crate::customize) fn add(all: &mut Headers) -> Result<(), BoxError> {
    for (key, digest) in KEYS {
        if all.contains_key(digest) {
            continue;
        }
        // What is no key at all the service refuses with better words.
        let key = all.get(key).and_then(|key| base64::decode(key).ok());
        if let Some(key) = key {
            headers::set(all, headers::named(digest)?, base64::encode(Md5::digest(key)))?;
        }
    }
    Ok(())
}
