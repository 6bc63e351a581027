//! What CBOR makes of forms.

use super::read::Reader;
use super::value::{Decode, Encode};
use super::write::Writer;
use crate::wire::form::{Boxed, List, MapOf, Plain, Shaped, Sparse};
use crate::wire::nullable::nullable;
use crate::wire::{Enum, EnumValue, Result};
use crate::{Map, MapKey};

nullable!();
