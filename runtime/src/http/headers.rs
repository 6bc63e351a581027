//! Sets headers. The engine's own functions are compiled again for each pair of types that a name and
//! a value may be of; these are for all.

use crate::error::BoxError;
use aws_smithy_runtime_api::http::Headers;
use http::HeaderName;

/// Sets a header, in place of any of that name.
///
/// # Errors
///
/// The value cannot stand in a header.
#[inline(never)]
pub(crate) fn set(headers: &mut Headers, name: HeaderName, value: String) -> Result<(), BoxError> {
    headers.try_insert(name, value)?;
    Ok(())
}

/// Sets one to a text that lives on, which is not copied.
///
/// # Errors
///
/// The value cannot stand in a header.
#[inline(never)]
pub(crate) fn set_lasting(
    headers: &mut Headers,
    name: HeaderName,
    value: &'static str,
) -> Result<(), BoxError> {
    // The engine panics where it is not. All are looked at, for that is many at once.
    if value.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
        headers.insert(name, value);
        return Ok(());
    }
    set(headers, name, value.to_owned())
}

/// Adds a header beside those of that name.
///
/// # Errors
///
/// The value cannot stand in a header.
#[inline(never)]
pub(crate) fn append(
    headers: &mut Headers,
    name: HeaderName,
    value: String,
) -> Result<(), BoxError> {
    headers.try_append(name, value)?;
    Ok(())
}

/// The name of a header, in small letters.
///
/// # Errors
///
/// The text is no name.
pub(crate) fn named(name: &str) -> Result<HeaderName, BoxError> {
    Ok(HeaderName::from_bytes(name.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::{named, set, set_lasting};
    use aws_smithy_runtime_api::http::Headers;

    #[test]
    fn bad_names_and_values_are_errors_and_change_nothing() {
        let mut headers = Headers::new();
        set(&mut headers, named("X-One").unwrap(), "1".to_owned()).unwrap();
        set_lasting(&mut headers, named("x-two").unwrap(), "2").unwrap();
        assert!(set(&mut headers, named("x-one").unwrap(), "a\nb".to_owned()).is_err());
        assert!(set_lasting(&mut headers, named("x-two").unwrap(), "a\nb").is_err());
        assert!(named("x one").is_err());
        assert_eq!([headers.get("x-one"), headers.get("x-two")], [Some("1"), Some("2")]);
        set_lasting(&mut headers, named("x-two").unwrap(), "\u{e9}").unwrap();
        assert_eq!(headers.get("x-two"), Some("\u{e9}"), "as the engine has it");
    }
}
