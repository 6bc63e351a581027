//! The macros that say how structures are written and read: a member a line, the name on the wire
//! and the field. The first word of a line is a method of the format's `Object` or `Reader`.

/// Says how a structure is written as JSON, a member a line: `required "Name" = name`, or in a form
/// of its own, `member_as(EpochSeconds) "Created" = created`. The first word is a method of
/// [`json::Object`](crate::wire::json::Object). Constraints of the model come last, and are nothing
/// without the feature `constraints`: `required "Name" = name where Len(1..=64)`.
///
/// A union says `enum`, and then a variant a line: `value "Name" = Name`, or `unit "All" = All` for one
/// that holds nothing.
#[macro_export]
macro_rules! encode_json {
    ($($structure:tt)*) => { $crate::encode!(json $($structure)*); };
}

/// Says how a structure is read from JSON, a member a line: `read "Name" = name`, or in a form of its
/// own, `read_as(EpochSeconds) "Created" = created`. The first word is a method of
/// [`json::Reader`](crate::wire::json::Reader).
#[macro_export]
macro_rules! decode_json {
    ($($structure:tt)*) => { $crate::decode!(json $($structure)*); };
}

/// Says how a structure is written as XML, as [`encode_json!`](crate::encode_json) does for JSON.
#[macro_export]
macro_rules! encode_xml {
    ($($structure:tt)*) => { $crate::encode!(xml $($structure)*); };
}

/// Says how a structure is read from XML, as [`decode_json!`](crate::decode_json) does for JSON.
#[macro_export]
macro_rules! decode_xml {
    ($($structure:tt)*) => { $crate::decode!(xml $($structure)*); };
}

/// Says how a structure is written as a query, as [`encode_json!`](crate::encode_json) does for
/// JSON.
#[macro_export]
macro_rules! encode_query {
    ($($structure:tt)*) => { $crate::encode!(query $($structure)*); };
}

/// Says how a structure is written as CBOR, as [`encode_json!`](crate::encode_json) does for JSON.
#[macro_export]
macro_rules! encode_cbor {
    ($($structure:tt)*) => { $crate::encode!(cbor $($structure)*); };
}

/// Says how a structure is read from CBOR, as [`decode_json!`](crate::decode_json) does for JSON.
#[macro_export]
macro_rules! decode_cbor {
    ($($structure:tt)*) => { $crate::decode!(cbor $($structure)*); };
}

/// How a structure is written, in any format.
#[doc(hidden)]
#[macro_export]
macro_rules! encode {
    (
        $format:ident
        $name:ident { $(
            $write:ident $(($form:expr))? $wire:literal = $member:ident
            $(where $($rule:ident $(($($of:tt)*))?)+)?,
        )* }
    ) => {
        impl $crate::wire::$format::Encode for $name {
            #[inline]
            fn members(&self, object: &mut $crate::wire::$format::Object<'_>) {
                $(
                    $($crate::constrained!(object: {
                        $write [$wire] $member = self.$member.as_ref(), $($rule $(($($of)*))?)+
                    });)?
                    object.$write($($form,)? $wire, &self.$member);
                )*
            }
        }
    };
    (
        $format:ident
        enum $name:ident { $(
            $write:ident $(($form:expr))? $wire:literal = $variant:ident
            $(where $($rule:ident $(($($of:tt)*))?)+)?,
        )* }
    ) => {
        impl $crate::wire::$format::Encode for $name {
            #[inline]
            fn members(&self, object: &mut $crate::wire::$format::Object<'_>) {
                match self {
                    $($crate::encode!(@$write $variant value) => {
                        $($crate::constrained!(object: {
                            $write [$wire] $variant = ::core::option::Option::Some(value),
                            $($rule $(($($of)*))?)+
                        });)?
                        $crate::encode!(@$write object, ($($form,)? $wire), value);
                    })*
                    Self::Unrecognized(name) => object.refuse(name),
                }
            }
        }
    };
    (@unit $variant:ident $value:ident) => { Self::$variant };
    (@$write:ident $variant:ident $value:ident) => { Self::$variant($value) };
    (@unit $object:ident, ($wire:literal), $value:ident) => {
        $object.value($wire, &$crate::Unit)
    };
    (@$write:ident $object:ident, ($($of:expr),+), $value:ident) => {
        $object.$write($($of,)+ $value)
    };
}

/// How a structure is read, in any format.
#[doc(hidden)]
#[macro_export]
macro_rules! decode {
    (
        $format:ident
        $name:ident { $($read:ident $(($form:expr))? $wire:literal = $member:ident,)* }
    ) => {
        impl $crate::wire::$format::Decode for $name {
            #[inline]
            fn decode(
                &mut self,
                member: &str,
                reader: &mut $crate::wire::$format::Reader<'_>,
            ) -> $crate::wire::Result {
                match member {
                    $($wire => reader.$read($($form,)? &mut self.$member),)*
                    _ => reader.other(),
                }
            }
        }
    };
}
