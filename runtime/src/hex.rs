//! Digests in hexadecimal digits.

/// The digits, in lower case, of a digest of half as many bytes.
pub(crate) fn digits<const N: usize>(digest: impl AsRef<[u8]>) -> [u8; N] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [b'0'; N];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(digest.as_ref()) {
        for (digit, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
            *digit = HEX.get(usize::from(half)).copied().unwrap_or_default();
        }
    }
    digits
}
