//! Waiters.

/// Gives an operation its waiters: `name(2, 120)`, with the least and the most seconds between calls,
/// and then what answers mean, in order.
#[macro_export]
macro_rules! waiters {
    (
        $operation:ident: $input:ty => $output:ty, $error:ty {
            $($(#[$attribute:meta])* $waiter:ident($least:literal, $most:literal) {
                $($state:ident if $matcher:ident($($expected:tt)*),)*
            },)*
        }
    ) => {
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
                            $crate::waiters!(@match $input, $output, $matcher($($expected)*)),
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
            pub async fn wait(
                self,
                most: ::core::time::Duration,
            ) -> ::core::result::Result<
                $crate::Waited<$output, $error>,
                $crate::WaitError<$output, $error>,
            > {
                let (input, name) = (self.input, self.call.name());
                let input = ::std::boxed::Box::new(move || $crate::Input::erase(input.clone()));
                let ended = self.call.wait(&OPERATION, input, most).await;
                $crate::ended(&OPERATION, name, most, ended)
            }
        }
    };
    (@match $input:ty, $output:ty, $matcher:ident($expected:literal, $find:expr)) => {
        $crate::Matcher::$matcher($expected, |input, output| {
            use $crate::find::*;
            let find: for<'a> fn(&'a $input, &'a $output) -> ::core::option::Option<Value<'a>> =
                $find;
            find(input.downcast_ref()?, output.downcast_ref()?)
        })
    };
    (@match $input:ty, $output:ty, $matcher:ident($expected:literal)) => {
        $crate::Matcher::$matcher($expected)
    };
}
