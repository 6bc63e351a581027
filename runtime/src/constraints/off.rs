//! What constraints come to without the feature `constraints`: nothing.

/// Checks a member against its constraints.
#[doc(hidden)]
#[macro_export]
macro_rules! constrained {
    ($($all:tt)*) => {};
}
