//! What generated code says of the endpoint of an operation.

/// Says what the inputs of an operation add to where it goes: `host` is what stands before the host
/// name, all else are values of parameters, by their names in the rules. A value is a constant or a
/// path from the input; with `!` it must not be blank. `all` makes a list of all texts that paths lead
/// to, where `list[path]` is the path from each item, and `_` the item itself.
#[macro_export]
macro_rules! endpoint {
    ($operation:ident: $input:ty { host = [$($part:tt),+] $(, $($entries:tt)*)? }) => {
        impl $operation {
            const ENDPOINT: $crate::EndpointInput = $crate::EndpointInput {
                set: $crate::endpoint!(@set $input { $($($entries)*)? }),
                prefix: ::core::option::Option::Some(|input| {
                    let mut prefix = ::std::string::String::new();
                    if let ::core::option::Option::Some($crate::Quiet(input)) =
                        input.downcast_ref::<$crate::Quiet<$input>>()
                    {
                        // Not every prefix has a part from the input.
                        let _ = input;
                        $($crate::endpoint!(@part input prefix $part);)+
                    }
                    ::core::result::Result::Ok(::core::option::Option::Some(prefix))
                }),
            };
        }
    };
    ($operation:ident: $input:ty { $($entries:tt)* }) => {
        impl $operation {
            const ENDPOINT: $crate::EndpointInput = $crate::EndpointInput {
                set: $crate::endpoint!(@set $input { $($entries)* }),
                prefix: ::core::option::Option::None,
            };
        }
    };
    (@part $input:ident $prefix:ident $text:literal) => {
        $prefix.push_str($text)
    };
    (@part $input:ident $prefix:ident $field:ident) => {
        match &$input.$field {
            ::core::option::Option::Some(value) => {
                $prefix.push_str($crate::host_label(stringify!($field), value)?);
            }
            ::core::option::Option::None => return ::core::result::Result::Ok(::core::option::Option::None),
        }
    };
    (@set $input:ty { }) => { |_, _| {} };
    (@set $input:ty { $($entries:tt)* }) => {
        |input, out| {
            if let ::core::option::Option::Some($crate::Quiet(input)) =
                input.downcast_ref::<$crate::Quiet<$input>>()
            {
                $crate::endpoint!(@next input out $($entries)*);
            }
        }
    };

    // Entry by entry.
    (@next $input:ident $out:ident) => {};
    (@next $input:ident $out:ident $name:literal = $value:literal $(, $($rest:tt)*)?) => {
        $out.set($name, $value);
        $($crate::endpoint!(@next $input $out $($rest)*);)?
    };
    (@next $input:ident $out:ident $name:literal = [$($value:literal),*] $(, $($rest:tt)*)?) => {
        $out.set($name, ::std::vec![$(::std::string::String::from($value)),*]);
        $($crate::endpoint!(@next $input $out $($rest)*);)?
    };
    (
        @next $input:ident $out:ident
        $name:literal = $first:ident $(. $field:ident)* ! $(, $($rest:tt)*)?
    ) => {
        if let ::core::option::Option::Some(value) = $crate::endpoint!(@get $input $first $($field)*) {
            $out.set_present($name, $crate::AsParameter::as_parameter(value));
        }
        $($crate::endpoint!(@next $input $out $($rest)*);)?
    };
    (
        @next $input:ident $out:ident
        $name:literal = $first:ident $(. $field:ident)* $(, $($rest:tt)*)?
    ) => {
        if let ::core::option::Option::Some(value) = $crate::endpoint!(@get $input $first $($field)*) {
            $out.set($name, $crate::AsParameter::as_parameter(value));
        }
        $($crate::endpoint!(@next $input $out $($rest)*);)?
    };
    (@next $input:ident $out:ident $name:literal = all($($paths:tt)*) $(, $($rest:tt)*)?) => {
        let mut texts = $crate::ParameterTexts::default();
        $crate::endpoint!(@texts $input texts $($paths)*);
        $out.set_found($name, texts);
        $($crate::endpoint!(@next $input $out $($rest)*);)?
    };

    // Path by path.
    (@texts $from:ident $out:ident) => {};
    (@texts $from:ident $out:ident _ $(, $($rest:tt)*)?) => {
        $out.push($from);
        $($crate::endpoint!(@texts $from $out $($rest)*);)?
    };
    (@texts $from:ident $out:ident _ [$($paths:tt)*] $(, $($rest:tt)*)?) => {
        for item in $crate::Each::each($from) {
            $crate::endpoint!(@texts item $out $($paths)*);
        }
        $($crate::endpoint!(@texts $from $out $($rest)*);)?
    };
    (
        @texts $from:ident $out:ident
        keys($first:ident $(. $field:ident)*) $(, $($rest:tt)*)?
    ) => {
        if let ::core::option::Option::Some(map) = $crate::endpoint!(@get $from $first $($field)*) {
            $out.keys(map);
        }
        $($crate::endpoint!(@texts $from $out $($rest)*);)?
    };
    (
        @texts $from:ident $out:ident
        $first:ident $(. $field:ident)* [$($paths:tt)*] $(, $($rest:tt)*)?
    ) => {
        if let ::core::option::Option::Some(list) = $crate::endpoint!(@get $from $first $($field)*) {
            $out.found();
            for item in $crate::Each::each(list) {
                $crate::endpoint!(@texts item $out $($paths)*);
            }
        }
        $($crate::endpoint!(@texts $from $out $($rest)*);)?
    };
    (@texts $from:ident $out:ident $first:ident $(. $field:ident)* $(, $($rest:tt)*)?) => {
        if let ::core::option::Option::Some(text) = $crate::endpoint!(@get $from $first $($field)*) {
            $out.push(text);
        }
        $($crate::endpoint!(@texts $from $out $($rest)*);)?
    };

    (@get $from:ident $first:ident $($field:ident)*) => {
        $from.$first.as_ref()$(.and_then(|value| value.$field.as_ref()))*
    };
}
