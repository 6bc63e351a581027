//! What the macros of mocks come to without the feature `testing`: nothing.

/// Makes a call known to mocks.
#[doc(hidden)]
#[macro_export]
macro_rules! mockable {
    ($($all:tt)*) => {};
}

/// Makes an error known to mocks.
#[doc(hidden)]
#[macro_export]
macro_rules! mockable_error {
    ($($all:tt)*) => {};
}

/// Returns the error that a test answered, where it is that.
#[doc(hidden)]
#[macro_export]
macro_rules! return_mocked {
    ($error:ident) => {};
}
