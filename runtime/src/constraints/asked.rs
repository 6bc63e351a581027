//! Whether constraints are checked.

use super::rules::{Found, Rule, Violation};
use crate::Operation;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::cell::Cell;

/// Whether a client, or a call, asks for checks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked(pub(crate) bool);

impl Storable for Asked {
    type Storer = StoreReplace<Self>;
}

/// What is checked in a request that is being made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Checks {
    /// Nothing.
    None,
    /// All constraints. Violations do not show values, for some of the input are secret.
    Hiding,
    /// All constraints.
    Showing,
}

thread_local! {
    /// What is checked in the request that is being made on this thread. Values are encoded without
    /// waiting, so nobody else's request is made meanwhile.
    static CURRENT: Cell<Checks> = const { Cell::new(Checks::None) };
}

impl Checks {
    /// What the configuration of a call asks for.
    pub(crate) fn of(cfg: &ConfigBag, operation: &Operation) -> Self {
        match cfg.load::<Asked>() {
            Some(Asked(true)) if operation.hides_input => Self::Hiding,
            Some(Asked(true)) => Self::Showing,
            _ => Self::None,
        }
    }

    /// What is checked on this thread, for what is made later.
    pub(crate) fn current() -> Self {
        CURRENT.get()
    }

    /// Makes a request, or a part of one, with these checks.
    pub(crate) fn during<T>(self, make: impl FnOnce() -> T) -> T {
        /// Restores what was before, even where a caller's source of tokens panics.
        struct Restore(Checks);

        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }

        let _before = Restore(CURRENT.replace(self));
        make()
    }
}

/// Where a value is not as a constraint says, if that is asked and there is one.
pub(crate) fn violations<T>(value: Option<&T>, rule: &impl Rule<T>) -> Vec<Violation> {
    let Some(value) = value else { return Vec::new() };
    let mut found = match Checks::current() {
        Checks::None => return Vec::new(),
        Checks::Hiding => Found::new(false),
        Checks::Showing => Found::new(true),
    };
    rule.check(value, &mut found);
    found.into_violations()
}
