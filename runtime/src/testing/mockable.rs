//! What tells a mock about a generated client. Implemented by the macros that generated code calls.

use crate::{CallError, Failure, Operation, Refused, Service};
use std::error::Error as StdError;
use std::fmt;

/// A call of a generated client, as the type that [`Mock`](super::Mock) is asked with: its operation
/// is `CreateWorkspaceImage` for `client.create_workspace_image()`.
pub trait Mockable {
    /// What it asks.
    type Input: fmt::Debug + Send + Sync + 'static;
    /// What it answers.
    type Output: fmt::Debug + Send + Sync + 'static;
    /// The error of its service.
    type Error: MockableError;

    /// What is the same for all calls of it.
    #[doc(hidden)]
    fn operation() -> &'static Operation;
}

/// The error of a generated client.
pub trait MockableError: StdError + From<CallError> + Send + Sync + 'static {
    /// Adds what a service would have said, and a test did not.
    #[doc(hidden)]
    fn complete(&mut self, operation: &'static str, service: &'static Service);

    /// What it has in common with all errors.
    #[doc(hidden)]
    fn failure(&self) -> &dyn Failure;
}

/// Makes a call known to mocks.
#[doc(hidden)]
#[macro_export]
macro_rules! mockable {
    ($operation:ident: $input:ty => $output:ty, $error:ty) => {
        impl $crate::testing::Mockable for $operation {
            type Input = $input;
            type Output = $output;
            type Error = $error;

            #[inline]
            fn operation() -> &'static $crate::Operation {
                &Self::OPERATION
            }
        }
    };
}

/// Makes an error known to mocks.
#[doc(hidden)]
#[macro_export]
macro_rules! mockable_error {
    ($error:ident { $($variant:ident = $code:literal,)* }) => {
        impl $crate::testing::MockableError for $error {
            fn complete(&mut self, operation: &'static str, service: &'static $crate::Service) {
                match self {
                    $(Self::$variant(refused) => {
                        $crate::testing::complete(refused, $code, operation, service);
                    })*
                    Self::Call(error) => $crate::testing::complete_call(error, operation),
                }
            }

            fn failure(&self) -> &dyn $crate::Failure {
                self.failure()
            }
        }
    };
}

/// Returns the error that a test answered, where it is that.
#[doc(hidden)]
#[macro_export]
macro_rules! return_mocked {
    ($error:ident) => {
        let $error = match $crate::testing::mocked($error) {
            ::core::result::Result::Ok(answered) => return answered,
            ::core::result::Result::Err(error) => error,
        };
    };
}

/// Gives a modelled error the names that it has in the model. For generated code.
#[doc(hidden)]
pub fn complete<T>(
    refused: &mut Refused<T>,
    code: &'static str,
    operation: &'static str,
    service: &'static Service,
) {
    refused.complete(code, operation, service);
}

/// Gives another error the name of the operation. For generated code.
#[doc(hidden)]
pub fn complete_call(error: &mut CallError, operation: &'static str) {
    error.set_operation(operation);
}
