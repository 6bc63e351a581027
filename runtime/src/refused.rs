//! Reads the errors of a model, by the format of answers. For generated code.

use crate::http::Response;
use crate::wire::{cbor, json, xml};
use crate::{CallError, Refused};

/// Makes a function for the errors of a format.
macro_rules! formats {
    ($($format:ident: $decode:path => $read:ident;)*) => {$(
        /// Reads an error.
        ///
        /// # Errors
        ///
        /// The same error, where the answer is not what the model says.
        pub fn $format<T: $decode>(error: CallError) -> Result<Refused<T>, CallError> {
            error.refused(|response, error| response.$read(error))
        }
    )*};
}

formats! {
    json: json::Decode => json_document;
    xml: xml::Decode => xml_document;
    cbor: cbor::Decode => cbor_document;
}

/// Reads an error whose members have places in HTTP messages.
///
/// # Errors
///
/// The same error, where the answer is not what the model says.
pub fn http<T: Response>(error: CallError) -> Result<Refused<T>, CallError> {
    error.refused(|response, error: &mut T| error.read(response))
}
