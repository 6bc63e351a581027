//! The checksums of archives: SHA-256 of the whole, and of a tree, whose leaves are the checksums of
//! each MiB, and whose other nodes are those of what their two children are.

use super::body;
use crate::auth;
use crate::error::BoxError;
use crate::hex::digits;
use crate::http::headers;
use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::config_bag::ConfigBag;
use sha2::{Digest, Sha256};

const WHOLE: &str = "x-amz-content-sha256";
const TREE: &str = "x-amz-sha256-tree-hash";

/// The size of a leaf.
const LEAF: usize = 1024 * 1024;

/// Adds the checksums of the body that the caller did not give. That of the whole is signed, too.
#[inline]
pub(super) fn add_signed(request: &mut HttpRequest, cfg: &mut ConfigBag) -> Result<(), BoxError> {
    add(request)?;
    if let Some(sum) = request.headers().get(WHOLE) {
        let signed = PayloadSigningOverride::Precomputed(sum.to_owned());
        auth::sign_payload_as(cfg, signed);
    }
    Ok(())
}

#[inline]
fn add(request: &mut HttpRequest) -> Result<(), BoxError> {
    if !request.headers().contains_key(WHOLE) {
        let sum = hex(&Sha256::digest(body(request)?));
        headers::set(request.headers_mut(), headers::named(WHOLE)?, sum)?;
    }
    if !request.headers().contains_key(TREE) {
        let sum = hex(&root(body(request)?));
        headers::set(request.headers_mut(), headers::named(TREE)?, sum)?;
    }
    Ok(())
}

type Sum = [u8; 32];

/// The root of the tree.
#[inline]
fn root(bytes: &[u8]) -> Sum {
    let mut sums: Vec<Sum> = bytes.chunks(LEAF).map(|leaf| Sha256::digest(leaf).into()).collect();
    while sums.len() > 1 {
        let parent = |pair: &[Sum]| match pair {
            [left, right] => Sha256::new().chain_update(left).chain_update(right).finalize().into(),
            // One without a neighbour goes up as it is.
            alone => alone.first().copied().unwrap_or_default(),
        };
        sums = sums.chunks(2).map(parent).collect();
    }
    sums.pop().unwrap_or_else(|| Sha256::digest(b"").into())
}

#[inline]
fn hex(sum: &[u8]) -> String {
    digits::<64>(sum).into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    /// The checksum of nothing, as the definition of SHA-256 has it.
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_small_archive_is_its_own_tree() {
        assert_eq!(hex(&root(b"")), EMPTY);
        let mut request = HttpRequest::new(SdkBody::from("hello world"));
        add(&mut request).unwrap();
        let sum = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
        assert_eq!(request.headers().get(WHOLE), Some(sum));
        assert_eq!(request.headers().get(TREE), Some(sum));
    }

    #[test]
    fn a_large_archive_has_branches() {
        let bytes = vec![b'x'; 2 * LEAF + 1];
        let leaf = Sha256::digest(&bytes[..LEAF]);
        let pair = Sha256::new().chain_update(leaf).chain_update(leaf).finalize();
        let sum = Sha256::new().chain_update(pair).chain_update(Sha256::digest(b"x")).finalize();
        assert_eq!(hex(&root(&bytes)), hex(&sum));
    }

    #[test]
    fn what_callers_gave_is_kept() {
        let stream = SdkBody::from_body_1_x(SdkBody::from("x"));
        let mut request = HttpRequest::new(stream);
        request.headers_mut().insert(TREE, "tree");
        assert!(add(&mut request).unwrap_err().to_string().contains("streams"));
        request.headers_mut().insert(WHOLE, "whole");
        let mut cfg = ConfigBag::base();
        add_signed(&mut request, &mut cfg).unwrap();
        assert_eq!(request.headers().get(TREE), Some("tree"));
        assert_eq!(request.headers().get(WHOLE), Some("whole"));
        let signed = cfg.load::<PayloadSigningOverride>();
        assert!(matches!(signed, Some(PayloadSigningOverride::Precomputed(sum)) if sum == "whole"));
    }
}
