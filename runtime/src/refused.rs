//! Reads the errors of a model, by the format of answers. For generated code.

use crate::http::Response;
use crate::{CallError, Refused};

/// Makes a function for the errors of a format.
macro_rules! formats {
    ($($(#[$attribute:meta])* $format:ident: $decode:path => $read:ident;)*) => {$(
        $(#[$attribute])*
        /// Reads an error.
        ///
        /// # Errors
        ///
        /// The same error, where the answer is not what the model says.
        pub fn $format<T: $decode + Default>(error: CallError) -> Result<Refused<T>, CallError> {
            error.refused(|response, error| response.$read(error))
        }
    )*};
}

formats! {
    #[cfg(feature = "json")]
    json: crate::wire::json::Decode => json_document;
    #[cfg(feature = "xml")]
    xml: crate::wire::xml::Decode => xml_document;
    #[cfg(feature = "cbor")]
    cbor: crate::wire::cbor::Decode => cbor_document;
}

/// Reads an error whose members have places in HTTP messages.
///
/// # Errors
///
/// The same error, where the answer is not what the model says.
pub fn http<T: Response>(error: CallError) -> Result<Refused<T>, CallError> {
    error.refused(|response, error: &mut T| error.read(response))
}
