//! Waiters.

/// Gives an operation functions of what its waiters look for, by its name: an expression of the functions of
/// [`find`](crate::find), of what is asked and what is answered.
#[macro_export]
macro_rules! finders {
    (
        $operation:ident: $of:ty => $output_of:ty
        { $($find:ident = |$input:tt, $output:tt| $query:expr,)* }
    ) => {
        impl $operation {$(
            #[inline]
            fn $find<'f>(
                input: &'f $crate::Input,
                output: &'f $crate::Output,
            ) -> ::core::option::Option<$crate::find::Value<'f>> {
                use $crate::find::*;
                let ($crate::Quiet($input), $crate::Quiet($output)): (
                    &$crate::Quiet<$of>,
                    &$crate::Quiet<$output_of>,
                ) = (input.downcast_ref()?, output.downcast_ref()?);
                $query
            }
        )*}
    };
}

/// Gives an operation its waiters: `name(2, 120)`, with the least and the most seconds between calls,
/// and then what answers mean, in order. What is looked for is a function of
/// [`finders!`](crate::finders).
#[macro_export]
macro_rules! waiters {
    (
        $operation:ident: $input:ty => $output:ty, $error:ty {
            $($(#[$attribute:meta])* $waiter:ident($least:literal, $most:literal) {
                $($state:ident if $matcher:ident($($expected:expr),*),)*
            },)*
        }
    ) => {
        impl ::core::fmt::Debug for $operation<$crate::Waiting> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.input, f)
            }
        }

        impl ::core::clone::Clone for $operation<$crate::Waiting> {
            #[inline]
            fn clone(&self) -> Self {
                Self { input: self.input.clone(), call: self.call.clone() }
            }
        }

        impl $operation<$crate::Waiting> {
            $(
                #[inline]
                pub(crate) fn $waiter(client: &$crate::Client) -> Self {
                    static WAITER: $crate::Waiter = $crate::Waiter {
                        name: ::core::stringify!($waiter),
                        min_delay: $least,
                        max_delay: $most,
                        acceptors: &[$((
                            $crate::State::$state,
                            $crate::Matcher::$matcher($($expected),*),
                        )),*],
                    };
                    Self {
                        input: ::core::default::Default::default(),
                        call: $crate::Waiting::new(client, &WAITER),
                    }
                }
            )*

            /// Overrides settings for these calls alone, such as
            /// `with(|call| call.timeout(Duration::from_secs(5)))`.
            pub fn with(
                mut self,
                change: impl ::core::ops::FnOnce($crate::Call) -> $crate::Call,
            ) -> Self {
                self.call = self.call.with(change);
                self
            }

            /// Calls again and again until it is so, and no longer than `most`.
            #[inline]
            pub fn wait(self, most: ::core::time::Duration) -> $crate::Waits<$output, $error> {
                $crate::Waits::new(self.call, &<$operation>::OPERATION, self.input, most)
            }
        }
    };
}
