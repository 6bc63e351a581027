//! A value that says all by being there.

use crate::wire::{cbor, json, query, xml};

/// What a variant of a union holds that has no value. For generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit;

impl json::Encode for Unit {}
impl json::Decode for Unit {}
impl xml::Encode for Unit {}
impl xml::Decode for Unit {}
impl query::Encode for Unit {}
impl cbor::Encode for Unit {}
impl cbor::Decode for Unit {}
