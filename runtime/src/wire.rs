//! Wire formats: how values look in a message. Each format is one small family of traits.

pub mod json;
