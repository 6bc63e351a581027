//! The macros that say where members stand in HTTP messages.

/// Says where the members of an input stand in a request, a member a line: `header "If-Match" =
/// if_match`. The first word is a method of [`RequestWriter`](crate::http::RequestWriter). Constraints
/// of the model come last, as in [`encode_json!`](crate::encode_json). Members that stand nowhere else
/// are a document, whose format is behind the name: `Name: json`, `Name: xml("Root")`.
#[macro_export]
macro_rules! request {
    (
        $name:ident $(: $format:ident $(($($root:expr),+))?)?
        { $(
            $write:ident $(($form:expr))? $($wire:literal)? = $member:ident
            $(where $($rule:ident $(($($of:tt)*))?)+)?,
        )* }
    ) => {
        impl $crate::http::Request for $name {
            #[inline]
            fn write(&mut self, request: &mut $crate::http::RequestWriter) {
                // Before a stream is taken.
                $crate::constrained!(request: $({
                    $write [$($wire)?] $member = self.$member.as_ref(), $($($rule $(($($of)*))?)+)?
                })*);
                $(request.$write($($form,)? $($wire,)? &mut self.$member);)*
                $($crate::request!(@document request, self, $format $(($($root),+))?);)?
                let _ = request;
            }
        }
    };
    (@document $request:ident, $self:ident, json) => { $request.json_document(&*$self) };
    (@document $request:ident, $self:ident, cbor) => { $request.cbor_document(&*$self) };
    (@document $request:ident, $self:ident, xml($($root:expr),+)) => {
        $request.xml_document($crate::root!($($root),+), &*$self)
    };
}

/// The outermost element of a document: its name, or name, prefix and namespace.
#[doc(hidden)]
#[macro_export]
macro_rules! root {
    ($name:expr) => {
        $name
    };
    ($name:expr, $prefix:expr, $uri:expr) => {
        $crate::wire::xml::Tag { name: $name, namespace: Some(($prefix, $uri)) }
    };
}

/// Says where the members of an output or an error stand in an answer, a member a line:
/// `header "ETag" = e_tag`. The first word is a method of
/// [`ResponseReader`](crate::http::ResponseReader). Members that stand nowhere else are a document,
/// whose format is behind the name: `Name: json`.
#[macro_export]
macro_rules! response {
    (
        $name:ident $(: $format:ident)?
        { $($read:ident $(($form:expr))? $($wire:literal)? = $member:ident,)* }
    ) => {
        impl $crate::http::Response for $name {
            #[inline]
            fn read(
                &mut self,
                response: &mut $crate::http::ResponseReader<'_>,
            ) -> $crate::wire::Result {
                $(response.$read($($form,)? $($wire,)? &mut self.$member)?;)*
                $($crate::response!(@document response, self, $format);)?
                let _ = response;
                ::core::result::Result::Ok(())
            }
        }
    };
    (@document $response:ident, $self:ident, json) => { $response.json_document($self)? };
    (@document $response:ident, $self:ident, xml) => { $response.xml_document($self)? };
    (@document $response:ident, $self:ident, cbor) => { $response.cbor_document($self)? };
}
