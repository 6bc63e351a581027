//! Tokens that make a request idempotent.

/// A new token: a random UUID.
pub(crate) fn token() -> String {
    uuid::Uuid::new_v4().to_string()
}
