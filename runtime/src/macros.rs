//! The macros that generated code calls. They carry names and wire values only; everything that a
//! user reads about is a plain item beside them.

mod events;
mod http;
mod waiters;
mod wire;

/// Gives an enum of text its wire values. `Unrecognized` keeps a value that is not among them. With
/// `redacted` in front of the name, `Debug` does not show which one it is.
#[macro_export]
macro_rules! string_enum {
    (redacted $name:ident $values:tt) => {
        $crate::string_enum!(@values $name $values);
        $crate::redacted!($name);
    };
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        $crate::string_enum!(@values $name { $($variant = $value,)* });

        // As if it were derived, which would cost as much as all that is in `@values`.
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, ::core::stringify!($($variant)*), f)
            }
        }
    };
    (@values $name:ident { $($variant:ident = $value:literal,)* }) => {
        // Variants are named by the enum: where `Self` is written, each is looked up among all of them.
        impl $name {
            /// The value as it is sent and received.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::wire::TextEnum::text(self)
            }
        }

        impl $crate::wire::TextEnum for $name {
            const KNOWN: &'static [Self] = &[$($name::$variant,)*];
            const UNRECOGNIZED: fn(::std::string::String) -> Self = $name::Unrecognized;

            #[inline]
            fn text(&self) -> &str {
                match self {
                    $($name::$variant => $value,)*
                    $name::Unrecognized(value) => value,
                }
            }
        }

        impl<T: ::core::convert::AsRef<str>> ::core::convert::From<T> for $name {
            #[inline]
            fn from(value: T) -> Self {
                $crate::wire::Enum::from_value($crate::wire::EnumValue::Text(value.as_ref()))
            }
        }

        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $name::Unrecognized(::std::string::String::new())
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }
    };
}

/// Makes an enum of text a key of maps, which need its order: that of its wire values.
#[macro_export]
macro_rules! map_key {
    ($name:ident) => {
        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl $crate::MapKey for $name {
            #[inline]
            fn as_key(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_key(text: &str) -> Self {
                Self::from(text)
            }
        }
    };
}

/// Gives an enum of integers its wire values. `Unrecognized` keeps a value that is not among them.
#[macro_export]
macro_rules! int_enum {
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// The value as it is sent and received.
            #[inline]
            pub fn as_i32(&self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unrecognized(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i32> for $name {
            #[inline]
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unrecognized(value),
                }
            }
        }

        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::Unrecognized(0)
            }
        }

        impl $crate::wire::Enum for $name {
            const IS_INT: bool = true;

            #[inline]
            fn to_value(&self) -> $crate::wire::EnumValue<'_> {
                $crate::wire::EnumValue::Int(self.as_i32())
            }

            #[inline]
            fn from_value(value: $crate::wire::EnumValue<'_>) -> Self {
                match value {
                    $crate::wire::EnumValue::Int(number) => Self::from(number),
                    $crate::wire::EnumValue::Text(_) => Self::default(),
                }
            }
        }
    };
}

/// Gives a union its default: no variant that is known.
#[macro_export]
macro_rules! open_union {
    ($name:ident) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unrecognized(::std::string::String::new())
            }
        }
    };
}

/// Gives a structure a `Debug` that does not show what is sensitive: `name = hidden`.
#[macro_export]
macro_rules! redacted {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::concat!(::core::stringify!($name), " { ** redacted ** }"))
            }
        }
    };
    ($name:ident { $($member:ident $(= $hidden:ident)?,)* }) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $(.field(
                        ::core::stringify!($member),
                        $crate::redacted!(@value self.$member $($hidden)?),
                    ))*
                    .finish()
            }
        }
    };
    (@value $self:ident.$member:ident) => { &$self.$member };
    (@value $self:ident.$member:ident hidden) => { &$crate::Redacted };
}

/// Gives a structure its default where it is not that of the members' types: `name = epoch()`.
#[macro_export]
macro_rules! default {
    ($name:ident { $($member:ident $(= $value:expr)?,)* }) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self {
                    $($member: $crate::default!(@value $($value)?),)*
                }
            }
        }
    };
    (@value) => { ::core::default::Default::default() };
    (@value $value:expr) => { $value };
}

/// Makes a structure a client of a service.
#[macro_export]
macro_rules! client {
    ($client:ident { protocol = $protocol:expr, $($entry:ident = $value:expr,)* }) => {
        static SERVICE: $crate::Service = $crate::Service {
            $($entry: $value,)*
            ..$crate::Service::of($protocol)
        };

        impl $client {
            /// A client with the configuration that the crate `aws-config` loads, or that
            /// `SdkConfig::builder()` makes.
            pub fn new(config: &$crate::SdkConfig) -> Self {
                Self { runtime: $crate::Client::new(&SERVICE, config) }
            }

            /// A client that is configured here; what is not given comes from environment
            /// variables.
            pub fn builder() -> $crate::ClientBuilder<Self> {
                $crate::ClientBuilder::new()
            }
        }

        impl $crate::ServiceClient for $client {
            fn service() -> &'static $crate::Service {
                &SERVICE
            }

            fn from_runtime(runtime: $crate::Client) -> Self {
                Self { runtime }
            }
        }
    };
}

/// Gives a client its operations: the method, and what it begins, which is the call of an operation,
/// or, `Operation<Waiting>`, calls of one until something is so.
#[macro_export]
macro_rules! operations {
    (
        $client:ident {
            $($(#[$attribute:meta])* $method:ident: $operation:ident $(<$waiting:ident>)?),* $(,)?
        }
    ) => {
        impl $client {
            $(
                $(#[$attribute])*
                // Inline, so that only crates that call an operation compile it.
                #[inline]
                pub fn $method(&self) -> $operation $(<$waiting>)? {
                    $crate::operations!(@begin self, $operation, $method $(, $waiting)?)
                }
            )*
        }
    };
    (@begin $client:ident, $operation:ident, $method:ident) => {
        $operation {
            input: ::core::default::Default::default(),
            call: $crate::Call::new(&$client.runtime),
        }
    };
    (@begin $client:ident, $operation:ident, $method:ident, Waiting) => {
        $operation::$method(&$client.runtime)
    };
}

/// Makes a structure a call of an operation: `Type: Input => Output, Error, json("WireName")`. The
/// last words are methods of [`Operation`](crate::Operation): one that makes it, and what is special.
/// The call of an input that holds a stream cannot be cloned: `Type once: Input`.
#[macro_export]
macro_rules! operation {
    (
        $operation:ident $($once:ident)?: $input:ty => $output:ty, $error:ty,
        $kind:ident($($argument:expr),*) $(, $special:ident $(($value:expr))?)* $(,)?
    ) => {
        impl $operation {
            // A constant of the type, which is not worked out until somebody sends it; one of the
            // module is whenever the crate is checked.
            const OPERATION: $crate::Operation =
                $crate::Operation::$kind::<$input, $output>($($argument),*)
                    $(.$special($($value)?))*;

            /// Overrides settings for this call alone, such as
            /// `with(|call| call.timeout(Duration::from_secs(5)))`.
            pub fn with(
                mut self,
                change: impl ::core::ops::FnOnce($crate::Call) -> $crate::Call,
            ) -> Self {
                self.call = change(self.call);
                self
            }

            /// Sends the request and waits for the answer.
            // Inline, so that only crates that call an operation compile it.
            #[inline]
            pub fn send(self) -> $crate::Sending<$output, $error> {
                $crate::Sending::new(self.call.invoke(&Self::OPERATION, $crate::erase(self.input)))
            }

            /// Signs the request and does not send it: whoever is given it can, until it expires.
            #[inline]
            pub fn presign(self, expires: ::core::time::Duration) -> $crate::Presigning<$error> {
                let input = $crate::erase(self.input);
                $crate::Presigning::new(self.call.presign(&Self::OPERATION, input, expires))
            }
        }

        // Derived, each of the two would cost more; and so would macros, to say them once for this
        // call and the one that waits.
        impl ::core::fmt::Debug for $operation {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.input, f)
            }
        }

        // Left out where a word says so, which stands in front of `:` and must be named here.
        $(#[doc = ::core::stringify!($once)] #[cfg(any())])?
        impl ::core::clone::Clone for $operation {
            #[inline]
            fn clone(&self) -> Self {
                Self { input: self.input.clone(), call: self.call.clone() }
            }
        }

        $crate::mockable!($operation: $input => $output, $error);
    };
}

/// Names the operation of a service that tells endpoints.
#[macro_export]
macro_rules! discovery {
    ($name:literal) => {{
        const OPERATION: &$crate::Operation = &$crate::describe_endpoints($name);
        ::core::option::Option::Some(OPERATION)
    }};
}

/// Gives an error its codes: a variant for each, and `Call` for the rest.
#[macro_export]
macro_rules! service_error {
    ($error:ident: $format:ident { $($variant:ident = $code:literal,)* }) => {
        impl $error {
            fn failure(&self) -> &dyn $crate::Failure {
                match self {
                    $(Self::$variant(refused) => refused.failure(),)*
                    Self::Call(error) => error,
                }
            }

            /// The code of the error as the service sent it; none if there is no answer.
            pub fn code(&self) -> ::core::option::Option<&str> {
                self.failure().answer()?.code()
            }

            /// What the service says about the error.
            pub fn message(&self) -> ::core::option::Option<&str> {
                self.failure().answer()?.message()
            }

            /// The id of the request, to be quoted to the vendor's support.
            pub fn request_id(&self) -> ::core::option::Option<&str> {
                self.failure().answer()?.request_id()
            }

            /// The HTTP status of the answer; none if there is no answer.
            pub fn status(&self) -> ::core::option::Option<u16> {
                ::core::option::Option::Some(self.failure().answer()?.status())
            }

            /// The operation that failed.
            pub fn operation(&self) -> &'static str {
                self.failure().operation()
            }

            /// Whether the same call may succeed later. Calls are retried as the configuration
            /// says before such an error is returned.
            pub fn is_retryable(&self) -> bool {
                self.failure().is_retryable()
            }

            /// Whether the caller was too fast for the service.
            pub fn is_throttling(&self) -> bool {
                self.failure().is_throttling()
            }
        }

        impl ::core::convert::From<$crate::CallError> for $error {
            fn from(error: $crate::CallError) -> Self {
                $crate::return_mocked!(error);
                match error.shape() {
                    $(::core::option::Option::Some($code) => {
                        match $crate::refused::$format(error) {
                            ::core::result::Result::Ok(refused) => Self::$variant(refused),
                            ::core::result::Result::Err(error) => Self::Call(error),
                        }
                    })*
                    _ => Self::Call(error),
                }
            }
        }

        impl ::core::fmt::Display for $error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.failure(), f)
            }
        }

        impl ::std::error::Error for $error {
            fn source(
                &self,
            ) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
                self.failure().cause()
            }
        }

        $crate::mockable_error!($error { $($variant = $code,)* });
    };
}

/// Makes an operation a paginator: which members of the input take which tokens of the output, and
/// where the items are.
#[macro_export]
macro_rules! paginator {
    (
        $operation:ident: $output:ty, $error:ty {
            $(token $token:ident = $next:expr, $(or = $other:expr,)*)+
            $(more = $more:expr,)?
            $(items: $item:ty = $items:expr,)?
        }
    ) => {
        impl $crate::Paginate for $operation {
            type Output = $output;
            type Error = $error;

            #[inline]
            fn send(self) -> $crate::Sending<$output, $error> {
                $operation::send(self)
            }

            #[inline]
            fn next(&self, output: &$output) -> $crate::Next<Self> {
                $(
                    if $crate::is_last(output, $more) {
                        return $crate::Next::End;
                    }
                )?
                let mut next = self.clone();
                let mut turn: $crate::Turn = ::core::default::Default::default();
                $(
                    let token = $crate::next_token(output, $next)
                        $(.or_else(|| $crate::next_token(output, $other)))*;
                    turn.token(token, &mut next.input.$token);
                )+
                turn.to(next)
            }

            #[inline]
            fn repeated(&self) -> $crate::CallError {
                self.call.repeated(&Self::OPERATION)
            }
        }

        impl $operation {
            /// All pages, one call each, as a stream.
            #[inline]
            pub fn pages(self) -> $crate::Pages<Self> {
                $crate::Pages::new(self)
            }
        }

        $(
            impl $crate::PaginateItems for $operation {
                type Item = $item;

                #[inline]
                fn items(output: $output) -> ::std::vec::Vec<$item> {
                    $crate::page_items(output, $items)
                }
            }

            impl $operation {
                /// The items of all pages, as a stream.
                #[inline]
                pub fn items(self) -> $crate::Items<Self> {
                    $crate::Items::new(self)
                }
            }
        )?
    };
}
