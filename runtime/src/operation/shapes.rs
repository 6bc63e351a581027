//! The input and the output of an operation: how the engine carries them, how the one is written and
//! the other is read.
//!
//! What stands here once for each type is compiled for all that a program asks and is answered. So it
//! says what the type can do, as a trait, and everything else is done by that.

use super::{EncodeError, Operation, Value};
use crate::http::{Request, RequestWriter, Response, ResponseReader};
use crate::wire::DecodeError;
#[cfg(feature = "cbor")]
use crate::wire::cbor;
#[cfg(feature = "json")]
use crate::wire::json;
#[cfg(feature = "query")]
use crate::wire::{query, xml};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use std::any::TypeId;
use std::fmt;

/// An input or an output that does not show what is in it, or what a client keeps for itself. An
/// interceptor finds the former by their types:
/// `context.input().downcast_ref::<Quiet<PutItemRequest>>()`.
///
/// The orchestrator wants all that it is given to have a `Debug`, for its logs. That of a structure, and
/// of all that is in it, would be compiled into every program; and what is secret is safest where
/// nobody writes it down.
#[derive(Clone, Default)]
pub struct Quiet<T>(pub T);

impl<T> fmt::Debug for Quiet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// An input as the engine takes it. For generated code.
#[doc(hidden)]
#[inline]
pub fn erase<I: Value>(input: I) -> Input {
    Input::erase(Quiet(input))
}

/// Reads what is to be an output, as far as it is a document of a format.
type Reads<'r, T> = dyn FnMut(&mut T) -> Result<(), DecodeError> + 'r;

/// Makes constructors of operations whose input and output are documents of a format.
macro_rules! documents {
    ($(
        $(#[doc = $doc:literal])*
        #[cfg($($cfg:tt)*)]
        $name:ident: $Format:ident, $encode:path => $write:ident, $decode:path => $read:ident;
    )*) => {
        /// How an input is written.
        pub(super) enum Asks {
            $(#[cfg($($cfg)*)] $Format(fn(&Input) -> Option<&dyn $encode>),)*
            Bound(fn(&mut Input, &mut RequestWriter) -> Option<()>),
        }

        /// How an output is read.
        pub(super) enum Answers {
            $(
                #[cfg($($cfg)*)]
                $Format(fn(&mut Reads<'_, dyn $decode>) -> Result<Output, DecodeError>),
            )*
            Bound(fn(&mut ResponseReader<'_>) -> Result<Output, DecodeError>),
        }

        impl Asks {
            /// Writes the input.
            ///
            /// # Errors
            ///
            /// It is of another type.
            pub(super) fn write(
                &self,
                input: &mut Input,
                request: &mut RequestWriter,
            ) -> Result<(), EncodeError> {
                let written = match self {
                    $(#[cfg($($cfg)*)] Self::$Format(of) => {
                        of(input).map(|input| request.$write(input))
                    })*
                    Self::Bound(write) => write(input, request),
                };
                written.ok_or(EncodeError::Replaced)
            }
        }

        impl Answers {
            pub(super) fn read(
                &self,
                response: &mut ResponseReader<'_>,
            ) -> Result<Output, DecodeError> {
                match self {
                    $(#[cfg($($cfg)*)] Self::$Format(output) => {
                        output(&mut |output| response.$read(output))
                    })*
                    Self::Bound(read) => read(response),
                }
            }
        }

        impl Operation {$(
            $(#[doc = $doc])*
            #[cfg($($cfg)*)]
            pub const fn $name<I: $encode + Value, O: $decode + Default + Value>(
                name: &'static str,
            ) -> Self {
                // Functions, for a closure costs another one where it becomes a pointer.
                fn input<I: $encode + Value>(input: &Input) -> Option<&dyn $encode> {
                    match input.downcast_ref() {
                        Some(Quiet::<I>(input)) => Some(input),
                        None => None,
                    }
                }

                fn output<O: $decode + Default + Value>(
                    read: &mut Reads<'_, dyn $decode>,
                ) -> Result<Output, DecodeError> {
                    let mut output = Quiet(O::default());
                    read(&mut output.0)?;
                    Ok(Output::erase(output))
                }

                let (asks, answers) = (Asks::$Format(input::<I>), Answers::$Format(output::<O>));
                Self::new(TypeId::of::<I>(), name, asks, answers)
            }
        )*}
    };
}

documents! {
    /// An operation that asks and answers JSON.
    #[cfg(feature = "json")]
    json: Json, json::Encode => json_document, json::Decode => json_document;
    /// An operation that asks with the parameters of a form, and answers XML.
    #[cfg(feature = "query")]
    query: Query, query::Encode => query_document, xml::Decode => xml_document;
    /// An operation that asks and answers CBOR.
    #[cfg(feature = "cbor")]
    cbor: Cbor, cbor::Encode => cbor_document, cbor::Decode => cbor_document;
}

impl Operation {
    /// An operation whose members have places in HTTP messages.
    pub const fn http<I: Request + Value, O: Response + Value>(
        name: &'static str,
        method: &'static str,
        uri: &'static str,
    ) -> Self {
        let mut operation = Self::bound::<I, O>(name);
        operation.method = method;
        operation.uri = uri;
        operation
    }

    /// A remote procedure call with a stream of events.
    pub const fn bound<I: Request + Value, O: Response + Value>(name: &'static str) -> Self {
        fn write<I: Request + Value>(input: &mut Input, request: &mut RequestWriter) -> Option<()> {
            input.downcast_mut::<Quiet<I>>()?.0.write(request);
            Some(())
        }

        fn read<O: Response + Value>(
            response: &mut ResponseReader<'_>,
        ) -> Result<Output, DecodeError> {
            let mut output = Quiet(O::default());
            output.0.read(response)?;
            Ok(Output::erase(output))
        }

        Self::new(TypeId::of::<I>(), name, Asks::Bound(write::<I>), Answers::Bound(read::<O>))
    }
}
